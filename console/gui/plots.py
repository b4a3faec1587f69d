"""Owns charts in the window: drawing a Figure with Qt, and the widget that builds it for its size and shows its data.

It refuses to compute and to stretch: a Figure is finished, and another size is another Figure.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainterPath, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from console.charts.figure import Circle, Figure, Line, Polygon, Primitive, Rect, Text
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.widgets.brush import SLACK, Brush
from console.gui.widgets.piece import Painted, Piece
from console.gui.widgets.table import DataTable
from console.gui.words import Words

Build = Callable[[float, float], Figure]  # width and height in design pixels
USES = {"ui": "ui", "mono": "mono", "serif": "law"}
BOLD, PLAIN = 600, 400
HATCH_GAP = 4.0


def draw_figure(brush: Brush, figure: Figure) -> None:
    """Draw a figure with its upper left corner at the origin, in design pixels."""
    for primitive in figure.primitives:
        _draw(brush, primitive, figure.width)


def _draw(brush: Brush, primitive: Primitive, width: float) -> None:
    if isinstance(primitive, Line):
        _line(brush, primitive)
    elif isinstance(primitive, Polygon):
        _polygon(brush, primitive)
    elif isinstance(primitive, Rect):
        _rect(brush, primitive)
    elif isinstance(primitive, Circle):
        _fill(brush, primitive.fill, primitive.stroke, primitive.stroke_width)
        brush.painter.drawEllipse(QPointF(primitive.x, primitive.y), primitive.radius, primitive.radius)
    else:
        _text(brush, primitive, width)


def _line(brush: Brush, line: Line) -> None:
    dash = [length / line.width for length in line.dash] if line.dash else None
    pen = brush.pen(brush.palette.token(line.colour), line.width, dash)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    brush.painter.setPen(pen)
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.drawPolyline(QPolygonF([QPointF(*_crisp(point, line)) for point in line.points]))


def _crisp(point: tuple[float, float], line: Line) -> tuple[float, float]:
    """A hairline along an axis falls on whole pixels."""
    if line.width != 1 or len(line.points) != 2:
        return point
    (x1, y1), (x2, y2) = line.points
    x = int(point[0]) + 0.5 if x1 == x2 else point[0]
    y = int(point[1]) + 0.5 if y1 == y2 else point[1]
    return (x, y)


def _polygon(brush: Brush, shape: Polygon) -> None:
    outline = QPolygonF([QPointF(*point) for point in shape.points])
    _fill(brush, shape.fill, shape.stroke, shape.stroke_width)
    brush.painter.drawPolygon(outline)
    if shape.hatch:
        path = QPainterPath()
        path.addPolygon(outline)
        _hatch(brush, path, shape.hatch)


def _rect(brush: Brush, rect: Rect) -> None:
    if rect.width <= 0 or rect.height <= 0:
        return
    stroke = brush.palette.token(rect.stroke) if rect.stroke else None
    fill = brush.palette.token(rect.fill) if rect.fill else None
    brush.box((rect.x, rect.y, rect.width, rect.height), fill, stroke, rect.radius, rect.stroke_width)
    if rect.hatch:
        path = QPainterPath()
        path.addRoundedRect(QRectF(rect.x, rect.y, rect.width, rect.height), rect.radius, rect.radius)
        _hatch(brush, path, rect.hatch)


def _hatch(brush: Brush, path: QPainterPath, token: str) -> None:
    area = path.boundingRect()
    with brush.kept():
        brush.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        box = (area.x(), area.y(), area.width(), area.height())
        brush.hatch(box, brush.palette.token(token), HATCH_GAP)


def _fill(brush: Brush, fill: str, stroke: str, width: float) -> None:
    brush.painter.setBrush(QColor(brush.palette.token(fill)) if fill else Qt.BrushStyle.NoBrush)
    brush.painter.setPen(brush.pen(brush.palette.token(stroke), width) if stroke else Qt.PenStyle.NoPen)


def _text(brush: Brush, text: Text, width: float) -> None:
    use, weight = USES[text.role], BOLD if text.bold else PLAIN
    wide = brush.advance(text.text, text.size, weight, use)
    x = text.x - {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    audit = brush.look.audit
    if audit is not None and (x < -SLACK or x + wide > width + SLACK):
        audit.add("clipped", text.text, wide, width - max(x, 0.0) if x >= 0 else wide + x)
    brush.painter.setFont(brush.look.fonts.font(text.size, weight, use, scaled=False))
    brush.painter.setPen(QColor(brush.palette.token(text.colour)))
    brush.painter.drawText(QPointF(x, text.y), text.text)


class FigureWidget(Piece):
    """A chart that is built again for every size and language.

    ``set_builder`` takes a function of width and height in design pixels; ``set_figure`` takes a figure of fixed size. The
    key T (``show_table``) shows its data. ``pressed(x, y)`` tells where it was clicked, in design pixels.
    """

    pressed = Signal(float, float)

    def __init__(
        self,
        look: Look,
        name: Words = "",
        build: Build | None = None,
        least: tuple[int, int] = (160, 90),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._name = name
        self._canvas = _Canvas(look, least)
        self._canvas.pressed.connect(self.pressed)
        self._table: DataTable | None = None
        self._stack = QStackedLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._canvas)
        self.setLayout(self._stack)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self._canvas)
        self._canvas.rebuilt.connect(self._tell)
        if build is not None:
            self.set_builder(build)
        self.retranslate()

    @property
    def figure(self) -> Figure | None:
        """Return the figure shown."""
        return self._canvas.figure

    def set_builder(self, build: Build) -> None:
        """Draw what this function makes for the present size; it is called again on resize and on a change of language."""
        self._canvas.set_builder(build)
        self._refill()

    def set_figure(self, figure: Figure) -> None:
        """Draw a finished figure; it keeps its size and stands in the upper left corner."""
        self._canvas.set_builder(lambda _width, _height: figure)
        self._refill()

    def show_table(self, wanted: bool | None = None) -> bool:
        """Show the chart's data as a table, or the chart again; None toggles. Returns whether the table shows."""
        showing = self._table is not None and self._stack.currentWidget() is self._table
        wanted = not showing if wanted is None else wanted
        if wanted and self.figure is not None:
            if self._table is None:
                self._table = DataTable(self.look, name=self._name, cells=True)
                self._stack.addWidget(self._table)
            self._refill()
            self._stack.setCurrentWidget(self._table)
        else:
            self._stack.setCurrentWidget(self._canvas)
        return wanted and self.figure is not None

    def retranslate(self) -> None:
        """Build again in the present language."""
        self.setAccessibleName(self.look.words(self._name))
        self._canvas.setAccessibleName(self.look.words(self._name))
        self._canvas.rebuild()
        self._refill()

    def _tell(self) -> None:
        figure = self.figure
        if figure is not None:
            described = " ".join(part for part in (figure.verdict, figure.description) if part)
            self.setAccessibleDescription(described)
            self._canvas.setAccessibleDescription(described)

    def _refill(self) -> None:
        figure = self.figure
        if self._table is None or figure is None:
            return
        keys = [str(number) for number in range(len(figure.headers))]
        columns = [
            Column(key, header, "name", sortable=False)
            for key, header in zip(keys, figure.headers, strict=True)
        ]
        self._table.set_columns(columns)
        self._table.set_rows([dict(zip(keys, line, strict=True)) for line in figure.rows])


class _Canvas(Painted):
    """Draws the figure for its size."""

    pressed = Signal(float, float)
    rebuilt = Signal()

    def __init__(self, look: Look, least: tuple[int, int]) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.figure: Figure | None = None
        self._build: Build | None = None
        self._least = least

    def set_builder(self, build: Build) -> None:
        """Take another function and build."""
        self._build = build
        self.rebuild()

    def rebuild(self) -> None:
        """Build for the present size."""
        if self._build is None:
            return
        wide, high = self.width() / self.look.scale, self.height() / self.look.scale
        self.figure = self._build(max(wide, self._least[0]), max(high, self._least[1]))
        self.rebuilt.emit()
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the least size."""
        return (float(self._least[0]), float(self._least[1]))

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self.look.px(self._least[0] * 2), self.look.px(self._least[1] * 2))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.look.px(self._least[0]), self.look.px(self._least[1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Build for the new size."""
        super().resizeEvent(event)
        self.rebuild()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where it was clicked."""
        at = event.position()
        self.pressed.emit(at.x() / self.look.scale, at.y() / self.look.scale)

    def draw(self, brush: Brush) -> None:
        """Draw the figure."""
        if self.figure is not None:
            draw_figure(brush, self.figure)
