"""Holds interrupted series to exact lines, to a plain reckoning of the covariance, and to the promise of its intervals."""

from __future__ import annotations

import numpy as np
import pytest

from console.methods.interrupted_series import Effect, interrupted


def line(months: int, start: int, level: float, slope: float) -> list[float | None]:
    return [20 - 0.1 * t + (level + slope * (t - start) if t >= start else 0.0) for t in range(months)]


def test_an_exact_line_gives_its_jump_its_slope_and_their_mean() -> None:
    found = interrupted(line(30, 15, -4.0, 0.2), [5.0] * 30, 15)
    assert found.level.point == pytest.approx(-4.0)
    assert found.slope.point == pytest.approx(0.2)
    assert found.mean.point == pytest.approx(-4.0 + 0.2 * 7)
    assert found.trend == pytest.approx(-0.1)
    assert found.expected[-1] == pytest.approx(20 - 2.9)
    assert found.fitted[-1] == pytest.approx(20 - 2.9 - 4 + 0.2 * 14)
    assert found.level.high - found.level.low < 1e-6


def test_a_trend_that_was_there_before_is_no_effect() -> None:
    found = interrupted(line(30, 15, 0.0, 0.0), [5.0] * 30, 15)
    assert [found.level.point, found.slope.point] == pytest.approx([0.0, 0.0], abs=1e-9)


def test_a_yearly_wave_is_allowed_for_from_three_years_on() -> None:
    wave = [
        value + 3 * np.sin(2 * np.pi * t / 12) for t, value in enumerate(line(48, 24, -2.0, 0.0)) if value
    ]
    found = interrupted(wave, [1.0] * 48, 24)
    assert found.seasonal
    assert found.level.point == pytest.approx(-2.0)


def test_missing_months_are_left_out_and_weights_count() -> None:
    values = line(30, 15, -4.0, 0.0)
    values[3], values[20] = None, 999.0
    weights = [5.0] * 30
    weights[20] = 0.0
    found = interrupted(values, weights, 15)
    assert found.level.point == pytest.approx(-4.0)


@pytest.mark.parametrize(("months", "start"), [(15, 8), (20, 3), (8, 8)])
def test_too_few_months_on_a_side_are_refused(months: int, start: int) -> None:
    with pytest.raises(ValueError, match="needs"):
        interrupted(line(months, start, 0.0, 0.0), [1.0] * months, start)


def test_the_interval_is_newey_and_wests_by_a_plain_reckoning() -> None:
    random = np.random.default_rng(7)
    size, start = 30, 15
    values = [20 + float(noise) for noise in random.normal(size=size)]
    weights = [float(weight) for weight in random.integers(1, 9, size)]
    root = np.sqrt(np.array(weights))
    root /= root.mean()
    order = np.arange(size)
    after = (order >= start).astype(float)
    x = np.column_stack([np.ones(size), order - start, after, after * (order - start)]) * root[:, None]
    y = np.array(values) * root
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    errors = y - x @ beta
    middle = np.zeros((4, 4))
    lags = 3  # floor(4 (30/100)^(2/9))
    for i in range(size):
        for j in range(size):
            apart = abs(i - j)
            if apart <= lags:
                middle += (1 - apart / (lags + 1)) * errors[i] * errors[j] * np.outer(x[i], x[j])
    inverse = np.linalg.inv(x.T @ x)
    spread = inverse @ middle @ inverse * size / (size - 4)
    found = interrupted(values, weights, start)
    plain = inverse * float(errors @ errors) / (size - 4)
    half = 2.0555294386 * np.sqrt(max(spread[2, 2], plain[2, 2]))  # Student's with 26 degrees
    assert found.lags == lags
    assert [found.level.low, found.level.high] == pytest.approx([beta[2] - half, beta[2] + half])


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(11)
    held = 0
    for _ in range(300):
        noise = random.normal(size=36)
        values = [
            value + float(one) for value, one in zip(line(36, 18, -2.0, 0.0), noise, strict=True) if value
        ]
        found = interrupted(values, [1.0] * 36, 18)
        held += found.mean.low <= -2.0 <= found.mean.high
    assert 0.90 <= held / 300 <= 0.99


def test_an_effect_is_clear_where_its_interval_leaves_zero_out() -> None:
    assert Effect(-2.0, -3.0, -1.0).clear
    assert not Effect(-2.0, -5.0, 1.0).clear
