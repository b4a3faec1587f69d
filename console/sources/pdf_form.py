"""Owns the reading of a filled-in PDF form: the values of its fields, and nothing else of it.

It refuses what is no PDF, is locked by a password, or unfolds into more than a form ever holds: nothing in it is run or drawn.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from console.errors import ExitCode, InputError

LARGEST, LARGEST_STREAM = 16 << 20, 8 << 20
MOST_FIELDS, DEEPEST, LONGEST = 500, 8, 40_000
_STREAM = re.compile(rb"stream\r?\n")
_FAULTS = (
    *(pikepdf.PdfError, pikepdf.PasswordError, pikepdf.ForeignObjectError, zlib.error),
    *(ValueError, TypeError, KeyError, AttributeError, NotImplementedError, RecursionError, OverflowError),
)


def read_fields(content: bytes, file: str) -> dict[str, str]:
    """Return the values of the fields by name; of a choice, the value chosen, "" where there is none.

    Raises InputError form-pdf (unreadable or locked) and form-large (too large, or unfolds beyond what a form holds).
    """
    if len(content) > LARGEST or _unfolds(content):
        raise InputError("form-large", file=file, largest=LARGEST_STREAM >> 20)
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            form = document.Root.get("/AcroForm")
            fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
            if not isinstance(fields, pikepdf.Array):
                return {}
            return dict(_values(fields, "", 0, [MOST_FIELDS]))
    except _FAULTS as fault:
        raise InputError("form-pdf", exit_code=ExitCode.SOURCE, file=file) from fault


def _unfolds(content: bytes) -> bool:
    """Say whether some stream of the file unfolds into more than a form ever holds; twice packed counts too."""
    for found in _STREAM.finditer(content):
        packed = content[found.end() :]
        for _ in range(2):
            told, more = _unpacked(packed)
            if more:
                return True
            packed = told
    return False


def _unpacked(packed: bytes) -> tuple[bytes, bool]:
    unpacking = zlib.decompressobj()
    try:
        told = unpacking.decompress(packed, LARGEST_STREAM)
    except zlib.error:
        return b"", False
    return told, bool(unpacking.unconsumed_tail) and not unpacking.eof


def _values(fields: pikepdf.Array, above: str, depth: int, left: list[int]) -> Iterator[tuple[str, str]]:
    """Yield name and value of every field; a form that names itself as its own part ends at a depth."""
    if depth > DEEPEST:
        raise ValueError("fields within fields")
    for field in list(fields):
        left[0] -= 1
        if left[0] < 0:
            raise ValueError("more fields than a form has")
        if not isinstance(field, pikepdf.Dictionary):
            continue
        own = _text(field.get("/T"))
        name = f"{above}.{own}" if above and own else own or above
        kids = field.get("/Kids")
        if own or "/V" in field:
            yield name, _text(field.get("/V"))
        if isinstance(kids, pikepdf.Array) and any("/T" in kid for kid in list(kids)):
            yield from _values(kids, name, depth + 1, left)


def _text(value: object) -> str:
    """Return a value as text: a name without its stroke, a text as it is, of anything else nothing."""
    if isinstance(value, pikepdf.Name):
        told = str(value).removeprefix("/")
        return "" if told == "Off" else told
    if isinstance(value, pikepdf.String):
        return str(value)[:LONGEST]
    return ""
