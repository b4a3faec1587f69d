"""Owns what makes a control chart cry wolf: season, autocorrelation and the number of false alarms to expect.

It refuses to correct a series: it says what is there, and the reader decides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from console.methods.control_charts import MEAN_RANGE_TO_LIMIT, RANGE_LIMIT
from console.methods.control_rules import Floats, Standing, first_broken, rule_set


@dataclass(frozen=True, slots=True)
class Dependence:
    """Whether the points of a series lean on each other, which makes limits too narrow."""

    n: int
    lag_one: float  # lag-1 autocorrelation, -1 to 1
    lag_one_limit: float  # above this it is more than chance, one-sided 5 %
    autocorrelated: bool
    season_p: (
        float | None
    )  # chance of so strong a yearly wave where there is none; None where too short to say
    seasonal: bool


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """What a rule set flags in series where nothing happened, by simulation with a stored seed."""

    points: int
    any_flag: float  # share of series with any flag
    expected_flags: float  # flagged points a series
    last_point: float  # share of series whose last point is flagged
    simulations: int
    seed: int


def dependence(values: Sequence[float], season: int = 12) -> Dependence:
    """Check a series, shape (n,), for lag-1 autocorrelation and for a wave of ``season`` points.

    Autocorrelation is judged against 1.645 / sqrt(n) (Bartlett 1946); the season by an F test of one harmonic beside a
    straight trend (Fisher 1929; Cryer and Chan 2008, section 3.3) at 5 %, from two full seasons on. A flat series has
    neither. Raises ValueError for fewer than three values.
    """
    held = np.asarray(values, dtype=float)
    if held.size < 3 or not bool(np.isfinite(held).all()):
        raise ValueError(f"needs three values or more, all present; got {held.size}")
    apart = held - held.mean()
    total = float((apart**2).sum())
    lag_one = float((apart[1:] * apart[:-1]).sum() / total) if total > 0 else 0.0
    limit = 1.645 / math.sqrt(held.size)
    chance = _season_chance(held, season) if held.size >= 2 * season and total > 0 else None
    seasonal = chance is not None and chance < 0.05
    return Dependence(int(held.size), lag_one, limit, lag_one > limit, chance, seasonal)


def _season_chance(values: Floats, season: int) -> float:
    from scipy import stats  # takes longer to load than most commands take to run

    order = np.arange(values.size, dtype=float)
    plain = np.column_stack([np.ones_like(order), order])
    angle = 2 * np.pi * order / season
    full = np.column_stack([plain, np.sin(angle), np.cos(angle)])
    without, with_wave = (_residual(columns, values) for columns in (plain, full))
    spare = values.size - full.shape[1]
    if with_wave <= 1e-12 * without:
        return 0.0
    ratio = ((without - with_wave) / 2) / (with_wave / spare)
    return float(stats.f.sf(ratio, 2, spare))


def _residual(columns: Floats, values: Floats) -> float:
    fitted = columns @ np.linalg.lstsq(columns, values, rcond=None)[0]
    return float(((values - fitted) ** 2).sum())


def expected_false_alarms(
    points: int,
    *,
    rules: str = "nhs",
    screening: bool = True,
    autocorrelation: float = 0.0,
    season_amplitude: float = 0.0,
    simulations: int = 4000,
    seed: int = 20260703,
) -> FalseAlarms:
    """Simulate normal series of ``points`` where nothing happened and count what an XmR chart flags.

    ``autocorrelation`` is that of a first-order process of variance one; ``season_amplitude`` is the height of a yearly
    wave in standard deviations. Same seed, same answer. Raises ValueError for fewer than three points.
    """
    if points < 3:
        raise ValueError(f"needs three points or more; got {points}")
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal((simulations, points))
    series = _autoregressive(noise, autocorrelation)
    series = series + season_amplitude * np.sin(2 * np.pi * np.arange(points) / 12)
    return alarms_of(series, seed, rules=rules, screening=screening)


def alarms_of(series: Floats, seed: int, *, rules: str = "nhs", screening: bool = True) -> FalseAlarms:
    """Count what an XmR chart flags in series in which nothing happened, shape (series, points)."""
    flagged = first_broken(_standing(series, screening), rule_set(rules))[1] != 0
    return FalseAlarms(
        series.shape[1],
        float(flagged.any(axis=1).mean()),
        float(flagged.sum(axis=1).mean()),
        float(flagged[:, -1].mean()),
        series.shape[0],
        seed,
    )


def _autoregressive(noise: Floats, weight: float) -> Floats:
    if weight == 0:
        return noise
    series = noise.copy()
    for place in range(1, noise.shape[1]):
        series[:, place] = weight * series[:, place - 1] + math.sqrt(1 - weight**2) * noise[:, place]
    return series


def _standing(series: Floats, screening: bool) -> Standing:
    """Return where points of many series stand by the same arithmetic as ``xmr``, for all of them at once."""
    ranges = np.abs(np.diff(series, axis=1))
    average = ranges.mean(axis=1, keepdims=True)
    if screening:
        kept = ranges < RANGE_LIMIT * average
        some = (ranges * kept).any(
            axis=1, keepdims=True
        )  # dropping all, or all but zeros, would leave no limits
        fewer = (ranges * kept).sum(axis=1, keepdims=True) / np.maximum(kept.sum(axis=1, keepdims=True), 1)
        average = np.where(some, fewer, average)
    apart = series - series.mean(axis=1, keepdims=True)
    apart = np.where(np.abs(apart) <= 1e-12, 0.0, apart)
    limit = MEAN_RANGE_TO_LIMIT * average
    outside = (apart > limit).astype(np.int8) - (apart < -limit).astype(np.int8)
    return Standing(series, apart / np.where(limit > 0, limit / 3, 1.0), outside)
