"""Owns the uncertainty of composite indexes by simulation. It refuses to run without a stored seed.

Each draw disturbs the weights, the readings within their sampling error, and the way dimensions are aggregated (Saisana,
Saltelli and Tarantola 2005, JRSS A 168:307-323).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from console.methods.composite import Array, goalposts, ranks, weighted_mean

CHUNK = 500  # draws at a time, so that memory stays small


@dataclass(frozen=True, slots=True)
class Structure:
    """An index as arrays: per indicator its goalposts, weight and dimension; per dimension its weight."""

    low: Array
    high: Array
    indicator_weight: Array
    dimension_of: tuple[int, ...]
    dimension_weight: Array
    aggregation: str
    spread: float  # weights are drawn within ± this share of their value


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores (units), dimension scores (units × dimensions), and their 5-95 % bands; ranks and rank bands (units)."""

    score: Array
    low: Array
    high: Array
    dimension: Array
    dimension_low: Array
    dimension_high: Array
    rank: Array
    rank_low: Array
    rank_high: Array


@dataclass(frozen=True, slots=True)
class Middle:
    """The median over units of the score and of each dimension, with their 5-95 % bands."""

    score: float
    low: float
    high: float
    dimension: Array
    dimension_low: Array
    dimension_high: Array


def nominal(values: Array, structure: Structure) -> tuple[Array, Array]:
    """Return the score of each unit and of each of its dimensions, without any disturbance."""
    scaled = goalposts(values, structure.low, structure.high)
    return _combine(
        scaled, structure.indicator_weight, structure.dimension_weight, structure, structure.aggregation
    )


def _combine(
    scaled: Array, indicator_weight: Array, dimension_weight: Array, structure: Structure, kind: str
) -> tuple[Array, Array]:
    members = np.asarray(structure.dimension_of)
    parts = []
    for number in range(len(structure.dimension_weight)):
        chosen = members == number
        parts.append(weighted_mean(scaled[..., chosen], indicator_weight[..., chosen]))
    dimensions = np.stack(parts, axis=-1)
    return weighted_mean(dimensions, dimension_weight, kind), dimensions


def simulate(values: Array, errors: Array, structure: Structure, draws: int, seed: int) -> Scored:
    """Return scores with 5-95 % bands from ``draws`` simulations; ``errors`` are standard errors (units × indicators)."""
    score, dimension = nominal(values, structure)
    drawn, drawn_parts = _simulated(values, errors, structure, draws, seed)
    places = ranks(drawn)
    low, high = _around(score, drawn)
    part_low, part_high = _around(dimension, drawn_parts)
    rank_low, rank_high = _band(places)
    return Scored(
        score, low, high, dimension, part_low, part_high, ranks(score), np.floor(rank_low), np.ceil(rank_high)
    )


def simulate_middle(values: Array, errors: Array, structure: Structure, draws: int, seed: int) -> Middle:
    """Return what lies in the middle of the units, with bands from the same simulations as ``simulate``."""
    score, dimension = nominal(values, structure)
    drawn, drawn_parts = _simulated(values, errors, structure, draws, seed)
    middle, parts = _median(score), _median(dimension, 0)
    low, high = _around(middle, _median(drawn))
    part_low, part_high = _around(parts, _median(drawn_parts))
    return Middle(float(middle), float(low), float(high), parts, part_low, part_high)


def _median(values: Array, axis: int | None = None) -> Array:
    """Return the median over units; NaN where no unit has a value. The units are the second axis of drawn arrays."""
    over = axis if axis is not None else min(1, values.ndim - 1)
    held = np.all(np.isnan(values), axis=over)
    safe = np.where(np.expand_dims(held, over), 0.0, values)
    return np.where(held, np.nan, np.nanmedian(safe, axis=over))


def _simulated(
    values: Array, errors: Array, structure: Structure, draws: int, seed: int
) -> tuple[Array, Array]:
    """Return drawn scores (draws × units) and dimension scores (draws × units × dimensions)."""
    generator = np.random.default_rng(seed)
    totals: list[Array] = []
    parts: list[Array] = []
    for first in range(0, draws, CHUNK):
        total, part = _draw(values, errors, structure, min(CHUNK, draws - first), generator)
        totals.append(total)
        parts.append(part)
    return np.concatenate(totals), np.concatenate(parts)


def _draw(
    values: Array, errors: Array, structure: Structure, count: int, generator: np.random.Generator
) -> tuple[Array, Array]:
    noise = generator.standard_normal((count, *values.shape))
    scaled = goalposts(values + noise * np.nan_to_num(errors), structure.low, structure.high)
    indicators = _disturbed(structure.indicator_weight, structure.spread, count, generator)[:, None, :]
    dimensions = _disturbed(structure.dimension_weight, structure.spread, count, generator)[:, None, :]
    kinds: Sequence[str] = (structure.aggregation, "arithmetic")
    total, part = _combine(scaled, indicators, dimensions, structure, kinds[0])
    other = weighted_mean(part, dimensions, kinds[1])
    mixed = np.where(generator.random(count)[:, None] < 0.5, other, total)
    return np.asarray(mixed, dtype=np.float64), part


def _disturbed(weights: Array, spread: float, count: int, generator: np.random.Generator) -> Array:
    factors = 1.0 + spread * (2.0 * generator.random((count, len(weights))) - 1.0)
    return np.asarray(weights * factors, dtype=np.float64)


def _around(score: Array, drawn: Array) -> tuple[Array, Array]:
    """Return the 5-95 % band, widened to the score itself.

    A share of 100 % can only be disturbed downwards, so the score can lie at the very edge of what was drawn.
    """
    low, high = _band(drawn)
    return np.fmin(low, score), np.fmax(high, score)


def _band(drawn: Array) -> tuple[Array, Array]:
    held = np.all(np.isnan(drawn), axis=0)
    safe = np.where(held, 0.0, drawn)
    among = np.nanpercentile if np.isnan(safe).any() else np.percentile  # the first takes column by column
    low, high = among(safe, [5, 95], axis=0)
    return np.where(held, np.nan, low), np.where(held, np.nan, high)
