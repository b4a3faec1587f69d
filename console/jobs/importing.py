"""Owns the way from source files and mappings to an extract that is not yet signed. It refuses two sources of one name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.domain.contract import Contract
from console.domain.mapping import BuildPlan, merged
from console.domain.ports import Progress
from console.engine.build import BuildOutcome, BuildRequest, build, building_folder
from console.errors import ExitCode, InputError
from console.sources.mapping import read_mapping
from console.sources.prepare import prepare


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Which mappings, the folder of their source files (that of each mapping where none is given), and the file to make.

    ``storage`` is empty, or ``v1.0.0`` for a file that an older DuckDB can read.
    """

    mappings: tuple[Path, ...]
    target: Path
    folder: Path | None = None
    memory_bytes: int = 2 * 1024**3
    threads: int | None = None
    storage: str = ""


def import_sources(request: ImportRequest, contract: Contract, progress: Progress) -> BuildOutcome:
    """Make an extract; the target is the old file or the new one at any moment.

    Raises InputError for a mapping or a source at fault, Cancelled, or LimitError.
    """
    plans = [(path, read_mapping(path, contract)) for path in request.mappings]
    files = _files(request, plans)
    plan = merged(tuple(plan for _, plan in plans))
    with building_folder(request.target) as folder:
        sources = tuple(prepare(spec, files[spec.name], folder, progress) for spec in plan.sources)
        asked = BuildRequest(
            request.target, plan, sources, request.memory_bytes, request.threads, request.storage
        )
        return build(asked, contract, folder, progress)


def _files(request: ImportRequest, plans: list[tuple[Path, BuildPlan]]) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for path, plan in plans:
        for source in plan.sources:
            if source.name in files:
                raise InputError("mapping-source-twice", file=path.name, name=source.name)
            found = (request.folder or path.parent) / source.file
            if not found.is_file():
                raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(found))
            files[source.name] = found.absolute()
    return files
