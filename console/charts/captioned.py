"""Owns a figure that leaves the window: its verdict above and where it comes from below, so that it says so anywhere.

It refuses a picture without the mark of its extract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.charts.figure import Circle, Figure, Line, Polygon, Primitive, Rect, Text

MARGIN, HEAD, ROW = 20.0, 34.0, 17.0


def captioned(figure: Figure, title: str, sources: Sequence[str]) -> Figure:
    """Return the figure with margins, a title and its sources, one a line."""
    drawn: list[Primitive] = [Text(MARGIN, MARGIN + 12, title, 15, "text", True)]
    drawn += [moved(one, MARGIN, MARGIN + HEAD) for one in figure.primitives]
    base = MARGIN + HEAD + figure.height + ROW
    drawn += [Text(MARGIN, base + ROW * place, words, 12, "text3") for place, words in enumerate(sources)]
    height = base + ROW * len(sources) + MARGIN / 2
    return replace(figure, width=figure.width + 2 * MARGIN, height=height, primitives=tuple(drawn))


def moved(one: Primitive, x: float, y: float) -> Primitive:
    """Return a primitive elsewhere."""
    if isinstance(one, Line | Polygon):
        return replace(one, points=tuple((px + x, py + y) for px, py in one.points))
    assert isinstance(one, Rect | Circle | Text)
    return replace(one, x=one.x + x, y=one.y + y)
