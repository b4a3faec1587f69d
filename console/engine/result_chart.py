"""Owns the few sums a chart of a result needs, whatever its length. It refuses to drop a category: the rest is summed as one.

What is folded is counted, so that a picture never passes for the whole.
"""

from __future__ import annotations

from console.domain.query import ChartData, ChartSeries
from console.engine.columns import quoted
from console.engine.session import Session

MOST_PLACES = 60  # columns one can tell apart in a panel
MOST_WORDS = 12  # categories with labels one can read
MOST_SERIES = 6
BINS = 20
GRAINS = ("", "week", "month", "quarter", "year")
TIMES = ("DATE", "TIMESTAMP")
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DECIMAL", "DOUBLE", "FLOAT", "UTINYINT")
MORE_NUMBERS = ("USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT")


def kind_of(type_name: str) -> str:
    """Return what a DuckDB type is for a chart: time, number or text."""
    if type_name.startswith(TIMES):
        return "time"
    bare = type_name.partition("(")[0]
    return "number" if bare in (*NUMBERS, *MORE_NUMBERS) and "[" not in type_name else "text"


def chart_data(
    session: Session, table: str, x: tuple[str, str], y: tuple[str, str] | None, colour: str
) -> ChartData:
    """Sum ``y`` (count rows without one) by ``x`` and colour; ``x`` and ``y`` are (name, type)."""
    kind = kind_of(x[1])
    place, grain, binned = _place(session, table, x[0], kind)
    value = "1::BIGINT" if y is None else _value(*y)
    name = f"CAST({quoted(colour)} AS VARCHAR)" if colour else "''"
    told = f"SELECT {place} AS p, {name} AS c, {value} AS v FROM {quoted(table)} WHERE {quoted(x[0])} IS NOT NULL"
    places, folded_places = _places(session, told, kind)
    names, folded_series = _kept(session, told, "c", MOST_SERIES, bool(colour))
    rows = session.rows(
        f"SELECT {_folded('p', places, folded_places)} AS p, {_folded('c', names, folded_series)} AS c, "
        f"CAST(sum(v) AS DOUBLE) FROM ({told}) GROUP BY 1, 2"
    )
    found = {(row[0], row[1]): row[2] for row in rows}
    order = [*places, None] if folded_places else places
    colours = [*names, None] if folded_series else names
    series = tuple(ChartSeries(one, tuple(found.get((at, one)) for at in order)) for one in colours)
    return ChartData(kind, tuple(order), series, grain, binned, folded_places, folded_series)


def _value(name: str, type_name: str) -> str:
    """A column that is no number counts its rows that hold something."""
    return quoted(name) if kind_of(type_name) == "number" else f"CAST({quoted(name)} IS NOT NULL AS INTEGER)"


def _place(session: Session, table: str, x: str, kind: str) -> tuple[str, str, bool]:
    """Return the SQL of a row's place as text that sorts, the grain of times, and whether numbers are binned."""
    name = quoted(x)
    if kind == "time":
        for grain in GRAINS:
            cut = f"date_trunc('{grain}', {name})" if grain else name
            count = session.row(f"SELECT count(DISTINCT {cut}) FROM {quoted(table)}")[0]
            if count <= MOST_PLACES or grain == GRAINS[-1]:
                whole = "DATE" if grain else ("DATE" if _midnight(session, table, name) else "TIMESTAMP")
                return f"CAST(CAST({cut} AS {whole}) AS VARCHAR)", grain, False
    if kind == "number":
        count, low, high = session.row(
            f"SELECT count(DISTINCT {name}), CAST(min({name}) AS DOUBLE), CAST(max({name}) AS DOUBLE) FROM {quoted(table)}"
        )
        if count > MOST_PLACES and high > low:
            step = (high - low) / BINS
            bin_number = f"least({BINS - 1}, floor((CAST({name} AS DOUBLE) - {low!r}) / {step!r}))"
            return f"CAST({low!r} + {step!r} * {bin_number} AS VARCHAR)", "", True
    return f"CAST({name} AS VARCHAR)", "", False


def _midnight(session: Session, table: str, name: str) -> bool:
    row = session.row(f"SELECT bool_and({name} = CAST({name} AS DATE)) FROM {quoted(table)}")
    return bool(row[0])


def _places(session: Session, told: str, kind: str) -> tuple[list[str], int]:
    if kind == "text":
        return _kept(session, told, "p", MOST_WORDS, True)
    order = "CAST(p AS DOUBLE)" if kind == "number" else "p"
    rows = session.rows(
        f"SELECT p FROM ({told}) GROUP BY p ORDER BY {order} LIMIT {10 * MOST_PLACES}"
    )  # years are at most so many
    return [str(row[0]) for row in rows], 0


def _kept(session: Session, told: str, column: str, most: int, wanted: bool) -> tuple[list[str], int]:
    """Return the categories with the largest sums, the largest first, and how many others there are."""
    if not wanted:
        return [""], 0
    rows = session.rows(
        f"SELECT coalesce({column}, '—'), abs(sum(v)) FROM ({told}) GROUP BY 1 ORDER BY 2 DESC NULLS LAST, 1"
    )
    names = [str(row[0]) for row in rows]
    if len(names) <= most:
        return names, 0
    return names[: most - 1], len(names) - most + 1


def _folded(column: str, kept: list[str], folded: int) -> str:
    held = f"coalesce({column}, '—')"
    if not folded:
        return held
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in kept)
    return f"CASE WHEN {held} IN ({listed}) THEN {held} END"
