"""Owns what an old workbook ([MS-XLS]) holds before anybody reads it: how far its sheets reach, and their errors.

It refuses sheets that span more than a memory holds, and counts of strings that the file has no room for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from console.domain.spreadsheet_errors import BY_CODE, OTHER_ERROR
from console.errors import InputError
from console.sources.archives import MOST_CELLS
from console.sources.compound import compound_stream
from console.sources.error_cells import MOST_ERRORS, Errors

STREAMS = ("Workbook", "Book")
END, LOCKED, SHEET, DIMENSIONS, STRINGS = 0x0A, 0x2F, 0x85, 0x200, 0xFC
FORMULA, TRUTH_OR_ERROR, MANY_NUMBERS = 0x06, 0x205, 0xBD
CELLS = (FORMULA, TRUTH_OR_ERROR, MANY_NUMBERS, 0x203, 0x204, 0x27E, 0xFD, 0xD6)
SHORTEST_STRING = 3  # bytes


def legacy_errors(path: Path, file: str) -> tuple[Errors, ...]:
    """Return the errors of every sheet of an old workbook in the order of the book; none of one that is locked.

    Raises InputError where it is damaged, or a sheet spans too much.
    """
    try:
        book = compound_stream(path.read_bytes(), STREAMS)
        return () if book is None else _Book(book, file).errors
    except (ValueError, struct.error, IndexError) as error:
        raise InputError("source-workbook-broken", file=file) from error


class _Book:
    """The records of one workbook."""

    def __init__(self, stream: bytes, file: str) -> None:
        self.stream, self.file = stream, file
        self.cells = self.count = 0
        self.errors: tuple[Errors, ...] = ()
        starts = self._starts()
        if starts is not None:
            self.errors = tuple(self._sheet(start) for start in starts)

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        while at + 4 <= len(self.stream):
            kind, size = struct.unpack_from("<HH", self.stream, at)
            if kind == END:
                return
            yield kind, self.stream[at + 4 : at + 4 + size]
            at += 4 + size

    def _starts(self) -> list[int] | None:
        """Return where the sheets begin; None where the book is locked and nothing can be told."""
        starts = []
        for kind, told in self._records(0):
            if kind == LOCKED:
                return None
            if kind == SHEET:
                starts.append(struct.unpack_from("<I", told)[0])
            if kind == STRINGS and struct.unpack_from("<I", told, 4)[0] * SHORTEST_STRING > len(self.stream):
                raise ValueError(str(kind))
        return starts

    def _sheet(self, start: int) -> Errors:
        rows = columns = 0
        found: Errors = {}
        for kind, told in self._records(start):
            if kind == DIMENSIONS:
                self._judge(*_reach(told))
            elif kind in CELLS:
                row, column = struct.unpack_from("<HH", told)
                last = struct.unpack("<H", told[-2:])[0] if kind == MANY_NUMBERS else column
                rows, columns = max(rows, row + 1), max(columns, last + 1, column + 1)
                self._judge(rows, columns)
                code = _error_code(kind, told)
                if code is not None:
                    self._keep(found, row, column, code)
        self.cells += rows * columns
        return found

    def _judge(self, rows: int, columns: int) -> None:
        """Every sheet is read when a book is opened: what they span counts together."""
        if self.cells + rows * columns > MOST_CELLS:
            raise InputError(
                "source-sheet-large", file=self.file, rows=rows, columns=columns, limit=MOST_CELLS
            )

    def _keep(self, found: Errors, row: int, column: int, code: int) -> None:
        self.count += 1
        if self.count > MOST_ERRORS:
            raise InputError("source-errors-many", file=self.file, limit=MOST_ERRORS)
        found.setdefault(row, {})[column] = BY_CODE.get(code, OTHER_ERROR)


def _reach(told: bytes) -> tuple[int, int]:
    """Return how many rows and columns a sheet says it has, as its reader makes room for them."""
    first, last, left, right = (
        struct.unpack_from("<IIHH", told) if len(told) == 14 else struct.unpack_from("<4H", told)
    )
    return max(last - first, 0) + 1, max(right - left, 0) + 1


def _error_code(kind: int, told: bytes) -> int | None:
    if kind == TRUTH_OR_ERROR and told[7] == 1:
        return told[6]
    if kind == FORMULA and told[12:14] == b"\xff\xff" and told[6] == 2:
        return told[8]
    return None
