"""Owns what a reader of a format gives: names of columns, rows with their line, lines refused. It refuses to judge values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CELLS = "cells"  # more or fewer cells than there are columns
BYTES = "bytes"  # bytes that are no text in the file's encoding
OBJECT = "object"  # no JSON object
LONG = "long"  # a cell larger than any register holds
QUOTE = "quote"  # a quote that is never closed: the file may be cut off
DIGITS = "digits"  # a number with more digits than a spreadsheet keeps

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no row: its number, the reason, and its bytes, of which only the digest is kept."""

    line: int
    reason: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read; ``items`` can be gone through once."""

    columns: tuple[str, ...]
    items: Iterable[Row | Refused]
