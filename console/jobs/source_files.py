"""Owns which files the sources of a plan are: given by name, in a folder given, or beside their mapping; also in volumes.

It refuses a file that is not there, one that nobody reads, and two sources of one name.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console.domain.mapping import BuildPlan, SourceSpec
from console.domain.ports import Progress
from console.errors import ExitCode, InputError
from console.sources.volumes import is_numbered, join_pieces, numbered_files, pieces_of

JOINED = ".joined"
Planned = Sequence[tuple[Path, BuildPlan]]
"""Each mapping with the plan it tells."""


def files_of(file: str, given: Sequence[Path]) -> tuple[Path, ...]:
    """Return which of the files given a source is: its own, its volumes or its pieces, in order; none where none is.

    Raises InputError where one of them is missing or there twice.
    """
    if is_numbered(file):
        return numbered_files(given, file)
    whole = next((path for path in given if path.name == Path(file).name and path.is_file()), None)
    return (whole,) if whole is not None else pieces_of(given, file)


@dataclass(frozen=True, slots=True)
class Located:
    """A source and its file; several files are the pieces of one, in their order."""

    spec: SourceSpec
    files: tuple[Path, ...]

    def whole(self, work: Path, progress: Progress) -> Path:
        """Return the source as one file, joined in the folder ``work`` where it came in pieces."""
        if len(self.files) == 1 and self.files[0].name == Path(self.spec.file).name:
            return self.files[0]
        return join_pieces(
            self.files, work / f"{self.spec.name}{JOINED}{Path(self.spec.file).suffix}", progress
        )


def located(
    plan: BuildPlan, plans: Planned, given: tuple[Path, ...], folder: Path | None
) -> tuple[BuildPlan, tuple[Located, ...]]:
    """Return the plan with a source for each numbered file, and where each source stands.

    Raises InputError naming the file or the source.
    """
    found: dict[str, list[Located]] = {}
    for mapping, told in plans:
        for source in told.sources:
            if source.name in found:
                raise InputError("mapping-source-twice", file=mapping.name, name=source.name)
            found[source.name] = _located(source, mapping, given, folder)
    _refuse_unused(found, given, plans)
    return _spread(plan, found), tuple(one for source in plan.sources for one in found[source.name])


def _located(
    source: SourceSpec, mapping: Path, given: tuple[Path, ...], folder: Path | None
) -> list[Located]:
    told = Path(source.file)
    named = [path for path in given if not path.is_dir()]
    # A mapping may come from anywhere: it names files of a folder somebody gave, not those of the whole computer.
    if (told.is_absolute() or ".." in told.parts) and not any(path.name == told.name for path in named):
        raise InputError("source-outside", file=mapping.name, name=source.file)
    places = [path / told.parent for path in given if path.is_dir()]
    places.append((folder or mapping.parent) / told.parent)
    # Discs are several folders given: volumes may lie in each of them, and only then beside the mapping.
    discs = [file for place in places[:-1] for file in _listed(place)]
    rows = [[*named, *discs], _listed(places[-1])]
    if is_numbered(source.file):
        files = next((one for row in rows if (one := numbered_files(row, source.file))), ())
        if files:
            return [_volume(source, number, file.absolute()) for number, file in enumerate(files, 1)]
    else:
        whole = [path for path in named if path.name == told.name] + [place / told.name for place in places]
        file = next((path for path in whole if path.is_file()), None)
        _refuse_twice(whole[:-1])
        if file is not None:
            return [Located(source, (file.absolute(),))]
        pieces = next((one for row in rows if (one := pieces_of(row, source.file))), ())
        if pieces:
            return [Located(source, tuple(piece.absolute() for piece in pieces))]
        if whole[0] in named:
            raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(whole[0]))
    raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(places[0] / told.name))


def _refuse_twice(given: Sequence[Path]) -> None:
    """Two discs with a file of one name: one of them would be passed over without a word."""
    there = [path for path in dict.fromkeys(path.absolute() for path in given) if path.is_file()]
    if len(there) > 1:
        raise InputError("source-name-twice", file=str(there[0]), other=str(there[1]))


def _listed(place: Path) -> list[Path]:
    try:
        return sorted(place.iterdir())
    except OSError:
        return []


def _volume(source: SourceSpec, number: int, file: Path) -> Located:
    return Located(replace(source, name=f"{source.name}_volume_{number}", file=file.name), (file,))


def _spread(plan: BuildPlan, found: dict[str, list[Located]]) -> BuildPlan:
    """Have every table of a source in volumes read each of them, in their order."""
    names = {source: [one.spec.name for one in parts] for source, parts in found.items()}
    for table in plan.tables:
        for join in table.joins:
            if names[join.source] != [join.source]:
                raise InputError("mapping-join-volumes", table=table.table, name=join.source)
    specs = tuple(one.spec for source in plan.sources for one in found[source.name])
    if len({spec.name for spec in specs}) < len(specs):
        raise InputError("mapping-volumes", file=", ".join(sorted(spec.file for spec in specs)))
    tables = tuple(replace(table, source=name) for table in plan.tables for name in names[table.source])
    return BuildPlan(specs, tables, plan.extract)


def _refuse_unused(found: dict[str, list[Located]], given: tuple[Path, ...], plans: Planned) -> None:
    """A file nobody reads is a mistake in the call, not something to pass over."""
    used = {file for parts in found.values() for one in parts for file in one.files}
    for path in given:
        if not path.exists():
            raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
        if path.is_file() and path.absolute() not in used:
            known = sorted(source.file for _, plan in plans for source in plan.sources)
            nearest = difflib.get_close_matches(path.name, known, n=1, cutoff=0.0) or ["—"]
            raise InputError("build-source-unused", file=path.name, nearest=nearest[0])
