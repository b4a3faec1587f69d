"""Owns delimited text (CSV and its kin). It refuses a file without names of columns, and names that occur twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from console.domain.mapping import LINE, SourceSpec
from console.errors import InputError
from console.sources.encoding import bounded_lines, records
from console.sources.parsed import BYTES, CELLS, LONG, Parsed, Refused, Row

LARGEST_CELL = 1024 * 1024
MOST_COLUMNS = 2_000


def read_delimited(path: Path, spec: SourceSpec, encoding: str, delimiter: str) -> Parsed:
    """Read the names of the columns now, and the rows when they are asked for."""
    items = _records(path, spec, encoding, delimiter)
    if spec.columns:
        return Parsed(_checked(spec.columns, spec.file), _rows(items, len(spec.columns)))
    first = next(items, None)
    if first is None:
        raise InputError("source-empty", file=spec.file)
    if isinstance(first, Refused):
        raise InputError("source-head", file=spec.file, reason=first.reason)
    columns = _checked(tuple(name.strip() for name in first[1]), spec.file)
    return Parsed(columns, _rows(items, len(columns)))


def _checked(columns: tuple[str, ...], file: str) -> tuple[str, ...]:
    if len(columns) > MOST_COLUMNS:
        raise InputError("source-columns", file=file, count=len(columns), limit=MOST_COLUMNS)
    seen: set[str] = set()
    for place, name in enumerate(columns, 1):
        if not name:
            raise InputError("source-column-empty", file=file, place=place)
        if name.lower() in seen or name.lower() == LINE:
            raise InputError("source-column-twice", file=file, name=name)
        seen.add(name.lower())
    return columns


def _records(path: Path, spec: SourceSpec, encoding: str, delimiter: str) -> Iterator[Row | Refused]:
    """Yield every record with the line it begins on; an empty line is none."""
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        reader = records(bounded_lines(stream, spec.file), delimiter, spec.quote)
        while True:
            begins = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Refused(begins, LONG, str(error).encode())
                continue
            if cells:
                yield _readable(begins, cells)


def _readable(line: int, cells: list[str]) -> Row | Refused:
    try:
        "".join(cells).encode("utf-8")
    except UnicodeEncodeError:
        return Refused(line, BYTES, _raw(cells))
    return line, cells


def _rows(items: Iterator[Row | Refused], width: int) -> Iterator[Row | Refused]:
    for item in items:
        if isinstance(item, Refused) or len(item[1]) == width:
            yield item
        else:
            yield Refused(item[0], CELLS, _raw(item[1]))


def _raw(cells: list[str]) -> bytes:
    return "\x1f".join(cells).encode("utf-8", "surrogateescape")
