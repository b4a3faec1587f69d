"""What the services page counts: equal to the measure, to the clock of each case, and to the rows it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.domain.measure import Reading
from console.domain.period import parse
from console.domain.ports import Silent
from console.engine.readings import Reader
from console.errors import UsageError
from console.jobs import services_rows
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import resolved
from console.jobs.services_answers import STATES, CaseRequest, ProcessRequest, ServicesAnswer
from console.jobs.services_case import services_case
from console.jobs.services_page import _joined, services_page
from console.jobs.services_process import services_process
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope, ThemeRequest
from console.jobs.theme_rules import filled, theme_rules
from tests.jobs.page_sample import opened, province, through_a_frame, tiny


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    with opened(province(tmp_path_factory)) as held:
        yield held


@pytest.fixture(scope="module")
def answer(extract: OpenedExtract) -> ServicesAnswer:
    return services_page(extract, PageScope(), Silent())


def test_the_rate_is_the_measures_own(extract: OpenedExtract, answer: ServicesAnswer) -> None:
    reader = Reader(extract.connection, extract.catalogue, extract.missing, Silent())
    wanted = reader.read([extract.catalogue.measures["SVC-001"]], [()], extract.period)[0]
    found = answer.on_time
    assert (found.value, found.value_low, found.value_high) == (wanted.value, wanted.low, wanted.high)
    assert found.judged == wanted.denominator
    assert len(found.months) == len(found.series) == len(found.flags) == 24
    assert found.months[-1] == "2026-06"


def test_weeks_add_up_to_what_every_case_says(extract: OpenedExtract, answer: ServicesAnswer) -> None:
    """Whole weeks from Monday to Sunday, each with the share of its own cases; the week the data end within is no point."""
    found = answer.weekly
    assert (found.grain, len(found.series), found.seasonal) == ("week", 26, False)
    days = [date.fromisoformat(week) for week in found.months]
    assert {day.weekday() for day in days} == {0}
    assert extract.cut_off - timedelta(days=13) < days[-1] <= extract.cut_off - timedelta(days=6)
    judged, kept = Counter[date](), Counter[date]()
    for closed, in_promise in extract.connection.rows(
        "SELECT closed_on, in_promise FROM case_clock WHERE closed_on IS NOT NULL AND in_promise IS NOT NULL"
    ):
        monday = closed - timedelta(days=closed.weekday())
        judged[monday] += 1
        kept[monday] += in_promise
    for day, value in zip(days, found.series, strict=True):
        assert value == (pytest.approx(kept[day] / judged[day]) if judged[day] else None)
    assert any(value is not None for value in found.series)
    assert extract.connection.rows(found.sql)


def test_the_period_before_is_read_the_same_way(extract: OpenedExtract) -> None:
    before = extract.period.previous()
    found = services_page(extract, PageScope(compared=before), Silent()).on_time
    alone = services_page(extract, PageScope(period=before), Silent()).on_time
    assert found.previous == alone.value is not None


def test_the_chart_ends_where_the_data_end(extract: OpenedExtract) -> None:
    year = extract.period.__class__(
        extract.period.starts.replace(month=1), extract.period.ends.replace(month=12, day=31)
    )
    assert services_page(extract, PageScope(period=year), Silent()).on_time.months[-1] == "2026-06"


def test_limits_stay_possible_and_false_alarms_are_told(answer: ServicesAnswer) -> None:
    found = answer.on_time
    assert found.low is not None and found.high is not None and found.centre is not None
    assert 0.0 <= found.low <= found.centre <= found.high <= 1.0
    assert found.expected_alarms is not None
    assert 0.0 < found.expected_alarms < 1.0


def test_durations_add_up_and_lead_to_their_rows(extract: OpenedExtract, answer: ServicesAnswer) -> None:
    total = extract.connection.row(
        "SELECT count(*) FROM service_case WHERE closed_on BETWEEN DATE '2026-04-01' AND DATE '2026-06-30'"
    )[0]
    assert sum(row.closed for row in answer.organisations.rows) == total
    assert sum(row.closed for row in answer.items.rows) == total
    for row in answer.organisations.rows[:8]:
        sql = services_rows.clock_rows(
            answer.scope, answer.period, "closed_on", "organisation_id", row.subject
        )
        rows = extract.connection.rows(f"SELECT in_promise FROM ({sql})")
        assert len(rows) == row.closed
        assert sum(one[0] is True for one in rows) == row.in_promise
        assert row.judged == sum(one[0] is not None for one in rows)


def test_items_of_one_name_are_told_apart(answer: ServicesAnswer) -> None:
    names = [row.name for row in answer.items.rows]
    assert len(set(names)) == len(names)


def test_what_is_late_stands_first(answer: ServicesAnswer) -> None:
    late = [row.judged - row.in_promise for row in answer.organisations.rows]
    assert late == sorted(late, reverse=True)


def test_a_channel_that_was_not_recorded_is_a_row_of_its_own(
    extract: OpenedExtract, answer: ServicesAnswer
) -> None:
    wanted = Counter(
        row[0] or ""
        for row in extract.connection.rows(
            "SELECT channel FROM service_case WHERE submitted_on BETWEEN DATE '2026-04-01' AND DATE '2026-06-30'"
        )
    )
    assert {row.channel: row.cases for row in answer.channels.rows} == dict(wanted)


def test_clock_states_follow_the_dated_standard(extract: OpenedExtract, answer: ServicesAnswer) -> None:
    clocks = answer.clocks
    counted: Counter[str] = Counter()
    rows = extract.connection.rows(
        "SELECT legal_days_used, promised_days_allowed, legal_days_allowed FROM case_clock WHERE closed_on IS NULL"
    )
    assert clocks.reminder_share is not None
    for used, promised, statutory in rows:
        if used is None or promised is None:
            counted["na"] += 1
        elif statutory is not None and used > statutory:
            counted["red"] += 1
        elif used > promised:
            counted["yellow"] += 1
        else:
            counted["notice" if used >= clocks.reminder_share * promised else "ok"] += 1
    assert dict(zip(STATES, clocks.counts, strict=True)) == {state: counted[state] for state in STATES}
    assert counted["red"] and counted["yellow"]
    assert [case.state for case in clocks.cases] == sorted(
        (case.state for case in clocks.cases), key=("red", "yellow", "notice").index
    )
    assert clocks.verified is False


def test_a_scope_narrows_everything(extract: OpenedExtract, answer: ServicesAnswer) -> None:
    region = services_page(extract, PageScope(region_id="990300"), Silent())
    assert 0 < region.on_time.judged < answer.on_time.judged
    assert {row.subject[1:7] for row in region.organisations.rows} == {"990300"}
    one = region.organisations.rows[0]
    alone = services_page(extract, PageScope("990300", one.subject), Silent())
    assert [row.subject for row in alone.organisations.rows] == [one.subject]


def test_the_region_above_all_others_holds_everything(extract: OpenedExtract, answer: ServicesAnswer) -> None:
    province = services_page(extract, PageScope(region_id="990000"), Silent())
    assert province.on_time == answer.on_time
    assert province.organisations.rows == answer.organisations.rows
    rules = theme_rules(extract, ThemeRequest("services", PageScope(region_id="990000")), Silent())
    assert rules.total == theme_rules(extract, ThemeRequest("services"), Silent()).total


def test_a_region_holds_those_below_it(tmp_path: Path) -> None:
    regions = (("P", None), ("C", "P"), ("D", "C"), ("E", "P"))
    path = tiny(
        tmp_path / "regions.duckdb",
        {
            "region": [{"region_id": key, "name": key, "parent_region_id": above} for key, above in regions],
            "service_case": [
                {"case_id": f"c{key}", "region_id": key, "channel": "web", "submitted_on": "2026-05-04"}
                for key, _above in regions
            ],
        },
    )
    with opened(path) as held:
        scope = resolved(held, PageScope(region_id="C", period=held.whole_period))
        found = services_process(held, ProcessRequest(scope), Silent())
        rows = held.connection.rows(services_rows.clock_rows(scope, held.whole_period, "submitted_on"))
    assert scope.regions == ("C", "D")
    assert len(rows) == 2
    assert "case_event.case_id" in found.missing


def test_rates_of_regions_are_added_up_before_they_are_divided() -> None:
    period = parse("2026Q2")
    counts = (("C", 1, 2), ("D", 9, 10), ("E", 5, 5))
    parts = [Reading("SVC-001", 1, "region_id", key, period, n, d, 1, n / d) for key, n, d in counts]
    found = _joined(parts, PageScope(region_id="C", regions=("C", "D")))[period]
    assert found.value == pytest.approx(10 / 12)
    assert (found.judged, found.silent) == (12, 2)
    assert found.low is not None and found.high is not None
    assert found.low < 10 / 12 < found.high


def test_names_come_in_the_language_asked_for(extract: OpenedExtract) -> None:
    english = services_page(extract, PageScope(english=True), Silent())
    assert english.organisations.rows[0].name.isascii()


def test_the_days_of_a_case_add_up_to_its_legal_clock(extract: OpenedExtract) -> None:
    rows = extract.connection.rows(
        "SELECT case_id, legal_days_used FROM case_clock WHERE legal_days_used IS NOT NULL "
        "ORDER BY paused_days DESC, hash(case_id) LIMIT 60"
    )
    for case_id, used in rows:
        found = services_case(extract, CaseRequest(case_id), Silent())
        assert sum(day.state == "run" for day in found.days) == used == found.used
        assert found.days[-1].used == used
    assert any(services_case(extract, CaseRequest(case_id), Silent()).spans for case_id, _used in rows[:5])


def test_a_case_that_is_not_there_is_named(extract: OpenedExtract) -> None:
    with pytest.raises(UsageError) as caught:
        services_case(extract, CaseRequest("no' such"), Silent())
    assert caught.value.facts["name"] == "no' such"


def test_a_case_without_acceptance_has_no_clock(extract: OpenedExtract) -> None:
    case_id = extract.connection.row(
        "SELECT case_id FROM case_clock WHERE starts_on IS NULL ORDER BY 1 LIMIT 1"
    )[0]
    found = services_case(extract, CaseRequest(case_id), Silent())
    assert (found.why_not, found.days) == ("no-start", ())


def test_rules_say_what_they_said(extract: OpenedExtract) -> None:
    judged = supervise(extract, SuperviseRequest(themes=("services",)), Silent())
    found = theme_rules(extract, ThemeRequest("services"), Silent())
    assert found.total == sum(one.flagged for one in judged) == len(found.suspicions)
    assert [line.in_period for line in found.suspicions] == sorted(
        (line.in_period for line in found.suspicions), reverse=True
    )
    assert found.in_period == sum(rule.in_period for rule in found.rules)
    for state, one in zip(found.rules, judged, strict=True):
        assert (state.judged, state.clear) == (one.judged, one.clear)
        assert state.not_computable == sum(one.not_computable.values())
        assert state.state == ("flagged" if state.flagged else "clear")
        assert state.flagged == one.flagged >= state.in_period
    first = found.suspicions[0]
    assert "{" not in first.finding["zh-CN"] + first.finding["en"]


def test_rules_in_a_region_name_that_region_only(extract: OpenedExtract) -> None:
    whole = theme_rules(extract, ThemeRequest("services"), Silent())
    region = theme_rules(extract, ThemeRequest("services", PageScope(region_id="990300")), Silent())
    assert 0 < region.total < whole.total
    assert [rule.judged for rule in region.rules] == [rule.judged for rule in whole.rules]


def test_a_fact_that_is_not_known_reads_as_a_dash() -> None:
    assert filled("{days} of {allowed}, {never}", {"days": 0, "allowed": None}) == "0 of —, —"


def test_everything_survives_the_way_between_processes(
    extract: OpenedExtract, answer: ServicesAnswer
) -> None:
    assert through_a_frame(answer) == answer
    rules = theme_rules(extract, ThemeRequest("services"), Silent())
    assert through_a_frame(rules) == rules
    case = services_case(extract, CaseRequest(answer.clocks.cases[0].case_id), Silent())
    assert through_a_frame(case) == case


def test_missing_columns_are_named_and_never_zero(tmp_path: Path) -> None:
    path = tiny(tmp_path / "bare.duckdb", {"service_case": [{"case_id": "c1", "submitted_on": "2026-05-04"}]})
    with opened(path) as held:
        found = services_page(held, PageScope(), Silent())
        rules = theme_rules(held, ThemeRequest("services"), Silent())
        case = services_case(held, CaseRequest("c1"), Silent())
    assert "service_item.promised_days" in found.on_time.missing
    assert "service_item.promised_days" in found.organisations.missing
    assert "service_item.promised_days" in found.clocks.missing
    assert found.on_time.value is None
    assert case.missing
    silent = [rule for rule in rules.rules if rule.state == "not_computable"]
    assert silent and all(rule.reason or rule.not_computable for rule in silent)
    idle = [rule for rule in rules.rules if rule.state == "nothing"]
    assert all(not rule.judged and not rule.reason for rule in idle)
    assert len(silent) + len(idle) == len(rules.rules)
