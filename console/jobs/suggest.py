"""Owns the proposing of a mapping for source files nobody has described. It refuses to build anything from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console.domain.contract import Contract
from console.domain.mapping import SourceSpec
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.proposal import Synonyms, TableProposal, head_score, propose
from console.engine.peek import peek_parquet
from console.errors import ExitCode, InputError
from console.sources.looking import LOOKED_AT, SourceLook, look_at
from console.sources.opening import format_of
from console.sources.volumes import (
    counts_volumes,
    looked_at,
    numbered_files,
    numbered_name,
    pieces_of,
    whole_name,
)

ABSENT = ("-", "--", "—", "/", "NULL", "null", "N/A", "空")
"""Words that stand for "no value" in registers, where they are among a column's values."""


@dataclass(frozen=True, slots=True)
class SourceProposal:
    """A source as a mapping describes it, and the tables it looks like."""

    spec: SourceSpec
    columns: tuple[str, ...]
    tables: tuple[TableProposal, ...]
    packed: bool = False  # open contracting data, for which the shipped mapping stands
    files: tuple[Path, ...] = ()  # its one file, its volumes or its pieces, in order


@dataclass(frozen=True, slots=True)
class _Found:
    """One source: the name a mapping tells, its files, and what was seen of them."""

    file: str
    files: tuple[Path, ...]
    look: SourceLook


def suggest_mapping(
    paths: Sequence[Path], contract: Contract, synonyms: Synonyms, progress: Progress
) -> tuple[SourceProposal, ...]:
    """Look at every file and propose how it maps: pieces of one file are one source, and so are volumes of one head.

    Raises InputError for a file that cannot be read or a volume that is missing, or Cancelled.
    """
    proposals: list[SourceProposal] = []
    for found in _sources(paths, contract, synonyms, progress):
        name = _source_name(found.file, [each.spec.name for each in proposals])
        look = replace(found.look, spec=replace(found.look.spec, name=name, file=found.file))
        tables = () if look.packed else propose(found.file, look.samples, contract, synonyms)
        proposals.append(
            SourceProposal(_described(look), tuple(look.samples), tables, look.packed, found.files)
        )
    return tuple(proposals)


def _sources(
    paths: Sequence[Path], contract: Contract, synonyms: Synonyms, progress: Progress
) -> list[_Found]:
    """Look at every file; what is cut in pieces is looked at as one, what is numbered may be."""
    found: list[_Found] = []
    for number, path in enumerate(paths):
        stop_if_cancelled(progress)
        progress.report(number / len(paths), "sniff", file=path.name)
        if not path.is_file():
            raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
        file = whole_name(path.name) or path.name
        if any(one.file == file and path in one.files for one in found):
            continue
        files = pieces_of(paths, file) if file != path.name else (path,)
        with looked_at(file, [one.absolute() for one in files], progress) as seen:
            found.append(_Found(file, files, _look(seen, "source", contract, synonyms, progress)))
    return _joined(found)


def _joined(found: Sequence[_Found]) -> list[_Found]:
    """Make one source of volumes: files whose names differ by their number alone, written alike under one head."""
    families: dict[tuple[str, SourceSpec, tuple[str, ...]], list[_Found]] = {}
    for one in found:
        told = numbered_name(one.file) if one.files[0].name == one.file and not one.look.packed else ""
        written = replace(one.look.spec, file="")
        families.setdefault((told or one.file, written, tuple(one.look.samples)), []).append(one)
    joined: list[_Found] = []
    for (file, _written, _columns), members in families.items():
        files = [member.files[0] for member in members]
        if not counts_volumes(files, file):
            joined += members
            continue
        first = members[0].look
        samples = {
            name: tuple(value for member in members for value in member.look.samples[name])
            for name in first.samples
        }
        joined.append(_Found(file, numbered_files(files, file), replace(first, samples=samples)))
    return joined


def _look(path: Path, name: str, contract: Contract, synonyms: Synonyms, progress: Progress) -> SourceLook:
    spec = SourceSpec(name, path.name)
    if format_of(spec, path) == "parquet":
        return SourceLook(spec, peek_parquet(path, LOOKED_AT))
    return look_at(path, name, progress, lambda names: head_score(names, contract, synonyms))


def _described(look: SourceLook) -> SourceSpec:
    found = {value for values in look.samples.values() for value in values}
    spec = look.spec
    return SourceSpec(
        spec.name,
        spec.file,
        spec.format,
        missing=tuple(word for word in ABSENT if word in found),
        sheet=spec.sheet,
        skip_rows=spec.skip_rows,
        header_rows=spec.header_rows,
        rows=spec.rows,
    )


def _source_name(file: str, taken: Sequence[str]) -> str:
    """Return a name a source may have: of the file's name what is left of plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "_", file.partition(".")[0].lower()).strip("_")[:30]
    base = plain if plain and plain[0].isalpha() else f"source_{plain}".rstrip("_")
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name
