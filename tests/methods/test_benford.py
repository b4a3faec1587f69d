"""Owns the tests of Benford's law on counts. It refuses a verdict where there are too few numbers, or too narrow ones."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from console.methods.benford import (
    TESTS,
    Test,
    digits_of,
    distortion_factor,
    expected_shares,
    judge_digits,
    judge_sums,
    mantissa_arc,
    mantissa_arc_p,
    orders_of_magnitude,
    published_distortion_factor,
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


def test_the_published_distortion_divides_by_a_mean_with_two_digits_exchanged() -> None:
    assert published_distortion_factor(39.0865) == 0
    assert published_distortion_factor(39.0865 + 39.0685) == pytest.approx(1)
    assert published_distortion_factor(38.0) == pytest.approx(
        distortion_factor(38.0) * 39.0865 / 39.0685, rel=1e-5
    )


@pytest.mark.parametrize(("ends", "orders"), [((0.01, 100), 4), ((None, 1), None), ((0, 1), None)])
def test_orders_of_magnitude(ends: tuple[float | None, float | None], orders: float | None) -> None:
    assert orders_of_magnitude(*ends) == (None if orders is None else pytest.approx(orders))


def test_the_second_order_expects_the_first_two_digits_and_gives_no_verdict() -> None:
    assert expected_shares("second-order").tolist() == expected_shares("first-two").tolist()
    found = judge_digits("second-order", [100] * 90, 0.01, 1e6)
    assert (found.n, found.mad_limits, found.why_not) == (9000, None, "no-limits")


def test_equal_sums_lie_on_the_law_and_one_large_number_stands_out() -> None:
    counts = [1000 // digit for digit in range(10, 100)]
    even = judge_sums(counts, [Decimal("100.10")] * 90)
    assert (even.total, even.n) == (Decimal("9009.00"), sum(counts))
    assert even.mad == pytest.approx(0)
    sums = [Decimal("0.10")] * 90
    sums[40] += Decimal("91.00")
    off = judge_sums(counts, sums)
    largest = max(off.rows, key=lambda row: row.observed)
    assert (largest.digit, largest.total) == (50, Decimal("91.10"))
    assert largest.observed == pytest.approx(0.911)
    assert off.mad == pytest.approx((0.911 - 1 / 90 + 89 * (1 / 90 - 0.001)) / 90)


@pytest.mark.parametrize("sums", [[Decimal(1)] * 89, [Decimal(0)] * 90])
def test_sums_of_another_length_or_of_nothing_are_refused(sums: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="90"):
        judge_sums([1] * 90, sums)


def test_a_mantissa_arc_is_as_likely_as_its_length_and_count_make_it() -> None:
    assert mantissa_arc_p(0, 1000) == 1
    assert mantissa_arc_p(np.log(20) / 1000, 1000) == pytest.approx(0.05)
