"""Owns how a judge is asked: in one pass, or first for its verdicts and then for what it tells of the flagged keys alone.

What is gathered from many rows is asked of a few things among millions, and a key leads the engine past all others. It
refuses to look for more keys than a statement bears: where many are flagged, the judge is asked for all of them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from console.domain.ports import Progress
from console.domain.rule import Rule
from console.engine.columns import literal, quoted
from console.engine.connection import Connection
from console.engine.lean import lean
from console.engine.session import Row

MOST_KEYS = 64  # more than so many values are no shorter way than the whole
MOST_ASKED = 4  # values that are each worth a question of their own


@contextmanager
def lasting() -> Iterator[None]:
    """Make many small objects that all live on without looking for circles among them, which takes as long as making them.

    What running all rules lets go of holds hardly any: memory does not grow by them.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


Told = tuple[list[Row], tuple[str, ...], list[Row]]
"""Verdicts and reasons with how many, the columns of the judge, and the flagged rows."""


def at_once(session: Connection, rule: Rule, progress: Progress | None) -> Told:
    """Judge everything in one pass: count, and tell whole what is flagged."""
    rows = session.rows(
        "SELECT verdict, why_not, count(*), list(judged) FILTER (WHERE verdict = 'flagged') "
        f"FROM ({rule.judge}) AS judged GROUP BY verdict, why_not",
        progress,
    )
    told = [row for *_, held in rows for row in held or ()]
    names = tuple(told[0]) if told else _columns(session, rule)
    return [row[:3] for row in rows], names, [tuple(row.values()) for row in told]


def counted_then_told(session: Connection, rule: Rule, progress: Progress | None) -> Told:
    """Count the verdicts, then ask for the rows of the flagged keys; a judge without a flag is asked once.

    A rule that is counted in a shorter way tells there of how many ``things`` a row speaks, and the key of each that is flagged.
    """
    keys = ", ".join(f"list({quoted(name)}) FILTER (WHERE verdict = 'flagged')" for name in rule.key)
    many = "CAST(sum(things) AS BIGINT)" if rule.counted else "count(*)"
    said = rule.counted or lean(rule)
    counts = f"SELECT verdict, why_not, {many}, {keys} FROM ({said}) GROUP BY verdict, why_not"
    rows = [row for row in session.rows(counts, progress) if row[2]]
    flagged = [row[3:] for row in rows if row[0] == "flagged"]
    found = [key for lists in flagged for key in zip(*lists, strict=True)]
    return ([row[:3] for row in rows], *told_of(session, rule, found, progress))


def told_of(
    session: Connection, rule: Rule, keys: Sequence[tuple[object, ...]], progress: Progress | None
) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns of the judge and the flagged rows, which have these keys; a judge without a flag is asked for no row."""
    if not keys:
        return _columns(session, rule), []
    names: tuple[str, ...] = ()
    told: list[Row] = []
    values = [sorted({_written(value) for value in column}) for column in zip(*keys, strict=True)]
    for where in _conditions(rule.key, values):
        sql = f"SELECT * FROM ({rule.judge}) WHERE verdict = 'flagged'{where}"
        names, rows = session.columns_and_rows(sql, progress)
        told += rows
    return names, told


def _conditions(key: Sequence[str], values: Sequence[Sequence[str]]) -> list[str]:
    """Return conditions that lead to the flagged rows, every row under one of them.

    An equality is handed on to every table that is joined on it, a list is not: few values are asked for one by one.
    """
    lead = max(range(len(key)), key=lambda place: len(values[place]) if _few(values[place]) else 0)
    rest = "".join(_among(name, values[place]) for place, name in enumerate(key) if place != lead)
    if not _few(values[lead]):
        return [_among(key[lead], values[lead]) + rest]
    return [_among(key[lead], [value]) + rest for value in values[lead]]


def _few(values: Sequence[str]) -> bool:
    return len(values) <= MOST_ASKED and "" not in values


def _columns(session: Connection, rule: Rule) -> tuple[str, ...]:
    return session.columns_and_rows(f"SELECT * FROM ({rule.judge}) LIMIT 0")[0]


def _among(name: str, values: Sequence[str]) -> str:
    """Return the condition that a column has one of the values; nothing where they are many or cannot be written."""
    if "" in values or len(values) > MOST_KEYS:
        return ""
    told = f"= {values[0]}" if len(values) == 1 else f"IN ({', '.join(values)})"
    return f" AND {quoted(name)} {told}"


def _written(value: object) -> str:
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
