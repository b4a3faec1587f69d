"""Owns terms in working days: when one of so many days ends, and how many are left. It refuses to count a day nobody knows as
a holiday: beyond the calendars, weekdays are worked days and the term says that it is estimated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from console.domain.calendar import SATURDAY, YearCalendar, is_working

ONE = timedelta(days=1)
FURTHEST = 3_660
"""Days looked ahead at most: ten years."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Counts working days by the calendars of the years it knows."""

    years: Mapping[int, YearCalendar] = field(default_factory=dict)

    def working(self, day: date) -> bool:
        """Say whether a day is worked."""
        known = self.years.get(day.year)
        return day.weekday() < SATURDAY if known is None else is_working(day, known)

    def known(self, day: date) -> bool:
        """Say whether the holidays of a day's year are known."""
        return day.year in self.years

    def after(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after a day; the day itself is not counted (Civil Code, art. 201)."""
        found = day
        for _ in range(FURTHEST):
            if count <= 0:
                break
            found += ONE
            count -= self.working(found)
        return found

    def left(self, today: date, due: date) -> int:
        """Return the working days after today up to the due day; negative, those after the due day up to today."""
        first, last, sign = (today, due, 1) if due >= today else (due, today, -1)
        span = min((last - first).days, FURTHEST)
        return sign * sum(self.working(first + ONE * n) for n in range(1, span + 1))


def terms_of(calendars: Iterable[YearCalendar]) -> Terms:
    """Return the terms that these calendars count."""
    return Terms({calendar.year: calendar for calendar in calendars})
