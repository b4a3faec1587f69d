"""Holds the control charts to published limits and flags, read in place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from console.methods.control_charts import ControlChart, xmr
from console.methods.control_checks import expected_false_alarms

EXPECTED = Path(os.environ.get("PLUMBLINE_REFERENCE", "../shared/reference")) / "spc" / "expected.json"
RULES = {"Common Cause": "", "Above UCL": "outside_limits", "7 Points Below CL": "seven_on_one_side"}
SIDES = {"common_cause": 0, "special_cause_concern": 1, "special_cause_improvement": -1}
SERIES = {"iid": (0.0, 0.0), "ar03": (0.3, 0.0), "ar06": (0.6, 0.0), "season_amp1sd": (0.0, 1.0)}


@pytest.fixture
def published() -> dict[str, Any]:
    if not EXPECTED.is_file():
        pytest.skip(f"reference cases absent: {EXPECTED}")
    found: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return found


def limits(values: list[float], screening: bool) -> list[float]:
    chart = xmr(values, screening=screening)
    return [chart.centre, chart.lower[-1], chart.upper[-1]]


def rules(chart: ControlChart) -> list[str]:
    return [flag.rule if flag else "" for flag in chart.flags]


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
    assert rules(chart) == [RULES[flag] for flag in case["flags"]]


def test_two_far_points_on_opposite_sides_are_common_causes(published: dict[str, Any]) -> None:
    case = published["package_snapshots"]["two_in_three_opposite_sides"]
    assert rules(xmr(case["data"]))[-2:] == ["", ""]


def test_a_published_series_point_by_point(published: dict[str, Any]) -> None:
    case = published["RRK_type1_breaches_to_2018_03"]
    chart = xmr([row[1] for row in case["flags"]])
    assert [chart.centre, chart.lower[-1], chart.upper[-1]] == pytest.approx(case["limits"], abs=1e-5)
    assert rules(chart) == [RULES[row[2]] for row in case["flags"]]
    assert [flag.side if flag else 0 for flag in chart.flags] == [SIDES[row[3]] for row in case["flags"]]


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.parametrize("length", [24, 36])
def test_the_expected_false_alarms_are_the_measured_ones(
    published: dict[str, Any], name: str, length: int
) -> None:
    # The published port asks all three points of "two of three" to lie on one side, so it signals a little less.
    measured = published["false_alarm_simulation"][f"{name}_n{length}"]
    correlation, amplitude = SERIES[name]
    found = expected_false_alarms(length, autocorrelation=correlation, season_amplitude=amplitude)
    assert found.any_flag == pytest.approx(measured["P_any"], abs=0.05)
    assert found.expected_flags / length == pytest.approx(measured["share_points"], abs=0.035)
    assert found.last_point == pytest.approx(measured["P_last_point_icon"], abs=0.03)
