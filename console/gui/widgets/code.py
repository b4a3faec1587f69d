"""Owns a short piece of a query, quoted word for word in the face of code on a soft ground. It refuses to colour or to run it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, paragraph_height
from console.gui.widgets.piece import Painted

LINE, INSET, ABOVE = 20, 12, 7


class CodeQuote(Painted):
    """A quoted condition; wraps where it is wider than its box."""

    def __init__(self, look: Look, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_code(code)

    def set_code(self, code: str) -> None:
        """Quote something else; nothing takes no room."""
        self.setAccessibleName(code)
        self.setVisible(bool(code))
        self._fit()

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        self._fit()

    def natural(self) -> tuple[float, float]:
        """Return the height of the quotation at the present width."""
        wide = max(self.width() / self.look.scale - 2 * INSET, 80)
        high = paragraph_height(self.look, self.accessibleName(), wide, 12, 400, LINE, "mono")
        return (160, high + 2 * ABOVE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again at another width."""
        super().resizeEvent(event)
        self._fit()

    def draw(self, brush: Brush) -> None:
        """Draw ground and code."""
        palette = brush.palette
        brush.box((0, 0, brush.width, brush.height), palette.sunken, palette.line, 4)
        wide = brush.width - 2 * INSET
        brush.paragraph((INSET, ABOVE), wide, self.accessibleName(), px=12, line=LINE, use="mono")

    def _fit(self) -> None:
        self.setFixedHeight(max(self.look.px(self.natural()[1]), 1))
        self.update()
