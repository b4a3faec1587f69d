"""Owns how columns of any result stand in a table: kind by type, digits and width by what the first rows hold.

It refuses to cut a number: a column is as wide as the widest one seen, and a little more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from console.domain.query import ResultColumn
from console.gui.models.columns import Column, cell_text
from console.gui.theme import Look
from console.gui.views.workbench.schema import short_type

WIDEST_TEXT = 320.0
LOOKED_AT = 200
FEW_COLUMNS = 520  # px of all columns together that every window has room for
MOST_DIGITS = 6
SPARE = 20.0  # px for numbers further down that are longer than those seen
EDGE = 26.0
DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")
WHOLE = frozenset(
    "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT".split()
)
BINARY = frozenset({"DOUBLE", "FLOAT"})


def is_time(type_name: str) -> bool:
    """Say whether a DuckDB type is a day or an instant."""
    return type_name.startswith(("DATE", "TIMESTAMP")) and not type_name.endswith("]")


def is_number(type_name: str) -> bool:
    """Say whether a DuckDB type is a number."""
    return type_name in WHOLE or type_name in BINARY or DECIMAL.fullmatch(type_name) is not None


def table_columns(
    look: Look, columns: Sequence[ResultColumn], rows: Sequence[Sequence[object]]
) -> tuple[Column, ...]:
    """Return the columns of a table for a result whose first rows these are; words take the room few columns leave."""
    made = tuple(_column(look, one, [row[at] for row in rows]) for at, one in enumerate(columns))
    if sum(one.width for one in made) > FEW_COLUMNS:
        return made
    return tuple(replace(one, width=0) if one.kind == "text" else one for one in made)


def _column(look: Look, told: ResultColumn, values: Sequence[object]) -> Column:
    kind, digits = _kind(told.type), 0
    if kind == "number":
        digits = _digits(told.type, values)
    bare = Column(told.name, told.name, kind, 0, digits, subtitle=short_type(told.type))
    return Column(told.name, told.name, kind, _width(look, bare, values), digits, subtitle=bare.subtitle)


def _kind(type_name: str) -> str:
    if is_number(type_name):
        return "number"
    if type_name == "BOOLEAN":
        return "flag"
    if type_name == "DATE":
        return "date"
    return "moment" if type_name == "TIMESTAMP" else "text"


def _digits(type_name: str, values: Sequence[object]) -> int:
    """A decimal has the digits of its type; a binary number as many as the numbers seen need."""
    exact = DECIMAL.fullmatch(type_name)
    if exact:
        return int(exact[1])
    if type_name not in BINARY:
        return 0
    held = [value for value in values[:LOOKED_AT] if isinstance(value, float)]
    return max((_needed(value) for value in held), default=0)


def _needed(value: float) -> int:
    told = f"{value:.{MOST_DIGITS}f}".rstrip("0")
    return len(told.partition(".")[2])


def _width(look: Look, one: Column, values: Sequence[object]) -> int:
    metrics = look.fonts.metrics(13)
    words = (cell_text(look, one, shown(value)) for value in values[:LOOKED_AT])
    widest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
    head = max(
        look.fonts.metrics(12, 600).horizontalAdvance(one.key) + 14,
        look.fonts.metrics(12).horizontalAdvance(str(one.subtitle)),
    )
    if one.kind == "text":
        return round(max(min(widest, WIDEST_TEXT), head) + EDGE)
    return round(max(widest + SPARE, head) + EDGE)


def shown(value: object) -> object:
    """Return a value as the table's cells know it: what is neither number, word nor time is told as text."""
    if value is None or isinstance(value, bool | int | float | Decimal | str | date | datetime):
        return value
    if isinstance(value, timedelta | time):
        return str(value)
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    return _told(value)


def _told(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_told(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_told(one) for one in value) + "]"
    return "—" if value is None else str(value)
