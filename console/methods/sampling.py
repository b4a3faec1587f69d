"""Owns audit samples: how many to look at, which ones, and what their errors say of the whole.

It refuses a choice nobody can repeat: every draw has a seed, and the same seed draws the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LARGEST_SAMPLE = 100_000


@dataclass(frozen=True, slots=True)
class SampleSize:
    """How many to look at, and up to how many errors among them the whole may still be accepted."""

    size: int
    acceptable_errors: int


def attribute_size(
    population: int, tolerable: float, expected: float = 0.0, confidence: float = 0.95
) -> SampleSize:
    """Return the size of an attribute sample (AICPA, Audit Sampling, appendix A; exact hypergeometric for a small whole).

    The smallest n such that, were the share of errors ``tolerable``, at most ``expected`` of n would be found with a
    chance of no more than 1 - ``confidence``. Raises ValueError for shares that are none, or where no sample will do.
    """
    if not 0 <= expected < tolerable < 1 or population < 1 or not 0 < confidence < 1:
        raise ValueError("needs 0 <= expected < tolerable < 1")
    errors = math.ceil(tolerable * population)
    low, high = 1, min(population, LARGEST_SAMPLE)
    if not _enough(high, population, errors, expected, confidence):
        raise ValueError("no sample is large enough for shares so close to each other")
    while low < high:
        middle = (low + high) // 2
        if _enough(middle, population, errors, expected, confidence):
            high = middle
        else:
            low = middle + 1
    size = next(
        n for n in range(max(low - 60, 1), low + 1) if _enough(n, population, errors, expected, confidence)
    )
    return SampleSize(size, math.ceil(expected * size))


def _enough(size: int, population: int, errors: int, expected: float, confidence: float) -> bool:
    from scipy import stats  # takes longer to load than most commands take to run

    found = math.ceil(expected * size)
    return float(stats.hypergeom.cdf(found, population, errors, size)) <= 1 - confidence


def upper_error_rate(errors: int, size: int, confidence: float = 0.95) -> float:
    """Return the one-sided upper bound of the share of errors in the whole (Clopper and Pearson 1934, Biometrika 26:404-413).

    Raises ValueError where there is no sample, or more errors than it holds.
    """
    from scipy import stats  # takes longer to load than most commands take to run

    if size < 1 or not 0 <= errors <= size:
        raise ValueError(f"{errors} errors in {size}")
    return 1.0 if errors == size else float(stats.beta.ppf(confidence, errors + 1, size - errors))


def random_sample(population: int, size: int, seed: int) -> tuple[int, ...]:
    """Return ``size`` different places from 0 to ``population`` - 1, in order; the same seed draws the same.

    Raises ValueError for a sample larger than the whole.
    """
    if not 0 < size <= population:
        raise ValueError(f"{size} of {population}")
    generator = np.random.Generator(np.random.PCG64(seed))
    return tuple(int(place) for place in np.sort(generator.choice(population, size, replace=False)))


@dataclass(frozen=True, slots=True)
class MonetarySample:
    """Places drawn with a chance in proportion to their amounts: those of at least ``interval`` are certain to be in."""

    places: tuple[int, ...]
    interval: float
    start: float


def monetary_sample(amounts: Sequence[float], size: int, seed: int) -> MonetarySample:
    """Draw monetary units at a fixed interval from a random start (Leslie, Teitlebaum and Anderson 1979).

    ``amounts`` has shape (n,); what is not above zero cannot be drawn. Raises ValueError where nothing is above zero.
    """
    held = np.asarray(amounts, dtype=float)
    weights = np.where(np.isfinite(held) & (held > 0), held, 0.0)
    total = float(weights.sum())
    if total <= 0 or size < 1:
        raise ValueError("no amount above zero, or no sample")
    interval = total / size
    start = float(np.random.Generator(np.random.PCG64(seed)).uniform(0, interval))
    hits = start + interval * np.arange(size)
    places = np.searchsorted(np.cumsum(weights), hits, side="right")
    return MonetarySample(
        tuple(int(place) for place in np.unique(np.minimum(places, held.size - 1))), interval, start
    )


@dataclass(frozen=True, slots=True)
class MonetaryBound:
    """What a monetary sample says of the overstatement in the whole, in the unit of the amounts.

    ``known`` is what was found in items certain to be in, ``likely`` that and what the others project, ``upper`` the bound.
    ``understated`` is the projected understatement, for which no bound is made.
    """

    known: float
    likely: float
    upper: float
    understated: float


def stringer_bound(
    book: Sequence[float],
    audited: Sequence[float],
    hits: Sequence[int],
    interval: float,
    total: float,
    confidence: float = 0.95,
) -> MonetaryBound:
    """Return the upper bound of overstatement (Stringer 1963; Leslie, Teitlebaum and Anderson 1979).

    An item of at least ``interval`` is certain to be in: its error counts as found. Of the rest, with m hits and taintings
    t1 >= t2 >= ... the bound is M (p(0) + sum of (p(j) - p(j - 1)) tj), where p(j) is the upper limit for j errors in m and
    M what the rest is worth. Each array has shape (n,). Raises ValueError for arrays of different lengths or empty ones.
    """
    amounts, found, weights = (np.asarray(one, dtype=float) for one in (book, audited, hits))
    if amounts.size == 0 or not amounts.shape == found.shape == weights.shape or np.any(amounts <= 0):
        raise ValueError("needs amounts above zero, each with what was found and its hits")
    certain = amounts >= interval
    differences = amounts - found
    known = float(differences[certain & (differences > 0)].sum())
    rest = max(total - float(amounts[certain].sum()), 0.0)
    drawn = int(weights[~certain].sum())
    taintings = np.repeat(differences[~certain] / amounts[~certain], weights[~certain].astype(int))
    over = np.sort(np.clip(taintings[taintings > 0], 0, 1))[::-1]
    under = float(differences[certain & (differences < 0)].sum()) + (
        rest * float(taintings[taintings < 0].sum()) / drawn if drawn else 0.0
    )
    if not drawn:
        return MonetaryBound(known, known, known + rest, -under)
    limits = [upper_error_rate(errors, drawn, confidence) for errors in range(over.size + 1)]
    share = limits[0] + float(np.dot(np.diff(limits), over))
    return MonetaryBound(
        known, known + rest * float(over.sum()) / drawn, known + rest * min(share, 1.0), -under
    )


FEWEST_DIFFERENCES = 2


@dataclass(frozen=True, slots=True)
class DifferenceEstimate:
    """What a random or stratified sample projects; the interval is None where too few differences were found to make one."""

    projected: float
    low: float | None
    high: float | None


def difference_estimate(
    strata: Sequence[tuple[int, Sequence[float]]], confidence: float = 0.95
) -> DifferenceEstimate:
    """Return the projected overstatement with its two-sided interval (Cochran, Sampling Techniques, 1977, chapter 5).

    ``strata`` are (rows in the stratum, differences book minus audited of the rows drawn from it). With fewer than two
    differences, or one row drawn, the spread of the whole is not known and no interval is told. Raises ValueError for an
    empty stratum.
    """
    from scipy import stats  # takes longer to load than most commands take to run

    projected = variance = 0.0
    freedom = found = 0
    for rows, told in strata:
        drawn = np.asarray(told, dtype=float)
        if drawn.size == 0 or drawn.size > rows:
            raise ValueError(f"{drawn.size} drawn of {rows}")
        projected += rows * float(drawn.mean())
        found += int(np.count_nonzero(drawn))
        freedom += drawn.size - 1
        if drawn.size > 1:
            share = drawn.size / rows
            variance += rows**2 * (1 - share) * float(drawn.var(ddof=1)) / drawn.size
        elif rows > 1:
            return DifferenceEstimate(projected, None, None)
    if found < FEWEST_DIFFERENCES or freedom < 1:
        return DifferenceEstimate(projected, None, None)
    reach = float(stats.t.ppf((1 + confidence) / 2, freedom)) * math.sqrt(variance)
    return DifferenceEstimate(projected, projected - reach, projected + reach)
