"""Idleness is told from what comes in through the window with the focus, and nothing widgets send each other is looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from console.gui.idle import DOING, IdleLock
from console.gui.widgets.piece import column

MINUTES = 10.0


class Watching(IdleLock):
    """A lock that writes down what it is shown."""

    def __init__(self, parent: QWidget) -> None:
        self.seen: list[tuple[QObject, QEvent.Type]] = []
        super().__init__(MINUTES, parent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen.append((watched, event.type()))
        return super().eventFilter(watched, event)

    def done(self) -> list[QEvent.Type]:
        """Return what somebody did."""
        return [kind for _watched, kind in self.seen if kind in DOING]


def shown(qtbot: QtBot) -> QWidget:
    """Return a window with a field, focused."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = column()
    for _ in range(20):
        layout.addWidget(QLabel("x"))
    layout.addWidget(QLineEdit())
    window.setLayout(layout)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle(), timeout=60000)
    return window


def handle(window: QWidget) -> QWindow:
    found = window.windowHandle()
    assert found is not None
    return found


def test_keys_and_the_mouse_count_from_anew(qtbot: QtBot) -> None:
    window = shown(qtbot)
    lock = Watching(window)
    QTest.mouseClick(handle(window), Qt.MouseButton.LeftButton)
    QTest.keyClick(handle(window), Qt.Key.Key_A)
    QApplication.processEvents()
    assert QEvent.Type.MouseButtonPress in lock.done()
    assert QEvent.Type.KeyPress in lock.done()


def test_a_second_window_counts_too_once_it_has_the_focus(qtbot: QtBot) -> None:
    first = shown(qtbot)
    lock = Watching(first)
    second = shown(qtbot)
    QTest.keyClick(handle(second), Qt.Key.Key_A)
    QApplication.processEvents()
    assert lock.done()
    assert {watched for watched, kind in lock.seen if kind in DOING} == {handle(second)}


def test_what_widgets_send_each_other_is_not_looked_at(qtbot: QtBot) -> None:
    """A change of looks sends every widget several events; a filter of the application would be called for each."""
    window = shown(qtbot)
    lock = Watching(window)
    window.setStyleSheet("QLabel { color: red; }")
    QApplication.processEvents()
    assert not [watched for watched, _kind in lock.seen if isinstance(watched, QWidget)]
