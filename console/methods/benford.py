"""Owns the tests of digits against Benford's law. It refuses a verdict on data that are too few or too narrow for one.

Digits are counted where the numbers are, exactly from their decimal notation; here only counts arrive.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Test = Literal["first", "second", "first-two", "first-three", "last-two", "second-order"]
TESTS: tuple[Test, ...] = ("first", "second", "first-two", "first-three", "last-two", "second-order")
SUMMATION = "summation"
"""The test of sums; the others count."""
Conformity = Literal["close", "acceptable", "marginal", "nonconformity"]
CONFORMITY: tuple[Conformity, ...] = ("close", "acceptable", "marginal", "nonconformity")

FEWEST = 500  # amounts below which the test finds what is not there (Nigrini 2012, ch. 2)
LEAST_ORDERS = 2.0  # orders of magnitude a set must span (Nigrini 2012, ch. 1)
KS_95 = 1.358  # Kolmogorov-Smirnov at 5 % for large n
MAD_LIMITS: dict[Test, tuple[float, float, float]] = {
    "first": (0.006, 0.012, 0.015),
    "second": (0.008, 0.010, 0.012),
    "first-two": (0.0012, 0.0018, 0.0022),
    "first-three": (0.00036, 0.00044, 0.00050),
}
"""Upper bounds of close, acceptable and marginal conformity of the mean absolute deviation (Nigrini 2012, table 7.1)."""
COLLAPSED_MEAN = 90 / math.log(10)  # under the law, of numbers collapsed into 10 to 100: 39.086503
PUBLISHED_MEAN, PUBLISHED_DIVISOR = 39.0865, 39.0685
"""The R package benford.analysis 0.1.5, from which published figures come, takes the mean to four digits and divides by
those with two of them exchanged: every distortion factor it tells is 1.00046 times the one its formula means."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DigitRow:
    """One digit or pair: how often it came, how often the law expects it, and its z (Nigrini 2012, formula 7.2)."""

    digit: int
    count: int
    observed: float  # share, 0 to 1
    expected: float  # share, 0 to 1
    z: float  # with the continuity correction; beyond 1.96 is significant at 5 % for that digit alone


@dataclass(frozen=True, slots=True)
class SumRow:
    """The numbers that begin with one pair of digits: how many, their sum, its share of all, and the share expected."""

    digit: int
    count: int
    total: Decimal
    observed: float
    expected: float


@dataclass(frozen=True, slots=True)
class SummationResult:
    """How evenly the sums by leading pair of digits lie; nobody published limits, so there is no verdict."""

    n: int
    total: Decimal
    mad: float  # mean absolute deviation of the shares from 1/90
    rows: tuple[SumRow, ...]


@dataclass(frozen=True, slots=True)
class BenfordResult:
    """How far the digits of n numbers lie from the law.

    ``conformity`` is None where there is no verdict; ``why_not`` then names the reason: ``too-few``, ``too-narrow``, or
    ``no-limits`` (nobody published limits of the mean absolute deviation for that test).
    """

    test: Test
    n: int
    mad: float  # mean absolute deviation of shares
    mad_limits: tuple[float, float, float] | None
    chi_square: float
    degrees: int
    chi_square_p: float
    ks: float  # largest distance between the cumulative shares
    ks_limit: float  # of ks at 5 %
    conformity: Conformity | None
    why_not: str
    rows: tuple[DigitRow, ...]


def digits_of(test: Test) -> range:
    """Return the digits or pairs a test counts, in order."""
    ranges = {
        "first": range(1, 10),
        "second": range(10),
        "first-two": range(10, 100),
        "first-three": range(100, 1000),
        "last-two": range(100),
        "second-order": range(10, 100),
    }
    return ranges[test]


def expected_shares(test: Test) -> Floats:
    """Return the share of each digit under the law (Benford 1938; Hill 1995 for the second); last pairs are uniform.

    Differences of ordered numbers (``second-order``) begin as the numbers do (Nigrini and Miller 2009).
    """
    if test == "last-two":
        return np.full(100, 0.01)
    if test == "second":
        pairs = np.log10(1 + 1 / np.arange(10, 100, dtype=float)).reshape(9, 10)
        return np.asarray(pairs.sum(axis=0), dtype=float)
    return np.log10(1 + 1 / np.asarray(digits_of(test), dtype=float))


def judge_digits(
    test: Test, counts: Sequence[int], smallest: float | None = None, largest: float | None = None
) -> BenfordResult:
    """Judge the counts of ``digits_of(test)``; ``smallest`` and ``largest`` are the ends of the numbers counted.

    Raises ValueError for counts of another length, a negative count, or none at all.
    """
    from scipy import stats  # takes longer to load than most commands take to run

    observed = np.asarray(counts, dtype=float)
    shares = expected_shares(test)
    if observed.shape != shares.shape or bool((observed < 0).any()) or observed.sum() == 0:
        raise ValueError(f"{observed.size} counts for {shares.size} digits")
    n = int(observed.sum())
    apart = observed / n - shares
    chi_square = float(((observed - n * shares) ** 2 / (n * shares)).sum())
    mad, limits = float(np.abs(apart).mean()), MAD_LIMITS.get(test)
    why_not = _why_not(n, smallest, largest) or ("" if limits else "no-limits")
    return BenfordResult(
        test,
        n,
        mad,
        limits,
        chi_square,
        shares.size - 1,
        float(stats.chi2.sf(chi_square, shares.size - 1)),
        float(np.abs(np.cumsum(apart)).max()),
        KS_95 / math.sqrt(n),
        None if why_not or limits is None else _conformity(mad, limits),
        why_not,
        _rows(test, observed, shares, n),
    )


def _why_not(n: int, smallest: float | None, largest: float | None) -> str:
    if n < FEWEST:
        return "too-few"
    orders = orders_of_magnitude(smallest, largest)
    return "too-narrow" if orders is None or orders < LEAST_ORDERS else ""


def orders_of_magnitude(smallest: float | None, largest: float | None) -> float | None:
    """Return log10 of the largest over the smallest, or None where either is missing or not positive."""
    if smallest is None or largest is None or smallest <= 0 or largest <= 0:
        return None
    return math.log10(largest) - math.log10(smallest)


def _conformity(mad: float, limits: tuple[float, float, float]) -> Conformity:
    return CONFORMITY[sum(mad > limit for limit in limits)]


def _rows(test: Test, observed: Floats, shares: Floats, n: int) -> tuple[DigitRow, ...]:
    apart = np.abs(observed / n - shares)
    correction = np.where(apart > 1 / (2 * n), 1 / (2 * n), 0.0)
    scores = (apart - correction) / np.sqrt(shares * (1 - shares) / n)
    columns = zip(digits_of(test), observed, shares, scores, strict=True)
    return tuple(
        DigitRow(digit, int(count), float(count / n), float(share), float(score))
        for digit, count, share, score in columns
    )


def judge_sums(counts: Sequence[int], sums: Sequence[Decimal]) -> SummationResult:
    """Judge the sums by leading pair of digits, 10 to 99: under the law all are equal (Nigrini 2012, ch. 5).

    Raises ValueError for sums of another length, or where nothing was summed.
    """
    total = sum(sums, Decimal(0))
    if len(sums) != 90 or len(counts) != 90 or total <= 0:
        raise ValueError(f"{len(sums)} sums for 90 pairs of digits")
    even = 1 / 90
    rows = tuple(
        SumRow(digit, count, held, float(held / total), even)
        for digit, count, held in zip(digits_of("first-two"), counts, sums, strict=True)
    )
    apart = sum(abs(row.observed - even) for row in rows)
    return SummationResult(sum(counts), total, apart / 90, rows)


def mantissa_arc(cosine_mean: float, sine_mean: float) -> float:
    """Return the squared length of the mean vector of mantissas on the circle (Alexander 2009): 0 under the law.

    The arguments are the means of cos and sin of 2 pi log10(x).
    """
    return cosine_mean**2 + sine_mean**2


def mantissa_arc_p(arc: float, n: int) -> float:
    """Return the chance that mantissas under the law lie at least as unevenly on the circle (Alexander 2009)."""
    return math.exp(-n * arc)


def distortion_factor(collapsed_mean: float) -> float:
    """Return how far the mean of numbers collapsed into 10 to 100 lies from the law's 90 / ln 10, as a share (Nigrini 1996)."""
    return (collapsed_mean - COLLAPSED_MEAN) / COLLAPSED_MEAN


def published_distortion_factor(collapsed_mean: float) -> float:
    """Return the distortion factor as benford.analysis tells it, to compare with figures published by it."""
    return (collapsed_mean - PUBLISHED_MEAN) / PUBLISHED_DIVISOR
