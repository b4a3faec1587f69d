"""Owns what directly follows what: how often, and how much time passes between, exact whichever way is taken.

It refuses an approximate median. Where the same times come again and again, equal ones are counted first, which a
sample of the rows tells; elsewhere every time is kept until its median is found.
"""

from __future__ import annotations

from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.connection import Connection
from console.engine.cut import Cut, chosen, zone_of, zoned
from console.engine.runs import ROWS, STEP, Run, Runs, joined
from console.engine.session import Row
from console.engine.walk import BY_TIME, settle, walk_sql

SLICES = 8  # looked at to see how often times repeat
SLICE_ROWS = 12_000
OFTEN = 20  # times a time comes, on the average; below that a table of them costs more than it saves

MEAN = "CAST(sum(microseconds) AS DOUBLE) / count(microseconds) / 1e6"  # whole numbers: sums do not depend on order

KEPT = f"""SELECT before, step, count(*), median(microseconds) / 1e6, {MEAN}, max(microseconds) / 1e6,
       count(*) FILTER (WHERE microseconds = 0)
FROM ({{passed}}) GROUP BY before, step"""

COUNTED = """WITH passed AS (SELECT before, step, microseconds, count(*) AS n FROM ({passed}) GROUP BY ALL),
ranked AS (
    SELECT *, sum(n) OVER (PARTITION BY before, step ORDER BY microseconds) AS up_to,
           sum(n) OVER (PARTITION BY before, step) AS timed
    FROM passed WHERE microseconds IS NOT NULL
),
middle AS (
    SELECT before, step, min(microseconds) FILTER (WHERE up_to >= (timed + 1) // 2) AS low,
           min(microseconds) FILTER (WHERE up_to >= timed // 2 + 1) AS high, any_value(timed) AS timed
    FROM ranked GROUP BY before, step
),
summed AS (
    SELECT before, step, CAST(sum(n) AS BIGINT) AS n, CAST(sum(CAST(microseconds AS HUGEINT) * n) AS DOUBLE) AS total,
           max(microseconds) AS most, CAST(coalesce(sum(n) FILTER (WHERE microseconds = 0), 0) AS BIGINT) AS ties
    FROM passed GROUP BY before, step
)
SELECT s.before, s.step, s.n, (m.low + m.high) / 2 / 1e6, s.total / m.timed / 1e6, s.most / 1e6, s.ties
FROM summed s LEFT JOIN middle m ON m.before IS NOT DISTINCT FROM s.before AND m.step = s.step"""


def follows(connection: Connection, cut: Cut, progress: Progress) -> list[Row]:
    """Return the step before, the step, how often, median, mean and most seconds between, and how often none passed."""
    runs = settle(connection, progress).runs
    zone = zone_of(connection, cut, progress)
    if runs is None:
        walk = walk_sql(settle(connection, progress), BY_TIME, f"{STEP} IS NOT NULL", chosen(cut))
        return connection.rows(KEPT.format(passed=_passed(walk, zone)), progress)
    counting = COUNTED if repeats(connection, runs, progress) else KEPT
    rows = connection.rows(counting.format(passed=_passed(_coded(runs, chosen(cut)), zone)), progress)
    names = (None, *runs.names)
    return [(names[row[0] or 0], names[row[1]], *row[2:]) for row in rows]


def repeats(connection: Connection, runs: Runs, progress: Progress) -> bool:
    """Say whether steps and times repeat often enough to be counted, by rows from all over the file."""
    looked = Runs(_slices(runs), (), runs.opens_at, runs.names)
    found = connection.row(
        f"SELECT sum(n), count(*) FROM (SELECT count(*) AS n FROM ({_passed(_coded(looked, 'TRUE'), '')}) GROUP BY before, step, "
        "microseconds)",
        progress,
    )
    return int(found[0] or 0) >= OFTEN * int(found[1])


def _slices(runs: Runs) -> tuple[Run, ...]:
    size = runs.lying[-1][1]
    starts = [size * i // SLICES for i in range(SLICES)]
    return tuple((start, min(start + SLICE_ROWS, start + size // SLICES + 1)) for start in starts)


def _passed(walk: str, zone: str) -> str:
    passed = f"epoch_us({zoned('occurred_at', zone)}) - epoch_us({zoned('before_at', zone)})"
    return f"SELECT before, step, {passed} AS microseconds FROM ({walk})"


def _coded(runs: Runs, cases: str) -> str:
    """Return every event beside the one before it, steps by their place among the names: a number is quicker than a text."""
    code = f"CAST(list_position([{', '.join(map(literal, runs.names))}], {STEP}) AS UTINYINT)"
    goes_on = f"sequence > {runs.opens_at}"

    def lying(run: str) -> str:
        return (
            f"SELECT case_id, step, occurred_at, CASE WHEN {goes_on} THEN earlier END AS before, "
            f"CASE WHEN {goes_on} THEN instant END AS before_at "
            "FROM (SELECT *, lag(step) OVER () AS earlier, lag(occurred_at) OVER () AS instant "
            f"FROM (SELECT case_id, {code} AS step, occurred_at, sequence FROM {ROWS} WHERE {run}))"
        )

    placed = f"SELECT * FROM ({joined(runs.lying, lying)}) WHERE {cases}"
    if not runs.astray:
        return placed
    strayed = joined(runs.astray, lambda run: f"SELECT * FROM {ROWS} WHERE {run}")
    return (
        f"{placed} UNION ALL SELECT case_id, {code}, occurred_at, lag({code}) OVER walk, lag(occurred_at) OVER walk "
        f"FROM ({strayed}) WHERE {cases} WINDOW walk AS (PARTITION BY case_id ORDER BY {BY_TIME})"
    )
