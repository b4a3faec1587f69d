"""Owns a list of facts: a name left, its value right, a hairline below. It refuses to cut a value: a long one wraps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, paragraph_height
from console.gui.widgets.marks import draw_key_value
from console.gui.widgets.piece import Painted
from console.gui.words import Words

LINE, BELOW, GAP = 26, 18, 12


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact; ``code`` sets it in the mono face, ``strong`` in semibold."""

    name: Words
    value: Words
    strong: bool = False
    code: bool = False


class FactList(Painted):
    """Facts one below the other."""

    def __init__(self, look: Look, lines: Sequence[FactLine] = (), parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_lines(lines)

    def set_lines(self, lines: Sequence[FactLine]) -> None:
        """Show other facts."""
        self._lines = tuple(lines)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        words = self.look.words
        told = (f"{words(line.name)} {words(line.value) or '—'}" for line in self._lines)
        self.setAccessibleName(", ".join(told))
        self._fit()

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        self._fit()

    def natural(self) -> tuple[float, float]:
        """Return the height of all facts at the present width."""
        wide = self.width() / self.look.scale
        return (160, sum(self._height(line, wide) for line in self._lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again at another width."""
        super().resizeEvent(event)
        self._fit()

    def draw(self, brush: Brush) -> None:
        """Draw every fact."""
        y = 0.0
        for line in self._lines:
            high = self._height(line, brush.width)
            self._draw(brush, y, high, line)
            y += high

    def _draw(self, brush: Brush, y: float, high: float, line: FactLine) -> None:
        name, value = self.look.words(line.name), self.look.words(line.value) or "—"
        if high == LINE:
            draw_key_value(brush, (0, y, brush.width, LINE), name, value, line.strong, line.code)
            return
        brush.text((0, y, brush.width, LINE), name, brush.palette.text3, 12)
        px, weight, use = self._type(line)
        brush.paragraph((0, y + LINE - 2), brush.width, value, px=px, weight=weight, line=BELOW, use=use)
        brush.line((0, y + high - 1), (brush.width, y + high - 1))

    def _height(self, line: FactLine, wide: float) -> float:
        px, weight, use = self._type(line)
        metrics, words = self.look.fonts.metrics, self.look.words
        needed = metrics(12).horizontalAdvance(words(line.name)) + GAP
        value = words(line.value) or "—"
        if needed + metrics(px, weight, use).horizontalAdvance(value) <= wide or wide < GAP:
            return LINE
        return LINE + 4 + paragraph_height(self.look, value, wide, px, weight, BELOW, use)

    def _type(self, line: FactLine) -> tuple[float, int, str]:
        return (12 if line.code else 13, 600 if line.strong else 400, "mono" if line.code else "ui")

    def _fit(self) -> None:
        self.setFixedHeight(max(self.look.px(self.natural()[1]), 1))
        self.update()
