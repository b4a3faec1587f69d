"""Proves that each wait is charged to who kept the case, that nothing is lost between them, and what could be recovered."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.domain.ports import Silent
from console.engine.cut import Cut, zone_of
from console.engine.waiting import Bottleneck, waiting, waiting_sql
from console.engine.walk import settle
from tests.jobs.page_sample import opened, province, tiny

CUT = Cut("Asia/Shanghai")


def _event(
    case: str, sequence: int, step: str, at: str, organisation: str | None, **more: Any
) -> dict[str, Any]:
    """One step, recorded as it happened unless told otherwise."""
    held = {"occurred_at": at, "occurred_on": at[:10], "recorded_at": at}
    return {
        "case_id": case,
        "sequence": sequence,
        "step": step,
        "organisation_id": organisation,
        **held,
        **more,
    }


def _asked(tmp_path: Path, tables: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str], Bottleneck]:
    tmp_path.mkdir(exist_ok=True)
    path = tiny(tmp_path / "waits.duckdb", tables)
    with opened(path) as held:
        return {(one.before, one.after): one for one in waiting(held.connection, CUT, Silent()).bottlenecks}


CASE = {"case_id": "c", "item_id": "I", "submitted_on": "2026-05-04"}
WALK = [
    _event("c", 1, "submit", "2026-05-04 00:00:00", "A"),
    _event("c", 2, "supplement", "2026-05-05 00:00:00", "A"),
    _event("c", 3, "accept", "2026-05-12 00:00:00", "A", recorded_at="2026-05-14 12:00:00"),
    _event("c", 4, "review", "2026-05-22 00:00:00", "B", recorded_at=None),
    _event("c", 5, "decide", "2026-05-25 00:00:00", "B"),
    _event("c", 6, "deliver", "2026-05-26 00:00:00", None),
]


def test_each_wait_is_charged_to_who_kept_the_case(tmp_path: Path) -> None:
    """Applicant until the answer's day is over, sender until the step was recorded, the law its pause, receiver the rest."""
    tables = {
        "service_case": [CASE],
        "case_event": WALK,
        "case_supplement": [{"case_id": "c", "notified_on": "2026-05-05", "answered_on": "2026-05-08"}],
        "case_pause": [
            {
                "case_id": "c",
                "started_on": "2026-05-18",
                "ended_on": "2026-05-20",
                "notified_in_writing": True,
            },
            {
                "case_id": "c",
                "started_on": "2026-05-23",
                "ended_on": "2026-05-24",
                "notified_in_writing": False,
            },
        ],
    }
    found = _asked(tmp_path, tables)
    told = {
        pair: (one.sender, one.receiver, one.applicant, one.excluded, one.unknown)
        for pair, one in found.items()
    }
    assert told == {
        ("submit", "supplement"): (0, 1, 0, 0, 0),
        ("supplement", "accept"): (0, 3, 4, 0, 0),
        ("accept", "review"): (2.5, 4.5, 0, 3, 0),
        ("review", "decide"): (
            0,
            3,
            0,
            0,
            0,
        ),  # stayed where it was: nobody had to record it first; no written notice
        ("decide", "deliver"): (0, 0, 0, 0, 1),  # nobody knows who delivered
    }
    assert all(one.recoverable is None for one in found.values())


def test_what_the_extract_cannot_tell_is_charged_to_nobody(tmp_path: Path) -> None:
    """No answer to a request, no moment of recording before a change of organisation: not told apart, never nothing."""
    walk = [*WALK[:2], _event("c", 3, "accept", "2026-05-12 00:00:00", "A", recorded_at=None), WALK[3]]
    found = _asked(tmp_path, {"service_case": [CASE], "case_event": walk})
    assert (found["supplement", "accept"].unknown, found["accept", "review"].unknown) == (7, 10)
    assert found["supplement", "accept"].applicant == found["accept", "review"].receiver == 0


def test_days_to_recover_are_those_beyond_the_median_of_the_same_matter(tmp_path: Path) -> None:
    """Ten waits: nine of one to nine days, one of thirty; the median is five and a half days."""
    days = [*range(1, 10), 30]
    cases = [{"case_id": f"c{n}", "item_id": "I", "submitted_on": "2026-05-01"} for n in days]
    walk = [_event(f"c{n}", 1, "submit", "2026-05-01 00:00:00", "A") for n in days]
    walk += [_event(f"c{n}", 2, "accept", f"2026-05-{n + 1:02} 00:00:00", "A") for n in days]
    found = _asked(tmp_path, {"service_case": cases, "case_event": walk})
    assert found["submit", "accept"].recoverable == sum(max(0, n - 5.5) for n in days)
    short = _asked(tmp_path / "short", {"service_case": cases[1:], "case_event": walk[1:10] + walk[11:]})
    assert short["submit", "accept"].recoverable is None


@pytest.mark.parametrize("order", ["case_id, sequence", "hash(case_id, sequence)"])
def test_nothing_is_lost_between_them(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, order: str
) -> None:
    """The sides add up to the time between first and last step of all cases, in whatever order the rows lie."""
    path = tmp_path / "ordered.duckdb"
    shutil.copy(province(tmp_path_factory), path)
    with duckdb.connect(str(path)) as base:
        base.execute(f"CREATE OR REPLACE TABLE case_event AS SELECT * FROM case_event ORDER BY {order}")
    with opened(path) as held:
        found = waiting(held.connection, CUT, Silent()).bottlenecks
        (days,) = held.connection.row(
            "SELECT sum(days) FROM (SELECT (epoch_us(max(occurred_at)) - epoch_us(min(occurred_at))) / 86400e6 AS days "
            "FROM case_event GROUP BY case_id)"
        )
        assert settle(held.connection).in_place is (order == "case_id, sequence")
        zone = zone_of(held.connection, CUT, Silent())
        alone = held.connection.rows(waiting_sql("TRUE", zone))
    assert [Bottleneck(*row) for row in alone] == list(
        found
    )  # what is shown beside the answer gives the answer
    sides = sum(one.sender + one.receiver + one.applicant + one.excluded + one.unknown for one in found)
    assert sides == pytest.approx(days)
    assert sum(one.applicant for one in found) > 0
    assert sum(one.sender for one in found) > 0
    assert sum(one.excluded for one in found) > 0
    assert all(one.recoverable is None or one.recoverable <= one.sender + one.receiver for one in found)
    assert [one.recoverable or 0 for one in found] == sorted(
        (one.recoverable or 0 for one in found), reverse=True
    )
