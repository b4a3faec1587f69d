"""Proves that what verdicts rest on is all that is kept of a judge, and that steps with a period are clocked as all steps are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.ports import Silent, SystemClock
from console.domain.rule import Rule
from console.engine.connection import Connection
from console.engine.parts import looking_at_values, spread
from console.engine.standins import columns_read
from console.engine.verdicts import told_columns, verdicts_of
from console.jobs.extract import OpenRequest, open_extract
from console.paths import resource_root
from sample_db.generate import generate

CATALOGUE = load_catalogue(resource_root())
RULE = replace(CATALOGUE.rules["SVC-107"], id="SVC-998")


def _rule(judge: str) -> Rule:
    return replace(RULE, judge=judge)


def test_columns_that_only_tell_are_left_out() -> None:
    found = verdicts_of(
        _rule(
            "SELECT c.case_id, c.region_id, c.visits > 3 AS often, CASE WHEN often THEN 'flagged' END AS verdict, "
            "NULL AS why_not, CASE WHEN verdict = 'flagged' THEN list_value(c.item_id) END AS evidence "
            "FROM service_case AS c WHERE c.closed_on IS NOT NULL"
        )
    )
    assert columns_read("", found) == frozenset(["case_id", "visits", "often", "closed_on"])
    assert "evidence" not in found


@pytest.mark.parametrize(
    "judge",
    [
        "SELECT DISTINCT case_id, 'clear' AS verdict, NULL AS why_not, item_id FROM service_case",
        "SELECT item_id, case_id, 'clear' AS verdict, NULL AS why_not FROM service_case GROUP BY 1, 2",
        "SELECT case_id, 'clear' AS verdict, NULL AS why_not, item_id FROM service_case ORDER BY item_id LIMIT 3",
        "SELECT item_id, case_id, 'clear' AS verdict, NULL AS why_not FROM service_case GROUP BY ALL",
        "SELECT *, 'clear' AS verdict, NULL AS why_not FROM service_case",
    ],
)
def test_a_judge_whose_columns_choose_its_rows_is_taken_whole(judge: str) -> None:
    assert verdicts_of(_rule(judge)) == judge
    assert told_columns(_rule(judge)) is None


def test_columns_told_are_those_of_the_judge() -> None:
    assert told_columns(RULE) == (
        *(
            "case_id",
            "organisation_id",
            "region_id",
            "occurred_on",
            "verdict",
            "why_not",
            "amount",
            "persons",
        ),
        *("days", "evidence", "times", "first_on", "last_on"),
    )


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    path: Path = tmp_path_factory.mktemp("verdicts") / "sample.duckdb"
    generate(path, CATALOGUE.contract, calendar_days(CATALOGUE.calendars), cases=1_500)
    with open_extract(OpenRequest(path, (), 1024**3), CATALOGUE, SystemClock(), Silent()) as opened:
        yield opened.connection


CLOCKED = (
    "case_id, sequence, step, organisation_id, region_id, item_id, occurred_on, starts_on, "
    "day_kind, days_used, legal_days, in_time"
)


def test_steps_with_a_period_are_clocked_as_all_steps_are(connection: Connection) -> None:
    limited = connection.rows(f"SELECT {CLOCKED} FROM limited_step ORDER BY case_id, sequence")
    asked = f"SELECT {CLOCKED} FROM step_clock WHERE rule_days IS NOT NULL AND before IS NOT NULL ORDER BY case_id, sequence"
    assert limited == connection.rows(asked)
    assert len(limited) > 2_000


def test_the_calendar_in_one_line_says_what_its_days_say(connection: Connection) -> None:
    (eve, ordinals, rests), days = (
        connection.row("SELECT eve, ordinals, rests FROM calendar_line"),
        connection.rows("SELECT day, ordinal, working FROM calendar_day ORDER BY day"),
    )
    assert [ordinals[(day - eve).days - 1] for day, _, _ in days] == [ordinal for _, ordinal, _ in days]
    working = {day for day, _, works in days if works}
    waits = [
        min(((each - day).days for each in working if each >= day), default=None) for day, _, _ in days[-40:]
    ]
    assert [rests[(day - eve).days - 1] for day, _, _ in days[-40:]] == waits


def test_chosen_values_alone_are_looked_at(connection: Connection) -> None:
    some = [
        str(row[0]) for row in connection.rows("SELECT case_id FROM service_case ORDER BY case_id LIMIT 3")
    ]
    walked = "SELECT case_id, sequence, coded_before FROM event_walk WHERE case_id = '{}' ORDER BY sequence"
    before = connection.rows(walked.format(some[1]))
    with looking_at_values(connection, "case_id", some, ["service_case", "case_event"]):
        assert connection.row("SELECT count(*) FROM service_case") == (3,)
        assert connection.rows(walked.format(some[1])) == before
    assert connection.row("SELECT count(*) FROM service_case")[0] > 1_000
    assert len(before) > 1


def test_values_are_spread_in_their_order_the_missing_first() -> None:
    assert list(spread({"b", None, "a", "c"}, 3)) == [[None, "a", "b"], ["c"]]
