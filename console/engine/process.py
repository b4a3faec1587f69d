"""Owns the process as it was walked: what follows what, variants, durations, hand-overs, rework, all in SQL.

Events of a case are ordered by instant, then by their sequence; how many shared an instant is reported beside every
answer. Durations are real time in the extract's zone. It refuses to take the order of rows for the order of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from console.domain.ports import Progress
from console.engine.connection import Connection
from console.engine.cut import Cut, chosen, zone_of, zoned
from console.engine.follows import MEAN, follows
from console.engine.runs import ROWS, STEP, Runs, joined
from console.engine.walk import BY_TIME, settle, walk_sql
from console.engine.ways import count_ways

DAY_S = 86_400
MOST_LOOP = 6  # steps of a loop, its first and last counted; the middle of longer ones is left out
REST = "…"


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
class Loop:
    """A way from a step back to that step; ``times`` counts every turn, ``cases`` the cases that made one."""

    steps: tuple[str, ...]
    cases: int
    times: int


@dataclass(frozen=True, slots=True)
class Rework:
    """Cases in which a step came more than once: in all, by step, and by the loop walked to come back to it."""

    cases: int
    steps: tuple[Counted, ...]
    loops: tuple[Loop, ...] = ()


def process_map(connection: Connection, cut: Cut, progress: Progress) -> ProcessMap:
    """Return what directly follows what, the most frequent first, all from one pass over the events."""
    rows = follows(connection, cut, progress)
    edges = [Edge(row[0], row[1], *row[2:6]) for row in rows if row[0] is not None]
    starts, ends = Counter[str](), Counter[str]()
    for earlier, step, count, *_ in rows:
        ends[step] += count
        if earlier is None:
            starts[step] += count
        else:
            ends[earlier] -= count  # what has a step after it is no end
    return ProcessMap(
        starts.total(),
        sum(int(row[2]) for row in rows),
        sum(int(row[6]) for row in rows),
        tuple(sorted(edges, key=lambda edge: (-edge.count, edge.before, edge.after))),
        _counted(starts),
        _counted(ends),
    )


def variants(connection: Connection, cut: Cut, progress: Progress) -> tuple[Variant, ...]:
    """Return every way through with its cases, the most frequent first."""
    ways = count_ways(connection, f"{STEP} IS NOT NULL", progress, chosen(cut))
    return tuple(
        Variant(steps, count) for steps, count in sorted(ways.items(), key=lambda way: (-way[1], way[0]))
    )


def durations(connection: Connection, cut: Cut, progress: Progress) -> Durations:
    """Return how long cases took from their first event to their last."""
    zone = zone_of(connection, cut, progress)
    runs = settle(connection, progress).runs
    spans = (
        _spans("case_event", chosen(cut), zone) if runs is None else _spans_in_place(runs, chosen(cut), zone)
    )
    row = connection.row(
        f"""SELECT count(*), min(microseconds) / 1e6, quantile_cont(microseconds, [0.5, 0.95]), {MEAN},
       max(microseconds) / 1e6 FROM ({spans})""",
        progress,
    )
    cases, least, quantiles, mean, most = row
    median, p95 = (value / 1e6 for value in quantiles) if quantiles else (None, None)
    return Durations(int(cases), least, median, mean, p95, most)


def handovers(connection: Connection, cut: Cut, progress: Progress) -> Handovers:
    """Return who handed to whom; an event without a person or an organisation takes no part in that side's counts."""
    instant, before = _moments(connection, cut, progress)
    rows = connection.rows(
        f"""SELECT before_operator, operator, before_organisation_id, organisation_id, count(*),
       sum(epoch_us({instant}) - epoch_us({before}))
FROM ({_walk(connection, cut, progress)}) WHERE before IS NOT NULL GROUP BY ALL""",
        progress,
    )
    people, bodies = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    cross = unknown = changed = waited = waited_changed = 0
    for giver, receiver, giving, receiving, count, microseconds in rows:
        people[giver, receiver] += count
        bodies[giving, receiving] += count
        waited += microseconds or 0
        if giving is None or receiving is None:
            unknown += count
        elif giving != receiving:
            cross += count
        if giving != receiving:
            changed += count
            waited_changed += microseconds or 0
    share = waited_changed / waited if waited else None
    return Handovers(people.total(), cross, unknown, changed, share, _handed(people), _handed(bodies))


def rework(connection: Connection, cut: Cut, progress: Progress) -> Rework:
    """Return in how many cases a step came more than once, and by which loops."""
    cases, steps = 0, Counter[str]()
    made, turned = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for way in variants(connection, cut, progress):
        repeated = {step for step, times in Counter(way.steps).items() if times > 1}
        cases += way.count if repeated else 0
        steps.update(dict.fromkeys(repeated, way.count))
        for loop, times in Counter(_loops(way.steps)).items():
            made[loop] += way.count
            turned[loop] += way.count * times
    ordered = sorted(made.items(), key=lambda one: (-one[1], one[0]))
    return Rework(cases, _counted(steps), tuple(Loop(loop, count, turned[loop]) for loop, count in ordered))


def _loops(steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the way from each step back to itself; what lies between is left out where it is long."""
    last: dict[str, int] = {}
    for place, step in enumerate(steps):
        if step in last:
            way = steps[last[step] : place + 1]
            yield way if len(way) <= MOST_LOOP else (step, REST, step)
        last[step] = place


def _spans(source: str, cases: str, zone: str) -> str:
    return (
        f"SELECT epoch_us({zoned('max(occurred_at)', zone)}) - epoch_us({zoned('min(occurred_at)', zone)}) AS microseconds "
        f"FROM {source} WHERE occurred_at IS NOT NULL AND {cases} GROUP BY case_id"
    )


def _spans_in_place(runs: Runs, cases: str, zone: str) -> str:
    """Return the span of every case from its first row and its last, which lie one after the other once the rest is gone."""
    opens = f"coalesce(sequence <= {runs.opens_at}, TRUE)"
    passed = f"epoch_us({zoned('occurred_at', zone)}) - epoch_us({zoned('began_at', zone)})"

    def lying(run: str) -> str:
        return (
            "SELECT * FROM (SELECT case_id, occurred_at, closes, "
            "CASE WHEN opens THEN occurred_at ELSE lag(occurred_at) OVER () END AS began_at "
            "FROM (SELECT *, coalesce(lead(opens) OVER (), TRUE) AS closes "
            f"FROM (SELECT case_id, occurred_at, {opens} AS opens FROM {ROWS} WHERE {run} AND occurred_at IS NOT NULL)) "
            "WHERE opens OR closes) WHERE closes"
        )

    placed = f"SELECT {passed} AS microseconds FROM ({joined(runs.lying, lying)}) WHERE {cases}"
    if not runs.astray:
        return placed
    strayed = joined(runs.astray, lambda run: f"SELECT case_id, occurred_at FROM {ROWS} WHERE {run}")
    return f"{placed} UNION ALL {_spans(f'({strayed})', cases, zone)}"


def _walk(connection: Connection, cut: Cut, progress: Progress) -> str:
    return walk_sql(settle(connection, progress), BY_TIME, f"{STEP} IS NOT NULL", chosen(cut))


def _moments(connection: Connection, cut: Cut, progress: Progress) -> tuple[str, str]:
    """Return the instants of an event and of the one before it, as a difference may be taken of them."""
    zone = zone_of(connection, cut, progress)
    return zoned("occurred_at", zone), zoned("before_at", zone)


def _counted(found: Counter[str]) -> tuple[Counted, ...]:
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Counted(name, count) for name, count in ordered if count)


def _handed(found: Counter[tuple[str, str]]) -> tuple[Handover, ...]:
    ordered = sorted((one for one in found.items() if None not in one[0]), key=lambda one: (-one[1], one[0]))
    return tuple(Handover(giver, receiver, count) for (giver, receiver), count in ordered)
