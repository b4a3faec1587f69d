"""Owns small old workbooks for tests: the records of [MS-XLS] in the container of [MS-CFB]. It refuses all but cells."""

from __future__ import annotations

import struct
from pathlib import Path

from console.domain.spreadsheet_errors import BY_CODE
from tests.sources.workbooks import Cell, Sheets, Wrong

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
CODES = {shown: code for code, shown in BY_CODE.items()}


def write_xls(path: Path, sheets: Sheets, mini: bool = False) -> Path:
    """Write an old workbook; ``mini`` keeps its stream among the small ones."""
    parts = [
        book_sheet([_cell(y, x, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)])
        for rows in sheets.values()
    ]
    return write_container(path, book_stream(list(sheets), parts), mini)


def record(kind: int, told: bytes) -> bytes:
    """Return one record."""
    return struct.pack("<HH", kind, len(told)) + told


def book_sheet(cells: list[bytes], reach: tuple[int, int, int, int] = (0, 0, 0, 0)) -> bytes:
    """Return the records of a sheet."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return begin + record(0x200, struct.pack("<IIHHH", *reach, 0)) + b"".join(cells) + record(0x0A, b"")


def book_stream(names: list[str], parts: list[bytes], strings: int = 0) -> bytes:
    """Return the stream of a workbook that says how many strings it holds."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    shared = record(0xFC, struct.pack("<II", strings, strings))
    listed = [name.encode("utf-16-le") for name in names]
    at = len(begin) + len(shared) + sum(4 + 8 + len(name) for name in listed) + 4
    sheets = b""
    for name, part in zip(listed, parts, strict=True):
        sheets += record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name) // 2, 1) + name)
        at += len(part)
    return begin + sheets + shared + record(0x0A, b"") + b"".join(parts)


def write_container(path: Path, stream: bytes, mini: bool = False) -> Path:
    """Write the container: its table, its directory, and one stream."""
    size = len(stream) if mini else max(len(stream), CUTOFF)
    held = stream.ljust(-(-size // SECTOR) * SECTOR, b"\0")
    sectors = len(held) // SECTOR
    chain = [*range(3, 2 + sectors), END]
    small = -(-size // MINI)
    minis = [*range(1, small), END] if mini else []
    table = [TABLE, END, *chain, *([END] if mini else [])]
    names = [("Root Entry", 5, 2 if mini else END, len(held)), ("Workbook", 2, 0 if mini else 2, size)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 10
    )
    last = 2 + sectors if mini else END
    head += struct.pack("<9I", 1, 1, 0, CUTOFF, last, int(mini), END, 0, 0) + struct.pack(
        "<108I", *[FREE] * 108
    )
    content = head + _sector(table) + b"".join(_entry(*each) for each in names).ljust(SECTOR, b"\0") + held
    path.write_bytes(content + (_sector(minis) if mini else b""))
    return path


def _sector(numbers: list[int]) -> bytes:
    return struct.pack("<128I", *(numbers + [FREE] * (128 - len(numbers))))


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    label = name.encode("utf-16-le")
    told = label.ljust(64, b"\0") + struct.pack(
        "<HBB3I", len(label) + 2, kind, 1, FREE, 1 if kind == 5 else FREE, FREE
    )
    return told.ljust(0x74, b"\0") + struct.pack("<IQ", start, size)


def _cell(row: int, column: int, cell: Cell) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if cell is None:
        return b""
    if isinstance(cell, Wrong) and cell.as_zero:
        return record(0x205, place + bytes([CODES[cell.shown], 1]))
    if isinstance(cell, Wrong):
        return record(0x06, place + bytes([2, 0, CODES[cell.shown], 0, 0, 0, 0xFF, 0xFF]) + b"\0" * 8)
    if isinstance(cell, (int, float)):
        return record(0x203, place + struct.pack("<d", cell))
    text = str(cell).encode("utf-16-le")
    return record(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
