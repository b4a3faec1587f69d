"""Filters offered again with other counts keep their chips: making them anew costs a turn for nothing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from console.gui.theme import Look
from console.gui.widgets.chips import Filter, FilterChips


def test_the_same_filters_keep_their_chips_and_show_the_new_counts(look: Look, qtbot: QtBot) -> None:
    chips = FilterChips(look)
    qtbot.addWidget(chips)
    chips.set_filters([Filter("red", "红", 3), Filter("yellow", "黄", 4)], ("red",))
    before = list(chips._chips)
    chips.set_filters([Filter("red", "红", 7), Filter("yellow", "黄", 4)], ("yellow",))
    assert chips._chips == before
    assert chips.on == ("yellow",)
    assert [chip.accessibleName().split()[1] for chip in before] == ["7", "4"]
    chips.set_filters([Filter("red", "红", 7)], ())
    assert chips._chips != before
    assert not chips.on
