"""Owns the small helpers of the page: where the keyboard is, which of two shows, room for large text, waiting together.

It refuses to know what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QWidget

from console.gui.tasks import Ticket
from console.gui.widgets.stack import StateStack


def scrolling(body: QWidget) -> QScrollArea:
    """The page never scrolls at its smallest size; enlarged text may need more room than the window has."""
    area = QScrollArea()
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    body.setAutoFillBackground(False)
    return area


def flip(stack: QStackedLayout) -> None:
    """Show the other of two."""
    stack.setCurrentIndex(1 - stack.currentIndex())


def holds_focus(box: QWidget) -> bool:
    """Say whether the keyboard is in a box or in anything inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is box or box.isAncestorOf(focused))


def follow(
    ticket: Ticket,
    show: Callable[[object], None],
    states: Sequence[StateStack],
    again: Callable[[], None],
) -> None:
    """Let several bodies wait for one answer: the first to hear it fills them all."""
    first, *others = states
    first.watch(ticket, show, again)
    for state in others:
        state.watch(ticket, lambda _shown: None, again)
