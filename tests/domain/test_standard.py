"""Dated thresholds: a region's own value wins, the general one keeps the rest, and no two are in force at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.standard import ANYWHERE, FOR_EVER, Standard, StandardValue, expand
from console.errors import DefinitionError

FIRST = date(2000, 1, 1)


def value(region: str, starts: date, ends: date, figure: float) -> StandardValue:
    return StandardValue(
        region, starts, ends, {"x": figure}, {"zh-CN": "第一条", "en": "art. 1"}, "test", True
    )


def in_force(values: tuple[StandardValue, ...], region: str, day: date) -> list[float]:
    return [v.values["x"] for v in values if v.region == region and v.effective_from <= day <= v.effective_to]


def test_overlap_is_refused() -> None:
    clash = Standard("s", (value("A", FIRST, FOR_EVER, 1), value("A", date(2020, 1, 1), FOR_EVER, 2)), {})
    with pytest.raises(DefinitionError):
        expand(clash, ["A"])


@given(st.lists(st.integers(min_value=0, max_value=9000), min_size=2, max_size=6, unique=True))
def test_every_day_has_exactly_one_value(offsets: list[int]) -> None:
    cuts = sorted(offsets)
    own = [
        value("A", FIRST + timedelta(days=a), FIRST + timedelta(days=b - 1), 10.0 + i)
        for i, (a, b) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
    ]
    standard = Standard("s", (value(ANYWHERE, FIRST, FOR_EVER, 1.0), *own), {})
    expanded = expand(standard, ["A", "B"])
    for offset in (0, *cuts, cuts[-1] + 1, 20_000):
        day = FIRST + timedelta(days=offset)
        slow = next((v.values["x"] for v in own if v.effective_from <= day <= v.effective_to), 1.0)
        assert in_force(expanded, "A", day) == [slow]
        assert in_force(expanded, "B", day) == [1.0]
