"""Owns the reading of composite indexes. It refuses weights that do not add up and measures that do not exist."""

from __future__ import annotations

import math
from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.index import Dimension, Index, Indicator
from console.domain.measure import Measure
from console.errors import DefinitionError

AGGREGATIONS = ("arithmetic", "geometric", "harmonic")


class IndicatorFile(Strict, frozen=True):
    """An indicator of a dimension; the goalposts are worth 0 and 100."""

    measure: str
    weight: float
    low: float
    high: float


class DimensionFile(Strict, frozen=True):
    """A ``[[dimension]]``."""

    id: str
    weight: float
    indicator: list[IndicatorFile]
    text: dict[str, dict[str, str]]


class IndexFile(Strict, frozen=True):
    """An index file."""

    id: str
    version: int
    subject: str
    aggregation: str
    text: dict[str, dict[str, str]]
    dimension: list[DimensionFile]
    simulations: int = 10_000
    seed: int = 20_260_703
    weight_spread: float = 0.25


def read_indexes(folder: Path, measures: dict[str, Measure]) -> dict[str, Index]:
    """Read every index of a folder."""
    return {path.stem: _index(path, measures) for path in sorted(folder.glob("*.toml"))}


def _index(path: Path, measures: dict[str, Measure]) -> Index:
    told = read(path, IndexFile)
    check_name(path, told.id)
    check_texts(path, told.text, ("name", "meaning"))
    if told.aggregation not in AGGREGATIONS:
        raise DefinitionError(
            "definition-choice",
            file=path.name,
            name="aggregation",
            value=told.aggregation,
            allowed=", ".join(AGGREGATIONS),
        )
    if not math.isclose(sum(d.weight for d in told.dimension), 1.0, abs_tol=1e-9):
        raise DefinitionError("index-weights", file=path.name, name=told.id)
    return Index(
        told.id,
        told.version,
        told.subject,
        told.aggregation,
        told.simulations,
        told.seed,
        told.weight_spread,
        tuple(_dimension(path, d, measures) for d in told.dimension),
        told.text,
    )


def _dimension(path: Path, told: DimensionFile, measures: dict[str, Measure]) -> Dimension:
    check_texts(path, told.text, ("name",))
    if not math.isclose(sum(i.weight for i in told.indicator), 1.0, abs_tol=1e-9):
        raise DefinitionError("index-weights", file=path.name, name=told.id)
    for indicator in told.indicator:
        if indicator.measure not in measures:
            raise DefinitionError("definition-reads", file=path.name, name=indicator.measure)
        if indicator.low == indicator.high:
            raise DefinitionError("index-goalposts", file=path.name, name=indicator.measure)
    indicators = tuple(Indicator(i.measure, i.weight, i.low, i.high) for i in told.indicator)
    return Dimension(told.id, told.weight, indicators, told.text)
