"""Owns how one span follows from another: halves of readings by month, their sums, and the views any end leaves alike.

It refuses to sum what does not add up, months that a period holds only in part, and a view that shows another state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from console.domain.measure import Measure
from console.domain.period import Period
from console.domain.view import View
from console.engine.compile import Cut, Pass, cut_columns, cut_mask
from console.engine.session import Row
from console.engine.subset import facts_of

ENDS = ("starts", "ends")  # the columns of ``period`` that differ from span to span

Number = Decimal | float | None
Span = tuple[Period, bool]  # whole, or by month
Key = tuple[str, Cut, tuple[str, ...], date]  # measure, cut, subject, first day of the bucket
Halves = dict[Key, list[Number]]  # numerator, denominator, rows not judged


def merge(merged: Halves, one: Pass, cuts: Sequence[Cut], rows: Iterable[Row]) -> None:
    """Add the figures of one pass; a measure whose denominator has its own view gets its halves from two passes."""
    columns = cut_columns(cuts)
    by_mask = {cut_mask(cut, columns): cut for cut in cuts}
    for row in rows:
        cut = by_mask[row[0]]
        values = dict(zip(columns, row[2 : 2 + len(columns)], strict=True))
        subject = tuple(values[column] for column in cut)
        if None in subject:
            continue
        for i, part in enumerate(one.parts):
            numerator, denominator, silent = row[2 + len(columns) + 3 * i : 5 + len(columns) + 3 * i]
            held = merged.setdefault((part.measure.id, cut, subject, row[1]), [None, None, 0])
            held[0] = numerator if numerator is not None else held[0]
            held[1] = denominator if denominator is not None else held[1]
            held[2] = (held[2] or 0) + silent


def summed(months: Halves, wanted: Mapping[str, Sequence[Cut]], period: Period) -> Halves:
    """Return the halves of a whole period from those of its months; counts and decimals, so nothing is rounded."""
    found: Halves = {}
    for (name, cut, subject, bucket), halves in months.items():
        if bucket in period and cut in wanted.get(name, ()):
            held = found.setdefault((name, cut, subject, period.starts), [None, None, 0])
            held[:] = [_plus(one, other) for one, other in zip(held, halves, strict=True)]
    return found


def _plus(one: Number, other: Number) -> Number:
    if one is None or other is None:
        return other if one is None else one
    return one + other  # type: ignore[operator]  # both are of the one type their expression has


def months_of(spans: Iterable[Span]) -> Period | None:
    """Return the first span that is read by month, if any is."""
    return next((period for period, monthly in spans if monthly), None)


def adds_up(measure: Measure, span: Span, months: Period | None, dated: frozenset[str]) -> bool:
    """Say whether the readings of a whole period are the sums of months that are read anyway."""
    period, monthly = span
    if monthly or months is None or not measure.additive:
        return False
    whole = period.starts.day == 1 and (period.ends + timedelta(days=1)).day == 1
    within = months.starts <= period.starts and period.ends <= months.ends
    alike = period.ends == months.ends or not {measure.view, measure.denominator_view} & dated
    return whole and within and alike


def dated_views(views: Mapping[str, View]) -> frozenset[str]:
    """Return the views that show a state at the period's end, of themselves or through others."""
    found: set[str] = set()
    while True:
        more = {
            view.name
            for view in views.values()
            if view.name not in found and (_reads_end(view) or found & set(view.reads))
        }
        if not more:
            return frozenset(found)
        found |= more


def _reads_end(view: View) -> bool:
    """A star cannot hide it: what a view passes on is among the columns it declares."""
    if "period" not in view.reads:
        return False
    named = facts_of(f"{view.name}.toml", view.sql).columns | set(view.needs)
    return not named.isdisjoint(ENDS)
