"""Owns the proof that no deadline depends on the hour a clock was put back: a log across summer time, built from its instants."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.catalogue.load import load_catalogue
from console.cli.main import run
from console.domain.calendar import is_working
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Judgement
from console.engine.rules import judge
from console.errors import ExitCode
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.paths import resource_root

ZONE = ZoneInfo("Europe/Amsterdam")
DAYS, STEP_DAYS = 60, 10
LATE_AT, EVERY = time(23, 30), 25  # the hour of every act, and how many cases stand for one that is late
FIRST, COUNT = date(2025, 1, 6), 350
ONE = timedelta(days=1)
MAPPING = """
[extract]
extract_id = "summer-time"
period_starts_on = 2025-01-01
period_ends_on = 2026-03-31
cut_at = "2026-03-31 00:00:00"
zone = "Europe/Amsterdam"
classification = "public"
purpose = "a test"
legal_basis = "invented"
recipients = "nobody"
destroy_by = 2099-12-31
[source.cases]
file = "cases.csv"
zone = "Europe/Amsterdam"
[source.steps]
file = "steps.csv"
zone = "Europe/Amsterdam"
[[table]]
table = "region"
from = "cases"
distinct_on = ["region"]
[table.columns]
region_id = "region"
name = "region"
[[table]]
table = "organisation"
from = "cases"
distinct_on = ["region"]
[table.columns]
organisation_id = { constant = "O" }
name = { constant = "O" }
region_id = "region"
[[table]]
table = "service_item"
from = "cases"
distinct_on = ["region"]
[table.columns]
item_id = { constant = "I" }
item_version = { constant = 1 }
organisation_id = { constant = "O" }
region_id = "region"
kind = { constant = "on_application" }
day_kind = { constant = "civil" }
statutory_days = { constant = 60 }
promised_days = { constant = 60 }
[[table]]
table = "step_rule"
from = "cases"
distinct_on = ["region"]
[table.columns]
item_id = { constant = "I" }
item_version = { constant = 1 }
step = { constant = "review" }
days = { constant = 10 }
[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "case"
item_id = { constant = "I" }
item_version = { constant = 1 }
organisation_id = { constant = "O" }
region_id = "region"
submitted_at = "begun"
submitted_on = "begun"
accepted_at = "begun"
accepted_on = "begun"
closed_at = "closed"
closed_on = "closed"
outcome = { constant = "granted" }
[[table]]
table = "case_event"
from = "steps"
[table.columns]
case_id = "case"
sequence = "number"
organisation_id = { constant = "O" }
step = "step"
occurred_at = "at"
occurred_on = "at"
[[table]]
table = "case_pause"
from = "cases"
where = "\\"case\\" = 'none'"
[table.columns]
case_id = "case"
kind = { constant = "hearing" }
started_on = "begun"
ended_on = "closed"
notified_in_writing = { constant = true }
[[table]]
table = "case_extension"
from = "cases"
where = "\\"case\\" = 'none'"
[table.columns]
case_id = "case"
days = { constant = 1 }
approver = { constant = "head" }
told_on = "closed"
approved_on = "closed"
[[table]]
table = "case_supplement"
from = "cases"
where = "\\"case\\" = 'none'"
[table.columns]
case_id = "case"
notified_on = "begun"
answered_on = "closed"
"""


@dataclass(frozen=True)
class Act:
    """A case: when it began and when it was closed, on the wall clock of its town."""

    name: str
    begun: datetime
    closed: datetime
    late: bool


def acts() -> list[Act]:
    """Return cases closed on the last day at the hour they began; every so many a quarter past midnight after it."""
    years = {one.year: one for one in load_catalogue(resource_root()).calendars}
    found = []
    for number in range(COUNT):
        day = FIRST + number * ONE
        late = number % EVERY == 0
        last = day + timedelta(days=DAYS)
        while late and not is_working(last, years[last.year]):
            last += ONE
        closed = datetime.combine(last + ONE, time(0, 15)) if late else datetime.combine(last, LATE_AT)
        found.append(Act(f"c{number:03}", _local(datetime.combine(day, LATE_AT)), _local(closed), late))
    return found


def _local(wall: datetime) -> datetime:
    return wall.replace(tzinfo=ZONE)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


ACTS = acts()


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    """Yield the extract built from instants in universal time."""
    folder = tmp_path_factory.mktemp("summer")
    (folder / "m.toml").write_text(MAPPING, "utf-8")
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(one.name, "R", _written(one.begun), _written(one.closed)) for one in ACTS]
        csv.writer(file).writerows([("case", "region", "begun", "closed"), *rows])
    with (folder / "steps.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("case", "number", "step", "at"), *_steps()])
    out = folder / "log.duckdb"
    sources = [str(folder / name) for name in ("cases.csv", "steps.csv")]
    assert run(["build", "--mapping", str(folder / "m.toml"), *sources, "--out", str(out)]) == ExitCode.OK
    opening = OpenRequest(out, (), 1024**3)
    with open_extract(opening, load_catalogue(resource_root()), SystemClock(), Silent()) as extract:
        yield extract


def _steps() -> Iterator[tuple[str, int, str, str]]:
    for one in ACTS:
        reviewed = _local(one.begun.replace(tzinfo=None) + timedelta(days=STEP_DAYS))
        for number, (step, at) in enumerate(
            (("submit", one.begun), ("accept", one.begun), ("review", reviewed), ("decide", one.closed)), 1
        ):
            yield one.name, number, step, _written(at)


def judged(log: OpenedExtract, rule: str) -> Judgement:
    return judge(log.connection, log.catalogue, log.catalogue.rules[rule], log.missing)


def test_the_log_is_one_that_seconds_would_misread() -> None:
    """Guard the tests below: counted in seconds, cases of the autumn would be late, and late ones of the spring in time."""
    allowed = timedelta(days=DAYS)
    over = [one.closed.astimezone(UTC) - one.begun.astimezone(UTC) > allowed for one in ACTS]
    assert sum(wrong and not one.late for wrong, one in zip(over, ACTS, strict=True)) > 40
    assert any(one.late and one.closed.astimezone(UTC).date() != one.closed.date() for one in ACTS)


def test_what_was_closed_on_its_last_day_is_never_late_and_what_came_after_midnight_is(
    log: OpenedExtract,
) -> None:
    found = judged(log, "SVC-101")
    assert found.judged == COUNT
    assert {one.key[0] for one in found.suspicions} == {one.name for one in ACTS if one.late}


@pytest.mark.parametrize(
    "rule", ["SVC-102", "SVC-103", "SVC-116", "SVC-122", "SVC-129", "SVC-130", "SVC-131"]
)
def test_no_other_deadline_is_suspected(log: OpenedExtract, rule: str) -> None:
    """Promise and statute are of one length here: what is past the statute is not said to be past the promise too."""
    found = judged(log, rule)
    assert not found.reason
    assert found.flagged == 0
