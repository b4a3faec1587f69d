"""Owns the supplements of an extract: rows that arrived later (scan reports, assessments, returned samples), each file signed.

A supplement is a small extract of its own beside the one it adds to, checked against the same contract, built by the same
way from source files. The first follows the extract, each further one the one before: the state is a view over that chain.
It refuses to change the extract, to add to one that does not hold, and a link that is missing or less trusted than the extract.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console import __version__
from console.domain.contract import Contract
from console.domain.manifest import SUPPLEMENT, Manifest, TableCount
from console.domain.ports import Clock, Progress
from console.domain.verification import Standing, Verdict, Verification
from console.engine.build import BuildOutcome
from console.engine.encryption import is_encrypted
from console.errors import ExitCode, ExtractError, InputError, KeyStoreError, UsageError
from console.jobs.importing import ImportRequest
from console.jobs.making import Built, make_signed, mappings_used
from console.signing.chunk_hashing import digest_chunked
from console.signing.extract_verification import ExtractTrust, verify_extract
from console.signing.hashing import digest_file
from console.signing.signer import FileSigner
from console.signing.supplement_files import MOST, require_all, supplement_path, supplement_paths
from console.signing.truststore import TrustStore
from console.sources.mapping import read_mapping

SUBJECTS = ("scan-report", "assessment", "returned-sample", "other")


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """What is added to which extract: ``how`` names mappings, sources and keys; its target is chosen here."""

    extract: Path
    subject: str
    how: ImportRequest
    trust_folders: tuple[Path, ...]


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


def add_supplement(
    request: SupplementRequest,
    contract: Contract,
    signer: FileSigner | None,
    clock: Clock,
    progress: Progress,
) -> Built:
    """Build the next supplement of an extract from source files, and sign it where somebody signs.

    Raises UsageError supplement-subject, ExtractError supplement-base (the extract does not hold) or as ``chained`` does,
    InputError for a mapping or source at fault, SigningError, Cancelled, LimitError.
    """
    if request.subject not in SUBJECTS:
        nearest = difflib.get_close_matches(request.subject, SUBJECTS, n=1, cutoff=0.0)
        raise UsageError(
            "supplement-subject", name=request.subject, nearest=nearest[0], known=", ".join(SUBJECTS)
        )
    base = verify_extract(request.extract, TrustStore.load(request.trust_folders), clock, progress)
    if (
        base.manifest is None
        or base.verdict is Verdict.INVALID
        or base.verification.standing is Standing.EXPIRED
    ):
        standing = base.verification.standing.value
        raise ExtractError(
            "supplement-base", exit_code=ExitCode.INVALID, file=request.extract.name, standing=standing
        )
    if is_encrypted(request.extract) and request.how.encryption is None:
        raise KeyStoreError("supplement-plain", file=request.extract.name)
    _refuse_clear(request.how, contract)
    links = chained(request.extract, base, request.trust_folders, clock, progress)
    if len(links) >= MOST:
        raise UsageError("supplement-most", most=MOST)
    target = supplement_path(request.extract, len(links) + 1)
    follows = links[-1].sha256 if links else base.digest

    def manifest_of(made: Path, outcome: BuildOutcome) -> Manifest:
        assert base.manifest is not None
        told = _manifest(made, outcome, base.manifest, request, follows, clock, progress)
        _refuse_same(told, links)
        return told

    return make_signed(
        replace(request.how, target=target, bare=True), contract, manifest_of, signer, clock, progress
    )


def list_supplements(
    extract: Path, trust_folders: tuple[Path, ...], clock: Clock, progress: Progress
) -> tuple[SupplementState, ...]:
    """Return the supplements beside an extract as they stand, whatever can be said of them; raises ExtractError."""
    trust = TrustStore.load(trust_folders)
    return tuple(
        _state(place, path, verify_extract(path, trust, clock, progress))
        for place, path in enumerate(supplement_paths(extract), 1)
    )


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


def _refuse_same(made: Manifest, links: Sequence[SupplementState]) -> None:
    """The same rows once more would change nothing but the length of the chain."""
    for link in links:
        if link.subject == made.subject and link.tables == made.tables:
            raise UsageError("supplement-same", file=link.file.name)


def _refuse_other(path: Path, found: ExtractTrust, base: str, before: str) -> None:
    told = found.manifest
    if found.verdict is Verdict.INVALID and told is None:
        raise ExtractError(
            "supplement-untrusted", exit_code=ExitCode.INVALID, file=path.name, standing="broken"
        )
    if told is None or told.kind != SUPPLEMENT or told.supplements != base or told.predecessor != before:
        raise ExtractError("supplement-other", exit_code=ExitCode.INVALID, file=path.name)


def _refuse_clear(how: ImportRequest, contract: Contract) -> None:
    """What the extract hides under a key must not arrive in clear by another door."""
    for path in how.mappings:
        plan = read_mapping(path, contract)
        if str(plan.extract.get("pseudonym_scheme", "")).strip():
            continue
        for table in plan.tables:
            for column in table.columns:
                told = contract.tables[table.table].column(column.target)
                if (
                    told is not None
                    and told.personal
                    and column.constant is None
                    and column.pseudonym is None
                ):
                    raise InputError("build-personal", file=path.name, table=table.table, name=column.target)


def _manifest(
    made: Path,
    outcome: BuildOutcome,
    base: Manifest,
    request: SupplementRequest,
    follows: str,
    clock: Clock,
    progress: Progress,
) -> Manifest:
    """What a supplement may be used for is what the extract may: purpose, recipients, the day of destruction are its."""
    digest = digest_chunked(made, progress)
    return replace(
        base,
        file=outcome.target.name,
        sha256=digest.sha256,
        bytes=digest.bytes,
        tables=tuple(sorted(outcome.tables, key=lambda table: table.name)),
        sources=outcome.sources,
        tool=f"plumbline {__version__}",
        made_at=clock.now().replace(microsecond=0),
        predecessor=follows,
        kind=SUPPLEMENT,
        supplements=base.sha256,
        subject=request.subject,
        chunks=digest.chunks,
        mappings=mappings_used(request.how.mappings),
        encrypted=request.how.encryption is not None,
        former=False,
    )


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
