"""Owns the small helpers of the page's layout: where the keyboard is, which of two shows, room for enlarged text.

It refuses to know what is shown.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QWidget


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
