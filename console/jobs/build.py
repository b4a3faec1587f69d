"""Owns the way from source files to an extract with its manifest and signature. It refuses an extract nobody answers for.

What a manifest must say and the mapping does not is refused before a single row is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from console import __version__
from console.domain.contract import Contract
from console.domain.manifest import Manifest, MappingUsed
from console.domain.mapping import BuildPlan, Scalar, merged
from console.domain.period import Period
from console.domain.ports import Clock, Progress
from console.engine.build import BuildOutcome
from console.errors import InputError
from console.jobs.importing import ImportRequest, import_sources, planned
from console.jobs.rebuild import predecessor_of, standing_same
from console.signing.beside import manifest_path, settle, signature_path, stage_pair
from console.signing.chunk_hashing import digest_chunked
from console.signing.hashing import digest_bytes
from console.signing.manifest_signature import require_in_force, sign_manifest
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
    """What was made: the counts, the manifest, and where manifest and signature stand (None where nobody signed).

    ``unchanged`` says that the same was there already, to the last row, and was left as it stands.
    """

    outcome: BuildOutcome
    manifest: Manifest
    manifest_file: Path
    signature_file: Path | None
    unchanged: bool = False


def build_extract(
    request: ImportRequest, contract: Contract, signer: FileSigner | None, clock: Clock, progress: Progress
) -> Built:
    """Make an extract with its manifest beside it, signed where somebody signs; the same once more changes nothing.

    Raises InputError for a mapping or source at fault, SigningError, Cancelled, or LimitError. Whoever looks at any moment,
    also after a kill, finds the old extract with its manifest and signature, the new one with its own, or none.
    """
    plan = _plan(request, contract)
    told = plan.extract
    Period(_day(told, "period_starts_on"), _day(told, "period_ends_on"))
    if signer is not None:
        require_in_force(signer, clock.now())
    settle(request.target, progress)
    follows = None if request.predecessor is None else predecessor_of(request.predecessor, progress)
    making = _Making(request, plan, contract, signer, clock, progress, follows)
    outcome = import_sources(request, contract, progress, making.before)
    if making.unchanged:
        signature = signature_path(request.target) if signature_path(request.target).is_file() else None
        return Built(outcome, making.manifest, manifest_path(request.target), signature, unchanged=True)
    settle(request.target, progress)
    signature = None if signer is None else signature_path(request.target)
    return Built(outcome, making.manifest, manifest_path(request.target), signature)


class _Making:
    """What happens between the new extract and its taking the old one's place: a manifest, a signature, or nothing."""

    manifest: Manifest

    def __init__(
        self,
        request: ImportRequest,
        plan: BuildPlan,
        contract: Contract,
        signer: FileSigner | None,
        clock: Clock,
        progress: Progress,
        follows: str | None,
    ) -> None:
        self._request, self._plan, self._contract = request, plan, contract
        self._signer, self._clock, self._progress = signer, clock, progress
        self._follows = follows
        self.unchanged = False

    def before(self, made: Path, outcome: BuildOutcome) -> bool:
        """Stage manifest and signature of the new file and let it through, unless the same stands there already."""
        target = self._request.target
        self.manifest = replace(
            _manifest(made, outcome, self._plan, self._contract, self._clock, self._progress),
            predecessor=self._follows,
            encrypted=self._request.encryption is not None,
            mappings=tuple(_mapping_used(path) for path in self._request.mappings),
        )
        standing = standing_same(target, self.manifest, self._signer, self._progress)
        if standing is not None:
            self.manifest, self.unchanged = standing, True
            return False
        content = self.manifest.to_json()
        signature = None if self._signer is None else sign_manifest(content, self._signer, self._clock)
        stage_pair(target, content, signature)
        return True


def _mapping_used(path: Path) -> MappingUsed:
    return MappingUsed(path.name, digest_bytes(path.read_bytes()))


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
