"""Owns how a judge is asked: in one pass, or first for its verdicts and then for what it tells of the flagged keys alone.

What is gathered from many rows is asked of a few things among millions, and a key leads the engine past all others. It
refuses to look for more keys than a statement bears: where many are flagged, the judge is asked for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from console.domain.ports import Progress
from console.domain.rule import Rule
from console.engine.columns import literal, quoted
from console.engine.connection import Connection
from console.engine.session import Row

MOST_KEYS = 64  # more than so many values are no shorter way than the whole

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
    """Count the verdicts, then ask for the rows of the flagged keys; a judge without a flag is asked once."""
    keys = ", ".join(f"list({quoted(name)}) FILTER (WHERE verdict = 'flagged')" for name in rule.key)
    rows = session.rows(
        f"SELECT verdict, why_not, count(*), {keys} FROM ({rule.judge}) GROUP BY verdict, why_not", progress
    )
    counts = [row[:3] for row in rows]
    flagged = [row[3:] for row in rows if row[0] == "flagged"]
    if not flagged:
        return counts, _columns(session, rule), []
    where = "".join(
        _among(name, [value for lists in flagged for value in lists[place] or ()])
        for place, name in enumerate(rule.key)
    )
    told = session.columns_and_rows(
        f"SELECT * FROM ({rule.judge}) WHERE verdict = 'flagged'{where}", progress
    )
    return counts, *told


def _columns(session: Connection, rule: Rule) -> tuple[str, ...]:
    return session.columns_and_rows(f"SELECT * FROM ({rule.judge}) LIMIT 0")[0]


def _among(name: str, values: Sequence[object]) -> str:
    """Return the condition that a column has one of the values; nothing where they are many or cannot be written."""
    written = sorted({_written(value) for value in values})
    if not written or "" in written or len(written) > MOST_KEYS:
        return ""
    if len(written) == 1:  # an equality is handed on to every table that is joined on it, a list is not
        return f" AND {quoted(name)} = {written[0]}"
    return f" AND {quoted(name)} IN ({', '.join(written)})"


def _written(value: object) -> str:
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
