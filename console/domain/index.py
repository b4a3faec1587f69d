"""Owns composite indexes: dimensions, indicators, weights and how they are put together. It refuses to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.domain.contract import Texts


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure's part in a dimension; ``low`` and ``high`` are the goalposts worth 0 and 100 (in the measure's unit)."""

    measure: str
    weight: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension with its nominal weight."""

    id: str
    weight: float
    indicators: tuple[Indicator, ...]
    text: Texts


@dataclass(frozen=True, slots=True)
class Index:
    """One index over the subjects of a column."""

    id: str
    version: int
    subject: str
    aggregation: str  # arithmetic, geometric or harmonic, over dimensions
    simulations: int
    seed: int
    weight_spread: float  # half-width of the relative disturbance of weights
    dimensions: tuple[Dimension, ...]
    text: Texts


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """A unit's score in one dimension with its 5-95 % interval; None where nothing was computable."""

    id: str
    score: float | None
    low: float | None
    high: float | None
    missing: tuple[str, ...]  # measures left out, weights renormalised


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's score (0-100), rank and rank band (5-95 % of the simulated ranks)."""

    id: str
    score: float | None
    low: float | None
    high: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    dimensions: Mapping[str, DimensionScore]
