"""Owns proof that names along a chart stay apart when they must be short."""

from __future__ import annotations

import pytest

from console.briefing.names import shortened
from tests.briefing.samples import Figures
from tests.briefing.test_charts import setting

OFFICES = ("Wangchuan Finance Bureau", "Wangchuan Food Bureau", "Wangchuan Forestry Bureau")


def short(names: tuple[str, ...], width: float, chinese: bool = False) -> tuple[str, ...]:
    held = setting(Figures(chinese))
    found = shortened(names, width, 7.5, held)
    assert all(held.width(name, "sans", 7.5) <= width + 0.01 for name in found)
    return found


def test_names_that_fit_stay_as_they_are() -> None:
    assert short(OFFICES, 200) == OFFICES


def test_what_all_begin_with_goes_first() -> None:
    assert short(OFFICES, 75) == ("…Finance Bureau", "…Food Bureau", "…Forestry Bureau")
    assert short(("望川市财政局", "望川市司法局"), 40, chinese=True) == ("…财政局", "…司法局")


@pytest.mark.parametrize(
    "names", [("Ministry of Everything Else",), ("Wangchuan", "Wangchuan Finance Bureau")]
)
def test_a_name_is_cut_at_its_end_where_nothing_is_shared(names: tuple[str, ...]) -> None:
    found = short(names, 45)
    assert all(name[:4] == told[:4] for name, told in zip(names, found, strict=True))
    assert found[-1].endswith("…")
