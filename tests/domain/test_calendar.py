"""The legal calendar: ordinals count working days, holidays and make-up days included."""

from __future__ import annotations

from datetime import date

import pytest

from console.domain.calendar import YearCalendar, calendar_days
from console.errors import DefinitionError


def year(number: int, holidays: list[date], workdays: list[date]) -> YearCalendar:
    return YearCalendar("CN", number, frozenset(holidays), frozenset(workdays), "test", True)


def test_ordinals_count_working_days() -> None:
    days = calendar_days(
        [year(2026, [date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)], [date(2026, 5, 9)])]
    )
    by_day = {one.day: one for one in days}
    assert by_day[date(2026, 5, 9)].working
    assert not by_day[date(2026, 5, 4)].working
    assert by_day[date(2026, 5, 11)].ordinal - by_day[date(2026, 4, 30)].ordinal == 5
    slow = sum(one.working for one in days if one.day <= date(2026, 6, 30))
    assert by_day[date(2026, 6, 30)].ordinal == slow
    assert len(days) == 365


def test_a_missing_year_is_refused() -> None:
    with pytest.raises(DefinitionError):
        calendar_days([year(2024, [], []), year(2026, [], [])])
