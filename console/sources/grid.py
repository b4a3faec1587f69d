"""Owns the head of a table of cells: which rows are titles, which name the columns, where the rows begin.

It refuses to guess: how many rows of each there are stands in the mapping, one row of names where it says nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from console.domain.mapping import SourceSpec
from console.errors import InputError
from console.sources.names import checked_names, clean_name
from console.sources.parsed import CELLS, Parsed, Refused, Row

JOINT = "."


def titled(items: Iterable[Row | Refused], spec: SourceSpec) -> Parsed:
    """Take the head off a table of cells and return its names with the rows that follow.

    Raises InputError where there is no head, or its names cannot stand side by side.
    """
    left = iter(items)
    titles = len(list(itertools.islice(left, spec.skip_rows)))
    if titles < spec.skip_rows:
        raise InputError("source-empty", file=spec.file)
    if spec.columns:
        return Parsed(checked_names(spec.columns, spec.file), _rows(left, len(spec.columns)))
    head = [_head_row(item, spec.file) for item in itertools.islice(left, spec.header_rows)]
    if len(head) < spec.header_rows:
        raise InputError("source-empty", file=spec.file)
    columns = checked_names(joined_names(head), spec.file)
    return Parsed(columns, _rows(left, len(columns)))


def joined_names(head: list[list[str]]) -> list[str]:
    """Return one name a column out of several rows of names.

    A merged cell stands in its first place only: an upper name holds until the next one, and a name that stands over
    nothing is the whole name. Columns at the end that no row names are none.
    """
    width = max((place for row in head for place, cell in enumerate(row, 1) if clean_name(cell)), default=0)
    rows = [[clean_name(cell) for cell in row[:width]] + [""] * (width - len(row)) for row in head]
    upper = [_carried(row) for row in rows[:-1]]
    return [_name(place, rows, upper) for place in range(width)]


def _carried(row: list[str]) -> list[str]:
    carried, held = [], ""
    for cell in row:
        held = cell or held
        carried.append(held)
    return carried


def _name(place: int, rows: list[list[str]], upper: list[list[str]]) -> str:
    last = rows[-1][place]
    parts = [row[place] for row in (upper if last else rows[:-1])] + [last]
    told = [part for part in parts if part]
    return JOINT.join(part for number, part in enumerate(told) if number == 0 or part != told[number - 1])


def _head_row(item: Row | Refused, file: str) -> list[str]:
    if isinstance(item, Refused):
        raise InputError("source-head", file=file, reason=item.reason)
    return item[1]


def _rows(items: Iterator[Row | Refused], width: int) -> Iterator[Row | Refused]:
    """Yield rows as wide as the head; empty cells beyond it, which spreadsheets write, are none."""
    for item in items:
        if isinstance(item, Refused) or len(item[1]) == width:
            yield item
        else:
            yield _fitted(item, width)


def _fitted(item: Row, width: int) -> Row | Refused:
    line, cells = item
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return line, cells[:width]
    return Refused(line, CELLS, raw_cells(cells))


def raw_cells(cells: list[str]) -> bytes:
    """Return the bytes of a row that is none, of which the digest is kept."""
    return "\x1f".join(cells).encode("utf-8", "surrogateescape")
