"""Owns agreement between raters: weighted kappa, Krippendorff's alpha, intraclass correlation, Bland-Altman.

It refuses to call agreement what is only correlation, and to fill in a rating nobody gave.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from console.methods.intervals import Z95, Estimate

Floats = NDArray[np.float64]
Weights = Literal["none", "linear", "quadratic"]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
WEIGHTS: tuple[Weights, ...] = ("none", "linear", "quadratic")
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")
BOOTSTRAPS = 1000
SEED = 20260703


def weighted_kappa(first: Sequence[float], second: Sequence[float], weights: Weights = "linear") -> Estimate:
    """Return Cohen's kappa of two raters (Cohen 1968, Psychological Bulletin 70:213-220) with its large-sample interval.

    The sequences have shape (n,), one rating a unit; the categories are the values that occur, in order. The interval is
    that of Fleiss, Cohen and Everitt (1969). Raises ValueError for different lengths, no unit, or one single category.
    """
    one, two = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.shape != two.shape or one.size == 0:
        raise ValueError(f"{one.size} and {two.size} ratings")
    categories = np.unique(np.concatenate([one, two]))
    if categories.size < 2:
        raise ValueError("all ratings are the same: agreement beyond chance has no meaning")
    table = np.zeros((categories.size, categories.size))
    np.add.at(table, (np.searchsorted(categories, one), np.searchsorted(categories, two)), 1)
    return _kappa(table / one.size, int(one.size), _agreement_weights(categories.size, weights))


def _agreement_weights(size: int, weights: Weights) -> Floats:
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / max(size - 1, 1)
    if weights == "none":
        return np.eye(size)
    return np.asarray(1 - (apart if weights == "linear" else apart**2), dtype=float)


def _kappa(shares: Floats, n: int, weights: Floats) -> Estimate:
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float((weights * shares).sum()), float((weights * np.outer(rows, columns)).sum())
    kappa = (observed - expected) / (1 - expected)
    mean_rows, mean_columns = weights @ columns, weights.T @ rows
    inner = weights - np.add.outer(mean_rows, mean_columns) * (1 - kappa)
    spread = float((shares * inner**2).sum()) - (kappa - expected * (1 - kappa)) ** 2
    error = math.sqrt(max(spread, 0.0) / n) / (1 - expected)
    return Estimate(kappa, max(kappa - Z95 * error, -1.0), min(kappa + Z95 * error, 1.0), n)


def krippendorff_alpha(
    ratings: Sequence[Sequence[float | None]], level: Level = "interval", seed: int = SEED
) -> Estimate:
    """Return Krippendorff's alpha (Content Analysis, 4th ed. 2018, ch. 12) for any number of raters with gaps.

    ``ratings`` has shape (units, raters), None where a rater gave none; units with fewer than two ratings say nothing. The
    interval is the 95 % percentile bootstrap over units (1,000 draws, stored seed); None where it cannot be had. Raises
    ValueError where no unit has two ratings or all ratings are the same.
    """
    held = [[value for value in unit if value is not None and math.isfinite(value)] for unit in ratings]
    units = [unit for unit in held if len(unit) >= 2]
    values = np.unique(np.asarray([value for unit in units for value in unit], dtype=float))
    if values.size < 2:
        raise ValueError("no two units that differ, or none rated twice")
    coincidences = np.stack([_coincidences(unit, values) for unit in units])
    alpha = _alpha(coincidences.sum(axis=0), values, level)
    draws = np.random.Generator(np.random.PCG64(seed)).integers(0, len(units), (BOOTSTRAPS, len(units)))
    found = [_alpha(coincidences[draw].sum(axis=0), values, level) for draw in draws]
    usable = np.asarray([value for value in found if math.isfinite(value)])
    enough = usable.size >= BOOTSTRAPS * 0.9
    low, high = np.quantile(usable, [0.025, 0.975]) if enough else (math.nan, math.nan)
    return Estimate(alpha, float(low) if enough else None, float(high) if enough else None, len(units))


def _coincidences(unit: Sequence[float], values: Floats) -> Floats:
    counts = np.zeros(values.size)
    np.add.at(counts, np.searchsorted(values, np.asarray(unit)), 1)
    pairs = np.outer(counts, counts) - np.diag(counts)
    return np.asarray(pairs / (len(unit) - 1), dtype=float)


def _alpha(coincidences: Floats, values: Floats, level: Level) -> float:
    totals = coincidences.sum(axis=1)
    n = float(totals.sum())
    apart = _DIFFERENCES[level](values, totals)
    expected = float((np.outer(totals, totals) * apart).sum()) / (n - 1)
    return math.nan if expected == 0 else 1 - float((coincidences * apart).sum()) / expected


def _nominal(values: Floats, totals: Floats) -> Floats:
    return 1 - np.eye(values.size)


def _ordinal(values: Floats, totals: Floats) -> Floats:
    below = np.cumsum(totals) - totals / 2
    return np.asarray(np.subtract.outer(below, below) ** 2, dtype=float)


def _interval(values: Floats, totals: Floats) -> Floats:
    return np.asarray(np.subtract.outer(values, values) ** 2, dtype=float)


def _ratio(values: Floats, totals: Floats) -> Floats:
    sums = np.add.outer(values, values)
    apart = np.divide(
        np.subtract.outer(values, values), sums, out=np.zeros((values.size, values.size)), where=sums != 0
    )
    return np.asarray(apart**2, dtype=float)


_DIFFERENCES: dict[Level, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


@dataclass(frozen=True, slots=True)
class Intraclass:
    """Intraclass correlations of single ratings: with the raters' levels counted (agreement) and without (consistency)."""

    agreement: Estimate  # ICC(2,1), also ICC(A,1)
    consistency: Estimate  # ICC(3,1), also ICC(C,1)
    raters: int


def intraclass(ratings: Sequence[Sequence[float]]) -> Intraclass:
    """Return ICC(2,1) and ICC(3,1) (Shrout and Fleiss 1979, Psychological Bulletin 86:420-428), shape (units, raters).

    Intervals as McGraw and Wong (1996, Psychological Methods 1:30-46). Raises ValueError for fewer than two units or
    raters, or where all ratings are the same.
    """
    held = np.asarray(ratings, dtype=float)
    if held.ndim != 2 or min(held.shape) < 2 or not bool(np.isfinite(held).all()):
        raise ValueError("needs two units and two raters or more, without gaps")
    n, k = held.shape
    grand = held.mean()
    between = k * float(((held.mean(axis=1) - grand) ** 2).sum()) / (n - 1)
    raters = n * float(((held.mean(axis=0) - grand) ** 2).sum()) / (k - 1)
    rest = held - held.mean(axis=1, keepdims=True) - held.mean(axis=0, keepdims=True) + grand
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    if between + error == 0:
        raise ValueError("all ratings are the same")
    return Intraclass(_icc_agreement(between, raters, error, n, k), _icc_consistency(between, error, n, k), k)


def _icc_consistency(between: float, error: float, n: int, k: int) -> Estimate:
    from scipy import stats  # takes longer to load than most commands take to run

    point = (between - error) / (between + (k - 1) * error)
    if error == 0:
        return Estimate(point, None, None, n)
    ratio, spare = between / error, (n - 1) * (k - 1)
    low = ratio / float(stats.f.ppf(0.975, n - 1, spare))
    high = ratio * float(stats.f.ppf(0.975, spare, n - 1))
    return Estimate(point, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1), n)


def _icc_agreement(between: float, raters: float, error: float, n: int, k: int) -> Estimate:
    from scipy import stats  # takes longer to load than most commands take to run

    point = (between - error) / (between + (k - 1) * error + k * (raters - error) / n)
    if error == 0:
        return Estimate(point, None, None, n)
    share = raters / error
    a = k * point / (n * (1 - point)) if point < 1 else math.inf
    b = 1 + k * point * (n - 1) / (n * (1 - point)) if point < 1 else math.inf
    if not math.isfinite(a):
        return Estimate(point, None, None, n)
    spare = (a * share + b) ** 2 / ((a * share) ** 2 / (k - 1) + b**2 / ((n - 1) * (k - 1)))
    lower, upper = float(stats.f.ppf(0.975, n - 1, spare)), float(stats.f.ppf(0.975, spare, n - 1))
    noise = k * raters + (k * n - k - n) * error
    low = n * (between - lower * error) / (lower * noise + n * between)
    high = n * (upper * between - error) / (noise + n * upper * between)
    return Estimate(point, low, high, n)


@dataclass(frozen=True, slots=True)
class BlandAltman:
    """How far two measurements of the same thing lie apart: bias and limits in their unit.

    ``slope`` is that of the difference on the mean; where ``slope_p`` is small, the bias grows with the size (a
    proportional bias) and one pair of limits does not describe all sizes.
    """

    bias: Estimate
    deviation: float  # of the differences, n - 1
    lower: Estimate
    upper: Estimate
    slope: float
    slope_p: float
    proportional: bool


def bland_altman(first: Sequence[float], second: Sequence[float]) -> BlandAltman:
    """Compare two measurements (Bland and Altman 1986, Lancet 327:307-310; 1999, SMMR 8:135-160): first minus second.

    Raises ValueError for different lengths or fewer than three pairs.
    """
    from scipy import stats  # takes longer to load than most commands take to run

    one, two = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.shape != two.shape or one.size < 3 or not bool(np.isfinite(one + two).all()):
        raise ValueError("needs three complete pairs or more")
    apart, n = one - two, int(one.size)
    bias, deviation = float(apart.mean()), float(apart.std(ddof=1))
    quantile = float(stats.t.ppf(0.975, n - 1))
    half = quantile * deviation / math.sqrt(n)
    reach = quantile * deviation * math.sqrt(1 / n + Z95**2 / (2 * (n - 1)))
    lower, upper = bias - Z95 * deviation, bias + Z95 * deviation
    slope, chance = _slope((one + two) / 2, apart)
    return BlandAltman(
        Estimate(bias, bias - half, bias + half, n),
        deviation,
        Estimate(lower, lower - reach, lower + reach, n),
        Estimate(upper, upper - reach, upper + reach, n),
        slope,
        chance,
        chance < 0.05,
    )


def _slope(means: Floats, apart: Floats) -> tuple[float, float]:
    from scipy import stats  # takes longer to load than most commands take to run

    if float(np.ptp(means)) == 0 or float(np.ptp(apart)) == 0:
        return 0.0, 1.0
    found = stats.linregress(means, apart)
    return float(found.slope), float(found.pvalue)
