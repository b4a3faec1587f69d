"""Owns the names of columns as a source file gives them. It refuses two of one name, none at all, and names that deceive the eye.

Letters that show nothing or turn the direction of writing are taken out of a name, so that what is shown is what is there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from console.domain.mapping import LINE
from console.errors import InputError

MOST_COLUMNS = 2_000
LONGEST_NAME = 200
UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs")  # controls, directions of writing, private and unassigned letters
BREAKS = "\t\r\n\u2028\u2029"


def clean_name(name: str) -> str:
    """Return a name in composed form (NFC) on one line, without letters that cannot be seen."""
    if name.isascii() and name.isprintable():
        return name.strip()
    flat = "".join(" " if letter in BREAKS else letter for letter in name)
    seen = "".join(letter for letter in flat if unicodedata.category(letter) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def checked_names(told: Iterable[str], file: str) -> tuple[str, ...]:
    """Return the names cleaned.

    Raises InputError for too many, one that is empty or too long, and two that a database takes for the same.
    """
    names = tuple(clean_name(name) for name in told)
    if len(names) > MOST_COLUMNS:
        raise InputError("source-columns", file=file, count=len(names), limit=MOST_COLUMNS)
    seen: set[str] = set()
    for place, name in enumerate(names, 1):
        if not name:
            raise InputError("source-column-empty", file=file, place=place)
        if len(name) > LONGEST_NAME:
            raise InputError("source-column-long", file=file, place=place, limit=LONGEST_NAME)
        if name.lower() in seen or name.lower() == LINE:
            raise InputError("source-column-twice", file=file, name=name)
        seen.add(name.lower())
    return names
