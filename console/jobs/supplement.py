"""Owns the supplements of an extract: rows that arrived later (scan reports, assessments, returned samples), each file signed.

A supplement is a small extract of its own beside the one it adds to, checked against the same contract, built by the same
way from source files. The first follows the extract, each further one the one before: the state is a view over that chain.
It refuses to change the extract, to add to one that does not hold, and a link that is missing or less trusted than the extract.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console import __version__
from console.domain.contract import Contract
from console.domain.manifest import SUPPLEMENT, Manifest
from console.domain.ports import Clock, Progress
from console.domain.verification import Standing, Verdict
from console.engine.build import BuildOutcome
from console.engine.encryption import is_encrypted
from console.errors import ExitCode, ExtractError, InputError, KeyStoreError, UsageError
from console.jobs.importing import ImportRequest
from console.jobs.making import Built, make_signed, mappings_used
from console.jobs.supplement_state import SupplementState, chained
from console.signing.chunk_hashing import digest_chunked
from console.signing.extract_verification import verify_extract
from console.signing.signer import FileSigner
from console.signing.supplement_files import MOST, supplement_path
from console.signing.truststore import TrustStore
from console.sources.mapping import read_mapping

SUBJECTS = ("scan-report", "assessment", "returned-sample", "benefit-reply", "other")


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """What is added to which extract: ``how`` names mappings, sources and keys; its target is chosen here."""

    extract: Path
    subject: str
    how: ImportRequest
    trust_folders: tuple[Path, ...]


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


def _refuse_same(made: Manifest, links: Sequence[SupplementState]) -> None:
    """The same rows once more would change nothing but the length of the chain."""
    for link in links:
        if link.subject == made.subject and link.tables == made.tables:
            raise UsageError("supplement-same", file=link.file.name)


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
