"""Owns the plain parts of the window's frame: the title row of a page, the status bar, the first-run page. It refuses data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.offers import PageAction
from console.gui.theme import Look
from console.gui.widgets.brush import Brush, painting
from console.gui.widgets.buttons import Button
from console.gui.widgets.marks import draw_logo
from console.gui.widgets.piece import Label, Painted, Piece, column, row
from console.gui.words import Words, say


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
        px = look.px
        inside = column(px(10))
        inside.addWidget(_Emblem(look), 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(px(6))
        inside.addWidget(Label(look, say("welcome-title"), px=20, weight=600, wrap=True))
        inside.addWidget(Label(look, say("welcome-detail"), "dim", wrap=True))
        inside.addSpacing(px(10))
        moves: tuple[tuple[str, str, str, Signal], ...] = (
            ("open", "folder-open", "primary", self.open_asked),  # type: ignore[assignment]
            ("sample", "database", "", self.sample_asked),
            ("verify", "scan-search", "", self.verify_asked),
        )
        self.buttons: dict[str, Button] = {}
        for key, icon, kind, signal in moves:
            button = Button(look, say(f"welcome-{key}"), icon, kind, signal.emit)  # type: ignore[attr-defined]
            self.buttons[key] = button
            line = row(px(12))
            line.addWidget(button)
            line.addWidget(Label(look, say(f"welcome-{key}-detail"), "faint", px=12, wrap=True), 1)
            inside.addLayout(line)
        inside.addSpacing(px(14))
        inside.addWidget(Label(look, say("welcome-offline"), "faint", px=12, wrap=True))
        box = QWidget()
        box.setLayout(inside)
        box.setMaximumWidth(px(560))
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        outer = column()
        outer.addStretch(2)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.setLayout(outer)
        self._even()
        self.retranslate()

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.look.text("welcome-title"))
        self._even()

    def _even(self) -> None:
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        for button in self.buttons.values():
            button.setMinimumWidth(widest)
