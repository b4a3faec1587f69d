"""Owns the proposing of a mapping for source files nobody has described. It refuses to build anything from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.contract import Contract
from console.domain.mapping import SourceSpec
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.proposal import Synonyms, TableProposal, head_score, propose
from console.engine.peek import peek_parquet
from console.errors import ExitCode, InputError
from console.sources.looking import LOOKED_AT, SourceLook, look_at
from console.sources.opening import format_of

ABSENT = ("-", "--", "—", "/", "NULL", "null", "N/A", "空")
"""Words that stand for "no value" in registers, where they are among a column's values."""


@dataclass(frozen=True, slots=True)
class SourceProposal:
    """A source as a mapping describes it, and the tables it looks like."""

    spec: SourceSpec
    columns: tuple[str, ...]
    tables: tuple[TableProposal, ...]
    packed: bool = False  # open contracting data, for which the shipped mapping stands


def suggest_mapping(
    paths: Sequence[Path], contract: Contract, synonyms: Synonyms, progress: Progress
) -> tuple[SourceProposal, ...]:
    """Look at every file and propose how it maps; raises InputError for one that cannot be read, or Cancelled."""
    proposals: list[SourceProposal] = []
    for number, path in enumerate(paths):
        stop_if_cancelled(progress)
        progress.report(number / len(paths), "sniff", file=path.name)
        if not path.is_file():
            raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
        name = _source_name(path, [each.spec.name for each in proposals])
        look = _look(path.absolute(), name, contract, synonyms, progress)
        tables = () if look.packed else propose(path.name, look.samples, contract, synonyms)
        proposals.append(SourceProposal(_described(look), tuple(look.samples), tables, look.packed))
    return tuple(proposals)


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


def _source_name(path: Path, taken: Sequence[str]) -> str:
    """Return a name a source may have: of the file's name what is left of plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "_", path.name.partition(".")[0].lower()).strip("_")[:30]
    base = plain if plain and plain[0].isalpha() else f"source_{plain}".rstrip("_")
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name
