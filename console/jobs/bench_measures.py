"""Owns the comparison of fused measures with one query each, and with one query written by hand. It refuses unlike answers.

Either side pays for all it needs, in every turn anew. A measure read alone is what somebody gets who asks for that measure
and no other: it reads the derived tables it rests on itself, makes and drops the tables in memory that its own query is
better off with, and looks itself at how the events lie where it walks through them. Read fused, the measures pay for the
same once: the tables they share and the look at the events are made and dropped within the turn. Neither finds anything
that the other, an earlier turn or the measure before left behind, but for the blocks of the file that DuckDB holds, which
the turns share alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from console.catalogue.load import load_catalogue
from console.domain.measure import Measure, Reading
from console.domain.ports import Clock, Progress
from console.engine.readings import Reader
from console.engine.views import literal
from console.engine.walk import ORDER
from console.errors import UsageError
from console.jobs.bench_clock import GRANTED_S, Compared, compared, in_turns
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract


@dataclass(frozen=True, slots=True)
class Large:
    """The large sample, and what to open it with."""

    path: Path
    resources: Path
    threads: int
    memory_bytes: int
    granted: float = GRANTED_S  # seconds for the turns of one comparison


CUT = ("organisation_id",)
BY_HAND = (
    "SVC-001",
    "SVC-002",
    "SVC-003",
    "SVC-004",
    "SVC-005",
    "SVC-006",
    "SVC-010",
    "SVC-022",
    "SVC-023",
    "SVC-025",
    "SHR-004",
)
"""The measures that read the legal clock by the day of closing."""

HAND = """
SELECT organisation_id,
       count(*) FILTER (WHERE in_promise AND accepted) AS "SVC-001", count(*) FILTER (WHERE in_statute AND accepted) AS "SVC-002",
       sum(legal_days_used) FILTER (WHERE day_kind = 'working') AS "SVC-003", median(legal_days_used) AS "SVC-004",
       count(*) FILTER (WHERE visits <= 1) AS "SVC-005", count(*) FILTER (WHERE visits = 0) AS "SVC-006", count(*) AS "SVC-010",
       count(*) FILTER (WHERE cross_region AND in_promise) AS "SVC-022",
       sum(legal_days_used) FILTER (WHERE accepted AND legal_days_allowed > 0) AS "SVC-023",
       count(*) FILTER (WHERE cross_region AND in_statute) AS "SVC-025",
       sum(materials_shared) FILTER (WHERE materials_asked IS NOT NULL) AS "SHR-004"
FROM (
    SELECT organisation_id, in_promise, in_statute, legal_days_used, legal_days_allowed, day_kind, visits, cross_region,
           materials_shared, materials_asked, outcome IS DISTINCT FROM 'not_accepted' AS accepted
    FROM case_clock WHERE closed_on BETWEEN {starts} AND {ends}
)
GROUP BY organisation_id
"""


def compare_fused(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Read all measures fused, and each alone: by organisation, over everything the extract holds."""
    with opened_large(large, clock, progress) as extract:
        measures = _current(extract)
        together: list[tuple[Reading, ...]] = []
        apart: list[Reading] = []

        def fused() -> None:
            together[:] = [_read_anew(extract, measures, progress)]

        def each() -> None:
            apart[:] = [reading for one in measures for reading in _read_anew(extract, [one], progress)]

        measured, reference = in_turns(fused, each, granted=large.granted)
        expect_alike(_values(together[0]), _values(apart))
        return compared(measured, reference, measures=len(measures), readings=len(apart))


def compare_hand(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Read the measures on closed cases fused, and with the one query an analyst would write over the same legal clock.

    The query by hand counts what it is asked for and no more; the fused one counts what could not be judged as well, and
    says of each organisation what its interval is and who has no reading.
    """
    with opened_large(large, clock, progress) as extract:
        measures = [extract.catalogue.measures[name] for name in BY_HAND]
        period = extract.whole_period
        sql = HAND.format(starts=literal(period.starts), ends=literal(period.ends))
        ours: list[tuple[Reading, ...]] = []
        theirs: dict[tuple[str, str], float] = {}

        def fused() -> None:
            ours[:] = [_read(extract, measures, progress)]

        def hand() -> None:
            names, rows = extract.connection.columns_and_rows(sql)
            for row in rows:
                for name, value in zip(names[1:], row[1:], strict=True):
                    theirs[name, str(row[0])] = float(value or 0)

        measured, reference = in_turns(fused, hand, granted=large.granted)
        found = {(r.measure_id, r.subject): float(r.numerator or 0) for r in ours[0] if r.reason != "absent"}
        expect_alike(found, theirs)
        return compared(measured, reference, measures=len(measures), readings=len(found))


def opened_large(large: Large, clock: Clock, progress: Progress) -> OpenedExtract:
    """Open the large sample."""
    request = OpenRequest(large.path, (large.path.parent / "trust",), large.memory_bytes, large.threads)
    return open_extract(request, load_catalogue(large.resources), clock, progress)


def _current(extract: OpenedExtract) -> list[Measure]:
    measures = extract.catalogue.measures
    return [one for name, one in measures.items() if "@" not in name]


def _read(extract: OpenedExtract, measures: Sequence[Measure], progress: Progress) -> tuple[Reading, ...]:
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress)
    return reader.read(measures, [CUT], extract.whole_period)


def _read_anew(
    extract: OpenedExtract, measures: Sequence[Measure], progress: Progress
) -> tuple[Reading, ...]:
    """Read as in an extract just opened: how the events lie is forgotten, everything else goes with the reading."""
    extract.connection.execute(f"DROP TABLE IF EXISTS {ORDER}")
    return _read(extract, measures, progress)


def _values(readings: Sequence[Reading]) -> dict[tuple[str, str], float]:
    return {(r.measure_id, r.subject): r.value for r in readings if r.value is not None}


def expect_alike(found: dict[tuple[str, str], float], wanted: dict[tuple[str, str], float]) -> None:
    """A quicker way to another answer is no way: refuse to state a ratio."""
    for key in sorted(set(found) | set(wanted)):
        one, other = found.get(key), wanted.get(key)
        if one is None or other is None or not math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-6):
            raise UsageError("bench-unlike", name=" / ".join(key), found=str(one), wanted=str(other))
