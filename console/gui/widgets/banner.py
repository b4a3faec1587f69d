"""Owns banners: what concerns everything on screen (partial data, a bad signature). It refuses to let a breach be dismissed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, painting
from console.gui.widgets.buttons import Button
from console.gui.widgets.marks import draw_mark
from console.gui.widgets.piece import Label, Painted, Piece, column, row
from console.gui.widgets.states import Move
from console.gui.words import Words, say

ICONS = {"red": "shield-x", "notice": "info"}
GAP = 12  # between title and detail on one line


class _BannerSign(Painted):
    """The shape of a banner's severity."""

    def __init__(self, look: Look, kind: str) -> None:
        super().__init__(look)
        self.kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def natural(self) -> tuple[float, float]:
        """Return the size of the sign."""
        return (18, 20)

    def draw(self, brush: Brush) -> None:
        """Draw an icon or a mark."""
        if self.kind in ICONS:
            brush.icon(ICONS[self.kind], (0, 1), 18, brush.palette.mark(self.kind), 2)
        else:
            draw_mark(brush, (2, 3), self.kind)


class Banner(Piece):
    """A line across the page: kind red, yellow, notice or ok; a title, a detail, moves, and a cross unless it must stay."""

    def __init__(
        self,
        look: Look,
        kind: str,
        title: Words,
        detail: Words = "",
        moves: Sequence[Move] = (),
        dismissible: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.kind = kind
        self.title = Label(
            look, title, kind if kind in {"red", "notice", "ok"} else "", weight=600, wrap=True
        )
        self.detail = Label(look, detail, "dim", px=12, wrap=True)
        self.detail.setVisible(detail != "")
        px = look.px
        words = self._words = column(0)
        words.addWidget(self.title)
        words.addWidget(self.detail, 1)
        line = row(px(10), (px(12), px(8), px(8), px(8)))
        line.addWidget(_BannerSign(look, kind))
        line.addLayout(words, 1)
        for move in moves:
            line.addWidget(Button(look, move.words, move.icon, "primary" if move.primary else "", move.run))
        if dismissible:
            line.addWidget(Button(look, say("action-dismiss"), "x", "ghost", self._dismiss, icon_only=True))
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        words = (self.title.said, self.detail.said)
        self.setAccessibleName(" ".join(part for part in words if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put title and detail on one line where both fit: height is scarce."""
        super().resizeEvent(event)
        needed = sum(
            label.fontMetrics().horizontalAdvance(label.accessibleName())
            for label in (self.title, self.detail)
        )
        given = self._words.geometry().width() - 2 * self.look.px(GAP)
        side_by_side = not self.detail.isHidden() and needed < given
        way = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        if self._words.direction() != way:
            self._words.setDirection(way)
            self._words.setSpacing(self.look.px(GAP) if side_by_side else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the soft ground and its line."""
        with painting(self, self.look) as brush:
            line = brush.palette.color(f"{self.kind}_line")
            brush.box((0, 0, brush.width, brush.height), brush.palette.soft(self.kind), line, 4)

    def _dismiss(self) -> None:
        self.hide()
        self.deleteLater()
