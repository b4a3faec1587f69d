"""A figure says how good the data are that it rests on: never all where something fails, and never good where nobody looked."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from console.domain.quality import QualityRow, Tally
from console.domain.resting import MeasureLine
from console.gui.context import ViewContext
from console.gui.resting import Weakest, passed_percent, rest_of
from console.gui.theme import Look
from console.gui.widgets.chips import Chip
from console.gui.widgets.tile import Kpi, KpiTile

NAMES = {"zh-CN": "办件 · 办结时间", "en": "Case · closed at"}


def line(failed: int, checked: int = 1000) -> MeasureLine:
    worst = QualityRow("service_case", "closed_at", "filled", failed, checked) if failed else None
    tallies = {"accuracy": Tally(0, 10, 1), "completeness": Tally(failed, checked, 1)}
    return MeasureLine("SVC-001", {}, tallies, 4, (), worst, NAMES if worst else {})


@pytest.mark.parametrize(
    ("failed", "checked", "role", "short"),
    [
        (0, 1000, "ok", "数据 100%"),
        (1, 10_000_000, "ok", "数据 99.9%"),
        (11, 1000, "notice", "数据 98.9%"),
        (51, 1000, "yellow", "数据 94.9%"),
    ],
)
def test_the_mark_follows_the_weakest_dimension(
    look: Look, failed: int, checked: int, role: str, short: str
) -> None:
    found = rest_of(look, line(failed, checked))
    assert (found.role, look.words(found.short)) == (role, short)
    told = look.words(found.told)
    assert (f"{checked:,}" in told and "办结时间" in told) if failed else "没有不合格" in told


def test_what_is_lacking_or_unchecked_is_never_good(look: Look) -> None:
    lacking = replace(line(0), lacking=("service_case.closed_at",))
    unchecked = replace(line(0), dimensions={})
    assert {rest_of(look, one).role for one in (lacking, unchecked)} == {"na"}
    assert (
        passed_percent(lacking) is None and passed_percent(unchecked) is None and passed_percent(None) is None
    )
    assert "service_case.closed_at" in look.words(rest_of(look, lacking).told)


def test_of_many_measures_the_weakest_speaks_and_never_before_all_were_checked(look: Look) -> None:
    class Asked:
        session = None

    chip = Chip(look, "")
    mark = Weakest(cast(ViewContext, Asked()), "slot", chip)
    mark.ask(["SVC-001", "SVC-002"])
    assert "0 个的数据已经检查" in chip.toolTip()
    mark._resting.held["SVC-001"] = replace(line(51), names={"zh-CN": "办结率", "en": "Closed"})
    mark.ask(["SVC-001", "SVC-002"])
    assert "1 个的数据已经检查" in chip.toolTip()
    mark._resting.held["SVC-002"] = replace(line(0), measure_id="SVC-002")
    mark.ask(["SVC-001", "SVC-002"])
    assert "最弱的是“办结率”" in chip.toolTip() and chip.accessibleName() == "数据 94.9%"
    mark.ask([])
    assert chip.isHidden()
    chip.deleteLater()


def test_a_tile_tells_it_in_both_languages_and_cuts_nothing(look: Look) -> None:
    rest = rest_of(look, line(51))
    tile = KpiTile(look, Kpi("A title that leaves no room for words", "98.6", "%", 0.1, rest=rest))
    assert look.audit is not None
    for language, word in (("zh-CN", "最差一项检查"), ("en", "the worst check")):
        look.set_language(language)
        tile.retranslate()
        assert word in tile.toolTip() and word in tile.accessibleName()
        for wide in (190, 320):
            tile.resize(wide, 120)
            look.audit.found.clear()
            assert not tile.grab().isNull() and look.audit.clipped == []
    tile.deleteLater()
