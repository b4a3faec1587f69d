"""Owns what the page on trust shows together: authorities, signers, the chain of the open extract; and taking in a file.

It refuses an authority whose fingerprint nobody compared with what they were told by another way.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from console.domain.manifest import Manifest
from console.domain.ports import Clock, Progress
from console.domain.verification import Verdict
from console.jobs import trust
from console.jobs.keys import SignerState, key_ring
from console.jobs.trust import AuthorityState, Taken
from console.jobs.trust_page_answers import (
    FRESH,
    IN_FORCE,
    NO_LIST,
    SOON,
    SOON_OVER,
    STALE,
    AuthorityLine,
    Candidate,
    IntakeRequest,
    LinkLine,
    SignerLine,
    TrustAnswer,
    TrustPageRequest,
)
from console.signing.chain import Chain, Link, chain_of
from console.signing.extract_verification import ExtractTrust, verify_extract
from console.signing.supplement_files import supplement_paths
from console.signing.trust_intake import ENOUGH
from console.signing.truststore import TrustStore

OTHER = "other"
STANDINGS = {
    Verdict.VALID: "signed",
    Verdict.UNTRUSTED: "untrusted",
    Verdict.UNSIGNED: "unsigned",
    Verdict.INVALID: "broken",
}


def trust_page(request: TrustPageRequest, clock: Clock, progress: Progress) -> TrustAnswer:
    """Return everything the page shows.

    Raises SigningError naming the file that cannot be read or is forged, ExtractError for a supplement that cannot be
    read, and Cancelled: the supplements are hashed.
    """
    now = clock.now()
    state = trust.read_trust(trust.TrustRequest(request.folders, request.own), clock)
    ring = key_ring(request.keys, request.folders, clock)
    chain = _chain(request.extract, request.manifest, ring.trust, now)
    return TrustAnswer(
        tuple(_authority(each, now) for each in state.authorities),
        tuple(_signer(each, now) for each in ring.signers),
        tuple(_link(each) for each in chain.links),
        chain.silent,
        () if request.extract is None else _supplements(request.extract, ring.trust, clock, progress),
    )


def _supplements(
    extract: Path, trusted: TrustStore, clock: Clock, progress: Progress
) -> tuple[LinkLine, ...]:
    """Return what was added to an extract, the latest first."""
    return tuple(
        _supplement(path, verify_extract(path, trusted, clock, progress))
        for path in reversed(supplement_paths(extract))
    )


def _supplement(path: Path, found: ExtractTrust) -> LinkLine:
    manifest = found.manifest
    return LinkLine(
        found.digest,
        STANDINGS[found.verdict],
        path.name,
        f"{manifest.made_at:%Y-%m-%d}" if manifest is not None else "",
        manifest.classification if manifest is not None else "",
        manifest.destroy_by if manifest is not None else None,
        True,
        (manifest.subject if manifest is not None else "") or OTHER,
    )


def read_candidates(file: Path) -> tuple[Candidate, ...]:
    """Return what a file holds that could be trusted, for a person to compare; raises SigningError as ``take_in`` does."""
    found = trust.offered(file)
    if not found:
        return (Candidate("list", file.name, "", ""),)
    return tuple(Candidate("certificate", one.name, one.organisation, one.fingerprint) for one in found)


def take_in(request: IntakeRequest) -> tuple[Taken, ...]:
    """Take authorities or a revocation list into the person's own folder.

    Raises SigningError trust-not-compared where the digits are too few or not those of the certificate, and whatever
    ``take_into_trust`` raises.
    """
    compared = request.compared.replace(":", "").replace(" ", "").lower()

    def compare(_name: str, fingerprint: str) -> bool:
        return len(compared) >= ENOUGH and fingerprint.startswith(compared)

    return trust.trust_file(trust.TrustRequest(request.folders, request.own), request.file, compare)


def withdraw(request: TrustPageRequest, fingerprint: str) -> str:
    """Trust an authority of the person's own folder no longer and return its name; raises SigningError."""
    return trust.untrust(trust.TrustRequest(request.folders, request.own), fingerprint)


def _authority(found: AuthorityState, now: datetime) -> AuthorityLine:
    known = found.list
    return AuthorityLine(
        found.name,
        found.organisation,
        found.fingerprint,
        found.root,
        found.own,
        found.demonstration,
        found.starts.date(),
        found.expires.date(),
        ending(found.state, found.expires, now),
        NO_LIST if known is None else STALE if known.stale else FRESH,
        None if known is None else known.issued.date(),
        None if known is None or known.due is None else known.due.date(),
        0 if known is None else known.revoked,
    )


def ending(state: str, expires: datetime, now: datetime) -> str:
    """Return a state, or that it is soon over: who renews a certificate needs weeks, not hours."""
    return SOON_OVER if state == IN_FORCE and expires - now <= timedelta(days=SOON) else state


def _signer(found: SignerState, now: datetime) -> SignerLine:
    card = found.card
    return SignerLine(
        card.identity,
        card.person,
        card.organisation,
        card.fingerprint,
        card.expires.date(),
        ending(found.state, card.expires, now),
        card.demonstration,
    )


def _chain(extract: Path | None, manifest: Manifest | None, trusted: TrustStore, now: datetime) -> Chain:
    return Chain(()) if extract is None or manifest is None else chain_of(extract, manifest, trusted, now)


def _link(found: Link) -> LinkLine:
    manifest = found.manifest
    return LinkLine(
        found.sha256,
        found.state.value,
        found.file.name if found.file is not None else "",
        manifest.period.name if manifest is not None else "",
        manifest.classification if manifest is not None else "",
        manifest.destroy_by if manifest is not None else None,
        found.present,
    )
