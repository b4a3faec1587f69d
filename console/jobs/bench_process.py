"""Owns what questions about the process cost beside a bare count of events by case. It refuses unlike numbers of cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from console.domain.ports import Clock, Progress
from console.engine.process import Durations, ProcessMap
from console.engine.views import set_period
from console.engine.walk import settle
from console.errors import UsageError
from console.jobs.bench_clock import Compared, compared, in_turns, quickest
from console.jobs.bench_measures import Large, opened_large
from console.jobs.extract import OpenedExtract
from console.jobs.process import Answer, ProcessRequest, process
from console.jobs.supervise import SuperviseRequest, supervise

BARE = (
    "SELECT count(*), max(events) FROM (SELECT case_id, count(*) AS events FROM case_event GROUP BY case_id)"
)
"""The bare count: every event is read and every case grouped by hash, for the column is text without statistics to answer
from; the outer count takes each group's row, so that neither the groups nor their counts can be left out. Written to a table
of its own instead, the same groups take about as long: what is compared with is not slowed by what it hands over."""
AGAIN = 5
"""How often the bare count is asked once more at the end, with nothing between. In a turn it pays for what the other side left in
memory, as the other side does: asked again and again it does not, and the ratio to the quickest such count is told beside."""
CLOCK = (
    "SELECT count(*), count(*) FILTER (WHERE in_statute), count(*) FILTER (WHERE in_promise), sum(legal_days_used) "
    "FROM case_clock"
)
MEMORY = 6 * 1024**3
"""What the process is given where all rules are judged, half of it for the engine: it holds less than three gibibytes in all."""
STEP_CLOCK = "SELECT count(*), count(*) FILTER (WHERE in_time), sum(days_used) FROM step_clock"

Side = Callable[[OpenedExtract, Progress], int]
"""Answers something and returns how many cases, steps or rows it looked at."""


def compare_question(question: str, large: Large, clock: Clock, progress: Progress) -> Compared:
    """Answer one question about the process of all cases.

    Raises UsageError where the answer is about other cases than the bare count.
    """

    def side(extract: OpenedExtract, heard: Progress) -> int:
        return _cases(process(extract, ProcessRequest(question), heard))

    found = _beside_bare(large, clock, progress, side)
    if found.facts["looked_at"] != found.facts["cases"]:
        ours, wanted = str(found.facts["looked_at"]), str(found.facts["cases"])
        raise UsageError("bench-unlike", name=question, found=ours, wanted=wanted)
    return found


def compare_clock(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Run the legal clock of every case."""
    return _beside_bare(large, clock, progress, lambda extract, heard: _first(extract, CLOCK, heard))


def compare_step_clock(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Run the clock of every step; how the events lie is found out in the first turn, as on the first use of an extract."""

    def side(extract: OpenedExtract, heard: Progress) -> int:
        settle(extract.connection, heard)
        return _first(extract, STEP_CLOCK, heard)

    return _beside_bare(large, clock, progress, side)


def compare_rules(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Judge every rule about services."""

    def side(extract: OpenedExtract, heard: Progress) -> int:
        judged = supervise(extract, SuperviseRequest(themes=("services",)), heard)
        return sum(one.flagged + one.clear + sum(one.not_computable.values()) for one in judged)

    return _beside_bare(replace(large, memory_bytes=MEMORY), clock, progress, side)


def _beside_bare(large: Large, clock: Clock, progress: Progress, side: Side) -> Compared:
    with opened_large(large, clock, progress) as extract:
        set_period(extract.connection, extract.whole_period, extract.cut_off)
        counts: dict[str, int] = {}

        def reference() -> None:
            counts["cases"] = _first(extract, BARE, progress)

        def measured() -> None:
            counts["looked_at"] = side(extract, progress)

        ours, bare = in_turns(measured, reference, granted=large.granted)
        again = quickest(reference, turns=AGAIN)
        told = {
            "bare_again": round(again.seconds, 4),
            "ratio_to_bare_again": round(ours.seconds / again.seconds, 3),
        }
        return compared(ours, bare, cases=counts["cases"], looked_at=counts["looked_at"], **told)


def _first(extract: OpenedExtract, sql: str, progress: Progress) -> int:
    return int(extract.connection.row(sql, progress)[0])


def _cases(answer: Answer) -> int:
    if isinstance(answer, ProcessMap | Durations):
        return answer.cases
    if isinstance(answer, tuple):
        return sum(variant.count for variant in answer)
    raise TypeError(type(answer).__name__)
