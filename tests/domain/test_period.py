"""Periods: what people name is read back, and neighbours meet without gap or overlap."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.period import Period, month_of, parse, quarter_of, year
from console.errors import UsageError

DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("name", "starts", "ends"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-01..2026-03", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-05-04", date(2026, 5, 4), date(2026, 5, 4)),
    ],
)
def test_names_are_read(name: str, starts: date, ends: date) -> None:
    assert parse(name) == Period(starts, ends)


@pytest.mark.parametrize("name", ["", "2026Q5", "2026-13", "soon", "2026-06..2026-01"])
def test_nonsense_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        parse(name)


@given(DAYS, st.sampled_from([year, quarter_of, month_of]))
def test_names_come_back(day: date, make: object) -> None:
    assert callable(make)
    period = make(day)
    assert parse(period.name) == period
    assert day in period


@given(DAYS, st.sampled_from([year, quarter_of, month_of]))
def test_the_previous_period_ends_the_day_before(day: date, make: object) -> None:
    assert callable(make)
    period = make(day)
    before = period.previous()
    assert before.ends + timedelta(days=1) == period.starts
    assert before.grain == period.grain
    assert period.year_earlier().starts.year == period.starts.year - 1


@given(DAYS, st.integers(min_value=0, max_value=900))
def test_months_cover_a_span_once(day: date, length: int) -> None:
    span = Period(day, day + timedelta(days=length))
    months = span.months()
    assert months[0].starts <= span.starts
    assert months[-1].ends >= span.ends
    assert all(a.ends + timedelta(days=1) == b.starts for a, b in itertools.pairwise(months))
