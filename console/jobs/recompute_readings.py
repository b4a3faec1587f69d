"""Owns the readings and scores a briefing prints, each read once, without what was tolerated.

It refuses to fill a reading that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from console.domain.index import Index, UnitScore
from console.domain.measure import Measure, Reading
from console.domain.payee_groups import PayeeDecisions
from console.domain.period import Period, month_of
from console.domain.ports import Progress
from console.engine.readings import Reader
from console.jobs.extract import OpenedExtract
from console.jobs.overview_index import DIRECTIONS, monthly_dimensions
from console.jobs.score import ScoreRequest, Scores, middle, score
from console.jobs.tolerance_excuse import NOTHING, Placed, left_out
from console.methods.control_charts import Bounds
from console.methods.trend_signal import Signal, signal

Cut = tuple[str, ...]
Number = Decimal | float | int | None
READING_PARTS = ("value", "low", "high", "numerator", "denominator", "not_computable")
SCORE_PARTS = ("score", "low", "high", "rank", "rank_low", "rank_high")


class ReadingShelf:
    """Readings by cut and period, whole and by month; what was read once is not read again."""

    def __init__(
        self,
        extract: OpenedExtract,
        progress: Progress,
        excused: Placed = NOTHING,
        payees: PayeeDecisions | None = None,
    ) -> None:
        self._extract = extract
        self._progress = progress
        self._excused = excused
        self._payees = payees
        self._whole: dict[tuple[str, Cut, Period], dict[str, Reading]] = {}
        self._monthly: dict[tuple[str, Cut, Period], dict[tuple[str, str], Reading]] = {}

    def read(self, measures: Iterable[Measure], cut: Cut, period: Period) -> None:
        """Read measures in one fused pass."""
        wanted = [one for one in _newest(measures) if (one.id, cut, period) not in self._whole]
        if not wanted:
            return
        for one in wanted:
            self._whole[one.id, cut, period] = {}
        with left_out(self._extract, self._excused):
            found = self._reader().read(wanted, [cut], period)
        for reading in found:
            self._whole[reading.measure_id, cut, period][reading.subject] = reading

    def read_months(self, measures: Iterable[Measure], cut: Cut, span: Period) -> None:
        """Read the months of a span in one fused pass."""
        wanted = [one for one in _newest(measures) if (one.id, cut, span) not in self._monthly]
        if not wanted:
            return
        for one in wanted:
            self._monthly[one.id, cut, span] = {}
        with left_out(self._extract, self._excused):
            found = self._reader().read(wanted, [cut], span, monthly=True)
        for reading in found:
            self._monthly[reading.measure_id, cut, span][reading.subject, reading.period.name] = reading

    def reading(self, measure: Measure, cut: Cut, subject: str, period: Period) -> Reading | None:
        """Return one reading, or the one that says why there is none, or None where nothing was found."""
        self.read((measure,), cut, period)
        found = self._whole[measure.id, cut, period]
        return found.get(subject) or found.get("")

    def subjects(self, measure: Measure, cut: Cut, period: Period) -> tuple[Reading, ...]:
        """Return the readings of every subject of a cut."""
        self.read((measure,), cut, period)
        return tuple(self._whole[measure.id, cut, period].values())

    def series(
        self, measure: Measure, cut: Cut, subject: str, span: Period
    ) -> tuple[tuple[str, float | None], ...]:
        """Return month and value of every month of a span."""
        self.read_months((measure,), cut, span)
        held = self._monthly[measure.id, cut, span]
        months = [month.name for month in span.months()]
        readings = [held.get((subject, month)) for month in months]
        return tuple((month, r.value if r else None) for month, r in zip(months, readings, strict=True))

    def signal(self, measure: Measure, cut: Cut, subject: str, span: Period) -> Signal:
        """Return what the months say of the process, by the direction in which the measure is better."""
        values = [value for _, value in self.series(measure, cut, subject, span)]
        bounds = Bounds(0.0, 1.0) if measure.unit == "percent" else None
        return signal(values, DIRECTIONS[measure.direction], bounds=bounds)

    def _reader(self) -> Reader:
        extract = self._extract
        return Reader(extract.connection, extract.catalogue, extract.missing, self._progress, self._payees)


class ScoreShelf:
    """Scores by index and period, of units and of what lies in the middle of them."""

    def __init__(self, extract: OpenedExtract, progress: Progress, excused: Placed = NOTHING) -> None:
        self._extract = extract
        self._progress = progress
        self._excused = excused
        self._held: dict[tuple[str, Period], Scores] = {}
        self._middle: dict[tuple[str, Period], UnitScore | None] = {}

    def scores(self, index: Index, period: Period) -> Scores:
        """Return every unit's score."""
        key = (index.id, period)
        if key not in self._held:
            with left_out(self._extract, self._excused):
                self._held[key] = score(self._extract, ScoreRequest(index.id, period), self._progress)
        return self._held[key]

    def unit(self, index: Index, subject: str, period: Period) -> UnitScore | None:
        """Return the score of one subject; the empty one stands for the middle of all."""
        scores = self.scores(index, period)
        if subject:
            return next((unit for unit in scores.units if unit.id == subject), None)
        key = (index.id, period)
        if key not in self._middle:
            self._middle[key] = middle(scores)
        return self._middle[key]

    def signals(self, index: Index, subject: str, period: Period, months: Period) -> dict[str, Signal]:
        """Return what the months of each dimension say of the process."""
        wanted = {one.measure for dimension in index.dimensions for one in dimension.indicators}
        measures = [self._extract.catalogue.measures[name] for name in sorted(wanted)]
        scores = self.scores(index, period)
        with left_out(self._extract, self._excused):
            told = monthly_dimensions(self._extract, scores, measures, subject, months, self._progress)
        return {name: signal(series) for name, series in told.items()}


def reading_part(reading: Reading | None, part: str) -> Number:
    """Return one part of a reading, None where there is no reading; raises KeyError for a part there is not."""
    if part not in READING_PARTS:
        raise KeyError(part)
    found: Number = getattr(reading, part) if reading is not None else None
    return found


def score_part(unit: UnitScore | None, detail: str) -> Number:
    """Return what ``detail`` names of a unit: score, rank_low … or a dimension, such as efficiency or efficiency.low.

    Raises KeyError for a name there is not.
    """
    if unit is None:
        return None
    if detail in SCORE_PARTS:
        found: Number = getattr(unit, detail)
        return found
    name, _, part = detail.partition(".")
    dimension = unit.dimensions[name]
    return {"": dimension.score, "low": dimension.low, "high": dimension.high}[part]


def months_up_to(period: Period, count: int) -> Period:
    """Return the span of so many whole months that ends with the period's last month."""
    first = last = month_of(period.ends)
    for _ in range(count - 1):
        first = first.previous()
    return Period(first.starts, last.ends)


def _newest(measures: Iterable[Measure]) -> list[Measure]:
    return list({measure.id: measure for measure in measures}.values())
