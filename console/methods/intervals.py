"""Owns intervals for rates, counts, means and differences. It refuses a rate without its denominator."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z95 = 1.959963984540054  # the 97.5 % point of the standard normal distribution


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Return Wilson's score interval of a proportion (Wilson 1927, JASA 22:209-212), both bounds in [0, 1].

    Raises ValueError where there are no trials or more successes than trials.
    """
    if trials <= 0 or not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials}")
    share, square = successes / trials, z * z
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    spread = (
        z / (1 + square / trials) * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    )
    return max(0.0, centre - spread), min(1.0, centre + spread)


def newcombe(first: tuple[int, int], second: tuple[int, int], z: float = Z95) -> tuple[float, float, float]:
    """Return the difference of two proportions and its hybrid score interval (Newcombe 1998, Stat Med 17:873-890, method 10).

    Each argument is (successes, trials); the answer is (difference, low, high).
    """
    share_1, share_2 = first[0] / first[1], second[0] / second[1]
    low_1, high_1 = wilson(*first, z)
    low_2, high_2 = wilson(*second, z)
    difference = share_1 - share_2
    low = difference - math.sqrt((share_1 - low_1) ** 2 + (high_2 - share_2) ** 2)
    high = difference + math.sqrt((high_1 - share_1) ** 2 + (share_2 - low_2) ** 2)
    return difference, low, high


def poisson_rate_interval(events: float, exposure: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a Poisson rate (Garwood 1936, Biometrika 28:437-442), per unit of exposure."""
    from scipy import special  # takes a third of what opening an extract takes to load, and few pages count

    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(special.gammaincinv(events, tail))  # half a quantile of chi-squared
    high = float(special.gammaincinv(events + 1, 1 - tail))
    return low / exposure, high / exposure


def mean_interval(mean: float, deviation: float, size: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Student's interval of a mean; ``deviation`` is the sample standard deviation, ``size`` at least 2."""
    from scipy import special

    half = float(special.stdtrit(size - 1, (1 + confidence) / 2)) * deviation / math.sqrt(size)
    return mean - half, mean + half


def suppressed(count: int, fewest: int = 5) -> bool:
    """Say whether a cell is so small that it could point at a person; zero does not point at anyone."""
    return 0 < count < fewest


@dataclass(frozen=True, slots=True)
class Estimate:
    """A point with its interval, in the unit of the data; a bound is None where the data cannot give one."""

    point: float
    low: float | None
    high: float | None
    n: int


def proportion(successes: int, trials: int, z: float = Z95) -> Estimate:
    """Return a share with Wilson's interval (Wilson 1927); raises ValueError as ``wilson`` does."""
    low, high = wilson(successes, trials, z)
    return Estimate(successes / trials, low, high, trials)


def quantile_interval(values: Sequence[float], share: float, confidence: float = 0.95) -> Estimate:
    """Return a quantile with its distribution-free interval from order statistics (Conover 1999, section 3.2).

    ``values`` has shape (n,), in any order; ``share`` lies in (0, 1). The point is Hyndman and Fan's type 7 (1996).
    A bound is None where n is too small to hold it at that confidence. Raises ValueError where there are no values.
    """
    from scipy import stats  # takes longer to load than all of a window's first page takes to compute

    ordered = np.sort(np.asarray(values, dtype=float))
    size = int(ordered.size)
    if size == 0 or not 0 < share < 1 or bool(np.isnan(ordered).any()):
        raise ValueError(f"{size} values, share {share}")
    tail = (1 - confidence) / 2
    low = int(stats.binom.ppf(tail, size, share))  # the largest r with P(B < r) <= tail
    high = int(stats.binom.isf(tail, size, share)) + 1  # the smallest s with P(B >= s) <= tail
    return Estimate(
        float(np.quantile(ordered, share)),
        float(ordered[low - 1]) if low >= 1 else None,
        float(ordered[high - 1]) if high <= size else None,
        size,
    )


def suppress_small_cells(counts: Sequence[int], fewest: int = 5) -> tuple[int | None, ...]:
    """Return the counts of one row with those withheld that could point at a person (Hundepool et al. 2012, ch. 5).

    ``counts`` has shape (n,) and is published beside its total: where exactly one cell is withheld, the smallest of
    the others that is not zero is withheld with it, or the total would give the first away.
    """
    shown: list[int | None] = [None if suppressed(count, fewest) else count for count in counts]
    if shown.count(None) == 1:
        others = [place for place, count in enumerate(shown) if count]
        if others:
            shown[min(others, key=lambda place: counts[place])] = None
    return tuple(shown)
