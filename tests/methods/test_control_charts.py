"""Checks limits, rules and warnings of the control charts on series with known answers."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.methods.control_charts import (
    FALSE_SIGNALS,
    Signal,
    autocorrelation,
    false_signals,
    g_chart,
    has_season,
    p_chart,
    signal,
    t_chart,
    u_chart,
    xmr,
)
from console.methods.run_rules import LIMITS_ONLY, NELSON, WESTERN_ELECTRIC

STEADY = [5.0, 6.0, 4.0, 5.0, 6.0, 4.0, 5.0, 4.0, 6.0, 5.0, 4.0, 6.0]


def rules_of(values: list[float], **options: object) -> list[str]:
    return [point.hit.rule for point in xmr(values, **options).points]  # type: ignore[arg-type]


def test_limits_are_the_mean_and_2_66_moving_ranges() -> None:
    chart = xmr([10.0, 12.0, 11.0, 13.0], screen=False)
    assert chart.average_range == pytest.approx(5 / 3)
    assert chart.limits == pytest.approx((11.5 - 2.66 * 5 / 3, 11.5 + 2.66 * 5 / 3))
    assert chart.range_limit == pytest.approx(3.267 * 5 / 3)


def test_a_flat_series_gets_limits_and_no_signal() -> None:
    chart = xmr([0.1 + 0.2] * 24)
    assert chart.limits == pytest.approx((0.3, 0.3))
    assert all(point.hit.rule == "" for point in chart.points)


def test_a_step_between_flat_stretches_keeps_its_only_range() -> None:
    chart = xmr([10.0] * 6 + [15.0] * 6)
    assert chart.average_range == pytest.approx(5 / 11)
    assert chart.dropped_ranges == ()


def test_screening_names_the_dropped_ranges() -> None:
    chart = xmr([*STEADY, 40.0, *STEADY])
    assert chart.dropped_ranges == (12, 13)
    assert chart.points[12].hit.rule == "outside"
    assert chart.points[12].range_outside
    assert chart.points[13].range_outside
    assert xmr([*STEADY, 40.0, *STEADY], screen=False).dropped_ranges == ()


def test_limits_stay_within_the_possible_range() -> None:
    chart = xmr([0.97, 1.0, 0.9, 1.0, 0.99, 0.96], bounds=(0.0, 1.0))
    assert chart.limits[1] == 1.0
    assert not any(point.hit.side > 0 and point.hit.rule == "outside" for point in chart.points)


def test_a_baseline_leaves_later_points_out_of_the_limits() -> None:
    chart = xmr([*STEADY, 30.0, 30.0], baseline=12)
    assert chart.centre == pytest.approx(5.0)
    assert [point.in_baseline for point in chart.points] == [True] * 12 + [False] * 2
    assert [point.hit.rule for point in chart.points[-2:]] == ["outside", "outside"]


def test_an_excluded_point_and_its_ranges_shape_no_limit() -> None:
    spoiled = [*STEADY[:6], 90.0, *STEADY[6:]]
    chart = xmr(spoiled, screen=False, excluded={6})
    ranges = [abs(b - a) for a, b in pairwise(STEADY)]
    del ranges[5]
    assert chart.centre == pytest.approx(5.0)
    assert chart.average_range == pytest.approx(sum(ranges) / len(ranges))
    assert chart.points[6].hit.rule == "outside"


def test_seven_points_that_rise_are_a_trend_on_every_point() -> None:
    values = [5.0, 5.5, 4.5, 5.0, 4.0, 4.2, 4.4, 4.6, 4.8, 5.0, 5.2, 4.6, 5.1]
    found = xmr(values)
    assert [point.hit.rule for point in found.points[4:11]] == ["trend"] * 7
    assert found.points[4].hit.run == 7
    assert found.points[10].hit.side == 1
    assert found.points[11].hit.rule == ""


def test_equal_neighbours_break_a_trend() -> None:
    assert "trend" not in rules_of([1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 6.0, 2.0])


def test_six_on_one_side_are_not_enough() -> None:
    six = [4.0, 6.0, 4.0, 6.0, 4.0, 5.6, 5.7, 5.6, 5.7, 5.6, 5.7, 3.0]
    assert "shift" not in rules_of(six)


def test_precedence_outside_then_trend_then_near_then_shift() -> None:
    values = [10.0, 11.0] * 8 + [10.9, 11.2, 11.5, 11.9, 12.3, 12.7, 18.0]
    found = rules_of(values, baseline=16)
    assert found[-1] == "outside"
    assert found[-4:-1] == ["trend"] * 3


def test_two_of_three_near_one_limit() -> None:
    values = [0.0, 1.0] * 8 + [2.5, 0.5, 2.5, 0.5, 0.4]
    found = xmr(values, baseline=16)
    assert [point.hit.rule for point in found.points[16:19]] == ["near", "", "near"]
    assert found.points[18].hit.side == 1


def test_rule_sets_differ_by_name() -> None:
    shifted = [1.0, 0.0] * 6 + [0.7, 0.6, 0.7, 0.6, 0.7, 0.6, 0.7]
    assert rules_of(shifted, baseline=12)[-1] == "shift"
    assert rules_of(shifted, baseline=12, rules=WESTERN_ELECTRIC)[-1] == ""
    assert rules_of(shifted, baseline=12, rules=LIMITS_ONLY)[-1] == ""
    assert rules_of([0.0, 1.0] * 7, rules=NELSON) == ["alternating"] * 14
    chart = xmr(shifted, rules=NELSON)
    assert chart.rules == "nelson"
    assert chart.trust.expected_false_signals is None


def test_a_tile_reads_its_last_point() -> None:
    lower = [*STEADY, *STEADY, 4.9, 4.8, 4.9, 4.7, 4.9, 4.8, 4.9, 4.8]
    assert signal(lower, "up").verdict == "worse"
    told = signal(lower, "down")
    assert (told.verdict, told.rule, told.side, told.run) == ("better", "shift", -1, 8)
    assert signal(lower, "none").verdict == "changed"
    assert signal(STEADY, "up") == Signal("stable")
    assert signal(STEADY[:11], "up") == Signal("short")


def test_p_limits_follow_the_trials_and_stay_between_zero_and_one() -> None:
    chart = p_chart([9, 95, 10, 98], [10, 100, 10, 100])
    mean = 212 / 220
    assert chart.points[1].lower == pytest.approx(mean - 3 * math.sqrt(mean * (1 - mean) / 100))
    assert chart.points[0].lower < chart.points[1].lower
    assert {point.upper for point in chart.points} == {1.0}


def test_laney_widens_limits_that_large_samples_make_too_narrow() -> None:
    shares = [0.90, 0.94, 0.91, 0.95, 0.90, 0.94, 0.92, 0.95, 0.91, 0.93, 0.90, 0.95]
    trials = [20_000] * 12
    counts = [round(share * 20_000) for share in shares]
    assert any(point.hit.rule == "outside" for point in p_chart(counts, trials).points)
    laney = p_chart(counts, trials, laney=True)
    assert not any(point.hit.rule == "outside" for point in laney.points)
    individual = xmr(shares, screen=False, bounds=(0.0, 1.0))
    assert laney.limits == pytest.approx(individual.limits, abs=1e-3)


def test_u_limits() -> None:
    chart = u_chart([4, 6, 5], [2.0, 2.0, 1.0])
    assert chart.centre == pytest.approx(3.0)
    assert chart.points[0].upper == pytest.approx(3 + 3 * math.sqrt(3 / 2))
    assert chart.points[2].lower == 0.0


def test_g_chart_reads_runs_from_the_median() -> None:
    chart = g_chart([20, 5, 90, 14, 33, 2, 60, 11])
    mean = 235 / 8
    assert chart.centre == pytest.approx(math.log(2) * mean)
    assert chart.limits == pytest.approx((0.0, mean + 3 * math.sqrt(mean * (mean + 1))))


def test_t_chart_carries_limits_back() -> None:
    times = [12.0, 30.0, 5.0, 44.0, 20.0, 9.0, 31.0, 17.0]
    inner = xmr([time ** (1 / 3.6) for time in times], screen=False)
    chart = t_chart(times)
    assert chart.centre == pytest.approx(inner.centre**3.6)
    assert chart.limits[0] == pytest.approx(max(0.0, inner.limits[0]) ** 3.6)
    assert chart.limits[1] == pytest.approx(inner.limits[1] ** 3.6)
    assert t_chart([*times, 900.0] * 1).points[-1].hit.rule == "outside"


@pytest.mark.parametrize("values", [[], [1.0], [1.0, math.nan], [1.0, math.inf]])
def test_what_has_no_limits_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match=r"points|finite"):
        xmr(values)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="trials"):
        p_chart([5], [4])
    with pytest.raises(ValueError, match="exposures"):
        u_chart([1], [0.0])
    with pytest.raises(ValueError, match="not negative"):
        g_chart([-1.0, 2.0])
    with pytest.raises(ValueError, match="not negative"):
        t_chart([-1.0, 2.0])


def test_dependence_is_found_and_raises_the_expected_false_signals() -> None:
    source = random.Random(7)
    values = [0.0]
    for _ in range(59):
        values.append(0.7 * values[-1] + source.gauss(0, 1))
    found = xmr(values).trust
    assert found.autocorrelation is not None
    assert found.autocorrelation > 0.4
    assert found.autocorrelated
    independent = xmr([source.gauss(0, 1) for _ in range(60)]).trust
    assert not independent.autocorrelated
    assert found.expected_false_signals is not None
    assert independent.expected_false_signals is not None
    assert found.expected_false_signals > 2 * independent.expected_false_signals


def test_a_season_is_found_and_noise_is_not() -> None:
    source = random.Random(3)
    yearly = [10 + 3 * math.sin(month / 12 * 2 * math.pi) + source.gauss(0, 1) for month in range(36)]
    noise = [10 + source.gauss(0, 1) for _ in range(36)]
    assert has_season(yearly, 12) is True
    assert has_season(noise, 12) is False
    assert has_season(yearly[:20], 12) is None
    assert has_season([float(month) for month in range(24)], 12) is False


def test_false_signals_at_and_between_the_measured_cases() -> None:
    for (length, correlation), held in FALSE_SIGNALS.items():
        assert false_signals(length, correlation, False) == pytest.approx(held)
    between = false_signals(30, 0.15, False)
    assert FALSE_SIGNALS[24, 0.0][0] < between[0] < FALSE_SIGNALS[36, 0.3][0]
    assert false_signals(36, 0.0, True)[0] == pytest.approx(0.661)


def test_the_charts_really_signal_as_often_as_they_say() -> None:
    source = random.Random(2026)
    runs = 400
    hit = sum(
        any(point.hit.rule for point in xmr([source.gauss(0, 1) for _ in range(24)]).points)
        for _ in range(runs)
    )
    assert hit / runs == pytest.approx(FALSE_SIGNALS[24, 0.0][0], abs=0.06)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40), st.booleans())
def test_every_series_has_ordered_limits_and_shift_moves_them(values: list[float], screen: bool) -> None:
    chart = xmr(values, screen=screen)
    lower, upper = chart.limits
    assert lower <= chart.centre <= upper
    assert len(chart.points) == len(values)
    assert all(
        (point.value > upper or point.value < lower)
        for point in chart.points
        if point.hit.rule == "outside" and upper - lower > 1e-6
    )


@given(st.lists(st.integers(-50, 50), min_size=12, max_size=40))
def test_mirrored_series_have_mirrored_judgements(values: list[int]) -> None:
    here = xmr([float(value) for value in values])
    there = xmr([float(-value) for value in values])
    assert [(p.hit.rule, p.hit.side) for p in here.points] == [
        (p.hit.rule, -p.hit.side) for p in there.points
    ]


def test_autocorrelation_of_known_series() -> None:
    assert autocorrelation([1.0, -1.0] * 10, 1) == pytest.approx(-0.95)
    assert autocorrelation([2.0] * 20, 1) is None
    assert autocorrelation([1.0, 2.0], 1) is None
