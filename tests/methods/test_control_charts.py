"""Checks limits and signals of the control charts on series with known answers."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.methods.control_alarms import false_alarms
from console.methods.control_charts import (
    Bounds,
    ControlChart,
    cusum,
    cusum_chart,
    ewma,
    g_chart,
    p_chart,
    t_chart,
    u_chart,
    xmr,
)
from console.methods.control_phases import phased
from console.methods.trend_signal import signal

STEADY = [5.0, 6.0, 4.0, 5.0, 6.0, 4.0, 5.0, 4.0, 6.0, 5.0, 4.0, 6.0]


def rules_of(chart: ControlChart) -> list[str]:
    return [flag.rule if flag else "" for flag in chart.flags]


def test_limits_are_the_mean_and_2_66_moving_ranges() -> None:
    chart = xmr([10.0, 12.0, 11.0, 13.0], screening=False)
    assert chart.range_centre == pytest.approx(5 / 3)
    assert chart.lower[0] == pytest.approx(11.5 - 2.66 * 5 / 3)
    assert chart.upper[3] == pytest.approx(11.5 + 2.66 * 5 / 3)
    assert chart.range_upper == pytest.approx(3.267 * 5 / 3)


def test_a_flat_series_gets_limits_and_no_signal() -> None:
    chart = xmr([0.1 + 0.2] * 24)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.3, 0.3))
    assert rules_of(chart) == [""] * 24


def test_a_step_between_flat_stretches_keeps_its_only_range() -> None:
    chart = xmr([10.0] * 6 + [15.0] * 6)
    assert chart.range_centre == pytest.approx(5 / 11)
    assert chart.screened == 0
    assert chart.lower[0] < chart.centre < chart.upper[0]


def test_screening_is_done_once_and_can_be_left_out() -> None:
    spoiled = [*STEADY, 40.0, *STEADY]
    assert xmr(spoiled).screened == 2
    assert xmr(spoiled, screening=False).screened == 0
    assert rules_of(xmr(spoiled))[12] == "outside_limits"


def test_limits_stay_within_the_possible_range() -> None:
    chart = xmr([0.97, 1.0, 0.9, 1.0, 0.99, 0.96], bounds=Bounds(0.0, 1.0))
    assert set(chart.upper) == {1.0}
    assert not any(flag and flag.side > 0 for flag in chart.flags)


def test_a_baseline_leaves_later_points_out_of_the_limits() -> None:
    chart = xmr([*STEADY, 30.0, 30.0], baseline=12)
    assert chart.centre == pytest.approx(5.0)
    assert rules_of(chart)[-2:] == ["outside_limits", "outside_limits"]


def test_an_excluded_point_and_its_ranges_shape_no_limit() -> None:
    spoiled = [*STEADY[:6], 90.0, *STEADY[6:]]
    chart = xmr(spoiled, screening=False, excluded=[6])
    ranges = [abs(later - earlier) for earlier, later in pairwise(STEADY)]
    del ranges[5]
    assert chart.centre == pytest.approx(5.0)
    assert chart.range_centre == pytest.approx(sum(ranges) / len(ranges))
    assert rules_of(chart)[6] == "outside_limits"


def test_seven_points_that_rise_are_flagged_on_every_point() -> None:
    values = [5.0, 5.5, 4.5, 5.0, 4.0, 4.2, 4.4, 4.6, 4.8, 5.0, 5.2, 4.6, 5.1]
    assert rules_of(xmr(values))[4:12] == ["seven_monotone"] * 7 + [""]


def test_equal_neighbours_break_a_trend() -> None:
    assert "seven_monotone" not in rules_of(xmr([1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, 2.0]))


def test_precedence_outside_then_trend() -> None:
    values = [10.0, 11.0] * 8 + [10.9, 11.2, 11.5, 11.9, 12.3, 12.7, 18.0]
    found = rules_of(xmr(values, baseline=16))
    assert found[-4:] == ["seven_monotone"] * 3 + ["outside_limits"]


def test_two_of_three_near_one_limit_flags_those_that_are_near() -> None:
    values = [0.0, 1.0] * 8 + [2.5, 0.5, 2.5, 0.5, 0.4]
    found = rules_of(xmr(values, baseline=16))
    assert found[16:19] == ["two_of_three_beyond_two_sigma", "", "two_of_three_beyond_two_sigma"]


def test_rule_sets_differ_by_name() -> None:
    shifted = [1.0, 0.0] * 6 + [0.7, 0.6, 0.7, 0.6, 0.7, 0.6, 0.7]
    assert rules_of(xmr(shifted, baseline=12))[-1] == "seven_on_one_side"
    assert rules_of(xmr(shifted, baseline=12, rules="western_electric"))[-1] == ""
    assert rules_of(xmr([0.0, 1.0] * 7, rules="nelson"))[0] == "fourteen_alternating"


def test_a_tile_reads_its_last_point() -> None:
    lower = [*STEADY, *STEADY, 4.9, 4.8, 4.9, 4.7, 4.9, 4.8, 4.9, 4.8]
    worse = signal(lower, "up")
    assert (worse.state, worse.reason, worse.side) == ("worse", "seven_on_one_side", -1)
    assert worse.length == 8
    assert signal(lower, "down").state == "improved"
    assert signal(STEADY, "up").state == "stable"
    assert signal(STEADY[:11], "up").state == "unknown"


def test_p_limits_follow_the_trials_and_stay_between_zero_and_one() -> None:
    chart = p_chart([9, 95, 10, 98], [10, 100, 10, 100])
    mean = 212 / 220
    assert chart.lower[1] == pytest.approx(mean - 3 * math.sqrt(mean * (1 - mean) / 100))
    assert chart.lower[0] < chart.lower[1]
    assert set(chart.upper) == {1.0}


def test_laney_widens_limits_that_large_samples_make_too_narrow() -> None:
    shares = [0.90, 0.94, 0.91, 0.95, 0.90, 0.94, 0.92, 0.95, 0.91, 0.93, 0.90, 0.95]
    counts = [round(share * 20_000) for share in shares]
    assert "outside_limits" in rules_of(p_chart(counts, [20_000] * 12))
    laney = p_chart(counts, [20_000] * 12, laney=True)
    assert "outside_limits" not in rules_of(laney)
    assert laney.lower[0] == pytest.approx(xmr(shares, screening=False).lower[0], abs=1e-3)


def test_u_g_and_t_limits() -> None:
    rates = u_chart([4, 6, 5], [2.0, 2.0, 1.0])
    assert rates.upper[0] == pytest.approx(3 + 3 * math.sqrt(3 / 2))
    assert rates.lower[2] == 0.0
    gaps = g_chart([20, 5, 90, 14, 33, 2, 60, 11])
    mean = 235 / 8
    assert gaps.upper[0] == pytest.approx(mean + 3 * math.sqrt(mean * (mean + 1)))
    times = [12.0, 30.0, 5.0, 44.0, 20.0, 9.0, 31.0, 17.0]
    inner = xmr([time ** (1 / 3.6) for time in times], screening=False)
    assert t_chart(times).upper[0] == pytest.approx(inner.upper[0] ** 3.6)
    assert rules_of(t_chart([*times, 900.0]))[-1] == "outside_limits"


@pytest.mark.parametrize("values", [[], [1.0], [1.0, math.nan, 1.0]])
def test_what_has_no_limits_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="neighbours"):
        xmr(values)


@given(st.lists(st.integers(-50, 50), min_size=12, max_size=40))
def test_mirrored_series_have_mirrored_flags(values: list[int]) -> None:
    here = xmr([float(value) for value in values])
    there = xmr([float(-value) for value in values])
    assert [(f.rule, f.side) if f else None for f in here.flags] == [
        (f.rule, -f.side) if f else None for f in there.flags
    ]
    assert here.lower[0] <= here.centre <= here.upper[0]


def test_the_sums_are_pages_by_a_plain_reckoning() -> None:
    values = [10.0, 11, 9, 10, 12, 14, 14, 15, 14, 15, 14]
    found = cusum_chart(cusum(values))
    centre = sum(values) / len(values)
    sigma = sum(abs(b - a) for a, b in pairwise(values)) / (len(values) - 1) * 2.66 / 3
    high = low = 0.0
    for place, value in enumerate(values):
        score = (value - centre) / sigma
        high, low = max(0.0, high + score - 0.5), max(0.0, low - score - 0.5)
        assert (found.values[place], found.second[place]) == pytest.approx((high, -low))
    assert set(found.upper) == {5.0} and set(found.lower) == {-5.0}


def test_the_average_is_weighed_and_its_limits_stay_in_the_possible_range() -> None:
    values = [0.95, 0.97, 0.99, 0.96, 1.0, 0.98]
    found = ewma(values, bounds=Bounds(0.0, 1.0))
    last = sum(values) / len(values)
    for place, value in enumerate(values):
        last = 0.2 * value + 0.8 * last
        assert found.values[place] == pytest.approx(last)
    assert max(found.upper) <= 1.0
    assert ewma([3.0] * 8).flags == (None,) * 8


def test_phases_have_limits_of_their_own_and_no_run_crosses_the_border() -> None:
    values = [*STEADY, *(value + 20 for value in STEADY)]
    whole = phased("xmr", 24, [], lambda first, last: xmr(values[first:last]))
    assert sum(flag is not None for flag in whole.flags) == 24
    split = phased("xmr", 24, [12], lambda first, last: xmr(values[first:last]))
    assert split.flags == (None,) * 24
    assert [(one.first, one.last, one.firm) for one in split.phases] == [(0, 11, True), (12, 23, True)]
    assert split.centre[0] == pytest.approx(5.0)
    assert split.centre[-1] == pytest.approx(25.0)
    with pytest.raises(ValueError, match="phase of 2"):
        phased("xmr", 24, [22], lambda first, last: xmr(values[first:last]))


@pytest.mark.parametrize(
    ("kind", "centre", "sizes", "least", "most"),
    [
        ("xmr", 0.0, [], 0.2, 0.4),
        ("xmr", 0.5, [400.0] * 36, 0.2, 0.4),
        ("xmr", 0.995, [10.0] * 36, 0.8, 1.0),  # seldom anything but 100 %: runs are ordinary
        ("p", 0.5, [400.0] * 36, 0.15, 0.4),
        ("u", 2.0, [30.0] * 36, 0.15, 0.4),
        ("g", 20.0, [], 0.3, 0.7),
        ("g", 1.0, [], 0.3, 0.7),
        ("t", 0.0, [], 0.1, 0.6),
        ("ewma", 0.0, [], 0.0, 0.15),
        ("cusum", 0.0, [], 0.0, 0.15),
    ],
)
def test_each_kind_tells_its_own_false_alarms(
    kind: str, centre: float, sizes: list[float], least: float, most: float
) -> None:
    found = false_alarms(kind, 36, centre=centre, sizes=sizes)
    assert found is not None
    assert least <= found.any_flag <= most
    assert found == false_alarms(kind, 36, centre=centre, sizes=sizes)
    assert false_alarms(kind, 2) is None
