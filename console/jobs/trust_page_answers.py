"""Owns what the page on trust asks and shows, as plain values. It refuses to decide what is trusted, and to import what does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.domain.manifest import Manifest

SOON = 60  # days before the end from which the page says so
IN_FORCE, SOON_OVER, NOT_YET = "in-force", "soon-over", "not-yet"
NO_LIST, FRESH, STALE = "none", "fresh", "stale"


@dataclass(frozen=True, slots=True)
class TrustPageRequest:
    """Where keys and authorities are; ``own`` is the folder of the person's own authorities, which alone can be changed.

    ``extract`` and ``manifest`` are those of the open extract, None where none is open or it has no manifest.
    """

    keys: Path
    folders: tuple[Path, ...]
    own: Path
    extract: Path | None = None
    manifest: Manifest | None = None


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """An authority somebody trusts: its certificate, its days, and its revocation list."""

    name: str
    organisation: str
    fingerprint: str
    root: bool
    own: bool  # whether it stands in the person's own folder
    demonstration: bool
    starts: date
    ends: date
    state: str
    list_state: str
    list_issued: date | None
    list_due: date | None
    revoked: int


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Somebody whose key is on this computer, and whether their signature would be believed."""

    identity: str
    person: str
    organisation: str
    fingerprint: str
    ends: date
    state: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One extract further back in the chain, or a supplement to the open one, whose ``subject`` then says what it brings.

    ``state`` is signed, untrusted, missing, unsigned or broken; ``present`` says whether its file stands there.
    """

    sha256: str
    state: str
    file: str
    period: str
    classification: str
    destroy_by: date | None
    present: bool
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TrustAnswer:
    """Everything the page shows; ``silent`` are the first and last day nobody reports on between two links of the chain."""

    authorities: tuple[AuthorityLine, ...]
    signers: tuple[SignerLine, ...]
    links: tuple[LinkLine, ...] = ()
    silent: tuple[date, date] | None = None
    supplements: tuple[LinkLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a file holds that somebody wants to trust: ``kind`` is certificate, or list (whose authority must be trusted)."""

    kind: str
    name: str
    organisation: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class IntakeRequest:
    """Take a file in; ``compared`` are the digits of the fingerprint the person was told by another way."""

    file: Path
    own: Path
    folders: tuple[Path, ...]
    compared: str = ""
