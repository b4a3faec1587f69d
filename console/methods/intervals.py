"""Owns intervals for rates, counts, means and differences. It refuses a rate without its denominator."""

from __future__ import annotations

import math

from scipy import stats

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
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(stats.chi2.ppf(tail, 2 * events)) / 2
    high = float(stats.chi2.ppf(1 - tail, 2 * (events + 1))) / 2
    return low / exposure, high / exposure


def mean_interval(mean: float, deviation: float, size: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return Student's interval of a mean; ``deviation`` is the sample standard deviation, ``size`` at least 2."""
    half = float(stats.t.ppf((1 + confidence) / 2, size - 1)) * deviation / math.sqrt(size)
    return mean - half, mean + half


def suppressed(count: int, fewest: int = 5) -> bool:
    """Say whether a cell is so small that it could point at a person; zero does not point at anyone."""
    return 0 < count < fewest
