"""Owns the way from source files and mappings to an extract that is not yet signed. It refuses two sources of one name."""

from __future__ import annotations

import difflib
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

    ``given`` are files, each of which stands for the source of its name, and folders to look in first. ``storage`` is
    empty, or ``v1.0.0`` for a file that an older DuckDB can read.
    """

    mappings: tuple[Path, ...]
    target: Path
    folder: Path | None = None
    memory_bytes: int = 2 * 1024**3
    threads: int | None = None
    storage: str = ""
    given: tuple[Path, ...] = ()


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
            files[source.name] = _located(request, path, source.file)
    _refuse_unused(request, files, plans)
    return files


def _located(request: ImportRequest, mapping: Path, told: str) -> Path:
    """Return where a source stands: a file given by its name, in a folder given, or beside the mapping."""
    named = [path for path in request.given if path.name == Path(told).name and not path.is_dir()]
    inside = [path / told for path in request.given if path.is_dir()]
    beside = (request.folder or mapping.parent) / told
    found = next((path for path in (*named, *inside, beside) if path.is_file()), None)
    if found is None:
        missing = (*named, *inside, beside)[0]
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(missing))
    return found.absolute()


def _refuse_unused(
    request: ImportRequest, files: dict[str, Path], plans: list[tuple[Path, BuildPlan]]
) -> None:
    """A file nobody reads is a mistake in the call, not something to pass over."""
    used = set(files.values())
    for path in request.given:
        if not path.exists():
            raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
        if path.is_file() and path.absolute() not in used:
            known = sorted(source.file for _, plan in plans for source in plan.sources)
            nearest = difflib.get_close_matches(path.name, known, n=1, cutoff=0.0) or ["—"]
            raise InputError("build-source-unused", file=path.name, nearest=nearest[0])
