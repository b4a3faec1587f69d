"""Owns the acts a person's own key stands behind: the countersignature of a closing, the hand-over of cases, their checking.

It refuses to write a signature that would not verify at once, and to take a revoked key's word from after its revocation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.x509 import Certificate

from console.casebook import Casebook
from console.domain.entries import Recorded
from console.domain.finding import Actor, Role
from console.domain.ports import Clock, Vault
from console.domain.procedure import same_person
from console.domain.signed_entries import (
    Countersignature,
    HandOver,
    closing_statement,
    hand_over_statement,
    read_statement,
)
from console.domain.verification import Check, Verdict, Verification
from console.errors import CasebookError, SigningError
from console.jobs.findings import Acted, CasebookRequest, CaseDesk, acted, verify_book
from console.jobs.findings_exhibits import exhibit_checks
from console.jobs.findings_key import open_key
from console.signing.certificates import fingerprint, person
from console.signing.container import read_container
from console.signing.manifest_signature import holding_checks, sign_manifest
from console.signing.signer import FileSigner
from console.signing.signer_trust import find_path, known_lists, revoked_since
from console.signing.truststore import TrustStore


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Which cases went from whom to whom, each as it stands after it."""

    giver: str
    taker: str
    acted: tuple[Acted, ...]


def countersign(
    desk: CaseDesk, name: str, reason: str, signer: FileSigner, role: Role, trust: TrustStore
) -> Acted:
    """Agree with one's own key that a finding, as it stands now, may be closed.

    Raises CasebookError where the procedure does not allow it, SigningError signer-not-believed for a key nobody vouches for.
    """
    require_believed(signer, trust, desk.clock)
    with desk.writing() as book:
        state = book.find(name)
        told = closing_statement(book.casebook_id, state, signer.person, reason)
        signature = sign_manifest(told, signer, desk.clock).hex()
        parts = (reason, signer.person, signer.fingerprint, told.decode(), signature)
        written = book.append(Countersignature(state.identity, *parts), Actor(signer.person, role))
        return acted(book, book.find(state.identity), written)


def hand_over(
    desk: CaseDesk,
    names: Sequence[str],
    text: str,
    signers: tuple[FileSigner, FileSigner],
    role: Role,
    trust: TrustStore,
) -> HandedOver:
    """Hand cases from the first signer to the second; both sign one statement over all of them.

    Raises CasebookError hand-over-nothing, or where the procedure does not allow one of them: then none is handed over.
    """
    giver, taker = signers
    for one in signers:
        require_believed(one, trust, desk.clock)
    if not names:
        raise CasebookError("hand-over-nothing")
    with desk.writing() as book:
        states = tuple({book.find(name).identity: book.find(name) for name in names}.values())
        told = hand_over_statement(book.casebook_id, states, giver.person, taker.person, text)
        signed = [sign_manifest(told, one, desk.clock).hex() for one in signers]
        people = (giver.person, taker.person, text, told.decode())
        entries = [HandOver(state.identity, *people, *signed) for state in states]
        written = book.append_many(entries, Actor(giver.person, role))
        done = [
            acted(book, book.find(state.identity), one) for state, one in zip(states, written, strict=True)
        ]
        return HandedOver(giver.person, taker.person, tuple(done))


def require_believed(signer: FileSigner, trust: TrustStore, clock: Clock) -> None:
    """Raise SigningError signer-not-believed where this computer would not believe the signer now."""
    now = clock.now()
    path = find_path(signer.certificate, signer.chain, trust, now)
    if path is None or revoked_since(path, known_lists(path, trust)) is not None:
        reason = "unknown" if path is None else "revoked"
        raise SigningError("signer-not-believed", person=signer.person, reason=reason)


def load_trust(folders: Iterable[Path]) -> TrustStore:
    """Return whom this computer trusts."""
    return TrustStore.load(tuple(folders))


def verify_with_signatures(
    request: CasebookRequest, vault: Vault, clock: Clock, trust: TrustStore
) -> Verification:
    """Check the whole casebook as ``verify_book`` does, every signature and every evidence file; nothing is written."""
    found = verify_book(request, vault)
    if found.verdict is Verdict.INVALID:
        return found
    key = open_key(request.folder, vault)
    with Casebook.open(request.folder, key, clock, read_only=True) as book:
        checks = (*signature_checks(book, trust), *exhibit_checks(book, key))
    verdict: Verdict = found.verdict
    failed = [check.key for check in checks if not check.passed]
    if failed:
        untrusted = failed == ["casebook-signature-untrusted"]
        verdict = Verdict.UNTRUSTED if untrusted else Verdict.INVALID
    return Verification(verdict, found.kind, (*found.checks, *checks))


def signature_checks(book: Casebook, trust: TrustStore) -> tuple[Check, ...]:
    """Return the checks of every signature the casebook holds: by whom it says, over what it says, by a key believed then."""
    count, faults = 0, []
    for recorded in book.entries():
        for who, statement, signature in _signatures(recorded.entry):
            count += 1
            reason = _fault(book.casebook_id, recorded, (who, statement, signature), trust)
            if reason:
                faults.append((recorded.sequence, who, reason))
    if not count:
        return ()
    if not faults:
        return (Check("signatures", True, "casebook-signatures", {"count": count}),)
    untrusted = all(reason == "unknown" for _, _, reason in faults)
    key = "casebook-signature-untrusted" if untrusted else "casebook-signature-broken"
    sequence, who, reason = next(one for one in faults if untrusted or one[2] != "unknown")
    return (Check("signatures", False, key, {"sequence": sequence, "person": who, "reason": reason}),)


def _signatures(entry: object) -> Iterable[tuple[str, str, str]]:
    if isinstance(entry, Countersignature):
        yield entry.person, entry.statement, entry.signature
    elif isinstance(entry, HandOver):
        yield entry.giver, entry.statement, entry.giver_signature
        yield entry.taker, entry.statement, entry.taker_signature


def _fault(casebook_id: str, recorded: Recorded, told: tuple[str, str, str], trust: TrustStore) -> str:
    """Return what is wrong with one signature: broken, other-casebook, other-person, unknown, dates, revoked; "" for nothing."""
    who, statement, signature = told
    try:
        container = read_container(bytes.fromhex(signature))
    except (ValueError, SigningError):
        return "broken"
    digest = sha256(statement.encode()).digest()
    if not all(check.passed for check in holding_checks(container, digest)):
        return "broken"
    if read_statement(statement).get("casebook") != casebook_id:
        return "other-casebook"
    if not same_person(person(container.signer), who) or not _same_key(recorded.entry, container.signer):
        return "other-person"
    path = find_path(container.signer, container.others, trust, recorded.at)
    if path is None:
        return "unknown"
    return _in_force(container.signer, recorded.at, revoked_since(path, known_lists(path, trust)))


def _same_key(entry: object, certificate: Certificate) -> bool:
    return not isinstance(entry, Countersignature) or entry.fingerprint == fingerprint(certificate)


def _in_force(certificate: Certificate, at: datetime, revoked: datetime | None) -> str:
    starts, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not starts <= at <= ends:
        return "dates"
    return "revoked" if revoked is not None and revoked <= at else ""
