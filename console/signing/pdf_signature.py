"""Owns the signing of a PDF: PAdES in one incremental revision, certified so that nothing may follow.

It refuses to sign for somebody revoked, unknown or out of date, and a document that is signed or says things in /Info.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import fields
from pyhanko.sign.general import SigningError as ForeignSigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko_certvalidator import ValidationContext

from console.domain.ports import Clock
from console.domain.verification import Verdict
from console.errors import SigningError
from console.signing import certificates
from console.signing.certificates import for_pyhanko, moment
from console.signing.container import BROKEN, read_container
from console.signing.manifest_signature import require_in_force
from console.signing.pdf_structure import (
    APPROVER,
    PREPARER,
    SINGLE,
    SignedBytes,
    require_prepared,
    require_unsigned,
)
from console.signing.pdf_verification import verify_pdf_signature
from console.signing.quiet import hush
from console.signing.signer import FileSigner
from console.signing.signer_trust import find_path, known_lists, latest_list, revoked_since
from console.signing.truststore import RevocationList, TrustStore


class _Writer(IncrementalPdfFileWriter):
    """A writer that leaves the document's own metadata as it is: it would put in its name and the system's time."""

    def _update_meta(self) -> None:
        """Update nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a signer stands before signing: the revocation list that says so, and whether it is overdue."""

    list_issued_at: datetime
    list_next_due: datetime | None
    stale: bool


def standing(signer: FileSigner, trust: TrustStore, now: datetime) -> Standing:
    """Return the signer's standing; a list that is overdue is said, not refused.

    Raises SigningError: signer-not-in-force, signer-not-trusted, signer-revoked, signer-list-missing.
    """
    _, latest = _vouched(signer, trust, now)
    return Standing(latest.issued_at, latest.next_due, latest.stale(now))


def sign_pdf(
    unsigned: bytes,
    signer: FileSigner,
    *,
    trust: TrustStore,
    clock: Clock,
    reason: str = "",
    location: str = "",
) -> bytes:
    """Return the PDF certified by its only signer: no change is allowed from here on.

    The widget is invisible: what is printed of the signature belongs to the pages. Raises SigningError.
    """
    require_unsigned(unsigned)
    writer = _writer(unsigned)
    meta = _metadata(SINGLE, signer, trust, clock.now(), reason, location, fields.MDPPerm.NO_CHANGES)
    return _checked(_signed(writer, meta, signer, fields.SigFieldSpec(SINGLE), clock.now()), trust, clock)


def prepare_pdf(
    unsigned: bytes,
    signer: FileSigner,
    *,
    trust: TrustStore,
    clock: Clock,
    reason: str = "",
    location: str = "",
) -> bytes:
    """Return the PDF certified by its preparer, with one empty field left that only an approver may fill."""
    require_unsigned(unsigned)
    writer = _writer(unsigned)
    lock = fields.FieldMDPSpec(fields.FieldMDPAction.ALL)
    empty = fields.SigFieldSpec(APPROVER, field_mdp_spec=lock, doc_mdp_update_value=fields.MDPPerm.NO_CHANGES)
    try:
        fields.append_signature_field(writer, empty)
    except (PdfError, *BROKEN) as fault:
        raise SigningError("pdf-unreadable", detail=str(fault)) from fault
    meta = _metadata(PREPARER, signer, trust, clock.now(), reason, location, fields.MDPPerm.FILL_FORMS)
    return _checked(_signed(writer, meta, signer, fields.SigFieldSpec(PREPARER), clock.now()), trust, clock)


def approve_pdf(
    prepared: bytes,
    signer: FileSigner,
    *,
    trust: TrustStore,
    clock: Clock,
    reason: str = "",
    location: str = "",
) -> bytes:
    """Return the prepared PDF signed by its approver, who locks all fields: no change is allowed from here on."""
    _require_second_person(require_prepared(prepared), signer)
    writer = _writer(prepared)
    meta = _metadata(APPROVER, signer, trust, clock.now(), reason, location, None)
    return _checked(_signed(writer, meta, signer, None, clock.now()), trust, clock)


def _checked(signed: bytes, trust: TrustStore, clock: Clock) -> bytes:
    """Return the signed document once the verification of this very console accepts it."""
    found = verify_pdf_signature(signed, trust, clock)
    if found.verdict is Verdict.INVALID:
        told = ", ".join(check.key for check in found.checks if not check.passed)
        raise SigningError("pdf-not-signed", detail=told)
    return signed


def _require_second_person(preparer: SignedBytes, signer: FileSigner) -> None:
    if certificates.same_person(read_container(preparer.container).signer, signer.certificate):
        raise SigningError("signer-approves-own", person=signer.person)


def _metadata(
    name: str,
    signer: FileSigner,
    trust: TrustStore,
    now: datetime,
    reason: str,
    location: str,
    permission: fields.MDPPerm | None,
) -> PdfSignatureMetadata:
    certifies = permission is not None
    return PdfSignatureMetadata(
        field_name=name,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certifies,
        docmdp_permissions=permission if permission is not None else fields.MDPPerm.NO_CHANGES,
        reason=reason or None,
        location=location or None,
        name=signer.person,
        validation_context=_context(signer, trust, now),
        embed_validation_info=True,
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )


def _context(signer: FileSigner, trust: TrustStore, now: datetime) -> ValidationContext:
    lists, _ = _vouched(signer, trust, now)
    return ValidationContext(
        trust_roots=[for_pyhanko(root) for root in trust.roots],
        other_certs=[for_pyhanko(each) for each in (*trust.intermediates, *signer.chain)],
        crls=[known.content for known in lists],
        moment=now,
        allow_fetching=False,
        revocation_mode="soft-fail",  # an overdue list is allowed; a revoked signer was refused just before
    )


def _vouched(
    signer: FileSigner, trust: TrustStore, now: datetime
) -> tuple[tuple[RevocationList, ...], RevocationList]:
    require_in_force(signer, now)
    path = find_path(signer.certificate, signer.chain, trust, now)
    if path is None:
        raise SigningError("signer-not-trusted", person=signer.person, organisation=signer.organisation)
    lists = known_lists(path, trust)
    since, latest = revoked_since(path, lists), latest_list(path, lists)
    if since is not None:
        raise SigningError("signer-revoked", person=signer.person, since=moment(since.astimezone(now.tzinfo)))
    if latest is None:
        raise SigningError("signer-list-missing", person=signer.person)
    return lists, latest


def _writer(content: bytes) -> _Writer:
    try:
        return _Writer(io.BytesIO(content))
    except (PdfError, *BROKEN) as fault:
        raise SigningError("pdf-unreadable", detail=str(fault)) from fault


def _signed(
    writer: _Writer,
    meta: PdfSignatureMetadata,
    signer: FileSigner,
    field: fields.SigFieldSpec | None,
    now: datetime,
) -> bytes:
    made = PdfSigner(meta, signer=signer.for_pyhanko(), new_field_spec=field)
    hush()
    try:
        return asyncio.run(_one_revision(made, writer, now))
    except (ForeignSigningError, PdfError, *BROKEN) as fault:
        raise SigningError("pdf-not-signed", detail=str(fault)) from fault


async def _one_revision(made: PdfSigner, writer: _Writer, now: datetime) -> bytes:
    """Do what ``PdfSigner.sign_pdf`` does, with the clock's time in place of the system's."""
    session = made.init_signing_session(writer)
    session.system_time = now
    status = await session.perform_presign_validation(writer)
    reserved = await session.estimate_signature_container_size(status, tight=False)
    document = session.prepare_tbs_document(validation_info=status, bytes_reserved=reserved)
    prepared, output = document.digest_tbs_document(output=io.BytesIO())
    after = await document.perform_signature(
        document_digest=prepared.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=now),
    )
    await after.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())
