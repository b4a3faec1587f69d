"""Owns the small signs of a briefing: cards, signals, change, seal. Each differs by shape, so that grey print tells them apart.

It refuses a tick on the seal: a printed tick proves nothing.
"""

from __future__ import annotations

import math

from console.briefing.pen import Pen

SIGNAL_COLOURS = {"improving": "ok", "worsening": "red", "stable": "text3", "unknown": "na"}


def mark(pen: Pen, x: float, y: float, kind: str, size: float = 9.0) -> None:
    """Draw a card or mark by its upper left corner: red, yellow, notice, none (an empty card), suspicion or na."""
    unit = size / 14
    if kind in ("red", "yellow", "none", "suspicion"):
        _card(pen, x + 2 * unit, y, kind, unit)
    elif kind == "notice":
        pen.dot(x + 7 * unit, y + 7 * unit, 6 * unit, stroke="notice", line=1.4 * unit)
        pen.box(x + 6.2 * unit, y + 6.2 * unit, 1.6 * unit, 4.3 * unit, "notice")
        pen.box(x + 6.2 * unit, y + 3.4 * unit, 1.6 * unit, 1.7 * unit, "notice")
    else:
        pen.dot(
            x + 7 * unit, y + 7 * unit, 6 * unit, stroke="na", line=1.3 * unit, dash=(1.8 * unit, 1.5 * unit)
        )
        pen.box(x + 4.6 * unit, y + 6.2 * unit, 4.8 * unit, 1.6 * unit, "na")


def _card(pen: Pen, x: float, y: float, kind: str, unit: float) -> None:
    wide, high, radius = 10 * unit, 14 * unit, 1.6 * unit
    if kind == "red":
        pen.box(x, y, wide, high, "red_fill", radius=radius)
        pen.box(x + 2.5 * unit, y + 6 * unit, 5 * unit, 2 * unit, "on_red")
    elif kind == "yellow":
        pen.box(x, y, wide, high, "yellow_fill", "yellow_line", radius, 0.6)
        pen.box(x + 4.1 * unit, y + 3.2 * unit, 1.8 * unit, 5 * unit, "on_yellow")
        pen.box(x + 4.1 * unit, y + 9.2 * unit, 1.8 * unit, 1.8 * unit, "on_yellow")
    elif kind == "none":
        pen.box(x, y, wide, high, "", "line_strong", radius, 0.6)
    else:
        pen.box(x, y, wide, high, "", "text2", radius, 0.7, dash=(2.2 * unit, 1.8 * unit))


def signal(pen: Pen, x: float, y: float, kind: str, size: float = 10.0) -> None:
    """Draw the process signal by its upper left corner: an arrow in a ring, a wave where nothing special happened."""
    unit, colour = size / 16, SIGNAL_COLOURS[kind]
    if kind == "unknown":
        mark(pen, x, y + unit, "na", size * 0.9)
        return
    soft = {"improving": "ok_soft", "worsening": "red_soft", "stable": "na_soft"}[kind]
    pen.dot(x + 8 * unit, y + 8 * unit, 7.4 * unit, soft, colour, unit)
    if kind == "stable":
        wave = ((3.6, 8.6), (5.6, 6.6), (8, 9.4), (10.2, 6.6), (12.4, 8.6))
        pen.path([(x + px * unit, y + py * unit) for px, py in wave], stroke=colour, width=1.4 * unit)
        return
    up = 1 if kind == "improving" else -1
    centre, middle = x + 8 * unit, y + 8 * unit
    pen.line((centre, middle + 3.6 * up * unit), (centre, middle - 3.6 * up * unit), colour, 1.4 * unit)
    head = ((-2.8, -1.0 * up), (0.0, -3.8 * up), (2.8, -1.0 * up))
    pen.path([(centre + px * unit, middle + py * unit) for px, py in head], stroke=colour, width=1.4 * unit)


def triangle(pen: Pen, x: float, y: float, size: float, up: bool, colour: str) -> None:
    """Draw a filled triangle around (x, y)."""
    side = -1 if up else 1
    points = ((x, y + side * size * 0.5), (x - size * 0.55, y - side * size * 0.45))
    pen.path((*points, (x + size * 0.55, y - side * size * 0.45)), fill=colour, closed=True)


def diamond(x: float, y: float, radius: float) -> tuple[tuple[float, float], ...]:
    """Return the corners of the sign of a special cause."""
    return ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))


def seal(pen: Pen, x: float, y: float, scale: float, colour: str = "accent") -> None:
    """Draw the emblem around (x, y): the plumb bob in a toothed ring."""
    teeth = 20
    rim = []
    for place in range(2 * teeth):
        radius, angle = (15.2 if place % 2 == 0 else 13.4) * scale, math.pi * place / teeth
        rim.append((round(x + radius * math.cos(angle), 3), round(y + radius * math.sin(angle), 3)))
    pen.path(rim, "surface", colour, 0.8, closed=True)
    pen.dot(x, y, 10.4 * scale, stroke=colour, line=0.8)
    pen.line((x - 4.6 * scale, y - 5.6 * scale), (x + 4.6 * scale, y - 5.6 * scale), colour, 1.2 * scale)
    pen.line((x, y - 5.6 * scale), (x, y - 0.4 * scale), colour, scale)
    bob = ((-2.9, -0.4), (2.9, -0.4), (2.9, 2.0), (0.0, 6.6), (-2.9, 2.0))
    pen.path([(x + px * scale, y + py * scale) for px, py in bob], fill=colour, closed=True)
