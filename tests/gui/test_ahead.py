"""Everything is looked through for rubbish only once the person has been away for a while, and never at a mere glance aside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.gui import ahead
from console.gui.ahead import Ahead
from console.gui.theme import Look
from console.gui.window import Window
from tests.gui.test_window import start_context

STATE = Qt.ApplicationState


class Counting(Ahead):
    """Counts the whole looks."""

    def __init__(self, window: Window) -> None:
        self.looks = 0
        super().__init__(window, ())

    def sweep_whole(self) -> None:
        self.looks += 1
        super().sweep_whole()


@pytest.fixture
def warm(look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    """A warm window whose person is soon away."""
    monkeypatch.setattr(ahead, "AWAY_MS", 100)
    window = Window(start_context(look), ())
    qtbot.addWidget(window)
    made = Counting(window)
    made.start()
    qtbot.waitUntil(lambda: not window.context.lanes.busy, timeout=60000)
    yield made
    made.stop()
    window.context.lanes.close()


def test_a_glance_aside_costs_nothing(warm: Counting, qtbot: QtBot) -> None:
    warm._left(STATE.ApplicationInactive)
    assert warm.looks == 0
    warm._left(STATE.ApplicationActive)
    qtbot.wait(200)
    assert warm.looks == 0


def test_who_is_away_long_enough_comes_back_to_a_swept_window(warm: Counting, qtbot: QtBot) -> None:
    warm._left(STATE.ApplicationInactive)
    qtbot.waitUntil(lambda: warm.looks == 1, timeout=60000)
    warm._left(STATE.ApplicationActive)
    qtbot.wait(200)
    assert warm.looks == 1, "swept once while away, not again on coming back"


def test_a_window_that_is_going_is_not_swept(warm: Counting, qtbot: QtBot) -> None:
    warm._left(STATE.ApplicationInactive)
    warm.stop()
    qtbot.wait(200)
    assert warm.looks == 0
