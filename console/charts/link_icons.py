"""Owns the signs of the links of the money chain as plain lines, drawn alike on screen and paper. It refuses a colour of its own.

Each is drawn on a square of 24; the shapes follow the console's line icons (landmark, calendar, cart, pen, clipboard, note,
receipt).
"""

from __future__ import annotations

from console.charts.figure import Circle, Line, Point, Polygon, Primitive

GRID = 24.0
STROKE = 1.3
Outline = tuple[Point, ...]
OPEN: dict[str, tuple[Outline, ...]] = {
    "budget": (
        ((6, 18), (6, 11)),
        ((10, 18), (10, 11)),
        ((14, 18), (14, 11)),
        ((18, 18), (18, 11)),
        ((3, 22), (21, 22)),
    ),
    "plan": (
        ((8, 2), (8, 6)),
        ((16, 2), (16, 6)),
        ((3, 10), (21, 10)),
        ((8, 15), (11, 15)),
        ((14, 15), (16, 15)),
    ),
    "tender": (((2, 2), (5, 2), (8, 15), (19, 15), (22, 6), (6, 6)),),
    "contract": (((14, 2), (14, 7), (19, 7)), ((9, 18), (15, 12)), ((8, 18), (11, 18))),
    "acceptance": (((8, 14), (11, 17), (16, 11)),),
    "payment": (((6, 12), (6.5, 12)), ((17.5, 12), (18, 12))),
    "voucher": (((9, 8), (15, 8)), ((9, 12), (15, 12))),
}
CLOSED: dict[str, tuple[Outline, ...]] = {
    "budget": (((3, 8), (12, 2), (21, 8)),),
    "plan": (((3, 4), (21, 4), (21, 22), (3, 22)),),
    "contract": (((5, 2), (14, 2), (19, 7), (19, 22), (5, 22)),),
    "acceptance": (((5, 4), (19, 4), (19, 22), (5, 22)), ((9, 2), (15, 2), (15, 6), (9, 6))),
    "payment": (((2, 6), (22, 6), (22, 18), (2, 18)),),
    "voucher": (((5, 2), (19, 2), (19, 22), (16, 20), (12, 22), (8, 20), (5, 22)),),
}
ROUND: dict[str, tuple[tuple[float, float, float], ...]] = {
    "tender": ((9, 20, 1.5), (18, 20, 1.5)),
    "payment": ((12, 12, 2.5),),
}


def link_icon(key: str, x: float, y: float, size: float, colour: str) -> list[Primitive]:
    """Return the sign of a link with its upper left corner at (x, y); nothing for a link that has none."""
    scale = size / GRID

    def placed(outline: Outline) -> Outline:
        return tuple((x + a * scale, y + b * scale) for a, b in outline)

    made: list[Primitive] = [
        Polygon(placed(one), "", colour, stroke_width=STROKE) for one in CLOSED.get(key, ())
    ]
    made += [Line(placed(one), colour, STROKE) for one in OPEN.get(key, ())]
    made += [
        Circle(x + a * scale, y + b * scale, radius * scale, "", colour, STROKE)
        for a, b, radius in ROUND.get(key, ())
    ]
    return made
