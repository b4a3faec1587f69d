"""Owns the parts a large extract is judged in: spans of a column's values, one after the other, each small enough for memory.

It refuses to part rows that are not stored in the order of that column: every part would have to read all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise

from console.domain.contract import Contract
from console.domain.ports import Progress
from console.domain.view import View
from console.engine.columns import literal, quoted
from console.engine.connection import Connection
from console.engine.runs import ROWS, within
from console.engine.runs import TABLE as EVENTS
from console.engine.standins import reached
from console.engine.walk import ASTRAY, SORTED, Order, placed_sql, rows_sql, settle, walk_sql
from console.engine.walk import VIEW as WALK

PART_ROWS = (
    7_000_000  # of the longest table; what is made of them fits the memory, and every part is planned anew
)
WHOLE_ROWS = 1_000_000  # up to which all is judged as one; beyond it counting first pays
CHOSEN = "value_looked_at"
CASE = "case_id"  # by which events lie, and are walked through
PLACES = 64  # looked at for each part, to see whether the rows lie in order


@dataclass(frozen=True, slots=True)
class Part:
    """The values of ``column`` above one bound up to another, None for none; the first part also has the rows without value.

    ``cuts`` parts it further among the threads, where its rows are walked through in their order. ``rows`` are the numbers
    of the events at which it begins, is cut and ends, where all events lie in the order of their cases; empty elsewhere.
    """

    column: str
    above: str | None = None
    up_to: str | None = None
    cuts: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def condition(self) -> str:
        """Return what its rows fulfil."""
        name = quoted(self.column)
        bounds = [f"{name} > {literal(self.above)}"] if self.above is not None else []
        bounds += [f"{name} <= {literal(self.up_to)}"] if self.up_to is not None else []
        told = " AND ".join(bounds) or "TRUE"
        return told if self.above is not None else f"({told} OR {name} IS NULL)"


def parted_tables(
    contract: Contract, views: Mapping[str, View], reads: Iterable[str], column: str
) -> tuple[str, ...]:
    """Return the contract tables with the column that reading the named tables and views comes to."""
    names = set(reads)
    names |= {name for view in reached(views, names) for name in views[view].reads}
    return tuple(sorted(name for name in names if contract.has(f"{name}.{column}")))


def parts_of(
    connection: Connection,
    tables: Iterable[str],
    column: str,
    progress: Progress,
    part_rows: int = PART_ROWS,
) -> tuple[Part, ...]:
    """Return the parts by which the tables are read; none where one is enough or their rows lie without order."""
    sizes = {
        name: int(connection.row(f"SELECT count(*) FROM {quoted(name)}", progress)[0]) for name in tables
    }
    longest = max(sizes, key=lambda name: sizes[name], default="")
    rows = sizes.get(longest, 0)
    number = round(rows / part_rows)
    if number < 2 and rows <= WHOLE_ROWS:
        return ()
    number = max(number, 1)
    threads = int(connection.row("SELECT current_setting('threads')")[0])
    found = _values(connection, longest, column, rows, number * threads, progress)
    if not found or found != sorted(found):
        return ()
    ends = [found[len(found) * i // (number * threads)] for i in range(1, number * threads)]
    return _between(column, ends, threads)


def _values(
    connection: Connection, table: str, column: str, rows: int, number: int, progress: Progress
) -> list[str]:
    """Return the column's values at places evenly spread over the rows as they lie, in that order."""
    places = sorted({rows * i // (number * PLACES) - 1 for i in range(1, number * PLACES)} - {-1})
    name, source = quoted(column), connection.sources.get(table)
    # A stored table finds its rows by their number; any other is read from its beginning.
    numbered = (
        f"SELECT {name}, rowid AS n FROM {source}"
        if source is not None and f"{table}.{column}" not in connection.missing
        else f"SELECT {name}, row_number() OVER () - 1 AS n FROM {quoted(table)}"
    )
    # Rows are found by a join in half the time that a list takes.
    told = connection.rows(
        f"SELECT {name} FROM ({numbered}) JOIN (SELECT unnest([{', '.join(map(str, places))}]) AS place) ON n = place "
        f"WHERE {name} IS NOT NULL ORDER BY n",
        progress,
    )
    return [str(value) for (value,) in told]


def _between(column: str, values: list[str], threads: int) -> tuple[Part, ...]:
    """Return the parts between every so many values; those within a part cut it for the threads."""
    ends = [*values[threads - 1 :: threads], None]
    starts = [None, *ends[:-1]]
    cuts = [tuple(values[i * threads : (i + 1) * threads - 1]) for i in range(len(ends))]
    return tuple(Part(column, *bounds) for bounds in zip(starts, ends, cuts, strict=True))


def numbered(
    connection: Connection, parts: Sequence[Part], order: Order | None, progress: Progress
) -> tuple[Part, ...]:
    """Return the parts with the numbers of their events, where these are known to lie in order: all of them, every row seen.

    Rows are found by their number without a look at their case, which every reading of a part otherwise compares with its bounds.
    """
    runs = None if order is None else order.runs
    if runs is None or runs.astray or any(part.column != CASE for part in parts):
        return tuple(parts)
    ends = {end for part in parts for end in (part.above, *part.cuts, part.up_to) if end is not None}
    if not ends:
        return tuple(parts)
    found = connection.rows(
        f"SELECT case_id, max(lies) + 1 FROM {ROWS} WHERE case_id IN ({', '.join(map(literal, sorted(ends)))}) GROUP BY case_id",
        progress,
    )
    begins: dict[str, int] = {str(case): int(row) for case, row in found}
    if begins.keys() < ends:
        return tuple(parts)
    size = runs.lying[-1][1]
    return tuple(
        replace(
            part,
            rows=(
                0 if part.above is None else begins[part.above],
                *(begins[cut] for cut in part.cuts),
                size if part.up_to is None else begins[part.up_to],
            ),
        )
        for part in parts
    )


def one_by_one(connection: Connection, tables: Iterable[str], column: str) -> tuple[Part, ...]:
    """Return a part for each value there is, and one for what lies above them all; for small tables."""
    name = quoted(column)
    named = " UNION ".join(f"SELECT {name} AS value FROM {quoted(table)}" for table in tables)
    rows = connection.rows(f"SELECT value FROM ({named}) WHERE value IS NOT NULL ORDER BY value")
    ends = [None, *[str(value) for (value,) in rows], None]
    return tuple(Part(column, above, up_to) for above, up_to in pairwise(ends))


@contextmanager
def looking_at(
    connection: Connection, part: Part, tables: Iterable[str], order: Order | None = None
) -> Iterator[None]:
    """Have the tables show the rows of one part alone, to every view on them too, for as long as the context lasts."""
    shown = {name: f"SELECT * FROM memory.main.{quoted(name)} WHERE {part.condition}" for name in tables}
    if part.rows:
        run = (part.rows[0], part.rows[-1])
        shown |= (
            {EVENTS: f"SELECT * EXCLUDE (lies) FROM {ROWS} WHERE {within(run)}"} if EVENTS in shown else {}
        )
    if order is not None and order.in_place and part.column == CASE:
        shown[WALK] = _walk(connection, part)
    with _standing(connection, {name: ("VIEW", sql) for name, sql in shown.items()}):
        yield


@contextmanager
def looking_at_values(
    connection: Connection,
    column: str,
    values: Sequence[str | None],
    tables: Iterable[str],
    fewer: Mapping[str, Iterable[str | None]] | None = None,
) -> Iterator[None]:
    """Have the tables hold the rows of some values of a column alone, for as long as the context lasts.

    ``fewer`` are the values of which a table is asked for, where they are not all.
    """
    few = dict(fewer or {})
    chosen = {name: f"{CHOSEN}_of_{name}" if name in few else CHOSEN for name in tables}
    among = "SELECT t.* FROM memory.main.{} t SEMI JOIN {} v ON v.value IS NOT DISTINCT FROM t." + quoted(
        column
    )
    shown = {name: ("TABLE", among.format(quoted(name), quoted(held))) for name, held in chosen.items()}
    shown[WALK] = ("VIEW", walk_sql(SORTED))  # few rows, and in no order to rely on
    empty = ("TABLE", "SELECT CAST(NULL AS VARCHAR) AS value WHERE FALSE")
    with _standing(connection, dict.fromkeys([CHOSEN, *chosen.values()], empty)):
        connection.insert(CHOSEN, ("value",), ([value] for value in values))
        for name in few.keys() & chosen.keys():
            connection.insert(chosen[name], ("value",), ([value] for value in few[name]))
        with _standing(connection, shown):
            yield


@contextmanager
def _standing(connection: Connection, shown: Mapping[str, tuple[str, str]]) -> Iterator[None]:
    """Keep temporary views and tables in the place of what they are named after."""
    made: list[tuple[str, str]] = []
    try:
        for name, (kind, sql) in shown.items():
            connection.execute(f"CREATE TEMP {kind} {quoted(name)} AS {sql}")
            made.append((kind, name))
        yield
    finally:
        for kind, name in reversed(made):
            connection.execute(f"DROP {kind} IF EXISTS temp.{quoted(name)}")


def spread(values: Iterable[str | None], most: int) -> Iterator[list[str | None]]:
    """Yield the values in their order, at most so many at a time."""
    held = list(values)
    ordered = [
        *(value for value in held if value is None),
        *sorted(value for value in held if value is not None),
    ]
    for start in range(0, len(ordered), most):
        yield ordered[start : start + most]


def _walk(connection: Connection, part: Part) -> str:
    """Return the walk through the events of a part; hardly any has a case out of place that must be looked for."""
    if part.rows:
        return rows_sql(tuple(pairwise(part.rows)))
    order = Order(True, part.cuts)
    strayed = connection.row(f"SELECT count(*) FROM {ASTRAY} WHERE {part.condition}")[0]
    return walk_sql(order) if strayed else placed_sql(order)


def order_of(
    connection: Connection, views: Mapping[str, View], reads: Iterable[str], progress: Progress
) -> Order | None:
    """Return how the events lie where what is read comes to walking through them, None where it does not."""
    return settle(connection, progress) if WALK in reached(views, reads) else None
