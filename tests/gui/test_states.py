"""A panel stays quiet, then shows a skeleton; a failure offers to try again; the previous result stays."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.domain.ports import Progress, stop_if_cancelled
from console.errors import ExtractError
from console.gui.faults import Failure
from console.gui.tasks import Lane
from console.gui.theme import Look
from console.gui.widgets import stack as stack_module
from console.gui.widgets.panel import Panel
from console.gui.widgets.states import elapsed_words
from console.gui.words import say

WORDS = say("progress-working")


def _panel(look: Look, qtbot: QtBot) -> Panel:
    panel = Panel(look, "标题")
    panel.set_content(QLabel("结果"))
    panel.resize(400, 300)
    panel.show()
    qtbot.addWidget(panel)
    return panel


def test_a_quick_answer_never_shows_a_skeleton(look: Look, qtbot: QtBot) -> None:
    """Below 0.4 seconds the panel only changes from one result to the next."""
    panel, lane = _panel(look, qtbot), Lane("test")
    seen: list[str] = []
    ticket = lane.submit(lambda progress: 7, WORDS)
    panel.state.watch(ticket, lambda value: seen.append(panel.state.state))
    with qtbot.waitSignal(ticket.finished, timeout=60000):
        pass
    assert seen == ["content"]
    assert panel.state.state == "content"
    lane.close()


def test_a_slow_first_answer_shows_a_skeleton_and_can_be_cancelled(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancel stops the work and says that there is no result."""
    monkeypatch.setattr(stack_module, "QUIET", 0)
    monkeypatch.setattr(stack_module, "TICK", 10)
    panel, lane = Panel(look, "标题"), Lane("test")
    qtbot.addWidget(panel)
    panel.show()

    def endless(progress: Progress) -> None:
        progress.report(0.5, "query")
        while True:
            stop_if_cancelled(progress)
            threading.Event().wait(0.002)

    ticket = lane.submit(endless, WORDS)
    panel.state.watch(ticket, print, retry=print)
    qtbot.waitUntil(lambda: panel.state.state == "loading", timeout=60000)
    with qtbot.waitSignal(ticket.cancelled, timeout=60000):
        panel.state._cancel()
    assert panel.state.state == "empty"
    lane.close()


def test_a_failure_offers_to_compute_again(look: Look, qtbot: QtBot) -> None:
    """The error's own sentence is shown, and the retry is called."""
    panel, lane = _panel(look, qtbot), Lane("test")
    again: list[int] = []

    def failing(progress: Progress) -> None:
        raise ExtractError("file-not-found", file="x.duckdb")

    ticket = lane.submit(failing, WORDS)
    panel.state.watch(ticket, print, retry=lambda: again.append(1))
    with qtbot.waitSignal(ticket.finished, timeout=60000):
        pass
    failure = Failure(ExtractError("file-not-found", file="x.duckdb"), "")
    assert panel.state.state == "error"
    shown = panel.state._stack.currentWidget()
    assert shown is not None
    words = [label.text() for label in shown.findChildren(QLabel)]
    assert any("x.duckdb" in word for word in words)
    before = failure.sentence(look)
    look.set_language("en")
    assert failure.sentence(look) != before
    assert failure.sentence(look) in [label.text() for label in shown.findChildren(QLabel)]
    lane.close()


def test_empty_chosen_while_showing_stays(look: Look, qtbot: QtBot) -> None:
    """A result that is nothing is a conclusion: the content does not come back over it."""
    panel, lane = _panel(look, qtbot), Lane("test")
    ticket = lane.submit(lambda progress: [], WORDS)
    panel.state.watch(ticket, lambda value: panel.state.show_empty("当前范围没有红牌"))
    with qtbot.waitSignal(ticket.finished, timeout=60000):
        pass
    assert panel.state.state == "empty"
    lane.close()


def test_time_left_is_told_only_after_ten_seconds(look: Look) -> None:
    """Before that it would be a guess."""
    assert elapsed_words(look, 0.5, 9.0).key == "loading-time"
    assert elapsed_words(look, 0.5, 20.0).key == "loading-left"
    assert elapsed_words(look, None, 20.0).key == "loading-time"
