"""Owns what the halves of a measure come to: value, 95 % interval, or why there is none. It refuses zero for missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from console.domain.measure import Kind, Measure, Reading
from console.domain.period import Period, month_of
from console.engine.compile import Cut
from console.engine.session import Row
from console.engine.spans import Halves, Number
from console.methods.intervals import poisson_rate_interval, wilson
from console.methods.survival import median_from_table

NOTHING_JUDGED = "nothing-judgeable"
SIGNIFICANT = 12
"""Figures are kept to twelve significant digits: the last bits of a floating sum depend on the order of rows."""


def of_halves(measures: Iterable[Measure], halves: Halves, period: Period, monthly: bool) -> list[Reading]:
    """Return the readings of measures from their numerators, denominators and rows not judged."""
    by_id = {measure.id: measure for measure in measures}
    return [
        _reading(
            by_id[name], cut, subject, month_of(bucket) if monthly else period, above, below, int(silent or 0)
        )
        for (name, cut, subject, bucket), (above, below, silent) in halves.items()
    ]


def _reading(
    measure: Measure,
    cut: Cut,
    subject: tuple[str, ...],
    period: Period,
    numerator: Number,
    denominator: Number,
    silent: int,
) -> Reading:
    value, low, high = judged(measure, numerator, denominator)
    reason = NOTHING_JUDGED if value is None else ""
    column, name = "|".join(cut), "|".join(subject)
    return Reading(
        measure.id,
        measure.version,
        column,
        name,
        period,
        numerator,
        denominator,
        silent,
        value,
        low,
        high,
        reason,
    )


def judged(
    measure: Measure, numerator: Number, denominator: Number
) -> tuple[float | None, float | None, float | None]:
    """Return value and 95 % interval; the ratio comes last, after exact sums."""
    if measure.kind in {Kind.COUNT, Kind.SUM, Kind.DISTINCT, Kind.QUANTILE}:
        if numerator is None or (measure.kind in {Kind.COUNT, Kind.DISTINCT} and not denominator):
            return None, None, None
        if measure.kind is Kind.COUNT:
            low, high = poisson_rate_interval(float(numerator), 1.0)
            return rounded(numerator), rounded(low), rounded(high)
        return rounded(numerator), None, None
    if numerator is None or not denominator:
        if measure.denominator_view and denominator and numerator is None:
            numerator = 0
        else:
            return None, None, None
    value = rounded(Decimal(numerator) / Decimal(denominator))
    counted = measure.kind is Kind.RATIO and not measure.value and not measure.denominator_view
    if counted and 0 <= float(numerator) <= float(denominator):
        low, high = wilson(int(numerator), int(denominator))
        return value, rounded(low), rounded(high)
    return value, None, None


def rounded(value: Decimal | float) -> float:
    """Return a figure to twelve significant digits."""
    return float(f"{float(value):.{SIGNIFICANT}g}")


def survived(
    measure: Measure, cut: Cut, subject: tuple[str, ...], period: Period, table: Sequence[Row]
) -> Reading:
    """Return the reading of a survival table: the median time, its interval, events over rows judged."""
    judged = [(float(row[1]), int(row[2]), int(row[3])) for row in table if row[1] is not None and row[3]]
    silent = sum(int(row[4]) for row in table)
    events, leaving = sum(row[1] for row in judged), sum(row[2] for row in judged)
    found = median_from_table(judged)
    return Reading(
        measure.id,
        measure.version,
        "|".join(cut),
        "|".join(subject),
        period,
        events,
        leaving,
        silent,
        found.median,
        found.low,
        found.high,
        "" if found.median is not None else NOTHING_JUDGED,
    )


def nothing(measure: Measure, cut: Cut, subject: str, period: Period, reason: str) -> Reading:
    """Return a reading that says why there is none."""
    return Reading(
        measure.id, measure.version, "|".join(cut), subject, period, None, None, 0, None, reason=reason
    )


def in_order(reading: Reading) -> tuple[str, str, str, date]:
    """Return what readings are sorted by."""
    return reading.measure_id, reading.subject_column, reading.subject, reading.period.starts
