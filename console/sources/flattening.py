"""Owns nested objects as rows: where in a document the rows are, and names with dots for what is nested in a row.

It refuses to descend without end: what is nested deeper stands as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

DEEPEST = 8
PARENT = "/"  # before the name of a field of what is around a row
PLACE = "#"  # the place of a row in its list, from 1
ITSELF = "."  # the value of a row that is no object

Flat = dict[str, str]


def flat(told: dict[str, Any]) -> Flat:
    """Return the fields of an object by name, as text; a list stands as JSON."""
    return dict(_fields(told, "", DEEPEST, lists=True))


def flat_rows(told: dict[str, Any], names: tuple[str, ...]) -> Iterator[Flat | None]:
    """Yield the rows at a place in a document; None where something else stands.

    A row has its own fields, those of what is around it after ``PARENT`` with the way to it, and its ``PLACE``.
    """
    return _descend(told, names, "", {})


def _descend(told: Any, names: tuple[str, ...], way: str, around: Flat) -> Iterator[Flat | None]:
    if not names:
        yield {**around, **_own(told)}
        return
    if not isinstance(told, dict):
        yield None
        return
    prefix = f"{PARENT}{way}." if way else PARENT
    known = {**around, **dict(_fields(told, prefix, DEEPEST, lists=False, leave=names[0]))}
    held = told.get(names[0])
    place = f"{way}.{names[0]}" if way else names[0]
    if isinstance(held, list):
        for number, each in enumerate(held, 1):
            numbered = {PLACE: str(number)} if len(names) == 1 else {f"{PARENT}{place}.{PLACE}": str(number)}
            yield from _descend(each, names[1:], place, {**known, **numbered})
    elif held is not None:
        yield from _descend(held, names[1:], place, known)


def _own(told: Any) -> Flat:
    if isinstance(told, dict):
        return flat(told)
    return {} if told is None else {ITSELF: _text(told)}


def _fields(
    told: dict[str, Any], prefix: str, depth: int, *, lists: bool, leave: str = ""
) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        if value is None or name == leave or (isinstance(value, list) and not lists):
            continue
        if isinstance(value, dict) and depth:
            yield from _fields(value, f"{prefix}{name}.", depth - 1, lists=lists)
        else:
            yield f"{prefix}{name}", _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return msgspec.json.encode(value).decode()
