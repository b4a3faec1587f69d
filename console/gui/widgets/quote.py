"""Owns the quotation of a statute: the law's own words in the law's face behind a bar. It refuses to shorten them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, paragraph_height
from console.gui.widgets.piece import Painted
from console.gui.words import Words

LINE, INSET = 21, 14


class ClauseQuote(Painted):
    """A quoted clause."""

    def __init__(self, look: Look, words: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._words = words
        self.retranslate()

    def set_words(self, words: Words) -> None:
        """Quote something else."""
        self._words = words
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(self.look.words(self._words))
        self._fit()

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        self._fit()

    def natural(self) -> tuple[float, float]:
        """Return the height of the quotation at the present width."""
        wide = max(self.width() / self.look.scale - INSET, 80)
        return (160, paragraph_height(self.look, self.accessibleName(), wide, 13, 400, LINE, "law"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again at another width."""
        super().resizeEvent(event)
        self._fit()

    def draw(self, brush: Brush) -> None:
        """Draw the bar and the words."""
        brush.box((0, 0, 2, brush.height), brush.palette.accent)
        brush.paragraph((INSET, 0), brush.width - INSET, self.accessibleName(), px=13, line=LINE, use="law")

    def _fit(self) -> None:
        self.setFixedHeight(max(self.look.px(self.natural()[1]), 1))
        self.update()
