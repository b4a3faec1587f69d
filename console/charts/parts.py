"""Owns the small parts that figures share: status marks, arrows, curves, words shortened to fit, and what was drawn where.

It refuses to know a font: whoever draws tells how wide words are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.charts.figure import Circle, Line, Point, Polygon, Primitive, Rect

Measure = Callable[[str, float, bool], float]  # words, size, bold → width
CURVE_POINTS = 24


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something stands that may be clicked."""

    x: float
    y: float
    width: float
    height: float
    key: str

    def holds(self, x: float, y: float) -> bool:
        """Say whether a place lies inside."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


def hit_at(hits: Sequence[Hit], x: float, y: float) -> str:
    """Return the key of the topmost thing at a place, or an empty text."""
    return next((hit.key for hit in reversed(hits) if hit.holds(x, y)), "")


def shortened(words: str, width: float, measure: Measure, size: float = 12.0, bold: bool = False) -> str:
    """Return free words cut with an ellipsis where they do not fit."""
    if measure(words, size, bold) <= width:
        return words
    kept = words
    while kept and measure(kept + "…", size, bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def mark_parts(kind: str, x: float, y: float, proposed: bool = False) -> list[Primitive]:
    """Return a status mark of 14 by 14; ``proposed`` leaves a card hollow, since nobody confirmed it."""
    if kind == "red":
        ground, edge, bar = ("", "red", "red") if proposed else ("red_fill", "", "on_red")
        return [Rect(x + 2, y, 10, 14, ground, edge, 2), Rect(x + 4.5, y + 6, 5, 2, bar)]
    if kind == "yellow":
        ground, edge, bar = (
            ("", "yellow", "yellow") if proposed else ("yellow_fill", "yellow_line", "on_yellow")
        )
        return [
            Rect(x + 2, y, 10, 14, ground, edge, 2),
            Rect(x + 6.1, y + 3.2, 1.8, 5, bar),
            Rect(x + 6.1, y + 9.2, 1.8, 1.8, bar),
        ]
    if kind == "ok":
        tick = ((x + 4.4, y + 7.2), (x + 6.3, y + 9), (x + 9.7, y + 5.3))
        return [Circle(x + 7, y + 7, 6, "", "ok", 1.5), Line(tick, "ok", 1.6)]
    if kind == "notice":
        return [
            Circle(x + 7, y + 7, 6, "", "notice", 1.5),
            Rect(x + 6.2, y + 6.2, 1.6, 4.3, "notice"),
            Rect(x + 6.2, y + 3.4, 1.6, 1.7, "notice"),
        ]
    return [Circle(x + 7, y + 7, 6, "", "na", 1.2), Rect(x + 4.6, y + 6.2, 4.8, 1.6, "na")]


def arrow_head(tip: Point, way: Point, size: float, colour: str) -> Polygon:
    """Return a solid head at ``tip`` that points along the unit vector ``way``."""
    (x, y), (dx, dy) = tip, way
    back = (x - dx * size * 1.3, y - dy * size * 1.3)
    side = (-dy * size * 0.8, dx * size * 0.8)
    return Polygon(
        (tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])), colour
    )


def curve(start: Point, first: Point, second: Point, end: Point) -> tuple[Point, ...]:
    """Return a cubic Bézier curve as a polyline."""
    found = []
    for step in range(CURVE_POINTS + 1):
        t = step / CURVE_POINTS
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        found.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return tuple(found)
