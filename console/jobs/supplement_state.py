"""Owns the state of an extract with its supplements: which links there are, whether they hold, what stands for them all.

It refuses a link that is missing, that adds to another extract, or that is less trusted than the extract; and to import what
builds one: every opening asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.manifest import SUPPLEMENT, TableCount
from console.domain.ports import Clock, Progress
from console.domain.verification import Standing, Verdict, Verification
from console.errors import ExitCode, ExtractError
from console.signing.extract_verification import ExtractTrust, verify_extract
from console.signing.hashing import digest_file
from console.signing.supplement_files import require_all, supplement_paths
from console.signing.truststore import TrustStore


@dataclass(frozen=True, slots=True)
class SupplementState:
    """One supplement as it stands: its number, what it brings, the rows of each table, and what can be said of it."""

    number: int
    file: Path
    subject: str
    made_at: str
    tables: tuple[TableCount, ...]
    sha256: str
    verification: Verification

    @property
    def standing(self) -> Standing:
        """Return the plain word for it."""
        return self.verification.standing


def list_supplements(
    extract: Path, trust_folders: tuple[Path, ...], clock: Clock, progress: Progress
) -> tuple[SupplementState, ...]:
    """Return the supplements beside an extract as they stand, whatever can be said of them; raises ExtractError."""
    trust = TrustStore.load(trust_folders)
    return tuple(
        _state(place, path, verify_extract(path, trust, clock, progress))
        for place, path in enumerate(supplement_paths(extract), 1)
    )


def supplements_of(
    extract: Path, trust_folders: tuple[Path, ...], clock: Clock, progress: Progress
) -> tuple[SupplementState, ...]:
    """Return the supplements beside an extract that is there; raises ExtractError where it is none, or is missing."""
    from console.engine.inspection import inspect_bytes

    inspect_bytes(extract)
    return list_supplements(extract, trust_folders, clock, progress)


def chained(
    extract: Path, base: ExtractTrust, trust_folders: tuple[Path, ...], clock: Clock, progress: Progress
) -> tuple[SupplementState, ...]:
    """Return the supplements that make the state of an extract.

    Raises ExtractError supplement-missing (one between is not there), supplement-other (it adds to another extract, or
    follows something else), supplement-untrusted (it may be relied on less than the extract itself).
    """
    paths = supplement_paths(extract)
    require_all(extract, paths)
    trust, before = TrustStore.load(trust_folders), base.digest
    links: list[SupplementState] = []
    for place, path in enumerate(paths, 1):
        found = verify_extract(path, trust, clock, progress)
        _refuse_other(path, found, base.digest, before)
        if found.verdict not in {base.verdict, Verdict.VALID}:
            code = ExitCode.INVALID if found.verdict is Verdict.INVALID else ExitCode.UNTRUSTED
            standing = found.verification.standing.value
            raise ExtractError("supplement-untrusted", exit_code=code, file=path.name, standing=standing)
        links.append(_state(place, path, found))
        before = found.digest
    return tuple(links)


def state_digest(base: str, links: Sequence[str]) -> str:
    """Return what stands for an extract with its supplements: its own digest without any, else one over all digests."""
    if not links:
        return base
    return hashlib.sha256("\n".join((base, *links)).encode("ascii")).hexdigest()


def states_of(extract: Path, progress: Progress) -> tuple[str, ...]:
    """Return what stands for the extract without supplements, with the first, with the first two and so on, whoever signed."""
    base = digest_file(extract, progress).sha256
    links = [digest_file(path, progress).sha256 for path in supplement_paths(extract)]
    return tuple(state_digest(base, links[:count]) for count in range(len(links) + 1))


def _refuse_other(path: Path, found: ExtractTrust, base: str, before: str) -> None:
    told = found.manifest
    if found.verdict is Verdict.INVALID and told is None:
        raise ExtractError(
            "supplement-untrusted", exit_code=ExitCode.INVALID, file=path.name, standing="broken"
        )
    if told is None or told.kind != SUPPLEMENT or told.supplements != base or told.predecessor != before:
        raise ExtractError("supplement-other", exit_code=ExitCode.INVALID, file=path.name)


def _state(number: int, path: Path, found: ExtractTrust) -> SupplementState:
    told = found.manifest
    return SupplementState(
        number,
        path,
        told.subject if told else "",
        str(told.made_at) if told else "",
        told.tables if told else (),
        found.digest,
        found.verification,
    )
