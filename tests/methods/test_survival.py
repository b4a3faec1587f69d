"""Owns the tests of the Kaplan-Meier curve against a published example. It refuses to count the waiting as done."""

from __future__ import annotations

import pytest

from console.methods.survival import curve_from_table, median_from_table

# Remission of leukaemia under 6-mercaptopurine (Freireich et al. 1963), as in every textbook: (time, events, leaving).
TREATED = [(6, 3, 4), (7, 1, 1), (9, 0, 1), (10, 1, 2), (11, 0, 1), (13, 1, 1), (16, 1, 1), (17, 0, 1)]
TREATED += [(19, 0, 1), (20, 0, 1), (22, 1, 1), (23, 1, 1), (25, 0, 1), (32, 0, 2), (34, 0, 1), (35, 0, 1)]


def test_the_curve_is_the_published_one() -> None:
    curve = curve_from_table([(float(time), events, leaving) for time, events, leaving in TREATED])
    assert [step.time for step in curve] == [6, 7, 10, 13, 16, 22, 23]
    assert [step.at_risk for step in curve] == [21, 17, 15, 12, 11, 7, 6]
    survival = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert [step.survival for step in curve] == pytest.approx(survival, abs=5e-5)
    assert all(step.low < step.survival < step.high for step in curve)
    assert (curve[0].low, curve[0].high) == pytest.approx((0.6197, 0.9516), abs=5e-5)


def test_the_median_waits_for_the_curve_to_fall() -> None:
    found = median_from_table([(float(time), events, leaving) for time, events, leaving in TREATED])
    assert (found.median, found.low) == (23, 13)
    assert found.high is None
    assert median_from_table([(1.0, 1, 10), (2.0, 0, 5)]).median is None
    assert curve_from_table([]) == ()
