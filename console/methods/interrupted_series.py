"""Owns interrupted time series: what changed at a known date, in level and in slope, with intervals that allow for memory.

It refuses a verdict on a handful of months, and to take a trend that was there before for an effect.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 8  # months with a value on either side
SEASON_FROM = 36  # months from which one yearly wave is allowed for


@dataclass(frozen=True, slots=True)
class Effect:
    """A change with its 95 % interval, in the unit of the series."""

    point: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A fitted series. ``level`` is the jump at the date, ``slope`` the change of the monthly trend, ``mean`` the average
    distance from the trend before over the months after. ``fitted`` and ``expected`` (the trend before, drawn on) have one
    entry a month.
    """

    level: Effect
    slope: Effect
    mean: Effect
    trend: float  # a month, before
    seasonal: bool
    lags: int  # months of memory the intervals allow for
    fitted: tuple[float, ...]
    expected: tuple[float, ...]


def interrupted(
    values: Sequence[float | None], weights: Sequence[float], start: int, confidence: float = 0.95
) -> Interrupted:
    """Fit level and slope before and after (Wagner et al. 2002, Journal of Clinical Pharmacy and Therapeutics 27:299-309).

    Both sequences have one entry a month, a month without a value is None; ``weights`` are the cases behind each value and
    ``start`` is the place of the first month after. Intervals are Student's with the covariance of Newey and West (1987,
    Econometrica 55:703-708), their lags after Newey and West (1994), corrected for the number of coefficients, and never
    narrower than those of least squares, since in short series that covariance promises too much. From three years on one
    yearly wave is allowed for. Raises ValueError where fewer than eight months have a value on either side.
    """
    from scipy import special  # takes longer to load than most pages take to compute

    order = np.arange(len(values), dtype=float)
    kept = np.array([value is not None and weight > 0 for value, weight in zip(values, weights, strict=True)])
    before, after = int(kept[:start].sum()), int(kept[start:].sum())
    if before < LEAST or after < LEAST:
        raise ValueError(f"{before} months before and {after} after; needs {LEAST} each")
    seasonal = before + after >= SEASON_FROM
    design = _design(order, start, seasonal)
    held = np.array([0.0 if value is None else value for value in values])[kept]
    root = np.sqrt(np.asarray(weights, dtype=float)[kept])
    root = root / root.mean()
    beta, spreads, lags = _fitted(design[kept], held, root)
    spare = held.size - design.shape[1]
    quantile = float(special.stdtrit(spare, (1 + confidence) / 2))
    passed = order[start:][kept[start:]] - start

    def effect(contrast: Floats) -> Effect:
        point = float(contrast @ beta)
        half = quantile * math.sqrt(max(0.0, *(float(contrast @ spread @ contrast) for spread in spreads)))
        return Effect(point, point - half, point + half)

    unit = np.eye(design.shape[1])
    flat = design.copy()
    flat[:, 2:4] = 0.0
    return Interrupted(
        effect(unit[2]),
        effect(unit[3]),
        effect(unit[2] + unit[3] * float(passed.mean())),
        float(beta[1]),
        seasonal,
        lags,
        tuple(float(value) for value in design @ beta),
        tuple(float(value) for value in flat @ beta),
    )


def _fitted(design: Floats, held: Floats, root: Floats) -> tuple[Floats, tuple[Floats, Floats], int]:
    """Return the coefficients, their covariances (with memory, and of least squares), and the lags of the first."""
    scaled = design * root[:, None]
    inverse = np.asarray(np.linalg.pinv(scaled.T @ scaled), dtype=float)
    beta = np.asarray(inverse @ scaled.T @ (held * root), dtype=float)
    lags = math.floor(4 * (held.size / 100) ** (2 / 9))
    residuals = np.asarray(held * root - scaled @ beta, dtype=float)
    plain = inverse * float(residuals @ residuals) / (held.size - design.shape[1])
    return beta, (_covariance(scaled, residuals, inverse, lags), np.asarray(plain, dtype=float)), lags


def _design(order: Floats, start: int, seasonal: bool) -> Floats:
    after = (order >= start).astype(float)
    columns = [np.ones_like(order), order - start, after, after * (order - start)]
    if seasonal:
        angle = 2 * np.pi * order / 12
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _covariance(scaled: Floats, residuals: Floats, inverse: Floats, lags: int) -> Floats:
    """Return the covariance of the coefficients with Bartlett's weights over the lags."""
    scores = scaled * residuals[:, None]
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        shared = scores[lag:].T @ scores[:-lag]
        middle = middle + (1 - lag / (lags + 1)) * (shared + shared.T)
    size, count = scaled.shape
    return np.asarray(inverse @ middle @ inverse * size / (size - count), dtype=float)
