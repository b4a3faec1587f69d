"""Owns how an entry becomes a document and back. It refuses a document with a field too many or too few."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from console.domain.entries import KINDS, AnyEntry
from console.domain.signed_entries import SIGNED_KINDS
from console.domain.tolerance_entries import TOLERANCE_KINDS
from console.domain.tolerance_register import REGISTER_KINDS
from console.errors import CasebookError, Fact


def to_document(entry: AnyEntry) -> dict[str, object]:
    """Return an entry as plain values."""
    return {item.name: _plain(getattr(entry, item.name)) for item in fields(entry)}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def from_document(kind: str, document: Mapping[str, object]) -> AnyEntry:
    """Return the entry a document tells of.

    Raises CasebookError for a kind this console does not know and for a document of another shape.
    """
    known = _kinds().get(kind)
    if known is None:
        raise CasebookError("entry-kind", kind=kind)
    wanted = _shape(kind)
    if document.keys() != wanted.keys():
        raise CasebookError(
            "entry-unreadable", kind=kind, field=", ".join(sorted(set(document) ^ set(wanted)))
        )
    told: dict[str, Any] = {name: _read(kind, name, wanted[name], document[name]) for name in wanted}
    return known(**told)


@cache
def _kinds() -> Mapping[str, type[AnyEntry]]:
    return {shape.kind: shape for shape in (*KINDS, *SIGNED_KINDS, *TOLERANCE_KINDS, *REGISTER_KINDS)}


@cache
def _shape(kind: str) -> Mapping[str, str]:
    return {item.name: str(item.type) for item in fields(_kinds()[kind])}


def _read(kind: str, name: str, shape: str, value: object) -> object:
    core, optional = shape.removesuffix(" | None"), shape.endswith(" | None")
    if value is None and optional:
        return None
    try:
        return _READERS[core](value)
    except (TypeError, ValueError, InvalidOperation) as fault:
        raise CasebookError("entry-unreadable", kind=kind, field=name) from fault


def _exactly(kind: type) -> Callable[[object], object]:
    def read(value: object) -> object:
        if type(value) is not kind:
            raise TypeError(kind.__name__)
        return value

    return read


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError("a list of words")
    return tuple(value)


def _facts(value: object) -> dict[str, Fact]:
    if not isinstance(value, dict) or not all(
        isinstance(v, str | int | float | None) for v in value.values()
    ):
        raise TypeError("named facts")
    return value


def _day(value: object) -> date:
    return date.fromisoformat(_text(value))


def _money(value: object) -> Decimal:
    return Decimal(_text(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


_READERS: Mapping[str, Callable[[object], object]] = {
    "str": _text,
    "int": _exactly(int),
    "bool": _exactly(bool),
    "date": _day,
    "Decimal": _money,
    "tuple[str, ...]": _words,
    "Mapping[str, Fact]": _facts,
}
