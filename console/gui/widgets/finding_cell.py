"""Owns how a finding is drawn in a list: three lines with mark, number, place, figure, stage and date.

It refuses to draw a card for what was not confirmed: a suspicion's mark is hollow and dashed.
"""

from __future__ import annotations

from console.gui.models.cells import FindingCell
from console.gui.widgets.brush import RIGHT, Brush, Point
from console.gui.widgets.marks import draw_mark, draw_stage

LEAST_WIDTH = 260.0  # design pixels in which number, figure, stage and date still stand side by side
LEAD = 20  # from the mark to the words
Area = tuple[float, float, float, float]


def draw_finding(brush: Brush, area: Area, value: FindingCell, selected: bool) -> None:
    """Draw the three lines of a finding."""
    x, y, wide, high = area
    top = y + (high - 62) / 2
    draw_standing(brush, (x, top + 3), value.mark, value.card)
    words = brush.look.words
    left, given = x + LEAD, wide - LEAD
    brush.text((left, top, given, 20), words(value.title), weight=600, elide=True)
    _second(brush, (left, top + 21, given, 20), value)
    _third(brush, (left, top + 42, given, 20), value, selected)


def draw_standing(brush: Brush, at: Point, kind: str, card: bool, size: float = 14) -> None:
    """Draw a card, or the hollow outline of the one a rule proposes; a notice is a work signal and has a ring either way."""
    if card:
        draw_mark(brush, at, kind, size)
        return
    palette = brush.palette
    ink = palette.mark(kind)
    with brush.kept():
        brush.painter.translate(*at)
        brush.painter.scale(size / 14, size / 14)
        brush.painter.setPen(brush.pen(ink, 1.3, (1.8, 1.4)))
        brush.painter.setBrush(palette.surface)
        if kind == "notice":
            brush.painter.drawEllipse(1, 1, 12, 12)
        else:
            brush.painter.drawRoundedRect(2, 0, 10, 13, 2, 2)
        _inner_sign(brush, kind, ink)


def _inner_sign(brush: Brush, kind: str, ink: str) -> None:
    """Draw the sign inside, which tells red, yellow and notice apart without a colour."""
    if kind == "red":
        brush.box((4.5, 5.8, 5, 1.6), ink)
    elif kind == "yellow":
        brush.box((6.2, 3, 1.6, 4.6), ink)
        brush.box((6.2, 8.8, 1.6, 1.6), ink)
    else:
        brush.box((6.2, 6.2, 1.6, 4.3), ink)
        brush.box((6.2, 3.4, 1.6, 1.7), ink)


def _second(brush: Brush, area: Area, value: FindingCell) -> None:
    x, y, wide, high = area
    words, palette = brush.look.words, brush.palette
    figure = words(value.figure)
    used = brush.advance(figure, 13, 600)
    brush.text((x + wide - used, y, used + 1, high), figure, weight=600, align=RIGHT)
    number = words(value.number)
    lead = brush.advance(number, 12, 400, "mono")
    brush.text((x, y, lead + 1, high), number, palette.text2, 12, use="mono")
    rest = wide - lead - used - 20
    brush.text((x + lead + 10, y, rest, high), words(value.place), palette.text2, 12, elide=True)


def _third(brush: Brush, area: Area, value: FindingCell, selected: bool) -> None:
    x, y, wide, high = area
    stage = value.stage
    draw_stage(brush, (x, y), high, stage.done, stage.total, brush.look.words(stage.word), selected)
    due = brush.look.words(value.due)
    ink = brush.palette.red if value.late else brush.palette.text2
    weight = 600 if value.late else 400
    used = brush.advance(due, 12, weight)
    brush.text((x + wide - used, y, used + 1, high), due, ink, 12, weight, RIGHT)
    if value.late:
        brush.icon("alarm-clock", (x + wide - used - 20, y + 3), 14, ink)
