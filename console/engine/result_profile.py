"""Owns what the heads of a result tell of their columns: missing, distinct, ends, shape. It refuses a scan for each of them.

One pass over all rows tells the ends; shapes come from at most a million rows, evenly spread.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.ports import Progress
from console.domain.query import ColumnProfile
from console.engine.columns import quoted
from console.engine.result_chart import kind_of
from console.engine.session import Row, Session

BINS = 12
MOST_COLUMNS = 40
FEW_WORDS = 6
SAMPLE = 1_000_000
COUNTED = 200_000  # rows up to which different values are counted one by one


def profile(
    session: Session,
    table: str,
    columns: Sequence[tuple[str, str]],
    row_count: int,
    progress: Progress | None = None,
) -> tuple[ColumnProfile, ...]:
    """Describe the first 40 columns, given as (name, type)."""
    chosen = [(name, kind) for name, kind in columns[:MOST_COLUMNS]]
    if not chosen or not row_count:
        return ()
    exact = row_count <= COUNTED
    ends = _ends(session, table, chosen, exact, progress)
    stride = -(-row_count // SAMPLE)
    part = f"(SELECT * FROM {quoted(table)} WHERE rowid % {stride} = 0)"
    shapes = _bins(session, part, chosen, ends, progress)
    return tuple(
        ColumnProfile(
            name,
            row_count - int(found[0]),
            int(found[1]),
            exact,
            None if found[2] is None else str(found[2]),
            None if found[3] is None else str(found[3]),
            shapes.get(name, ()),
            _words(session, part, name, kind, int(found[1]), progress),
        )
        for (name, kind), found in zip(chosen, ends, strict=True)
    )


def _ends(
    session: Session,
    table: str,
    columns: Sequence[tuple[str, str]],
    exact: bool,
    progress: Progress | None,
) -> list[Row]:
    """Return count, distinct, least and greatest of each column."""
    parts = []
    for name, kind in columns:
        column = quoted(name)
        plain = "NULL" if kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION")) else column
        distinct = f"count(DISTINCT {column})" if exact else f"approx_count_distinct({column})"
        parts.append(f"count({column}), {distinct}, min({plain}), max({plain})")
    row = session.rows(f"SELECT {', '.join(parts)} FROM {quoted(table)}", progress)[0]
    return [tuple(row[at : at + 4]) for at in range(0, len(row), 4)]


def _position(name: str, kind: str) -> str:
    return f"epoch({quoted(name)})" if kind_of(kind) == "time" else f"CAST({quoted(name)} AS DOUBLE)"


def _bins(
    session: Session,
    part: str,
    columns: Sequence[tuple[str, str]],
    ends: Sequence[Row],
    progress: Progress | None,
) -> dict[str, tuple[int, ...]]:
    """Count rows in twelve even spans of every column that is a number or a time and is not all one value."""
    wide = [
        (name, kind)
        for (name, kind), found in zip(columns, ends, strict=True)
        if kind_of(kind) != "text" and found[2] is not None and found[2] != found[3]
    ]
    if not wide:
        return {}
    spans = ", ".join(
        f"min({_position(name, kind)}) AS l{at}, max({_position(name, kind)}) AS h{at}"
        for at, (name, kind) in enumerate(wide)
    )
    filters = ", ".join(_counts(at, *column) for at, column in enumerate(wide))
    row = session.rows(
        f"WITH spans AS (SELECT {spans} FROM {part}) SELECT {filters} FROM {part} CROSS JOIN spans", progress
    )[0]
    return {name: tuple(int(count) for count in row[at]) for at, (name, _kind) in enumerate(wide)}


def _counts(at: int, name: str, kind: str) -> str:
    share = f"({_position(name, kind)} - l{at}) / nullif(h{at} - l{at}, 0)"
    place = f"least({BINS - 1}, floor({share} * {BINS}))"
    return "[" + ", ".join(f"count(*) FILTER ({place} = {bin_})" for bin_ in range(BINS)) + "]"


def _words(
    session: Session, part: str, name: str, kind: str, distinct: int, progress: Progress | None
) -> tuple[tuple[str, int], ...]:
    if kind_of(kind) != "text" or not 0 < distinct <= FEW_WORDS:
        return ()
    rows = session.rows(
        f"SELECT CAST({quoted(name)} AS VARCHAR), count(*) FROM {part} WHERE {quoted(name)} IS NOT NULL "
        f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FEW_WORDS}",
        progress,
    )
    return tuple((str(word), int(count)) for word, count in rows)
