"""Owns the runs of rows of ``case_event`` that lie in the order of their cases, and what is true of every event in them.

It refuses a property that was not looked for in every row, and a table that is not the one that was looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from console.domain.ports import Progress
from console.engine.columns import quoted
from console.engine.connection import Connection

TABLE = "case_event"
ROWS = "event_row"  # the events with ``lies``, their place in the file
STEP = "coalesce(activity, step)"  # the source's own name where the extract has it
MOST_HOLES = 32  # each costs a branch of the query
MOST_STRAYED = 10_000  # rows looked at to find the holes
MOST_NAMES = 64  # a name is looked for in a list
CUT_WITHIN = 100_000  # rows among which a part's end is looked for: more than any case has

Run = tuple[int, int]
"""The first row of a run and the one after its last."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs that hold whole cases in order, and those that hold all rows of the cases that lie otherwise.

    A row opens its case where its sequence is at most ``opens_at``. ``names`` are all there are, each row has one.
    """

    lying: tuple[Run, ...]
    astray: tuple[Run, ...]
    opens_at: int
    names: tuple[str, ...]


def number_rows(connection: Connection) -> bool:
    """Make the view of numbered events; say whether the number is the file's own, by which rows are found at once."""
    source = connection.sources.get(TABLE)
    if source is None:
        connection.execute(
            f"CREATE OR REPLACE VIEW {ROWS} AS SELECT row_number() OVER () - 1 AS lies, * FROM {TABLE}"
        )
        return False
    told = connection.rows(f"DESCRIBE {TABLE}")
    shown = ", ".join(_shown(connection, str(name), str(kind)) for name, kind, *_ in told)
    connection.execute(f"CREATE OR REPLACE VIEW {ROWS} AS SELECT rowid AS lies, {shown} FROM {source}")
    return True


def _shown(connection: Connection, name: str, kind: str) -> str:
    value = "NULL" if f"{TABLE}.{name}" in connection.missing else quoted(name)
    return f"CAST({value} AS {kind}) AS {quoted(name)}"


def standing(connection: Connection) -> str:
    """Return what ``case_event`` is at the moment: a table put in its place was not looked at."""
    rows = connection.rows(
        f"SELECT sql FROM system.main.duckdb_views() WHERE view_name = '{TABLE}' AND NOT internal "
        f"UNION ALL SELECT sql FROM system.main.duckdb_tables() WHERE table_name = '{TABLE}' AND temporary"
    )
    return "\n".join(sorted(str(row[0]) for row in rows))


def first_astray(connection: Connection, size: int, threads: int, progress: Progress | None) -> int | None:
    """Return the first row that does not lie in the order of case, sequence and instant; each part looks at its own."""
    ends = [size * i // threads for i in range(1, threads + 1)]
    starts = [max(start - 1, 0) for start in (0, *ends[:-1])]
    seen = " UNION ALL ".join(_looked(run) for run in zip(starts, ends, strict=True))
    found = connection.row(f"SELECT min(lies) FROM ({seen}) WHERE follows IS NOT TRUE", progress)[0]
    return None if found is None else int(found)


def _looked(run: Run) -> str:
    return (
        "SELECT lies, earlier < case_id OR (earlier = case_id AND place < sequence "
        "AND (occurred_at IS NULL OR instant <= occurred_at)) AS follows "
        "FROM (SELECT lies, case_id, sequence, occurred_at, lag(case_id) OVER () AS earlier, "
        f"lag(sequence) OVER () AS place, lag(occurred_at) OVER () AS instant FROM {ROWS} WHERE {within(run)}) "
        f"WHERE lies > {run[0]}"
    )


def within(run: Run) -> str:
    """Return the condition that chooses the rows of a run."""
    return f"lies >= {run[0]} AND lies < {run[1]}"


def joined(runs: Sequence[Run], query: Callable[[str], str]) -> str:
    """Return one query over runs, made of one for each run's condition."""
    return " UNION ALL ".join(query(within(run)) for run in runs)


def find_runs(
    connection: Connection, ends: Run, astray: str, threads: int, progress: Progress | None
) -> Runs | None:
    """Return the runs where they are few and their rows simple. ``ends`` is the first row astray and the table's size."""
    first, size = ends
    holes = _holes(connection, first, astray, progress)
    if holes is None:
        return None
    cuts = [
        cut
        for i in range(1, threads)
        if (cut := case_start(connection, first * i // threads, first, progress))
    ]
    lying = _between(first, holes, cuts)
    if not lying:
        return None
    names = connection.rows(f"SELECT {STEP} FROM {ROWS} GROUP BY 1 LIMIT {MOST_NAMES + 1}", progress)
    opens_at = _opens_at(connection, lying, progress)
    if opens_at is None or len(names) > MOST_NAMES or (None,) in names:
        return None
    tail = ((first, size),) if first < size else ()
    return Runs(lying, (*holes, *tail), opens_at, tuple(sorted(str(name) for (name,) in names)))


def case_start(connection: Connection, near: int, end: int, progress: Progress | None) -> int | None:
    """Return the first row at which a case begins, from a row on."""
    found = connection.row(
        f"SELECT min(lies) FROM (SELECT lies, case_id, lag(case_id) OVER () AS earlier FROM {ROWS} "
        f"WHERE {within((near, min(near + CUT_WITHIN, end)))}) WHERE earlier <> case_id",
        progress,
    )[0]
    return None if found is None else int(found)


def _holes(
    connection: Connection, first: int, astray: str, progress: Progress | None
) -> tuple[Run, ...] | None:
    """Return the runs of rows before the first astray whose cases go on after it; None where they are too many."""
    rows = connection.rows(
        f"SELECT lies FROM (SELECT lies, case_id FROM {ROWS} WHERE lies < {first}) r "
        f"SEMI JOIN {astray} a ON a.case_id IS NOT DISTINCT FROM r.case_id ORDER BY lies LIMIT {MOST_STRAYED + 1}",
        progress,
    )
    holes: list[Run] = []
    for (lies,) in rows:
        if holes and holes[-1][1] == lies:
            holes[-1] = (holes[-1][0], lies + 1)
        else:
            holes.append((lies, lies + 1))
    return None if len(rows) > MOST_STRAYED or len(holes) > MOST_HOLES else tuple(holes)


def _between(end: int, holes: Sequence[Run], cuts: Sequence[int]) -> tuple[Run, ...]:
    """Return the runs that are left of the rows before ``end`` without the holes, cut where a cut is in one."""
    starts = [0, *(hole[1] for hole in holes)]
    ends = [*(hole[0] for hole in holes), end]
    found = []
    for start, stop in zip(starts, ends, strict=True):
        marks = [start, *(cut for cut in cuts if start < cut < stop), stop]
        found += [(low, high) for low, high in pairwise(marks) if low < high]
    return tuple(found)


def _opens_at(connection: Connection, lying: Sequence[Run], progress: Progress | None) -> int | None:
    """Return the highest sequence a case begins with, where every later event of a case has a higher one."""
    seen = joined(
        lying,
        lambda run: f"SELECT case_id, sequence, lag(case_id) OVER () AS earlier FROM {ROWS} WHERE {run}",
    )
    opens, goes_on = connection.row(
        "SELECT max(sequence) FILTER (WHERE earlier IS DISTINCT FROM case_id), min(sequence) FILTER (WHERE earlier = case_id) "
        f"FROM ({seen})",
        progress,
    )
    return None if opens is None or (goes_on is not None and goes_on <= opens) else int(opens)
