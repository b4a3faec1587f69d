"""What is large is made a step a turn: nothing of it in the click that asked, no two steps in one turn."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from console.gui.building import Builder
from console.gui.theme import Look
from console.gui.views import VIEWS
from console.gui.window import Window
from tests.gui.test_window import session, start_context


def test_a_step_a_turn_and_one_thing_after_the_other(qtbot: QtBot) -> None:
    told: list[str] = []

    def steps(name: str) -> Iterator[None]:
        for number in range(3):
            told.append(f"{name}{number}")
            yield

    parent = QObject()
    builder = Builder(parent)
    builder.make(steps("a"), lambda: told.append("a stands"))
    builder.make(steps("b"), lambda: told.append("b stands"))
    assert builder.busy
    assert told == [], "nothing is made in the call that asks"
    builder._step()
    builder._step()
    assert told == ["a0", "a1"]
    qtbot.waitUntil(lambda: not builder.busy, timeout=60000)
    assert told == ["a0", "a1", "a2", "a stands", "b0", "b1", "b2", "b stands"]
    assert not builder._timer.isActive()


def test_a_page_is_built_dressed_and_shown_in_turns_of_their_own(look: Look, qtbot: QtBot) -> None:
    """And where somebody went elsewhere meanwhile, it does not come up."""
    window = Window(start_context(look), VIEWS)
    qtbot.addWidget(window)
    window.page("overview")
    window.context._kept.session = session()
    look.dresser.paced = True
    window.go("quality")
    assert "quality" not in window.built
    window.builder._step()
    assert "quality" in window.built
    assert not window.page("quality").styleSheet()
    window.builder._step()
    assert window.page("quality").styleSheet() == look.dresser.sheet
    assert window.shown != "quality"
    window.builder._step()
    assert window.shown == "quality"
    window.go("deadlines")
    window.go("overview")
    qtbot.waitUntil(lambda: not window.builder.busy, timeout=60000)
    assert "deadlines" in window.built
    assert window.shown == "overview"
    window.context.lanes.close()
