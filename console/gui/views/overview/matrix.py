"""Owns the risk matrix: likelihood against impact, counts in every cell, the change against the period before, stepped levels.

It refuses a level by tint alone: outlines carry it too, and every cell is a word to a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.theme import Look
from console.gui.widgets.brush import MIDDLE, RIGHT, Brush
from console.gui.widgets.piece import Painted
from console.gui.words import Say, say

LEVELS = 5
EXTREME, HIGH = 15, 8  # likelihood × impact from which a cell is red, or yellow
FOOT = 42
LEAST_CELL = 18
GAP = 10
KINDS = {3: "red", 2: "yellow", 1: "notice", 0: "notice"}
Matrix = Sequence[Sequence[int]]
Cell = tuple[int, int]  # likelihood, impact, from 1


def level_of(likelihood: int, impact: int) -> int:
    """Return the level of a cell: 3 extreme, 2 high, 1 medium, 0 low."""
    risk = likelihood * impact
    return 3 if risk >= EXTREME else 2 if risk >= HIGH else 1 if risk >= LEVELS - 1 else 0


class RiskMatrix(Painted):
    """Five by five cells; arrows move, Enter or a click asks for what is in the cell (``cell_opened``)."""

    cell_opened = Signal(int, int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._counts: Matrix = ((0,) * LEVELS,) * LEVELS
        self._before: Matrix | None = None
        self._current: Cell = (LEVELS, LEVELS)
        self._under: Cell | None = None
        self._chosen: Cell | None = None
        self.retranslate()

    def set_counts(self, counts: Matrix, before: Matrix | None) -> None:
        """Show other counts, and those of the period before where there is one."""
        self._counts, self._before = counts, before
        self.retranslate()

    def set_chosen(self, cell: Cell | None) -> None:
        """Outline the cell whose suspicions are listed, or none."""
        self._chosen = cell
        self.update()

    def count(self, cell: Cell) -> int:
        """Return how many lie in a cell."""
        return self._counts[cell[0] - 1][cell[1] - 1]

    def change(self, cell: Cell) -> int:
        """Return how many more than in the period before; 0 where there is none."""
        if self._before is None:
            return 0
        return self.count(cell) - self._before[cell[0] - 1][cell[1] - 1]

    def totals(self) -> dict[str, int]:
        """Return how many are extreme, high, and less than that."""
        found = dict.fromkeys(("red", "yellow", "notice"), 0)
        for cell in _cells():
            found[KINDS[level_of(*cell)]] += self.count(cell)
        return found

    def retranslate(self) -> None:
        """Take the words of the present language."""
        totals = self.totals()
        self.setAccessibleName(self.look.text("overview-matrix"))
        self.setAccessibleDescription(f"{self._totals_words(totals)} {self._cell_words(self._current)}")
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the least size in which every count can be read."""
        return (self._lead() + LEVELS * 44, LEVELS * LEAST_CELL + FOOT)

    def draw(self, brush: Brush) -> None:
        """Draw cells, outlines, labels and totals."""
        left, wide, high = self._grid()
        for cell in _cells():
            self._draw_cell(brush, cell)
        for number in range(LEVELS + 1):
            brush.line((left, number * high), (left + LEVELS * wide, number * high), brush.palette.surface)
            brush.line(
                (left + number * wide, 0), (left + number * wide, LEVELS * high), brush.palette.surface
            )
        self._edges(brush, 2, brush.palette.risk_edge[0], 1.5)
        self._edges(brush, 3, brush.palette.risk_edge[1], 2)
        brush.box((left, 0, LEVELS * wide, LEVELS * high), None, brush.palette.line_strong)
        self._labels(brush)
        self._legend(brush)
        marks = {self._under: 1, self._chosen: 2, self._current if self.hasFocus() else None: 2}
        for marked, line in marks.items():
            if marked is not None:
                x, y = self._corner(marked)
                brush.box((x + 2, y + 2, wide - 4, high - 4), None, brush.palette.accent, 3, line)

    def focus_area(self, brush: Brush) -> tuple[float, float, float, float]:
        """The current cell carries the ring; the widget itself needs none."""
        return (-8, -8, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, open with Enter or Space."""
        steps = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._current = tuple(  # type: ignore[assignment]  # two parts in, two parts out
                min(max(at + step, 1), LEVELS) for at, step in zip(self._current, steps[key], strict=True)
            )
            self.retranslate()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.cell_opened.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the cell under the mouse."""
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = cell
            self.cell_opened.emit(*cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Outline the cell under the mouse."""
        cell = self._cell_at(event.position())
        if cell != self._under:
            self._under = cell
            self.setCursor(Qt.CursorShape.PointingHandCursor if cell else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Outline nothing."""
        self._under = None
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say what a cell means under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self._cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._cell_words(cell) if cell else "", self)
            return True
        return super().event(event)

    def _lead(self) -> float:
        metrics = self.look.fonts.metrics(12)
        names = [self.look.text(f"overview-likelihood-{n}") for n in range(1, LEVELS + 1)]
        return max(metrics.horizontalAdvance(name) for name in names) + GAP

    def _grid(self) -> tuple[float, float, float]:
        """Return left edge, cell width and cell height in design pixels."""
        left = self._lead()
        wide, high = self.width() / self.look.scale, self.height() / self.look.scale
        return left, (wide - left) / LEVELS, (high - FOOT) / LEVELS

    def _corner(self, cell: Cell) -> tuple[float, float]:
        left, wide, high = self._grid()
        return left + (cell[1] - 1) * wide, (LEVELS - cell[0]) * high

    def _cell_at(self, at: QPointF) -> Cell | None:
        left, wide, high = self._grid()
        column = int((at.x() / self.look.scale - left) // wide)
        line = int((at.y() / self.look.scale) // high)
        inside = 0 <= column < LEVELS and 0 <= line < LEVELS
        return (LEVELS - line, column + 1) if inside else None

    def _draw_cell(self, brush: Brush, cell: Cell) -> None:
        palette = brush.palette
        _, wide, high = self._grid()
        x, y = self._corner(cell)
        level, count, change = level_of(*cell), self.count(cell), self.change(cell)
        brush.box((x, y, wide, high), palette.risk[level])
        ink = palette.risk_text[level] if count else palette.text3
        beside = high < 40  # too low for two lines
        words = self.look.phrases.number(count)
        told = self.look.phrases.number(change, sign=True) if change else ""
        weight = 600 if level > 1 and count else 400
        if told and beside:
            used = brush.advance(words, 14, weight)
            if used + 4 + brush.advance(told, 12) > wide - 4:  # the tooltip still tells the change
                brush.text((x, y, wide, high), words, ink, 14, weight, MIDDLE)
                return
            start = x + (wide - used - 4 - brush.advance(told, 12)) / 2
            brush.text((start, y, used + 1, high), words, ink, 14, weight)
            brush.text((start + used + 4, y, wide, high), told, palette.risk_text[level], 12)
            return
        up = 7 if told else 0
        brush.text((x, y - up, wide, high), words, ink, 14 if beside else 16, weight, MIDDLE)
        if told:
            brush.text((x, y + high / 2 + 3, wide, 16), told, palette.risk_text[level], 12, align=MIDDLE)

    def _edges(self, brush: Brush, least: int, color: str, width: float) -> None:
        """Outline the cells of a level and above: the shape carries the level as well as the tint."""
        _, wide, high = self._grid()
        for likelihood, impact in _cells():
            if level_of(likelihood, impact) < least:
                continue
            x, y = self._corner((likelihood, impact))
            if impact == 1 or level_of(likelihood, impact - 1) < least:
                brush.line((x, y), (x, y + high), color, width)
            if likelihood == 1 or level_of(likelihood - 1, impact) < least:
                brush.line((x, y + high), (x + wide, y + high), color, width)

    def _labels(self, brush: Brush) -> None:
        left, wide, high = self._grid()
        ink = brush.palette.text2
        for number in range(1, LEVELS + 1):
            _, y = self._corner((number, 1))
            words = self.look.text(f"overview-likelihood-{number}")
            brush.text((0, y, left - GAP + 1, high), words, ink, 12, align=RIGHT)
            below = (left + (number - 1) * wide, LEVELS * high + 3, wide, 18)
            brush.text(below, self.look.text(f"overview-impact-{number}"), ink, 12, align=MIDDLE)

    def _legend(self, brush: Brush) -> None:
        y = brush.height - 17
        x = 0.0
        for kind, count in self.totals().items():
            words = self.look.text(f"overview-risk-{kind}", count=self.look.phrases.number(count))
            self._swatch(brush, (x, y + 2), kind)
            brush.text((x + 18, y, brush.advance(words, 12) + 1, 16), words, brush.palette.text2, 12)
            x += 18 + brush.advance(words, 12) + 12
        if self._before is not None:
            words = self.look.text("overview-against-before")
            if x + brush.advance(words, 12) <= brush.width:
                brush.text((x, y, brush.width - x, 16), words, brush.palette.text3, 12, align=RIGHT)

    def _swatch(self, brush: Brush, at: tuple[float, float], kind: str) -> None:
        """A level is no card: it is shown by its tint and outline."""
        palette = brush.palette
        level, edge, width = {
            "red": (3, palette.risk_edge[1], 2.0),
            "yellow": (2, palette.risk_edge[0], 1.5),
            "notice": (1, palette.line_strong, 1.0),
        }[kind]
        brush.box((*at, 13, 12), palette.risk[level], edge, 0, width)

    def _totals_words(self, totals: dict[str, int]) -> str:
        return " · ".join(
            self.look.text(f"overview-risk-{kind}", count=count) for kind, count in totals.items()
        )

    def _cell_words(self, cell: Cell) -> str:
        return self.look.text(
            "overview-cell",
            likelihood=self.look.text(f"overview-likelihood-{cell[0]}"),
            impact=self.look.text(f"overview-impact-{cell[1]}"),
            count=self.count(cell),
            change=self.look.phrases.number(self.change(cell), sign=True),
        )


def _cells() -> list[Cell]:
    return [(likelihood, impact) for likelihood in range(LEVELS, 0, -1) for impact in range(1, LEVELS + 1)]


def cell_words(cell: Cell) -> Say:
    """Return which cell it is."""
    likelihood, impact = (
        say(f"overview-{name}-{at}") for name, at in zip(("likelihood", "impact"), cell, strict=True)
    )
    return say("overview-cell-short", likelihood=likelihood, impact=impact)


def matrix_columns() -> tuple[Column, ...]:
    """Return the columns of the matrix as a table."""
    return (
        Column("level", say("overview-column-level"), "name"),
        Column("likelihood", say("overview-column-likelihood"), "name"),
        Column("impact", say("overview-column-impact"), "name"),
        Column("count", say("overview-column-count"), "number"),
        Column("change", say("overview-column-change"), "delta", good=0),
    )


def matrix_rows(matrix: RiskMatrix) -> list[Row]:
    """Return the cells that hold anything, the gravest first."""
    cells = sorted(_cells(), key=lambda cell: (-level_of(*cell), -cell[0] * cell[1], -cell[0]))
    return [
        {
            "level": say(f"overview-level-{level_of(*cell)}"),
            "likelihood": say(f"overview-likelihood-{cell[0]}"),
            "impact": say(f"overview-impact-{cell[1]}"),
            "count": matrix.count(cell),
            "change": matrix.change(cell),
            "cell": cell,
        }
        for cell in cells
        if matrix.count(cell) or matrix.change(cell)
    ]
