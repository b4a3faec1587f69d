"""What the control charts say of an extract: the measure's own readings, limits by phase, parts that add up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from console.domain.period import Period, parse
from console.domain.ports import Silent
from console.engine.readings import Reader
from console.errors import InputError, UsageError
from console.jobs.charts import control_chart_of, fits, possible_range
from console.jobs.charts_answers import (
    ChangeAnswer,
    ChangeRequest,
    ControlAnswer,
    ControlRequest,
    Rebase,
    ScanAnswer,
    ScanRequest,
    spans_at,
)
from console.jobs.charts_change import what_changed
from console.jobs.charts_rebases import RebaseRequest, keep_rebase, rebases_of
from console.jobs.charts_scan import scan
from console.jobs.extract import OpenedExtract
from console.jobs.theme_answers import PageScope
from console.methods.control_charts import xmr
from tests.jobs.page_sample import catalogue, opened, province, through_a_frame, tiny

RATE, DAYS, CLOSED, MEDIAN = "SVC-001", "SVC-003", "SVC-010", "SVC-004"


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Return the one instant there is."""
        return datetime(2026, 7, 3, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenedExtract]:
    with opened(province(tmp_path_factory)) as held:
        yield held


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))


def drawn(extract: OpenedExtract, request: ControlRequest) -> ControlAnswer:
    return control_chart_of(extract, request, Silent())


def test_the_points_are_the_measures_readings_and_the_limits_those_of_an_xmr_chart(
    extract: OpenedExtract,
) -> None:
    found = drawn(extract, ControlRequest(DAYS))
    span = Period(found.points[0].day, parse(found.points[-1].label).ends)
    reader = Reader(extract.connection, extract.catalogue, extract.missing, Silent())
    wanted = reader.read([catalogue().measures[DAYS]], [()], span, monthly=True)
    assert [one.value for one in found.points] == [one.value for one in wanted]
    chart = xmr([one.value for one in wanted])
    assert [one.upper for one in found.points] == pytest.approx(list(chart.upper))
    assert [one.rule for one in found.points] == [flag.rule if flag else "" for flag in chart.flags]
    assert (len(found.points), found.points[-1].label) == (36, "2026-06")
    assert through_a_frame(found) == found


@pytest.mark.parametrize("kind", ["xmr", "p", "g", "ewma", "cusum"])
def test_limits_stay_in_the_possible_range_and_false_alarms_are_told(
    extract: OpenedExtract, kind: str
) -> None:
    found = drawn(extract, ControlRequest(RATE, kind=kind))
    assert found.points and not found.why_not
    ceiling = 1.0 if kind in {"xmr", "p", "ewma"} else float("inf")
    if kind != "cusum":
        assert all(0.0 <= (one.lower or 0.0) <= (one.upper or 0.0) <= ceiling for one in found.points)
    assert 0.0 < (found.doubts.any_flag or 0.0) <= 1.0
    assert 0.0 < (found.doubts.expected_flags or 0.0) < len(found.points)


def test_counts_are_counted_over_the_days_of_the_month(extract: OpenedExtract) -> None:
    found = drawn(extract, ControlRequest(CLOSED, kind="u"))
    june = found.points[-1]
    assert june.value == pytest.approx((june.numerator or 0) / 30)


def test_a_region_holds_those_below_it_and_parts_add_up_to_the_whole(extract: OpenedExtract) -> None:
    regions = [
        row[0] for row in extract.connection.rows("SELECT DISTINCT region_id FROM case_clock ORDER BY 1")
    ]
    charts = [
        drawn(extract, ControlRequest(RATE, subjects=(("region_id", one),), kind="xmr")) for one in regions
    ]
    whole = drawn(extract, ControlRequest(RATE))
    for place, point in enumerate(whole.points):
        parts = {
            one.points[place].denominator
            for one in charts
            if one.points and one.points[place].label == point.label
        }
        assert parts
    totals = [sum(one.points[-1].denominator or 0 for one in charts if one.points)]
    assert totals == [whole.points[-1].denominator]


def test_a_rebase_begins_limits_anew_and_is_provisional_while_short(extract: OpenedExtract) -> None:
    request = ControlRequest(DAYS, rebases=(Rebase(date(2026, 1, 1), "one window", "Li", date(2026, 2, 1)),))
    found = drawn(extract, request)
    assert [(one.first, one.last) for one in found.phases] == [("2023-07", "2025-12"), ("2026-01", "2026-06")]
    assert (found.phases[1].provisional, found.phases[1].reason, found.state) == (
        True,
        "one window",
        "unknown",
    )
    values = [one.value for one in found.points]
    assert found.points[-1].centre == pytest.approx(xmr(values[30:]).centre)
    assert found.points[0].centre == pytest.approx(xmr(values[:30]).centre)
    late = replace(request, rebases=(Rebase(date(2026, 5, 1), "x", "y", date(2026, 5, 1)),))
    assert drawn(extract, late).why_not == "rebase"


def test_a_rebase_is_kept_with_its_reason_for_its_own_chart_until_withdrawn() -> None:
    mine = ControlRequest(RATE, PageScope(organisation_id="O1"))
    keep_rebase(RebaseRequest(mine, "2025-07", "new promise", "Li"), Noon())
    assert rebases_of(mine) == (Rebase(date(2025, 7, 1), "new promise", "Li", date(2026, 7, 3)),)
    assert rebases_of(ControlRequest(RATE, subjects=(("organisation_id", "O1"),))) == rebases_of(mine)
    assert rebases_of(ControlRequest(DAYS, PageScope(organisation_id="O1"))) == ()
    keep_rebase(RebaseRequest(mine, "2025-07", "promise fell through", "Wang", withdrawn=True), Noon())
    assert rebases_of(mine) == ()


@pytest.mark.parametrize(
    ("month", "reason", "withdrawn", "key"),
    [
        ("2025", "why", False, "control-rebase-month"),
        ("2025-07", "  ", False, "control-rebase-reason"),
        ("2025-07", "why", True, "control-rebase-none"),
    ],
)
def test_a_rebase_without_month_reason_or_object_is_refused(
    month: str, reason: str, withdrawn: bool, key: str
) -> None:
    with pytest.raises(UsageError) as fault:
        keep_rebase(RebaseRequest(ControlRequest(RATE), month, reason, "Li", withdrawn), Noon())
    assert fault.value.key == key


def test_a_damaged_file_of_rebases_is_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    keep_rebase(RebaseRequest(ControlRequest(RATE), "2025-07", "why", "Li"), Noon(), file)
    file.write_bytes(file.read_bytes() + b'{"measure": 1}\n')
    with pytest.raises(InputError) as fault:
        rebases_of(ControlRequest(RATE), file)
    assert fault.value.facts["line"] == 2


def test_the_parts_of_a_change_add_up_and_are_those_of_a_plain_reckoning(extract: OpenedExtract) -> None:
    request = ChangeRequest(ControlRequest(RATE), parse("2025-01..2025-06"), parse("2026-01..2026-06"))
    found = what_changed(extract, request, Silent())
    assert found.after is not None and found.before is not None
    for column in found.columns:
        total = sum(part.within + part.mix for part in column.parts) + column.rest
        assert total == pytest.approx(found.after - found.before, abs=1e-12)
    channel = next(one for one in found.columns if one.column == "channel")
    plain = kitagawa(extract, request)
    assert {part.subject for part in channel.parts} == set(plain)
    for part in channel.parts:
        assert (part.within, part.mix) == pytest.approx(plain[part.subject], abs=1e-12)
    assert through_a_frame(found) == found


def kitagawa(extract: OpenedExtract, request: ChangeRequest) -> dict[str, tuple[float, float]]:
    """Split the change by channel row by row, slowly and obviously."""
    rows = extract.connection.rows(
        "SELECT coalesce(channel, ''), closed_on, in_promise FROM case_clock "
        "WHERE in_promise IS NOT NULL AND outcome IS DISTINCT FROM 'not_accepted'"
    )
    sides: list[dict[str, list[int]]] = [{}, {}]
    for channel, day, kept in rows:
        for side, span in enumerate((request.before, request.after)):
            if day is not None and day in span:
                held = sides[side].setdefault(channel, [0, 0])
                held[0] += kept
                held[1] += 1
    totals = [sum(one[1] for one in side.values()) for side in sides]
    middle = (
        sum(sum(one[0] for one in side.values()) / total for side, total in zip(sides, totals, strict=True))
        / 2
    )
    parts = {}
    for channel in sides[0].keys() | sides[1].keys():
        old, new = sides[0].get(channel, [0, 0]), sides[1].get(channel, [0, 0])
        first = old[0] / old[1] if old[1] else new[0] / new[1]
        second = new[0] / new[1] if new[1] else first
        weights = old[1] / totals[0], new[1] / totals[1]
        within = (weights[0] + weights[1]) / 2 * (second - first)
        parts[channel] = (within, (weights[1] - weights[0]) * ((first + second) / 2 - middle))
    return parts


def test_the_steps_of_a_change_add_up_to_the_days_of_a_case(extract: OpenedExtract) -> None:
    request = ChangeRequest(ControlRequest(DAYS), parse("2025"), parse("2026-01..2026-06"))
    found = what_changed(extract, request, Silent())
    whole = extract.connection.row(
        "SELECT avg(d) FROM (SELECT max(e.occurred_on) - min(e.occurred_on) AS d FROM case_event e JOIN case_clock c "
        "ON c.case_id = e.case_id WHERE c.closed_on BETWEEN DATE '2026-01-01' AND DATE '2026-06-30' "
        f"AND {catalogue().measures[DAYS].judged} GROUP BY e.case_id)"
    )[0]
    assert sum(one.after for one in found.steps) == pytest.approx(whole, rel=0.02)


@pytest.mark.parametrize(("measure", "why"), [(MEDIAN, "not-additive"), ("SVC-020", "own-denominator")])
def test_what_has_no_parts_says_so(extract: OpenedExtract, measure: str, why: str) -> None:
    found = what_changed(
        extract, ChangeRequest(ControlRequest(measure), parse("2025"), parse("2026")), Silent()
    )
    assert (found.why_not, found.columns) == (why, ())


def test_a_scan_tells_how_many_signals_are_chance(extract: OpenedExtract) -> None:
    found = scan(extract, ScanRequest(ControlRequest(DAYS), "region_id"), Silent())
    assert found.judged == len(found.lines) - found.short > 0
    assert 0.0 < found.expected < found.judged
    assert found.signals == sum(one.state not in {"stable", "unknown"} for one in found.lines)
    line = found.lines[0]
    alone = drawn(extract, ControlRequest(DAYS, subjects=(("region_id", line.subject),)))
    assert (line.state, line.rule, line.last) == (alone.state, alone.rule, alone.points[-1].value)
    assert through_a_frame(found) == found


def test_a_scan_of_one_region_counts_nobody_of_another(extract: OpenedExtract) -> None:
    region = extract.connection.row("SELECT min(region_id) FROM service_case")[0]
    found = scan(extract, ScanRequest(ControlRequest(DAYS, PageScope(region)), "organisation_id"), Silent())
    own = extract.connection.rows(
        "SELECT DISTINCT organisation_id FROM case_clock WHERE region_id = ? AND closed_on IS NOT NULL",
        parameters=[region],
    )
    assert 0 < len(found.lines) == found.judged + found.short
    assert {one.subject for one in found.lines} <= {row[0] for row in own}


def test_shares_with_less_than_one_exception_a_month_are_not_judged(extract: OpenedExtract) -> None:
    found = scan(extract, ScanRequest(ControlRequest(RATE), "organisation_id"), Silent())
    assert (found.judged, found.signals, found.expected) == (0, 0, 0.0)
    assert found.short == len(found.lines) > 100
    assert drawn(
        extract, ControlRequest(RATE, subjects=(("organisation_id", found.lines[0].subject),))
    ).doubts.rare


def test_a_click_on_a_flag_compares_its_stretch_with_what_lies_before(extract: OpenedExtract) -> None:
    found = drawn(extract, ControlRequest(MEDIAN))
    flagged = [place for place, one in enumerate(found.points) if one.side]
    assert flagged
    spans = spans_at(found, flagged[-1])
    if spans is not None:
        assert spans[0].ends < spans[1].starts
        assert found.points[flagged[-1]].day in spans[1]
    calm = next(place for place, one in enumerate(found.points) if not one.side)
    assert spans_at(found, calm) is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ({"measure_id": "SVC-999"}, "measure-unknown"),
        ({"measure_id": RATE, "kind": "pie"}, "control-kind"),
        ({"measure_id": RATE, "rules": "mine"}, "control-rules"),
        ({"measure_id": RATE, "months": 2}, "control-months"),
        ({"measure_id": RATE, "subjects": (("organisation_id", "nobody"),)}, "scope-organisation"),
        ({"measure_id": RATE, "subjects": (("region_id", "nowhere"),)}, "scope-region"),
    ],
)
def test_what_does_not_exist_is_refused(extract: OpenedExtract, words: Mapping[str, Any], key: str) -> None:
    with pytest.raises(UsageError) as fault:
        drawn(extract, ControlRequest(**words))
    assert fault.value.key == key


def test_a_kind_the_numbers_are_not_made_for_says_so(extract: OpenedExtract) -> None:
    assert drawn(extract, ControlRequest(DAYS, kind="p")).why_not == "kind"
    assert not fits(catalogue().measures[RATE], "u")
    assert fits(catalogue().measures[CLOSED], "u")
    assert possible_range(catalogue().measures[RATE]).ceiling == 1.0
    assert drawn(extract, ControlRequest(RATE, subjects=(("colour", "red"),))).why_not == "cut"


def test_an_extract_without_cases_says_what_is_missing(tmp_path: Path) -> None:
    with opened(tiny(tmp_path / "t.duckdb", {"region": [{"region_id": "R", "name": "R"}]})) as bare:
        found = drawn(bare, ControlRequest(RATE))
        assert (found.why_not, any(name.startswith("service_case") for name in found.missing)) == (
            "missing",
            True,
        )
        assert isinstance(scan(bare, ScanRequest(ControlRequest(RATE), "region_id"), Silent()), ScanAnswer)
        changed = what_changed(
            bare, ChangeRequest(ControlRequest(RATE), parse("2025"), parse("2026")), Silent()
        )
        assert isinstance(changed, ChangeAnswer)
        assert changed.why_not == "missing"


def test_the_kept_file_is_plain_lines_of_json(tmp_path: Path) -> None:
    keep_rebase(RebaseRequest(ControlRequest(RATE), "2025-07", "why", "Li"), Noon())
    line = json.loads((tmp_path / "control-rebases.jsonl").read_text("utf-8"))
    assert (line["measure"], line["month"], line["author"]) == (RATE, "2025-07-01", "Li")


def test_shares_of_few_things_are_expected_to_cry_wolf_more_often(extract: OpenedExtract) -> None:
    busy = drawn(extract, ControlRequest(RATE)).doubts
    organisation = extract.connection.row(
        "SELECT organisation_id FROM case_clock WHERE in_promise IS NOT NULL GROUP BY 1 ORDER BY count(DISTINCT "
        "date_trunc('month', closed_on)) DESC, count(*), 1 LIMIT 1"
    )[0]
    small = drawn(extract, ControlRequest(RATE, subjects=(("organisation_id", organisation),))).doubts
    assert busy.any_flag is not None and small.any_flag is not None
    assert small.any_flag > busy.any_flag
