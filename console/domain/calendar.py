"""Owns the legal calendar: which days are worked, and how many worked days lie between two. It refuses instants.

A period of n working days that starts the day after an event ends on the n-th working day after it (Civil Code of the
PRC, art. 201: the day of the event is not counted). Days are counted with an ordinal: the number of working days up to
and including a day. The count between two days is the difference of their ordinals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from console.errors import DefinitionError

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The statutory holidays and the make-up working days of one year, and whether a primary text was read."""

    country: str
    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]  # weekend days that are worked
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One civil day; ``ordinal`` counts working days up to and including it."""

    day: date
    working: bool
    holiday: bool
    ordinal: int


def is_working(day: date, calendar: YearCalendar) -> bool:
    """Say whether a day is worked under the calendar of its year."""
    if day in calendar.workdays:
        return True
    return day.weekday() < SATURDAY and day not in calendar.holidays


def calendar_days(calendars: Iterable[YearCalendar]) -> tuple[CalendarDay, ...]:
    """Return every day of consecutive years in order, with its ordinal.

    Raises DefinitionError where a year is missing between the first and the last.
    """
    by_year: Mapping[int, YearCalendar] = {calendar.year: calendar for calendar in calendars}
    years = sorted(by_year)
    for year in range(years[0], years[-1] + 1) if years else ():
        if year not in by_year:
            raise DefinitionError("calendar-gap", year=year)
    found: list[CalendarDay] = []
    ordinal = 0
    for year in years:
        day = date(year, 1, 1)
        while day.year == year:
            working = is_working(day, by_year[year])
            ordinal += working
            found.append(CalendarDay(day, working, day in by_year[year].holidays, ordinal))
            day += timedelta(days=1)
    return tuple(found)
