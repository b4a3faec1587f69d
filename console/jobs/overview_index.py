"""Owns the index as the overview shows it: one unit or all of them, dimension by dimension, with what the months say.

It refuses to rank a unit without its band, and to judge months by indicators that only some of them have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from console.domain.index import Dimension, Index, UnitScore
from console.domain.measure import ADDITIVE, Kind, Measure, Reading
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.compile import pass_sql, passes
from console.engine.readings import Reader
from console.jobs.extract import OpenedExtract
from console.jobs.overview_answers import DimensionPart, IndexPart, Names, Standing, UnitPart
from console.jobs.overview_figures import Figures
from console.jobs.score import Scores, measures_of, points, scored, structure
from console.methods.trend_signal import FEWEST, Direction, signal
from console.methods.uncertainty import nominal

DIRECTIONS: Mapping[str, Direction] = {"up": "up", "down": "down", "none": "none"}
LANGUAGES = ("zh-CN", "en")
LISTED = ADDITIVE | {Kind.QUANTILE, Kind.DISTINCT}  # kinds one grouped pass reads


@dataclass(frozen=True, slots=True)
class Judged:
    """A series judged: its limits (low, centre, high) and, for each point, on which side it is out."""

    standing: Standing
    limits: tuple[float, float, float] | None
    flags: tuple[int, ...]


def words_of(chinese: str, english: str) -> Names:
    """Return a name in both languages; where there is no English one, the Chinese stands for both."""
    return {"zh-CN": chinese, "en": english or chinese}


def standing(series: Sequence[float | None], direction: Direction) -> Judged:
    """Judge a series, oldest first."""
    found = signal(series, direction)
    if found.chart is None:
        return Judged(Standing(), None, tuple(0 for _ in series))
    chart = found.chart
    flags = tuple(flag.side if flag is not None else 0 for flag in chart.flags)
    limits = (float(chart.lower[-1]), float(chart.centre), float(chart.upper[-1]))
    return Judged(Standing(found.state, found.reason, found.side, found.length), limits, flags)


def score_now(extract: OpenedExtract, index: Index, period: Period, now: Sequence[Reading]) -> Scores:
    """Score a period by readings of any measures and cuts that are there; most of it is simulation."""
    wanted = {measure.id for measure in measures_of(extract, index)}
    held = tuple(r for r in now if r.subject_column == index.subject and r.measure_id in wanted)
    return scored(extract, index, period, held)


def read_index(
    extract: OpenedExtract,
    index: Index,
    unit: str,
    figures: Figures,
    scores: Scores,
    regions: Mapping[str, Names],
) -> IndexPart:
    """Return the scores of the period and of the one before by readings that are there, each dimension judged by its months."""
    wanted = {measure.id: measure for measure in measures_of(extract, index)}
    held = figures.of(index.subject, frozenset(wanted))
    before = points(scores, held.before)
    unit = unit if any(one.id == unit for one in scores.units) else ""
    monthly = dimensions_by_month(scores, held.months, unit, figures.spans.months)
    measures = [measure for name, measure in extract.catalogue.measures.items() if name in wanted]
    return _part(
        scores, before, unit, monthly, regions, readings_sql(measures, index.subject, figures.spans.period)
    )


def monthly_dimensions(
    extract: OpenedExtract,
    scores: Scores,
    measures: Sequence[Measure],
    unit: str,
    months: Period,
    progress: Progress,
) -> dict[str, list[float | None]]:
    """Read the months, and return the score of each dimension by month, of a unit or the median of all."""
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress)
    readings = reader.read(measures, [(scores.index.subject,)], months, monthly=True)
    return dimensions_by_month(scores, readings, unit, months)


def dimensions_by_month(
    scores: Scores, readings: Sequence[Reading], unit: str, months: Period
) -> dict[str, list[float | None]]:
    """Return the score of each dimension by month, of a unit or the median of all.

    Only indicators that every month since the first has are used: one that comes and goes would be a change by itself.
    """
    units = [unit] if unit else [one.id for one in scores.units]
    table = _table(scores, readings, months.months(), units)
    if not units:
        return {}
    held = np.isfinite(table).any(axis=0).sum(axis=0) >= FEWEST  # months an indicator has, by indicator
    since = _since(table[:, :, held])
    table[:, :, ~held] = np.nan
    _, dimensions = nominal(table[:, since:, :].reshape(-1, table.shape[2]), structure(scores.index))
    by_unit = dimensions.reshape(len(units), -1, len(scores.index.dimensions))
    blank: list[float | None] = [None] * since
    return {
        dimension.id: blank + [_median(month.tolist()) for month in by_unit[:, :, number].T]
        for number, dimension in enumerate(scores.index.dimensions)
    }


def _table(
    scores: Scores, readings: Sequence[Reading], months: Sequence[Period], units: Sequence[str]
) -> np.ndarray[tuple[int, int, int], np.dtype[np.float64]]:
    """Return readings as units × months × indicators."""
    indicators = [i.measure for d in scores.index.dimensions for i in d.indicators]
    known = {(r.measure_id, r.subject, r.period): r.value for r in readings}
    table = np.full((len(units), len(months), len(indicators)), np.nan)
    for row, unit in enumerate(units):
        for place, month in enumerate(months):
            for column, measure in enumerate(indicators):
                value = known.get((measure, unit, month))
                table[row, place, column] = np.nan if value is None else value
    return table


def _since(table: np.ndarray[tuple[int, int, int], np.dtype[np.float64]]) -> int:
    """Return the first month from which every indicator kept has a reading of somebody."""
    whole = np.asarray(np.isfinite(table).any(axis=0))  # months × indicators
    return max((int(np.argmax(whole[:, column])) for column in range(whole.shape[1])), default=0)


def _median(values: Sequence[float]) -> float | None:
    present = [float(value) for value in values if value is not None and math.isfinite(value)]
    return median(present) if present else None


def _part(
    scores: Scores,
    before: Sequence[UnitScore],
    unit: str,
    monthly: Mapping[str, Sequence[float | None]],
    regions: Mapping[str, Names],
    sql: str,
) -> IndexPart:
    index = scores.index
    earlier = {one.id: one for one in before}
    chosen = [one for one in scores.units if one.id == unit or not unit]
    past = [earlier[one.id] for one in chosen if one.id in earlier]
    low, middle, high = _spread(chosen)
    return IndexPart(
        index.id,
        {language: words["name"] for language, words in index.text.items()},
        index.aggregation,
        index.simulations,
        unit,
        middle,
        low,
        high,
        _spread(past)[1],
        tuple(_dimension(d, chosen, past, monthly.get(d.id, ())) for d in index.dimensions),
        tuple(
            _unit(one, regions, earlier)
            for one in sorted(scores.units, key=lambda u: (u.rank is None, u.rank or 0, u.id))
        ),
        sql,
        tuple(dict.fromkeys(i.measure for d in index.dimensions for i in d.indicators)),
    )


def _spread(units: Sequence[UnitScore]) -> tuple[float | None, float | None, float | None]:
    """Return the interval of one unit around its score, or lowest, median and highest score of several."""
    if len(units) == 1:
        return units[0].low, units[0].score, units[0].high
    values = [one.score for one in units if one.score is not None]
    return (min(values), median(values), max(values)) if values else (None, None, None)


def _dimension(
    dimension: Dimension,
    units: Sequence[UnitScore],
    past: Sequence[UnitScore],
    months: Sequence[float | None],
) -> DimensionPart:
    parts = [one.dimensions[dimension.id] for one in units]
    before = _median([p.score for p in (one.dimensions[dimension.id] for one in past) if p.score is not None])
    values = [part.score for part in parts if part.score is not None]
    one = len(units) == 1 and bool(values)
    return DimensionPart(
        dimension.id,
        {language: words["name"] for language, words in dimension.text.items()},
        dimension.weight,
        _median(values),
        parts[0].low if one else min(values, default=None),
        parts[0].high if one else max(values, default=None),
        before,
        tuple(sorted(set.intersection(*(set(part.missing) for part in parts)))) if parts else (),
        standing(months, "up").standing,
    )


def _unit(one: UnitScore, regions: Mapping[str, Names], earlier: Mapping[str, UnitScore]) -> UnitPart:
    before = earlier.get(one.id)
    return UnitPart(
        one.id,
        regions.get(one.id, words_of(one.id, "")),
        one.score,
        one.low,
        one.high,
        one.rank,
        one.rank_low,
        one.rank_high,
        before.score if before else None,
    )


def readings_sql(measures: Sequence[Measure], column: str, period: Period) -> str:
    """Return one statement that lists what every measure counted by a subject column: it runs as it stands in the workbench."""
    listed = [
        f"SELECT {literal(measure.id)} AS measure, subject_0 AS {quoted(column)}, n0 AS numerator, d0 AS denominator, "
        f"s0 AS not_judged\nFROM ({pass_sql(one, [(column,)], period, False)})"
        for measure in measures
        if measure.kind in LISTED
        for one in passes([measure])
    ]
    if not listed:
        return ""
    rows = "\nUNION ALL\n".join(listed)
    sums = "sum(numerator) AS numerator, sum(denominator) AS denominator, sum(not_judged) AS not_judged"
    return f"SELECT measure, {quoted(column)}, {sums}\nFROM (\n{rows}\n)\nGROUP BY ALL ORDER BY ALL"
