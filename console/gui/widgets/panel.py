"""Owns the panel: surface, hairline, a 36 px head (title, badge, meta, link, buttons) and a body that can be loading or empty.

It refuses to hide why a body is not there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import painting
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Chip
from console.gui.widgets.piece import Label, Piece, column, row
from console.gui.widgets.stack import StateStack
from console.gui.words import Words

PADDING = 16
HEAD = 36


class Panel(Piece):
    """A titled surface. Put the content into ``set_content``; ``state`` shows loading, empty, error or not computable instead.

    ``flush`` lets a table reach the border. ``link_followed`` fires when the link right in the head is pressed.
    """

    link_followed = Signal()

    def __init__(
        self,
        look: Look,
        title: Words = "",
        meta: Words = "",
        link: Words = "",
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._flush = flush
        self._titled = title != ""
        self.title = Label(look, title, weight=600)
        self.badge = Chip(look, "")
        self.badge.hide()
        self.meta = Label(look, meta, "faint", px=12, elide=True)
        self.meta.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.link = Button(look, link, kind="link", on_click=self.link_followed.emit)
        self.link.setVisible(link != "")
        self.state = StateStack(look, padding=PADDING if flush else 0)
        self._build()
        self.restyle()
        self.retranslate()

    def set_content(self, content: QWidget) -> None:
        """Show this widget as the body."""
        self.state.set_content(content)

    def set_title(self, title: Words) -> None:
        """Say what the panel shows."""
        self.title.set_words(title)
        self.retranslate()

    def set_meta(self, meta: Words) -> None:
        """Say unit, baseline, count or order, right in the head."""
        self.meta.set_words(meta)

    def set_link(self, link: Words) -> None:
        """Offer a way on, or none with an empty string."""
        self.link.set_words(link)
        self.link.setVisible(link != "")

    def set_badge(self, words: Words, role: str = "neutral") -> None:
        """Show a chip beside the title, or none with an empty string."""
        self.badge.set_words(words, role)
        self.badge.setVisible(words != "")

    def add_button(self, button: QWidget) -> None:
        """Put a small control at the right end of the head."""
        self._head_row.addWidget(button)

    def add_icon_button(self, icon: str, words: Words, on_click: Callable[[], object]) -> Button:
        """Put an icon button at the right end of the head and return it."""
        button = Button(self.look, words, icon, "ghost", on_click, icon_only=True)
        self.add_button(button)
        return button

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        px = self.look.px
        self._head.setFixedHeight(px(HEAD))
        self._head_row.setContentsMargins(px(PADDING), 0, px(PADDING), 0)
        self._head_row.setSpacing(px(8))
        top = 1 if self._flush else 0 if self._titled else px(12)
        side = 1 if self._flush else px(PADDING)
        self._body.setContentsMargins(side, top, side, 1 if self._flush else px(12))

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.title.said)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the surface."""
        with painting(self, self.look) as brush:
            brush.box((0, 0, brush.width, brush.height), brush.palette.surface, brush.palette.line, 6)
            if self._titled and self._flush:
                brush.line((1, HEAD - 1), (brush.width - 1, HEAD - 1))

    def _build(self) -> None:
        self._head = QWidget(self)
        self._head_row = row()
        self._head.setLayout(self._head_row)
        self._head_row.addWidget(self.title)
        self._head_row.addWidget(self.badge)
        self._head_row.addWidget(self.meta, 1)
        self._head_row.addWidget(self.link)
        self._head.setVisible(self._titled)
        self._body = column()
        self._body.addWidget(self.state)
        outer = column()
        outer.addWidget(self._head)
        outer.addLayout(self._body, 1)
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
