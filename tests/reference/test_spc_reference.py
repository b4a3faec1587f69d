"""Holds the control charts to published limits and flags, read in place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from console.methods.control_charts import FALSE_SIGNALS, FALSE_SIGNALS_SEASON, judgement, xmr

EXPECTED = Path(os.environ.get("PLUMBLINE_REFERENCE", "../shared/reference")) / "spc" / "expected.json"
RULES = {"Common Cause": "", "Above UCL": "outside", "7 Points Below CL": "shift"}
MEANINGS = {"common_cause": "stable", "special_cause_concern": "worse", "special_cause_improvement": "better"}


@pytest.fixture
def published() -> dict[str, Any]:
    if not EXPECTED.is_file():
        pytest.skip(f"reference cases absent: {EXPECTED}")
    found: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return found


def limits(values: list[float], screen: bool) -> list[float]:
    chart = xmr(values, screen=screen)
    return [chart.centre, *chart.limits]


def test_limits_of_a_random_series(published: dict[str, Any]) -> None:
    cases = published["package_snapshots"]
    assert limits(cases["rnorm20"]["data"], True) == pytest.approx(cases["rnorm20"]["expected_pkg"], abs=1e-5)


@pytest.mark.parametrize(("name", "screen"), [("screened", True), ("unscreened", False)])
def test_screening_drops_the_wide_ranges_once(published: dict[str, Any], name: str, screen: bool) -> None:
    cases = published["package_snapshots"]
    values = list(cases["rnorm20"]["data"])
    values[14] = 10.0
    expected = cases[f"rnorm20_y15_10_{name}"]["expected_pkg"]
    assert limits(values, screen) == pytest.approx(expected, abs=1e-5)


def test_one_deviation_among_eighteen(published: dict[str, Any]) -> None:
    case = published["package_snapshots"]["deviations18"]
    chart = xmr(case["data"])
    assert limits(case["data"], True) == pytest.approx(case["port"][0], abs=1e-6)
    assert limits(case["data"], False) == pytest.approx(case["port"][1], abs=1e-6)
    assert [point.hit.rule for point in chart.points] == [RULES[flag] for flag in case["flags"]]


def test_two_far_points_on_opposite_sides_are_common_causes(published: dict[str, Any]) -> None:
    case = published["package_snapshots"]["two_in_three_opposite_sides"]
    assert [point.hit.rule for point in xmr(case["data"]).points[-2:]] == ["", ""]


def test_a_published_series_point_by_point(published: dict[str, Any]) -> None:
    case = published["RRK_type1_breaches_to_2018_03"]
    chart = xmr([row[1] for row in case["flags"]])
    assert [chart.centre, *chart.limits] == pytest.approx(case["limits"], abs=1e-5)
    assert [point.hit.rule for point in chart.points] == [RULES[row[2]] for row in case["flags"]]
    assert [judgement(point.hit, "down") for point in chart.points] == [
        MEANINGS[row[3]] for row in case["flags"]
    ]


def test_the_expected_false_signals_are_the_measured_ones(published: dict[str, Any]) -> None:
    measured = published["false_alarm_simulation"]
    names = {0.0: "iid", 0.3: "ar03", 0.6: "ar06"}
    for (length, correlation), held in FALSE_SIGNALS.items():
        case = measured[f"{names[correlation]}_n{length}"]
        assert held == (case["P_any"], case["share_points"])
    for length, held in FALSE_SIGNALS_SEASON.items():
        case = measured[f"season_amp1sd_n{length}"]
        assert held == (case["P_any"], case["share_points"])
