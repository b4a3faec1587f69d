"""Owns the tests of Benford's law on counts. It refuses a verdict where there are too few numbers, or too narrow ones."""

from __future__ import annotations

import numpy as np
import pytest

from console.methods.benford import (
    TESTS,
    Test,
    digits_of,
    distortion_factor,
    expected_shares,
    judge_digits,
    mantissa_arc,
    orders_of_magnitude,
)


@pytest.mark.parametrize("test", TESTS)
def test_expected_shares_are_shares(test: Test) -> None:
    shares = expected_shares(test)
    assert len(shares) == len(digits_of(test))
    assert shares.sum() == pytest.approx(1)
    assert (shares > 0).all()


def test_published_expectations_of_first_and_second_digits() -> None:
    first, second = expected_shares("first"), expected_shares("second")
    assert first[[0, 8]] == pytest.approx([0.30103, 0.04576], abs=5e-6)
    assert second[[0, 9]] == pytest.approx([0.11968, 0.08500], abs=5e-6)  # Nigrini 2012, table 1.2


def test_counts_as_the_law_has_them_conform_and_one_digit_too_often_does_not() -> None:
    counts = np.rint(expected_shares("first") * 100_000).astype(int).tolist()
    fine = judge_digits("first", counts, 1, 1e6)
    assert (fine.conformity, fine.why_not) == ("close", "")
    assert fine.chi_square < 0.1
    assert fine.chi_square_p > 0.99
    counts[8] += 20_000
    off = judge_digits("first", counts, 1, 1e6)
    assert off.conformity == "nonconformity"
    assert off.ks > off.ks_limit
    assert max(off.rows, key=lambda row: row.z).digit == 9


@pytest.mark.parametrize(
    ("n", "largest", "why_not"), [(499, 1e6, "too-few"), (500, 1e6, ""), (500, 99, "too-narrow")]
)
def test_no_verdict_on_few_or_narrow_numbers(n: int, largest: float, why_not: str) -> None:
    found = judge_digits("first", [n, 0, 0, 0, 0, 0, 0, 0, 0], 1, largest)
    assert found.why_not == why_not
    assert (found.conformity is None) == bool(why_not)
    assert found.mad > 0.1


def test_last_pairs_have_no_published_limits() -> None:
    found = judge_digits("last-two", [10] * 100, 1, 1e6)
    assert found.chi_square == pytest.approx(0)
    assert (found.conformity, found.why_not) == (None, "no-limits")


@pytest.mark.parametrize("counts", [[1] * 8, [0] * 9, [-1, *[1] * 8]])
def test_counts_that_are_none_are_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError):
        judge_digits("first", counts)


def test_a_geometric_series_is_benford_by_arc_and_distortion() -> None:
    exponents = np.arange(10_000) / 10_000
    angles = 2 * np.pi * exponents
    assert mantissa_arc(float(np.cos(angles).mean()), float(np.sin(angles).mean())) == pytest.approx(0)
    assert distortion_factor(float((10 * 10**exponents).mean())) == pytest.approx(0, abs=2e-4)


@pytest.mark.parametrize(("ends", "orders"), [((0.01, 100), 4), ((None, 1), None), ((0, 1), None)])
def test_orders_of_magnitude(ends: tuple[float | None, float | None], orders: float | None) -> None:
    assert orders_of_magnitude(*ends) == (None if orders is None else pytest.approx(orders))
