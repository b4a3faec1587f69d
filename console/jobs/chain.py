"""Owns the answer to where an extract stands in its chain: what it follows, what follows it, what was added, what was destroyed.

It refuses to call a link good by its name: manifests are matched by digest, and each signature is checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.domain.manifest import SUPPLEMENT, Manifest
from console.domain.ports import Clock, Progress
from console.domain.verification import Verification
from console.engine.inspection import require_database
from console.jobs.supplement_state import SupplementState, list_supplements
from console.signing.beside import manifest_path
from console.signing.chain import Chain, Link, followers_of
from console.signing.destruction import certificate_path, verify_destruction
from console.signing.extract_verification import verify_extract
from console.signing.truststore import TrustStore


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One extract of a chain. ``state`` is signed, untrusted or missing; ``this`` marks the one asked about.

    ``destroyed`` tells of an extract that is not there and whose certificate of destruction holds.
    """

    sha256: str
    state: str
    this: bool
    file: str  # its name, empty where it is missing
    starts: date | None
    ends: date | None
    destroy_by: date | None
    present: bool
    destroyed: bool


@dataclass(frozen=True, slots=True)
class ChainAnswer:
    """The chain of an extract, the earliest first; ``silent`` are days nobody reports on, between two links."""

    verification: Verification
    links: tuple[ChainLink, ...]
    silent: tuple[date, date] | None
    supplements: tuple[SupplementState, ...]


def read_chain(path: Path, trust_folders: tuple[Path, ...], clock: Clock, progress: Progress) -> ChainAnswer:
    """Return where an extract stands, as the manifests in its folder tell it.

    Raises ExtractError file-not-found, signing-file-unreadable, or extract-not-duckdb for a file that is there and is no
    extract, SigningError for a trust folder, Cancelled.
    """
    if path.is_file() and not manifest_path(path).is_file():
        require_database(path)  # "unsigned" would be said of an extract
    trust, now = TrustStore.load(trust_folders), clock.now()
    found = verify_extract(path, trust, clock, progress)
    chain = found.chain or Chain(())
    earlier = [_link(path, link, trust, clock) for link in reversed(chain.links)]
    this = Link.of_itself(path, found.digest, found.manifest, found.verification)
    later = followers_of(path, found.digest, trust, now)
    links = (
        *earlier,
        _link(path, this, trust, clock, this=True),
        *(_link(path, one, trust, clock) for one in later),
    )
    return ChainAnswer(
        found.verification, links, chain.silent, list_supplements(path, trust_folders, clock, progress)
    )


def _link(path: Path, link: Link, trust: TrustStore, clock: Clock, this: bool = False) -> ChainLink:
    told: Manifest | None = link.manifest
    certificate = None if link.file is None else certificate_path(link.file)
    gone = certificate is not None and not link.present and certificate.is_file()
    return ChainLink(
        link.sha256,
        link.state.value,
        this,
        "" if link.file is None else link.file.name,
        told.period.starts if told and told.kind != SUPPLEMENT else None,
        told.period.ends if told and told.kind != SUPPLEMENT else None,
        told.destroy_by if told else None,
        link.present,
        gone and certificate is not None and verify_destruction(certificate, trust, clock).valid,
    )
