"""Owns the way from source files to an extract with its manifest and signature. It refuses an extract nobody answers for.

What a manifest must say and the mapping does not is refused before a single row is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from console import __version__
from console.domain.contract import Contract
from console.domain.manifest import Manifest
from console.domain.mapping import BuildPlan, Scalar, merged
from console.domain.period import Period
from console.domain.ports import Clock, Progress
from console.engine.build import BuildOutcome
from console.errors import InputError
from console.jobs.importing import ImportRequest, planned
from console.jobs.making import Built, make_signed, mappings_used
from console.jobs.rebuild import predecessor_of
from console.signing.chunk_hashing import digest_chunked
from console.signing.signer import FileSigner
from console.sources.mapping import read_mapping

__all__ = ["NEEDED", "Built", "build_extract"]

NEEDED = (
    "period_starts_on",
    "period_ends_on",
    "cut_at",
    "classification",
    "purpose",
    "legal_basis",
    "destroy_by",
)
"""What a mapping's ``[extract]`` must say: nothing can stand in for a purpose, a legal basis or a day of destruction."""

SEPARATOR = ";"
"""Parts the recipients in ``[extract]``."""


def build_extract(
    request: ImportRequest, contract: Contract, signer: FileSigner | None, clock: Clock, progress: Progress
) -> Built:
    """Make an extract with its manifest beside it, signed where somebody signs; the same once more changes nothing.

    Raises InputError for a mapping or source at fault, SigningError, Cancelled, or LimitError. Whoever looks at any moment,
    also after a kill, finds the old extract with its manifest and signature, the new one with its own, or none.
    """
    plan = _plan(request, contract)
    Period(_day(plan.extract, "period_starts_on"), _day(plan.extract, "period_ends_on"))
    follows = None if request.predecessor is None else predecessor_of(request.predecessor, progress)

    def manifest_of(made: Path, outcome: BuildOutcome) -> Manifest:
        told = _manifest(made, outcome, plan, contract, clock, progress)
        return replace(
            told,
            predecessor=follows,
            encrypted=request.encryption is not None,
            mappings=mappings_used(request.mappings),
        )

    return make_signed(request, contract, manifest_of, signer, clock, progress)


def _plan(request: ImportRequest, contract: Contract) -> BuildPlan:
    plan = merged(tuple(read_mapping(path, contract) for path in request.mappings))
    missing = [name for name in NEEDED if not str(plan.extract.get(name, "")).strip()]
    if missing:
        names = ", ".join(path.name for path in request.mappings)
        raise InputError("build-extract-silent", file=names, missing=", ".join(missing))
    _refuse_clear(request, plan, contract)
    starts, ends = _day(plan.extract, "period_starts_on"), _day(plan.extract, "period_ends_on")
    if ends < starts:
        raise InputError("build-period", starts=str(starts), ends=str(ends))
    return planned(request, contract)


def _refuse_clear(request: ImportRequest, plan: BuildPlan, contract: Contract) -> None:
    """Personal identifiers never stand in clear, unless the mapping says in ``pseudonym_scheme`` what they are and why."""
    if _text(plan.extract, "pseudonym_scheme"):
        return
    for table in plan.tables:
        for column in table.columns:
            told = contract.tables[table.table].column(column.target)
            if told is not None and told.personal and column.constant is None and column.pseudonym is None:
                files = ", ".join(path.name for path in request.mappings)
                raise InputError("build-personal", file=files, table=table.table, name=column.target)


def _manifest(
    made: Path, outcome: BuildOutcome, plan: BuildPlan, contract: Contract, clock: Clock, progress: Progress
) -> Manifest:
    told = plan.extract
    digest = digest_chunked(made, progress)
    return Manifest(
        file=outcome.target.name,
        sha256=digest.sha256,
        bytes=digest.bytes,
        contract_version=contract.version,
        tables=tuple(sorted(outcome.tables, key=lambda table: table.name)),
        period=Period(_day(told, "period_starts_on"), _day(told, "period_ends_on")),
        cut_off=_day(told, "cut_at"),
        zone=_text(told, "zone") or "Asia/Shanghai",
        pseudonym_scheme=_text(told, "pseudonym_scheme"),
        classification=_text(told, "classification"),
        purpose=_text(told, "purpose"),
        legal_basis=_text(told, "legal_basis"),
        recipients=_recipients(_text(told, "recipients")),
        destroy_by=_day(told, "destroy_by"),
        sources=outcome.sources,
        tool=f"plumbline {__version__}",
        made_at=clock.now().replace(microsecond=0),
        chunks=digest.chunks,
    )


def _text(told: Mapping[str, Scalar], name: str) -> str:
    return str(told.get(name, "")).strip()


def _recipients(told: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in told.replace("；", SEPARATOR).split(SEPARATOR) if part.strip())


def _day(told: Mapping[str, Scalar], name: str) -> date:
    try:
        return datetime.fromisoformat(_text(told, name)).date()
    except ValueError as fault:
        raise InputError("build-extract-day", name=name, value=_text(told, name)) from fault
