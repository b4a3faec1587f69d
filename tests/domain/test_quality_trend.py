"""Owns the tests of the trend of quality between extracts. It refuses a comparison of other places or of other checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from console.domain.quality import QualityRow
from console.domain.quality_trend import QualitySummary, changed_checks, trend_of

CURRENT = QualitySummary(
    "c" * 64,
    "now",
    date(2026, 6, 30),
    ("99",),
    (QualityRow("t", "a", "filled", 5, 100), QualityRow("t", "b", "filled", 0, 100)),
)
BEFORE = replace(
    CURRENT,
    digest="b" * 64,
    name="before",
    cut_off=date(2026, 3, 31),
    rows=(QualityRow("t", "a", "filled", 0, 50), QualityRow("t", "b", "filled", 3, 50)),
)


def test_extracts_of_the_same_places_stand_in_the_order_of_their_cut_offs() -> None:
    first = replace(BEFORE, digest="a" * 64, cut_off=date(2025, 12, 31))
    others = (
        replace(BEFORE, digest="d" * 64, realm=("98",)),
        replace(BEFORE, digest="e" * 64, realm=()),
        replace(BEFORE, digest="f" * 64, cut_off=date(2026, 9, 30)),
        replace(BEFORE, digest="0" * 64, cut_off=CURRENT.cut_off),
    )
    found = trend_of(CURRENT, (BEFORE, first, *others), 12)
    assert [one.digest[0] for one in found] == ["a", "b", "c"]
    assert [one.current for one in found] == [False, False, True]
    assert found[-1].dimensions["completeness"].failed == 5
    assert [one.digest[0] for one in trend_of(CURRENT, (BEFORE, first), 2)] == ["b", "c"]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ((0, 50), (5, 100), "fails-now"),
        ((3, 50), (0, 100), "passes-now"),
        ((3, 50), (7, 100), "worse"),
        ((3, 50), (5, 100), "better"),
        ((3, 50), (6, 100), ""),
        ((0, 0), (6, 100), ""),
    ],
)
def test_how_a_check_changed(before: tuple[int, int], now: tuple[int, int], kind: str) -> None:
    earlier = replace(BEFORE, rows=(QualityRow("t", "a", "filled", *before),))
    current = replace(
        CURRENT, rows=(QualityRow("t", "a", "filled", *now), QualityRow("t", "new", "filled", 1, 1))
    )
    assert [one.kind for one in changed_checks(current, (earlier,))] == ([kind] if kind else [])


def test_the_largest_change_stands_first_and_nothing_without_an_earlier_extract() -> None:
    assert [one.now.column for one in changed_checks(CURRENT, (BEFORE,))] == ["b", "a"]
    assert changed_checks(CURRENT, ()) == ()
