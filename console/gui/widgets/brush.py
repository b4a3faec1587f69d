"""Owns drawing with tokens: text that is never cut unseen, lines, boxes, dots, in design pixels.

It refuses to leave a painter open (``painting`` ends it whatever happens) and to cut a number, a code, a date or a status.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPaintDevice,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from console.gui.palette import Palette
from console.gui.theme import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
SLACK = 0.6  # px a text may exceed its box: rounding of glyph advances
Point = tuple[float, float]


class Brush:
    """A painter that knows the Look; every length is in design pixels, the canvas is scaled for larger text."""

    def __init__(self, painter: QPainter, look: Look, width: float, height: float) -> None:
        self.painter = painter
        self.look = look
        self.width = width
        self.height = height

    @property
    def palette(self) -> Palette:
        """Return the colours of the present theme."""
        return self.look.palette

    def advance(self, words: str, px: float = 13, weight: int = 400, use: str = "ui") -> float:
        """Return the width of a line of text."""
        return self.look.fonts.metrics(px, weight, use).horizontalAdvance(words)

    def text(
        self,
        box: tuple[float, float, float, float],
        words: str,
        color: str | None = None,
        px: float = 13,
        weight: int = 400,
        align: Qt.AlignmentFlag = LEFT,
        use: str = "ui",
        elide: bool = False,
        middle: bool = False,
    ) -> bool:
        """Draw one line inside x, y, width, height. Free text may be elided, a path in its ``middle``; returns whether it was."""
        words = words.replace("\n", " ")
        self._set_font(px, weight, use)
        metrics = self.look.fonts.metrics(px, weight, use)
        needed, given = metrics.horizontalAdvance(words), box[2]
        short = needed > given + SLACK
        if short and self.look.audit is not None:
            self.look.audit.add("elided" if elide else "clipped", words, needed, given)
        if short and elide:
            words = shortened(metrics, words, given, middle)
        self.painter.setPen(color_of(color or self.palette.text))
        self.painter.drawText(QRectF(*box), one_line(align), words)
        return short and elide

    def paragraph(
        self,
        at: Point,
        width: float,
        words: str,
        color: str | None = None,
        px: float = 13,
        weight: int = 400,
        line: float = 20,
        use: str = "ui",
    ) -> float:
        """Draw wrapped text with an exact line height; returns the y below the last line."""
        layout, lines = _layout(words, self.look, width, px, weight, line, use)
        self.painter.setPen(QColor(color or self.palette.text))
        layout.draw(self.painter, QPointF(*at))
        return at[1] + lines * line

    def line(
        self,
        start: Point,
        end: Point,
        color: str | None = None,
        width: float = 1,
        dash: Sequence[float] | None = None,
        round_ends: bool = False,
    ) -> None:
        """Draw a straight line; a hairline along an axis falls on whole pixels."""
        pen = self.pen(color or self.palette.line, width, dash)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        (x1, y1), (x2, y2) = start, end
        if width == 1 and x1 == x2:
            x1 = x2 = math.floor(x1) + 0.5
        elif width == 1 and y1 == y2:
            y1 = y2 = math.floor(y1) + 0.5
        self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def polyline(
        self, points: Sequence[Point], color: str, width: float = 1.4, dash: Sequence[float] | None = None
    ) -> None:
        """Draw a line through the points with round joins."""
        pen = self.pen(color, width, dash)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(QPolygonF([QPointF(*point) for point in points]))

    def polygon(
        self, points: Sequence[Point], fill: str | None, line: str | None = None, width: float = 1
    ) -> None:
        """Draw a closed shape."""
        self._fill(fill, line, width)
        self.painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))

    def box(
        self,
        box: tuple[float, float, float, float],
        fill: str | QColor | None = None,
        line: str | None = None,
        radius: float = 0,
        width: float = 1,
    ) -> None:
        """Draw a rectangle; its line lies inside."""
        x, y, wide, high = box
        self._fill(fill, line, width)
        inset = width / 2 if line else 0
        shape = QRectF(x + inset, y + inset, wide - 2 * inset, high - 2 * inset)
        if radius:
            self.painter.drawRoundedRect(shape, radius, radius)
        else:
            self.painter.drawRect(shape)

    def hatch(
        self, box: tuple[float, float, float, float], color: str, gap: float = 5, width: float = 1
    ) -> None:
        """Fill a rectangle with diagonal lines: paused, missing, not computable."""
        x, y, wide, high = box
        with self.kept():
            self.painter.setClipRect(QRectF(*box), Qt.ClipOperation.IntersectClip)
            self.painter.setPen(self.pen(color, width))
            at = x - high
            while at < x + wide:
                self.painter.drawLine(QPointF(at, y + high), QPointF(at + high, y))
                at += gap

    def dot(
        self, at: Point, radius: float, fill: str | None, line: str | None = None, width: float = 1
    ) -> None:
        """Draw a filled or hollow circle."""
        self._fill(fill, line, width)
        self.painter.drawEllipse(QPointF(*at), radius, radius)

    def diamond(self, at: Point, radius: float, fill: str | None, line: str | None = None) -> None:
        """Draw a diamond: the shape of a special cause for the worse."""
        x, y = at
        self.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill, line)

    def triangle(self, at: Point, size: float, up: bool, color: str) -> None:
        """Draw a small solid triangle that points up or down."""
        x, y = at
        tip = -1 if up else 1
        self.polygon(
            [
                (x, y + tip * size * 0.5),
                (x - size * 0.55, y - tip * size * 0.45),
                (x + size * 0.55, y - tip * size * 0.45),
            ],
            color,
        )

    def icon(
        self, name: str, at: Point, size: float = 16, color: str | None = None, stroke: float = 1.9
    ) -> None:
        """Draw a line icon."""
        self.look.icons.draw(self.painter, name, at, size, color or self.palette.text2, stroke)

    def pen(self, color: str | QColor, width: float, dash: Sequence[float] | None = None) -> QPen:
        """Return a pen; a dash pattern counts in pen widths."""
        pen = QPen(QColor(color), width)
        if dash:
            pen.setDashPattern(list(dash))
        return pen

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Restore transform, clip and pens afterwards."""
        self.painter.save()
        try:
            yield
        finally:
            self.painter.restore()

    def _fill(self, fill: str | QColor | None, line: str | None, width: float) -> None:
        self.painter.setBrush(color_of(fill) if isinstance(fill, str) else fill or Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(color_of(line), width) if line else Qt.PenStyle.NoPen)

    def _set_font(self, px: float, weight: int, use: str) -> QFont:
        font = self.look.fonts.font(px, weight, use, scaled=False)
        self.painter.setFont(font)
        return font


def focus_ring_box(brush: Brush, box: tuple[float, float, float, float], radius: float = 4) -> None:
    """Draw the ring that says where the keyboard is."""
    brush.box(box, None, brush.palette.accent, radius, 2)


@cache
def color_of(name: str) -> QColor:
    """Return the colour of a token, made once: a page of tables asks for some thousand. Nobody may change it."""
    return QColor(name)


def shortened(metrics: QFontMetricsF, words: str, given: float, middle: bool = False) -> str:
    """Return free text that fits: without its end; a path without its ``middle``, so that the name of its file stays whole."""
    if not middle:
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, given)
    name = words[max(words.rfind("/"), words.rfind("\\"), 0) :]
    room = given - metrics.horizontalAdvance(name)
    if room < metrics.horizontalAdvance("…"):
        return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, given)
    return metrics.elidedText(words.removesuffix(name), Qt.TextElideMode.ElideRight, room) + name


@cache
def one_line(align: Qt.AlignmentFlag) -> int:
    """Return the flags for one line of text that may stand over its box by what glyphs round to."""
    return align.value | Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value


def translucent(color: str, opacity: float) -> QColor:
    """Return a colour with an opacity of 0 to 1."""
    made = QColor(color)
    made.setAlphaF(opacity)
    return made


def paragraph_height(
    look: Look, words: str, width: float, px: float = 13, weight: int = 400, line: float = 20, use: str = "ui"
) -> float:
    """Return how high a wrapped paragraph will be."""
    return _layout(words, look, width, px, weight, line, use)[1] * line


def _layout(
    words: str, look: Look, width: float, px: float, weight: int, line: float, use: str
) -> tuple[QTextLayout, int]:
    layout = QTextLayout(words.replace("\n", "\u2028"), look.fonts.font(px, weight, use, scaled=False))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = 0
    while (row := layout.createLine()).isValid():
        row.setLineWidth(width)
        row.setPosition(QPointF(0, lines * line + (line - row.height()) / 2))
        lines += 1
    layout.endLayout()
    return layout, lines


@contextmanager
def painting(widget: QWidget, look: Look, device: QPaintDevice | None = None) -> Iterator[Brush]:
    """Open a brush over a widget in design pixels and end its painter whatever happens."""
    painter = QPainter(device if device is not None else widget)
    try:
        painter.setRenderHints(SMOOTH)
        painter.scale(look.scale, look.scale)
        yield Brush(painter, look, widget.width() / look.scale, widget.height() / look.scale)
    finally:
        painter.end()


@contextmanager
def borrowed(painter: QPainter, look: Look, area: QRectF) -> Iterator[Brush]:
    """Lend a brush over a part of somebody else's open painter (a table cell), its origin at the part's corner."""
    painter.save()
    try:
        painter.setRenderHints(SMOOTH)
        painter.translate(area.topLeft())
        painter.scale(look.scale, look.scale)
        yield Brush(painter, look, area.width() / look.scale, area.height() / look.scale)
    finally:
        painter.restore()
