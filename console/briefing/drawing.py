"""Owns charts on paper: a Figure's primitives as vectors. It refuses to compute: a Figure is finished."""

from __future__ import annotations

import math

from console.briefing.pen import Pen
from console.charts.figure import Circle, Figure, Line, Polygon, Primitive, Rect, Text

FACES = {("ui", False): "sans", ("ui", True): "bold", ("mono", False): "mono", ("mono", True): "mono"}
HATCH_GAP = 3.0


def draw_figure(pen: Pen, figure: Figure, x: float, y: float, scale: float = 1.0) -> None:
    """Draw a figure with its upper left corner at (x, y); ``scale`` is points per unit of the figure."""
    for primitive in figure.primitives:
        _draw(pen, primitive, x, y, scale)


def _draw(pen: Pen, item: Primitive, x: float, y: float, k: float) -> None:
    if isinstance(item, Line):
        points = [(x + px * k, y + py * k) for px, py in item.points]
        pen.path(points, stroke=item.colour, width=item.width * k, dash=[each * k for each in item.dash])
    elif isinstance(item, Text):
        face = FACES.get((item.role, item.bold), "serif")
        pen.text(x + item.x * k, y + item.y * k, item.text, item.size * k, face, item.colour, item.anchor)
    elif isinstance(item, Circle):
        at = (x + item.x * k, y + item.y * k, item.radius * k)
        pen.dot(*at, fill=item.fill, stroke=item.stroke, line=item.stroke_width * k)
    elif isinstance(item, Rect):
        _rect(pen, item, x, y, k)
    else:
        _polygon(pen, item, [(x + px * k, y + py * k) for px, py in item.points], k)


def _rect(pen: Pen, item: Rect, x: float, y: float, k: float) -> None:
    if item.width <= 0 or item.height <= 0:
        return
    left, top, wide, high = x + item.x * k, y + item.y * k, item.width * k, item.height * k
    if item.fill or item.stroke:
        pen.box(left, top, wide, high, item.fill, item.stroke, item.radius * k, item.stroke_width * k)
    if item.hatch:
        corners = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
        _hatch(pen, corners, item.hatch)


def _polygon(pen: Pen, item: Polygon, points: list[tuple[float, float]], k: float) -> None:
    if item.fill or item.stroke:
        pen.path(points, item.fill, item.stroke, item.stroke_width * k, closed=True)
    if item.hatch:
        _hatch(pen, points, item.hatch)


def _hatch(pen: Pen, outline: list[tuple[float, float]], colour: str) -> None:
    """Stroke the inside of an outline at 45 degrees."""
    left, right = min(px for px, _ in outline), max(px for px, _ in outline)
    top, bottom = min(py for _, py in outline), max(py for _, py in outline)
    with pen.clipped(outline):
        high = bottom - top
        for step in range(math.ceil((right - left + high) / HATCH_GAP)):
            start = left - high + step * HATCH_GAP
            pen.line((start, bottom), (start + high, top), colour, 0.4)
