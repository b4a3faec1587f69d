"""Owns spans of civil days that people name: years, quarters, months. It refuses instants and zones."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta

from console.errors import UsageError


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``starts`` to ``ends``, both included."""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise UsageError("period-backwards", starts=str(self.starts), ends=str(self.ends))

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    @property
    def grain(self) -> str:
        """Return year, quarter, month or span."""
        for grain, make in (("year", year), ("quarter", _quarter_of), ("month", month_of)):
            if make_from(make, self.starts) == self:
                return grain
        return "span"

    @property
    def name(self) -> str:
        """Return the shortest name ``parse`` reads back: 2026, 2026Q2, 2026-05 or 2026-01..2026-05."""
        if self.grain == "year":
            return f"{self.starts.year:04d}"
        if self.grain == "quarter":
            return f"{self.starts.year:04d}Q{(self.starts.month + 2) // 3}"
        if self.grain == "month":
            return f"{self.starts:%Y-%m}"
        whole = self.starts.day == 1 and (self.ends + timedelta(days=1)).day == 1
        return f"{self.starts:%Y-%m}..{self.ends:%Y-%m}" if whole else f"{self.starts}..{self.ends}"

    def months(self) -> tuple[Period, ...]:
        """Return the calendar months the period touches, in order."""
        found = [month_of(self.starts)]
        while found[-1].ends < self.ends:
            found.append(month_of(found[-1].ends + timedelta(days=1)))
        return tuple(found)

    def previous(self) -> Period:
        """Return the period of the same kind just before; for a span, as many days."""
        day_before = self.starts - timedelta(days=1)
        if self.grain == "year":
            return year(day_before)
        if self.grain == "quarter":
            return _quarter_of(day_before)
        if self.grain == "month":
            return month_of(day_before)
        return Period(self.starts - (self.ends - self.starts) - timedelta(days=1), day_before)

    def year_earlier(self) -> Period:
        """Return the same span one year before."""
        if self.grain in {"year", "quarter", "month"}:
            return parse(_year_less(self.name))
        return Period(_year_back(self.starts), _year_back(self.ends))


def make_from(make: object, day: date) -> Period:
    """Return the named kind of period around a day."""
    assert callable(make)
    found = make(day)
    assert isinstance(found, Period)
    return found


def year(day: date) -> Period:
    """Return the calendar year around a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


@functools.lru_cache(maxsize=1024)  # asked for every reading of every month
def month_of(day: date) -> Period:
    """Return the calendar month around a day."""
    first_of_next = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Period(day.replace(day=1), first_of_next - timedelta(days=1))


def _quarter_of(day: date) -> Period:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, month_of(first.replace(month=first.month + 2)).ends)


quarter_of = _quarter_of


def _year_less(name: str) -> str:
    return f"{int(name[:4]) - 1:04d}{name[4:]}"


def _year_back(day: date) -> date:
    last_of_february = day.month == 2 and day.day == 29
    return date(day.year - 1, 2, 28) if last_of_february else day.replace(year=day.year - 1)


def parse(name: str) -> Period:
    """Read 2026, 2026Q2, 2026-05, 2026-05-04, or two of them with .. between.

    Raises UsageError for anything else.
    """
    first, dots, last = name.strip().partition("..")
    if dots:
        return Period(_parse_one(first, name).starts, _parse_one(last, name).ends)
    return _parse_one(first, name)


def _parse_one(part: str, whole: str) -> Period:
    try:
        if re.fullmatch(r"\d{4}", part):
            return year(date(int(part), 1, 1))
        if found := re.fullmatch(r"(\d{4})-?[Qq]([1-4])", part):
            return _quarter_of(date(int(found[1]), int(found[2]) * 3, 1))
        if re.fullmatch(r"\d{4}-\d{2}", part):
            return month_of(date.fromisoformat(part + "-01"))
        day = date.fromisoformat(part)
    except ValueError as fault:
        raise UsageError("period-unreadable", told=whole) from fault
    return Period(day, day)
