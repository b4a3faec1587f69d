"""Owns the process as it was walked: what follows what, variants, durations, hand-overs, rework, all in SQL.

Events of a case are ordered by instant, then by their sequence; how many shared an instant is reported beside every
answer. Durations are real time in the extract's zone. It refuses to take the order of rows for the order of events.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.connection import Connection

STEP = "coalesce(activity, step)"  # the source's own name where the extract has it
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Cut:
    """Which cases: of one item, or submitted in a period; all where both are empty. ``zone`` is the extract's own."""

    zone: str
    item_id: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """One step directly followed by another: times in seconds (None where an instant is missing)."""

    before: str
    after: str
    count: int
    median_seconds: float | None
    mean_seconds: float | None
    max_seconds: float | None

    @property
    def median_days(self) -> float | None:
        """Return the median in days."""
        return None if self.median_seconds is None else self.median_seconds / DAY_S


@dataclass(frozen=True, slots=True)
class Counted:
    """How many cases or events one name has."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """Directly-follows counts, first and last steps of cases; ``ties`` counts events that share an instant in their case."""

    cases: int
    events: int
    ties: int
    edges: tuple[Edge, ...]
    starts: tuple[Counted, ...]
    ends: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One way through, and how many cases took it."""

    steps: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Durations:
    """Time from a case's first event to its last, in seconds; ``p95_seconds`` is interpolated (Hyndman and Fan, type 7)."""

    cases: int
    min_seconds: float | None
    median_seconds: float | None
    mean_seconds: float | None
    p95_seconds: float | None
    max_seconds: float | None


@dataclass(frozen=True, slots=True)
class Handover:
    """Who handed to whom how often; the same name on both sides is work that stayed."""

    giver: str
    receiver: str
    count: int


@dataclass(frozen=True, slots=True)
class Handovers:
    """Hand-overs between people and between organisations.

    ``changed`` counts a known organisation followed by an unknown one too; the share of waiting is that of ``changed``.
    """

    pairs: int
    cross_organisation: int
    unknown: int  # pairs of which one side names no organisation
    changed: int
    waiting_share_changed: float | None
    people: tuple[Handover, ...]
    organisations: tuple[Handover, ...]


@dataclass(frozen=True, slots=True)
class Rework:
    """Cases in which a step came more than once: in all, and by step."""

    cases: int
    steps: tuple[Counted, ...]


def process_map(connection: Connection, cut: Cut, progress: Progress) -> ProcessMap:
    """Return what directly follows what, the most frequent first."""
    edges = connection.rows(
        f"""{_ordered(cut)}
SELECT step, after, count(*) AS times, median(microseconds) / 1e6, {_MEAN}, max(microseconds) / 1e6
FROM (SELECT step, after, {_MICROSECONDS} AS microseconds FROM ordered WHERE after IS NOT NULL)
GROUP BY step, after ORDER BY times DESC, step, after""",
        progress,
    )
    size = connection.row(
        f"{_ordered(cut)} SELECT count(DISTINCT case_id), count(*), count(*) FILTER (instant = instant_before) FROM ordered",
        progress,
    )
    cases, events, ties = (int(value) for value in size)
    return ProcessMap(
        cases,
        events,
        ties,
        tuple(Edge(*row) for row in edges),
        _count(connection, cut, "before IS NULL", progress),
        _count(connection, cut, "after IS NULL", progress),
    )


def variants(connection: Connection, cut: Cut, progress: Progress) -> tuple[Variant, ...]:
    """Return every way through with its cases, the most frequent first."""
    rows = connection.rows(
        f"""WITH way AS (
    SELECT case_id, list({STEP} ORDER BY occurred_at NULLS LAST, sequence) AS steps
    FROM case_event WHERE {STEP} IS NOT NULL{_chosen(cut)} GROUP BY case_id
)
SELECT steps, count(*) AS cases FROM way GROUP BY steps ORDER BY cases DESC, steps""",
        progress,
    )
    return tuple(Variant(tuple(steps), int(cases)) for steps, cases in rows)


def durations(connection: Connection, cut: Cut, progress: Progress) -> Durations:
    """Return how long cases took from their first event to their last."""
    row = connection.row(
        f"""WITH span AS (
    SELECT epoch_us({_zoned("max(occurred_at)", cut)}) - epoch_us({_zoned("min(occurred_at)", cut)}) AS microseconds
    FROM case_event WHERE occurred_at IS NOT NULL{_chosen(cut)} GROUP BY case_id
)
SELECT count(*), min(microseconds) / 1e6, median(microseconds) / 1e6, {_MEAN},
       quantile_cont(microseconds, 0.95) / 1e6, max(microseconds) / 1e6 FROM span""",
        progress,
    )
    return Durations(int(row[0]), *row[1:])


def handovers(connection: Connection, cut: Cut, progress: Progress) -> Handovers:
    """Return who handed to whom; an event without a person or an organisation takes no part in that side's counts."""
    pairs, cross, unknown, changed, waited, waited_changed = connection.row(
        f"""{_ordered(cut)}
SELECT count(*), count(*) FILTER (organisation_id <> next_organisation),
       count(*) FILTER (organisation_id IS NULL OR next_organisation IS NULL), count(*) FILTER (changed),
       sum(microseconds), sum(microseconds) FILTER (changed)
FROM (SELECT organisation_id, next_organisation, organisation_id IS DISTINCT FROM next_organisation AS changed,
             {_MICROSECONDS} AS microseconds FROM ordered WHERE after IS NOT NULL)""",
        progress,
    )
    return Handovers(
        int(pairs),
        int(cross),
        int(unknown),
        int(changed),
        None if not waited else float(waited_changed or 0) / float(waited),
        _hands(connection, cut, "operator", "next_operator", progress),
        _hands(connection, cut, "organisation_id", "next_organisation", progress),
    )


def rework(connection: Connection, cut: Cut, progress: Progress) -> Rework:
    """Return in how many cases a step came more than once."""
    repeated = f"""WITH repeated AS (
    SELECT case_id, {STEP} AS step FROM case_event WHERE {STEP} IS NOT NULL{_chosen(cut)} GROUP BY ALL HAVING count(*) > 1
)"""
    total = connection.row(f"{repeated} SELECT count(DISTINCT case_id) FROM repeated", progress)[0]
    rows = connection.rows(
        f"{repeated} SELECT step, count(*) AS cases FROM repeated GROUP BY step ORDER BY cases DESC, step",
        progress,
    )
    return Rework(int(total), tuple(Counted(*row) for row in rows))


_MEAN = "CAST(sum(microseconds) AS DOUBLE) / count(microseconds) / 1e6"
_MICROSECONDS = "epoch_us(next_instant) - epoch_us(instant)"  # whole numbers: their sums do not depend on the order of rows


def _ordered(cut: Cut) -> str:
    return f"""WITH ordered AS (
    SELECT case_id, {STEP} AS step, organisation_id, operator, {_zoned("occurred_at", cut)} AS instant,
           lag({STEP}) OVER way AS before, lag({_zoned("occurred_at", cut)}) OVER way AS instant_before,
           lead({STEP}) OVER way AS after, lead({_zoned("occurred_at", cut)}) OVER way AS next_instant,
           lead(operator) OVER way AS next_operator, lead(organisation_id) OVER way AS next_organisation
    FROM case_event WHERE {STEP} IS NOT NULL{_chosen(cut)}
    WINDOW way AS (PARTITION BY case_id ORDER BY occurred_at NULLS LAST, sequence)
)"""


def _zoned(instant: str, cut: Cut) -> str:
    """Return an instant of the extract's zone as one of the world: a difference then survives summer time."""
    return f"({instant} AT TIME ZONE {literal(cut.zone)})" if cut.zone else instant


def _chosen(cut: Cut) -> str:
    conditions = [f"item_id = {literal(cut.item_id)}"] if cut.item_id else []
    if cut.period is not None:
        conditions.append(f"submitted_on BETWEEN DATE '{cut.period.starts}' AND DATE '{cut.period.ends}'")
    if not conditions:
        return ""
    return f" AND case_id IN (SELECT case_id FROM service_case WHERE {' AND '.join(conditions)})"


def _count(connection: Connection, cut: Cut, where: str, progress: Progress) -> tuple[Counted, ...]:
    rows = connection.rows(
        f"{_ordered(cut)} SELECT step, count(*) AS cases FROM ordered WHERE {where} GROUP BY step ORDER BY cases DESC, step",
        progress,
    )
    return tuple(Counted(*row) for row in rows)


def _hands(
    connection: Connection, cut: Cut, giver: str, receiver: str, progress: Progress
) -> tuple[Handover, ...]:
    rows = connection.rows(
        f"""{_ordered(cut)}
SELECT {giver}, {receiver}, count(*) AS times FROM ordered
WHERE after IS NOT NULL AND {giver} IS NOT NULL AND {receiver} IS NOT NULL
GROUP BY ALL ORDER BY times DESC, {giver}, {receiver}""",
        progress,
    )
    return tuple(Handover(*row) for row in rows)
