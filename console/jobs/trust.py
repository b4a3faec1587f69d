"""Owns whom this computer trusts: authorities with their dates and what they revoked, taking them in and letting them go.

It refuses to trust what nobody compared, and to let go of what came with the console. Nothing here takes long: it may be
asked on a lane as well as on the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from console.domain.ports import Clock
from console.signing import certificates
from console.signing.trust_intake import Compare, Taken, authorities_in, take_into_trust, take_list
from console.signing.trust_removal import remove_from_trust
from console.signing.truststore import RevocationList, TrustStore, authorities_of, certificate_files

__all__ = ["AuthorityState", "ListState", "Offer", "Taken", "TrustRequest", "TrustState"]


@dataclass(frozen=True, slots=True)
class TrustRequest:
    """The folders trust is read from, and of them the user's own, which alone is written to."""

    folders: tuple[Path, ...]
    own: Path


@dataclass(frozen=True, slots=True)
class ListState:
    """An authority's revocation list: when it came out, when the next is due (None where it does not say)."""

    issued: datetime
    due: datetime | None
    stale: bool  # a newer one should have come out by now
    revoked: int


@dataclass(frozen=True, slots=True)
class AuthorityState:
    """An authority somebody trusts. ``state`` is in-force, not-yet or expired; no ``list``: what it revoked is unknown."""

    name: str
    organisation: str
    fingerprint: str  # SHA-256, 64 hexadecimal digits
    root: bool  # trust begins here; others only help to reach a root
    demonstration: bool
    starts: datetime
    expires: datetime
    state: str
    own: bool  # stands in the user's own folder, so that it can be let go of
    list: ListState | None


@dataclass(frozen=True, slots=True)
class TrustState:
    """All authorities, roots first, by name."""

    authorities: tuple[AuthorityState, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A certificate a file offers, to be compared with what the authority told by another way."""

    name: str
    organisation: str
    fingerprint: str


def read_trust(request: TrustRequest, clock: Clock) -> TrustState:
    """Return whom this computer trusts; raises SigningError naming a file of a trust folder that cannot be read."""
    trust, now = TrustStore.load((*request.folders, request.own)), clock.now()
    own = {each for path in certificate_files((request.own,)) for each in authorities_of(path)}
    found = [_authority(each, trust, now, each in own) for each in trust.authorities]
    return TrustState(tuple(sorted(found, key=lambda one: (not one.root, one.name, one.fingerprint))))


def offered(file: Path) -> tuple[Offer, ...]:
    """Return the certificates a file offers, none where it holds a revocation list; raises SigningError."""
    return tuple(
        Offer(certificates.person(each), certificates.organisation(each), certificates.fingerprint(each))
        for each in authorities_in(file)
    )


def trust_file(request: TrustRequest, file: Path, compare: Compare) -> tuple[Taken, ...]:
    """Take an authority's certificate (compared by ``compare``) or its revocation list; raises SigningError."""
    return take_into_trust(file, request.own, request.folders, compare)


def trust_list(request: TrustRequest, file: Path) -> Taken:
    """Take a revocation list from a file; raises SigningError."""
    return take_list(file, request.own, request.folders)


def untrust(request: TrustRequest, fingerprint: str) -> str:
    """Let go of the authority whose fingerprint begins so, and return its name; raises SigningError."""
    return certificates.person(remove_from_trust(fingerprint, request.own, request.folders))


def _authority(found: x509.Certificate, trust: TrustStore, now: datetime, own: bool) -> AuthorityState:
    lists = [known for known in trust.lists if known.authority == found]
    newest = max(lists, key=lambda known: known.issued_at) if lists else None
    return AuthorityState(
        certificates.person(found),
        certificates.organisation(found),
        certificates.fingerprint(found),
        found in trust.roots,
        certificates.demonstration(found),
        found.not_valid_before_utc,
        found.not_valid_after_utc,
        _dates(found, now),
        own,
        None if newest is None else _list(newest, now),
    )


def _dates(found: x509.Certificate, now: datetime) -> str:
    if now < found.not_valid_before_utc:
        return "not-yet"
    return "expired" if now > found.not_valid_after_utc else "in-force"


def _list(known: RevocationList, now: datetime) -> ListState:
    return ListState(known.issued_at, known.next_due, known.stale(now), len(known.revoked))
