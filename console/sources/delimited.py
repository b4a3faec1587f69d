"""Owns delimited text (CSV and its kin): its records, each with the line it begins on. It refuses bytes that are no text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from console.domain.mapping import SourceSpec
from console.sources.encoding import bounded_lines, records
from console.sources.grid import raw_cells, titled
from console.sources.parsed import BYTES, LONG, Parsed, Refused, Row

LARGEST_CELL = 1024 * 1024


def read_delimited(path: Path, spec: SourceSpec, encoding: str, delimiter: str) -> Parsed:
    """Read the names of the columns now, and the rows when they are asked for."""
    return titled(delimited_records(path, spec, encoding, delimiter), spec)


def delimited_records(path: Path, spec: SourceSpec, encoding: str, delimiter: str) -> Iterator[Row | Refused]:
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
        return Refused(line, BYTES, raw_cells(cells))
    return line, cells
