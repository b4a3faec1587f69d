"""Owns small decisions kept beside the casebook: one JSON line each, in a file that only grows.

It refuses to read past a damaged line, and to change one that was written.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from console.errors import InputError

Line = TypeVar("Line", bound=msgspec.Struct)


def append_line(path: Path, line: msgspec.Struct) -> None:
    """Write one decision at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        stream.write(msgspec.json.encode(line) + b"\n")


def read_lines(path: Path, kind: type[Line]) -> list[Line]:
    """Return every decision in the order it was made; raises InputError naming the line that cannot be read."""
    if not path.is_file():
        return []
    found = []
    for number, text in enumerate(path.read_bytes().splitlines(), start=1):
        if not text.strip():
            continue
        try:
            found.append(msgspec.json.decode(text, type=kind))
        except msgspec.DecodeError as fault:
            raise InputError("kept-line", file=str(path), line=number, detail=str(fault)) from fault
    return found
