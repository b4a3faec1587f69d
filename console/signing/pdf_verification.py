"""Owns the verdict on the signatures of a PDF.

It refuses to follow any reader's own bottom line: the last signature must cover the file from the first byte to the
last, the structure must be exactly the accepted one, and the signer must be known, in force and not revoked.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from console.domain.ports import Clock
from console.domain.verification import Check, Verification
from console.errors import ExitCode, SigningError
from console.signing import certificates
from console.signing.container import read_container
from console.signing.manifest_signature import holding_checks
from console.signing.pdf_changes import approval_check, revision_checks
from console.signing.pdf_structure import (
    APPROVER,
    PREPARER,
    SINGLE,
    SignatureField,
    SignedBytes,
    Structure,
    last_signature,
    read_structure,
    refuse_traces,
)
from console.signing.quiet import hush
from console.signing.signer_trust import AHEAD, judge_signer
from console.signing.truststore import TrustStore
from console.signing.verdicts import failed, passed, refused, verdict_of


def verify_pdf_signature(content: bytes, trust: TrustStore, clock: Clock) -> Verification:
    """Return the verdict on a PDF's signatures, with every check in the order it was made."""
    hush()
    now = clock.now()
    checks, structure = _last_signature_checks(content, trust, now)
    if structure is not None:
        checks = (*checks, *_earlier_checks(content, structure, trust, now))
    return Verification(verdict_of(checks), "briefing", checks)


def _last_signature_checks(
    content: bytes, trust: TrustStore, now: datetime
) -> tuple[tuple[Check, ...], Structure | None]:
    """Return the checks on the last signature; the structure too where it is worth going on."""
    try:
        last = last_signature(content)
        if last is None:
            refuse_traces(content)
            return (failed("signature-present", "pdf-unsigned"),), None
        container = read_container(last.container)
    except SigningError as fault:
        return (refused("signature-structure", fault),), None
    covered = passed("signed-bytes", "pdf-covered", bytes=len(content))
    held = holding_checks(container, hashlib.sha256(last.covered(content)).digest())
    if not all(check.passed for check in held):
        return (covered, *held), None
    try:
        structure = read_structure(content)
        claimed = _claimed(structure, last)
        signatures = sum(field.signed is not None for field in structure.fields)
        revisions = revision_checks(content, signatures)
    except SigningError as fault:
        return (covered, *held, refused("structure", fault)), None
    if container.signing_time is not None or claimed is None:
        return (covered, *held, *revisions, failed("signing-time", "signing-time-missing")), None
    judged = judge_signer(
        container.signer,
        container.others,
        claimed=claimed,
        trust=trust,
        now=now,
        embedded_lists=structure.revocation_lists,
    )
    return (covered, *held, *revisions, *judged), structure


def _claimed(structure: Structure, last: SignedBytes) -> datetime | None:
    """Return the time the field of the last signature claims."""
    own = [field for field in structure.fields if field.signed == last]
    if len(own) != 1:
        raise SigningError("pdf-structure", exit_code=ExitCode.INVALID, detail="/V")
    return own[0].claimed


def _earlier_checks(
    content: bytes, structure: Structure, trust: TrustStore, now: datetime
) -> tuple[Check, ...]:
    fields = {field.name: field for field in structure.fields}
    if len(fields) != len(structure.fields) or set(fields) not in ({SINGLE}, {PREPARER, APPROVER}):
        return (failed("structure", "pdf-fields", fields=", ".join(sorted(fields))),)
    if SINGLE in fields:
        return (_permits(fields[SINGLE], 1),)
    preparer, approver = fields[PREPARER], fields[APPROVER]
    if preparer.signed is None:
        return (failed("structure", "pdf-fields", fields=APPROVER),)
    if approver.signed is None:
        return (_permits(preparer, 2), failed("approval", "pdf-awaiting-approval"))
    return (
        _permits(preparer, 2),
        *_prepared_checks(content[: preparer.signed.end], trust, now),
        approval_check(content),
        _in_order(preparer.claimed, approver.claimed, now),
        _two_persons(preparer.signed, approver.signed),
    )


def _permits(field: SignatureField, wanted: int) -> Check:
    if field.permission != wanted:
        return failed("permission", "pdf-permission-differs", found=field.permission or 0, wanted=wanted)
    return passed("permission", "pdf-permission", field=field.name)


def _prepared_checks(prepared: bytes, trust: TrustStore, now: datetime) -> tuple[Check, ...]:
    """Return the checks on the document as its preparer signed it, judged as a whole of its own."""
    checks, structure = _last_signature_checks(prepared, trust, now)
    if structure is None:
        return checks
    signed = sorted((field.name, field.signed is not None) for field in structure.fields)
    if signed != [(APPROVER, False), (PREPARER, True)]:
        return (*checks, failed("structure", "pdf-fields", fields=", ".join(name for name, _ in signed)))
    return checks


def _in_order(prepared: datetime | None, approved: datetime | None, now: datetime) -> Check:
    if prepared is None or approved is None:
        return failed("signing-time", "signing-time-missing")
    told = {
        "prepared": certificates.moment(prepared.astimezone(now.tzinfo)),
        "approved": certificates.moment(approved.astimezone(now.tzinfo)),
    }
    if approved < prepared - AHEAD:
        return failed("signing-order", "pdf-approved-before", **told)
    return passed("signing-order", "pdf-approved-after", **told)


def _two_persons(preparer: SignedBytes, approver: SignedBytes) -> Check:
    try:
        first, second = (read_container(signed.container).signer for signed in (preparer, approver))
    except SigningError as fault:
        return refused("signature-structure", fault)
    told = {"preparer": certificates.person(first), "approver": certificates.person(second)}
    if certificates.same_person(first, second):
        return failed("approval", "pdf-approved-by-preparer", **told)
    return passed("approval", "pdf-approved", **told)
