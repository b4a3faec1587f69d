"""Owns the way from source files to an extract with its manifest and signature. It refuses an extract nobody answers for.

What a manifest must say and the mapping does not is refused before a single row is read.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
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
from console.jobs.importing import ImportRequest, import_sources, planned
from console.signing.extract_verification import manifest_path, signature_path
from console.signing.hashing import digest_file
from console.signing.manifest_signature import sign_manifest
from console.signing.signer import FileSigner
from console.sources.mapping import read_mapping

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


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: the counts, the manifest, and where manifest and signature stand (None where nobody signed)."""

    outcome: BuildOutcome
    manifest: Manifest
    manifest_file: Path
    signature_file: Path | None


def build_extract(
    request: ImportRequest, contract: Contract, signer: FileSigner | None, clock: Clock, progress: Progress
) -> Built:
    """Make an extract, write its manifest beside it, and sign that where somebody signs.

    Raises InputError for a mapping or source at fault, SigningError, Cancelled, or LimitError. A manifest or signature
    of an earlier extract in that place is gone before the new extract stands there: they must never seem to be its own.
    """
    plan = _plan(request, contract)
    told = plan.extract
    Period(_day(told, "period_starts_on"), _day(told, "period_ends_on"))
    _remove(manifest_path(request.target), signature_path(request.target))
    outcome = import_sources(request, contract, progress)
    manifest = _manifest(outcome, plan, contract, clock, progress)
    content = manifest.to_json()
    _write(manifest_path(request.target), content)
    if signer is None:
        return Built(outcome, manifest, manifest_path(request.target), None)
    _write(signature_path(request.target), sign_manifest(content, signer, clock))
    return Built(outcome, manifest, manifest_path(request.target), signature_path(request.target))


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
    outcome: BuildOutcome, plan: BuildPlan, contract: Contract, clock: Clock, progress: Progress
) -> Manifest:
    told = plan.extract
    digest = digest_file(outcome.target, progress)
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


def _remove(*paths: Path) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise InputError("build-target", file=str(path), detail=fault.strerror or str(fault)) from fault


def _write(path: Path, content: bytes) -> None:
    """Write a small file whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as fault:
        raise InputError("build-target", file=str(path), detail=fault.strerror or str(fault)) from fault
