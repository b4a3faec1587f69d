"""Owns the scoring of an opened extract by an index. It refuses a score without its interval and what it left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from console.domain.index import DimensionScore, Index, UnitScore
from console.domain.measure import Measure, Reading
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.readings import Reader, by_subject
from console.jobs.extract import OpenedExtract
from console.jobs.measure import choose
from console.methods.composite import Array
from console.methods.uncertainty import Scored, Structure, nominal, simulate, simulate_middle

Z95 = 1.959963984540054
DIGITS = 6  # what is printed is far coarser; what is kept must not depend on the machine


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """Which index over which period; None means the extract's last whole quarter."""

    index: str
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The units of an index with their names, and the readings they rest on."""

    index: Index
    period: Period
    units: tuple[UnitScore, ...]
    names: Mapping[str, str]
    readings: tuple[Reading, ...]


def score(extract: OpenedExtract, request: ScoreRequest, progress: Progress) -> Scores:
    """Score every subject of an index.

    Raises UsageError for an index that does not exist.
    """
    index = find_index(extract, request.index)
    period = request.period or extract.period
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress)
    return scored(
        extract, index, period, reader.read(measures_of(extract, index), [(index.subject,)], period)
    )


def find_index(extract: OpenedExtract, name: str) -> Index:
    """Return an index; raises UsageError for one that does not exist."""
    return choose(extract.catalogue.indexes, (name,), "index-unknown")[0]


def scored(extract: OpenedExtract, index: Index, period: Period, readings: tuple[Reading, ...]) -> Scores:
    """Score every subject of an index by readings that are there already."""
    names = subject_names(extract, index.subject)
    units = _judged(names, readings)
    return Scores(index, period, _units(index, units, readings), names, readings)


def points(scores: Scores, readings: tuple[Reading, ...]) -> tuple[UnitScore, ...]:
    """Return the scores the same index gives by other readings, without bands and ranks: nothing is simulated for them."""
    index, units = scores.index, _judged(scores.names, readings)
    if not units:
        return ()
    values, _errors = _arrays(index, units, readings)
    score_of, parts = nominal(values, structure(index))
    return tuple(
        UnitScore(
            unit,
            _number(score_of[row]),
            None,
            None,
            None,
            None,
            None,
            {
                d.id: DimensionScore(d.id, _number(parts[row, place]), None, None, ())
                for place, d in enumerate(index.dimensions)
            },
        )
        for row, unit in enumerate(units)
    )


def _judged(names: Mapping[str, str], readings: tuple[Reading, ...]) -> list[str]:
    held = {reading.subject for reading in readings if reading.value is not None}
    return sorted(name for name in names if name in held)


def measures_of(extract: OpenedExtract, index: Index) -> list[Measure]:
    """Return the measures of an index, each once."""
    wanted = dict.fromkeys(i.measure for d in index.dimensions for i in d.indicators)
    return [extract.catalogue.measures[name] for name in wanted]


def subject_names(extract: OpenedExtract, column: str, english: bool = False) -> dict[str, str]:
    """Return the names of the subjects of a column: of regions below the province, or of organisations."""
    if column == "region_id":
        name = "coalesce(name_en, name)" if english else "name"
        rows = extract.connection.rows(
            f"SELECT region_id, {name} FROM region WHERE parent_region_id IS NOT NULL OR level IS NULL ORDER BY 1"
        )
    else:
        name = "coalesce(name_en, name)" if english else "name"
        rows = extract.connection.rows(f"SELECT organisation_id, {name} FROM organisation ORDER BY 1")
    return {str(key): str(words) for key, words in rows}


def _units(index: Index, units: list[str], readings: tuple[Reading, ...]) -> tuple[UnitScore, ...]:
    if not units:
        return ()
    values, errors = _arrays(index, units, readings)
    scored = simulate(values, errors, structure(index), index.simulations, index.seed)
    return tuple(_unit(index, scored, row, unit, values) for row, unit in enumerate(units))


def _arrays(index: Index, units: list[str], readings: tuple[Reading, ...]) -> tuple[Array, Array]:
    """Return values and standard errors, units × indicators; NaN where there is no reading."""
    indicators = [indicator for dimension in index.dimensions for indicator in dimension.indicators]
    known = by_subject(readings)
    shape = (len(units), len(indicators))
    values, errors = np.full(shape, np.nan), np.zeros(shape)
    for row, unit in enumerate(units):
        for column, indicator in enumerate(indicators):
            reading = known.get((indicator.measure, unit))
            if reading is not None and reading.value is not None:
                values[row, column] = reading.value
                errors[row, column] = _error(reading)
    return values, errors


def middle(scores: Scores) -> UnitScore | None:
    """Return what lies in the middle of all units, under the empty id: the median with its 5-95 % band, and no rank."""
    index, names = scores.index, [unit.id for unit in scores.units]
    if not names:
        return None
    values, errors = _arrays(index, names, scores.readings)
    found = simulate_middle(values, errors, structure(index), index.simulations, index.seed)
    absent = [
        set.intersection(*(set(u.dimensions[d.id].missing) for u in scores.units)) for d in index.dimensions
    ]
    dimensions = {
        d.id: DimensionScore(
            d.id,
            _number(found.dimension[place]),
            _number(found.dimension_low[place]),
            _number(found.dimension_high[place]),
            tuple(sorted(absent[place])),
        )
        for place, d in enumerate(index.dimensions)
    }
    return UnitScore(
        "", _number(found.score), _number(found.low), _number(found.high), None, None, None, dimensions
    )


def structure(index: Index) -> Structure:
    """Return an index as the arrays its methods take."""
    indicators = [(n, i) for n, d in enumerate(index.dimensions) for i in d.indicators]
    return Structure(
        np.array([i.low for _, i in indicators]),
        np.array([i.high for _, i in indicators]),
        np.array([i.weight for _, i in indicators]),
        tuple(n for n, _ in indicators),
        np.array([d.weight for d in index.dimensions]),
        index.aggregation,
        index.weight_spread,
    )


def _error(reading: Reading) -> float:
    """Return the standard error of a reading from its 95 % interval; none is known where there is no interval."""
    if reading.low is None or reading.high is None:
        return 0.0
    return (reading.high - reading.low) / (2 * Z95)


def _unit(index: Index, scored: Scored, row: int, name: str, values: Array) -> UnitScore:
    dimensions = {}
    offset = 0
    for number, dimension in enumerate(index.dimensions):
        columns = range(offset, offset + len(dimension.indicators))
        offset += len(dimension.indicators)
        absent = [
            i.measure
            for i, c in zip(dimension.indicators, columns, strict=True)
            if math.isnan(values[row, c])
        ]
        dimensions[dimension.id] = DimensionScore(
            dimension.id,
            _number(scored.dimension[row, number]),
            _number(scored.dimension_low[row, number]),
            _number(scored.dimension_high[row, number]),
            tuple(absent),
        )
    return UnitScore(
        name,
        _number(scored.score[row]),
        _number(scored.low[row]),
        _number(scored.high[row]),
        _whole(scored.rank[row]),
        _whole(scored.rank_low[row]),
        _whole(scored.rank_high[row]),
        dimensions,
    )


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), DIGITS)


def _whole(value: float) -> int | None:
    return None if math.isnan(value) else int(value)
