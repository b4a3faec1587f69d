"""Owns proof of scales and ticks."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.charts.scale import Scale, nice_step, nice_ticks, padded, tick_digits

VALUES = st.floats(-1e9, 1e9, allow_nan=False)


def test_a_scale_runs_either_way_and_holds_what_is_outside() -> None:
    scale = Scale(0, 10, 100, 0)
    assert (scale.at(0), scale.at(10), scale.at(2.5)) == (100, 0, 75)
    assert (scale.inside(-5), scale.inside(50)) == (100, 0)
    assert Scale(3, 3, 0, 10).at(3) == 5


@given(VALUES, VALUES, st.integers(1, 12))
@example(0.0, 5e-324, 1)
@example(0.0, 5e-324, 2)
@example(-1e-310, 1e-310, 5)
@example(1e9, 1e9 + 2e-7, 12)
def test_ticks_are_round_few_and_inside(low: float, high: float, count: int) -> None:
    ticks = nice_ticks(low, high, count)
    assert len(ticks) <= count + 1
    slack = abs(high - low) * 1e-6 + 1e-9
    assert all(min(low, high) - slack <= tick <= max(low, high) + slack for tick in ticks)
    assert list(ticks) == sorted(set(ticks))


@pytest.mark.parametrize(
    ("span", "count", "step"), [(10, 5, 2), (1, 4, 0.25), (97, 5, 20), (0, 5, 1), (math.inf, 5, 1)]
)
def test_a_step_is_one_two_two_and_a_half_or_five(span: float, count: int, step: float) -> None:
    assert nice_step(span, count) == pytest.approx(step)


def test_decimals_and_margins() -> None:
    assert tick_digits((1.0, 2.0)) == 0
    assert tick_digits((0.25, 0.5)) == 2
    assert padded((), 0.1) == (0.0, 1.0)
    assert padded((10.0, 20.0), 0.1) == (9.0, 21.0)
    assert padded((0.0,)) == (-1.0, 1.0)
