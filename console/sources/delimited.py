"""Owns delimited text (CSV and its kin): its records, each with the line it begins on. It refuses bytes that are no text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from console.domain.mapping import SourceSpec
from console.sources.encoding import bounded_lines, records
from console.sources.grid import raw_cells, titled
from console.sources.parsed import BYTES, LONG, QUOTE, Parsed, Refused, Row

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

LARGEST_CELL = 1024 * 1024
END = "end"


def read_delimited(path: Path, spec: SourceSpec, encoding: str, delimiter: str) -> Parsed:
    """Read the names of the columns now, and the rows when they are asked for."""
    return titled(delimited_records(path, spec, encoding, delimiter), spec)


def delimited_records(path: Path, spec: SourceSpec, encoding: str, delimiter: str) -> Iterator[Row | Refused]:
    """Yield every record with the line it begins on; an empty line is none, and one whose quote stays open is refused."""
    csv.field_size_limit(LARGEST_CELL)
    lines: list[str] = []
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
        reader = records(_noted(bounded_lines(stream, spec.file), lines), delimiter, spec.quote)
        waiting: Row | Refused | None = None
        last: list[str] = []
        for item in _items(reader):
            if waiting is not None:
                yield waiting
            waiting, last, lines[:] = item, lines[:], ()
        if isinstance(waiting, tuple) and not _closed(last, delimiter, spec.quote):
            yield Refused(waiting[0], QUOTE, raw_cells(waiting[1]))
        elif waiting is not None:
            yield waiting


def _noted(lines: Iterable[str], held: list[str]) -> Iterator[str]:
    for line in lines:
        held.append(line)
        yield line


def _closed(lines: list[str], delimiter: str, quote: str) -> bool:
    """Say whether a line after these would be a record of its own: it is not where the file was cut off within quotes."""
    return list(records([*lines, END], delimiter, quote))[-1] == [END]


def _items(reader: CsvReader) -> Iterator[Row | Refused]:
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
        return Refused(line, BYTES, raw_cells(cells))
    return line, cells
