"""Owns the head of a table: titles aligned with their columns, units, the sort arrow. It refuses to sort by itself."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from console.gui.models.rows import TableModel
from console.gui.theme import Look
from console.gui.widgets.brush import LEFT, RIGHT, Brush, borrowed
from console.gui.widgets.delegate import axis_ticks, cell_area

HEIGHT = 28


class Header(QHeaderView):
    """The horizontal head of a DataTable."""

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.look = look
        self.sorted_key: str | None = None
        self.descending = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(look.px(24))
        self.setAccessibleName(look.text("table-head"))

    def sizeHint(self) -> QSize:
        """Return the height of one line, or two where a column has a subtitle."""
        model = self.model()
        two = isinstance(model, TableModel) and any(column.subtitle for column in model.columns)
        return QSize(super().sizeHint().width(), self.look.px(HEIGHT + 14 if two else HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw a title on the sunken ground, right aligned over right aligned values."""
        model = self.model()
        if not isinstance(model, TableModel) or logicalIndex >= len(model.columns):
            return
        column = model.columns[logicalIndex]
        with borrowed(painter, self.look, QRectF(rect)) as brush:
            palette = brush.palette
            brush.box((0, 0, brush.width, brush.height), palette.sunken)
            brush.line((0, brush.height - 1), (brush.width, brush.height - 1))
            x, y, wide, high = cell_area(brush.width, brush.height, logicalIndex, len(model.columns))
            if self.sorted_key == column.key:
                arrow = "arrow-down" if self.descending else "arrow-up"
                brush.icon(arrow, (x + wide - 12, y + (high - 12) / 2), 12, palette.accent, 2.4)
                wide -= 14
            if column.axis is not None:
                _draw_axis(brush, column.axis, (x, y, wide, high))
                return
            title = self.look.words(column.title)
            align = RIGHT if column.right else LEFT
            free = column.width == 0 and column.kind in {"text", "dim", "strong"}
            if column.subtitle:
                brush.text((x, y + 4, wide, 18), title, palette.text, 12, 600, align, elide=free)
                brush.text(
                    (x, y + 20, wide, 16), self.look.words(column.subtitle), palette.text3, 12, align=align
                )
            else:
                brush.text((x, y, wide, high), title, palette.text3, 12, align=align, elide=free)

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        """Return the width that cuts neither title nor arrow."""
        model = self.model()
        if not isinstance(model, TableModel):
            return super().sectionSizeFromContents(logicalIndex)
        column = model.columns[logicalIndex]
        metrics = self.look.fonts.metrics(12, 600 if column.subtitle else 400)
        wide = metrics.horizontalAdvance(self.look.words(column.title)) + 16
        wide = max(wide, metrics.horizontalAdvance(self.look.words(column.subtitle)) + 16)
        edges = 8 if logicalIndex in (0, len(model.columns) - 1) else 0
        arrow = 14 if self.sorted_key == column.key else 0
        return QSize(self.look.px(wide + edges + arrow) + 1, self.look.px(HEIGHT))


def _draw_axis(brush: Brush, axis: tuple[float, float], area: tuple[float, float, float, float]) -> None:
    """Label the ticks of a whisker column above its cells."""
    x, y, wide, high = area
    for at, value in axis_ticks(axis, wide):
        words = brush.look.phrases.number(value)
        size = brush.advance(words, 12)
        start = min(max(x + at - size / 2, x - 6), x + wide + 6 - size)
        brush.text((start, y, size + 1, high), words, brush.palette.text3, 12)
