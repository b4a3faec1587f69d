"""Owns the plain parts of the window's frame: the title row of a page, the status bar, the first-run page. It refuses data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from console.gui.offers import PageAction
from console.gui.theme import Look
from console.gui.widgets.brush import Brush, painting
from console.gui.widgets.buttons import Button
from console.gui.widgets.marks import draw_logo
from console.gui.widgets.piece import Label, Painted, Piece, column, row
from console.gui.words import Words, say

ICONS = {"open": "folder-open", "sample": "database", "verify": "scan-search"}


class TitleRow(Piece):
    """Title, one line about the scope, and the page's buttons."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.title = Label(look, "", px=20, weight=600)
        self.subtitle = Label(look, "", "faint", elide=True)
        self._buttons: dict[str, Button] = {}
        self._row = row(look.px(12))
        self._row.addWidget(self.title)
        self._row.addWidget(self.subtitle, 1)
        self._row.setAlignment(self.subtitle, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(self._row)
        self.restyle()

    def set_title(self, title: Words, subtitle: Words = "") -> None:
        """Name the page."""
        self.title.set_words(title)
        self.subtitle.set_words(subtitle)

    def set_actions(self, actions: Sequence[PageAction]) -> None:
        """Show these buttons."""
        for old in self._buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for action in actions:
            kind = "primary" if action.primary else ""
            button = Button(self.look, action.words, action.icon, kind, action.run)
            button.setEnabled(action.enabled)
            self._buttons[action.key] = button
            self._row.addWidget(button)

    def button(self, key: str) -> Button | None:
        """Return the button of an action, to show its progress."""
        return self._buttons.get(key)

    def restyle(self) -> None:
        """Take the height at the present text scale."""
        self.setFixedHeight(self.look.size("title_h"))


class StatusBar(Piece):
    """Left what the numbers rest on, right how many can be recomputed and which snapshot they come from."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.left = Label(look, "", "faint", px=12, elide=True)
        self.right = Label(look, "", "faint", px=12)
        line = row(look.px(16))
        line.addWidget(self.left, 1)
        line.addWidget(self.right)
        self.setLayout(line)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        self.setFixedHeight(self.look.size("status_h"))
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(self.look.px(16), 0, self.look.px(16), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        with painting(self, self.look) as brush:
            brush.box((0, 0, brush.width, brush.height), brush.palette.nav)
            brush.line((0, 0), (brush.width, 0))


class _Emblem(Painted):
    """The plumb bob, large."""

    def natural(self) -> tuple[float, float]:
        """Return its size."""
        return (56, 56)

    def draw(self, brush: Brush) -> None:
        """Draw it."""
        draw_logo(brush, (0, 0), 56)


class Welcome(Piece):
    """What one sees before any extract is open: open a file, look at the sample, verify a briefing."""

    open_asked = Signal()
    sample_asked = Signal()
    verify_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.buttons: dict[str, Button] = {}
        px = look.px
        inside = column(px(10))
        inside.addWidget(_Emblem(look), 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(px(6))
        inside.addWidget(Label(look, say("welcome-title"), px=20, weight=600, wrap=True))
        inside.addWidget(Label(look, say("welcome-detail"), "dim", wrap=True))
        inside.addSpacing(px(10))
        inside.addLayout(self._moves())
        inside.addSpacing(px(14))
        inside.addWidget(Label(look, say("welcome-offline"), "faint", px=12, wrap=True))
        self._box = QWidget()
        self._box.setLayout(inside)
        middle = row()
        middle.addStretch(1)
        middle.addWidget(self._box)
        middle.addStretch(1)
        outer = column()
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.setLayout(outer)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """Take the width at the present text scale."""
        self._box.setFixedWidth(self.look.px(660))

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.look.text("welcome-title"))

    def set_busy(self, key: str, busy: bool) -> None:
        """Show that a move is under way; its button keeps its width."""
        self.buttons[key].setEnabled(not busy)
        self.buttons[key].set_icon("loader-circle" if busy else ICONS[key])

    def _moves(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.look.px(12))
        grid.setVerticalSpacing(self.look.px(10))
        grid.setColumnStretch(1, 1)
        asks = {
            "open": self.open_asked.emit,
            "sample": self.sample_asked.emit,
            "verify": self.verify_asked.emit,
        }
        for line, (key, ask) in enumerate(asks.items()):
            button = Button(self.look, say(f"welcome-{key}"), ICONS[key], "primary" if line == 0 else "", ask)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.buttons[key] = button
            grid.addWidget(button, line, 0)
            grid.addWidget(Label(self.look, say(f"welcome-{key}-detail"), "faint", px=12, wrap=True), line, 1)
        return grid
