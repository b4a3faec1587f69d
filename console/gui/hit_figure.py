"""Owns a chart one may click into: a FigureWidget that remembers what was drawn where.

It refuses to know what the keys of its parts mean; ``hit(key)`` carries them to whoever asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.charts.figure import Figure
from console.charts.parts import Hit, Measure, hit_at
from console.gui.plots import FigureWidget
from console.gui.theme import Look
from console.gui.words import Words

Size = tuple[float, float]
BuildHits = Callable[[Size, Measure], tuple[Figure, Sequence[Hit]]]
BOLD, PLAIN = 600, 400


class HitFigure(FigureWidget):
    """A chart whose parts may be clicked; ``hit(key)`` fires for the topmost part under the mouse."""

    hit = Signal(str)

    def __init__(
        self,
        look: Look,
        name: Words = "",
        least: tuple[int, int] = (160, 90),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, name, None, least, parent)
        self.hits: tuple[Hit, ...] = ()
        self.pressed.connect(self._pressed)

    def show_chart(self, build: BuildHits) -> None:
        """Draw what this makes for the present size, again at every size, theme and language."""

        def made(width: float, height: float) -> Figure:
            figure, hits = build((width, height), self.width_of)
            self.hits = tuple(hits)
            return figure

        self.set_builder(made)

    def width_of(self, words: str, size: float, bold: bool) -> float:
        """Return how wide words are in the interface's typeface."""
        return self.look.fonts.metrics(size, BOLD if bold else PLAIN).horizontalAdvance(words)

    def _pressed(self, x: float, y: float) -> None:
        key = hit_at(self.hits, x, y)
        if key:
            self.hit.emit(key)
