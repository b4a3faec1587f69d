"""Owns the chain of money as a strip: a box a link with its amount and count, between them the difference and the breaks.

It refuses to draw a link whose data are missing as one that holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.charts.figure import Figure, Line, Primitive, Rect, Text
from console.charts.link_icons import link_icon
from console.charts.parts import Hit, Measure, arrow_head, mark_parts, shortened

LEAST_LINK = 58.0
BOX = 84.0
SIGN = 17.0
INK = {"red": "red", "yellow": "yellow", "notice": "notice", "ok": "text2", "na": "na"}
LINE = {
    "red": "red_fill",
    "yellow": "yellow_line",
    "notice": "notice_fill",
    "ok": "accent_line",
    "na": "line_strong",
}


@dataclass(frozen=True, slots=True)
class ChainBox:
    """One link of the chain; without an amount its words say why."""

    key: str
    label: str
    amount: str
    count: str
    computable: bool = True


@dataclass(frozen=True, slots=True)
class ChainArrow:
    """What lies between two boxes: a mark (ok, notice, yellow, na), the difference, the breaks, the share that is joined."""

    key: str
    mark: str
    difference: str
    breaks: str
    joined: str


@dataclass(frozen=True, slots=True)
class ChainWords:
    """Verdict, description, unit and heads of the table."""

    verdict: str
    description: str
    unit: str
    headers: tuple[str, str, str, str]


def money_chain(
    boxes: Sequence[ChainBox],
    arrows: Sequence[ChainArrow],
    words: ChainWords,
    size: tuple[float, float],
    measure: Measure,
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the strip; one arrow fewer than boxes. Hits are the keys of boxes and arrows."""
    width, height = size
    count = max(len(boxes), 1)
    told = [words for arrow in arrows for words in (arrow.breaks, arrow.joined)]
    least = max([LEAST_LINK, *(measure(words, 12, False) + 8 for words in told)])
    least = max([least, *(measure(arrow.difference, 12, True) + 8 for arrow in arrows)])
    wide = min(152.0, (width - (count - 1) * least) / count)
    gap = (width - count * wide) / max(count - 1, 1)
    top = max(0.0, (height - BOX) / 2)
    signed = all(measure(box.label, 13, True) + SIGN + 26 <= wide for box in boxes)  # all of them or none
    drawn: list[Primitive] = []
    hits: list[Hit] = []
    for number, box in enumerate(boxes):
        x = number * (wide + gap)
        drawn += _box(box, x, top, wide, measure, signed)
        hits.append(Hit(x, top, wide, BOX, box.key))
        if number < len(arrows):
            drawn += _arrow(arrows[number], x + wide, top, gap, measure)
            hits.append(Hit(x + wide, top, gap, BOX, arrows[number].key))
    rows: list[tuple[str, ...]] = []
    for number, box in enumerate(boxes):
        rows.append((box.label, box.amount, box.count, ""))
        if number < len(arrows):
            arrow = arrows[number]
            rows.append(("→", arrow.difference, arrow.breaks, arrow.joined))
    figure = Figure(
        *size,
        tuple(drawn),
        words.verdict,
        words.description,
        words.unit,
        None,
        words.headers,
        tuple(rows),
    )
    return figure, tuple(hits)


def _box(box: ChainBox, x: float, y: float, wide: float, measure: Measure, signed: bool) -> list[Primitive]:
    inner = wide - 20
    size = next(
        (held for held in (16.0, 15.0, 14.0, 13.0, 12.0) if measure(box.amount, held, True) <= inner), 12.0
    )
    stroke = "line_strong" if box.computable else "line"
    ink = "text" if box.computable else "na"
    sign = link_icon(box.key, x + 10, y + 8, SIGN, "accent" if box.computable else "na") if signed else []
    start, room = (x + 16 + SIGN, inner - SIGN - 6) if sign else (x + 10, inner)
    made: list[Primitive] = [
        Rect(x, y, wide, BOX, "sunken", stroke, 6),
        *sign,
        Text(start, y + 21, shortened(box.label, room, measure, 13, True), 13, ink, True),
    ]
    if not box.computable:
        return [
            *made,
            *mark_parts("na", x + 10, y + 34),
            Text(x + 30, y + 45, shortened(box.amount, inner - 20, measure), 12, "na"),
        ]
    return [
        *made,
        Text(x + 10, y + 47, box.amount, size, "text", True),
        Text(x + 10, y + 70, shortened(box.count, inner, measure), 12, "text2"),
    ]


def _arrow(arrow: ChainArrow, x: float, y: float, gap: float, measure: Measure) -> list[Primitive]:
    middle, centre = y + BOX / 2 - 2, x + gap / 2
    colour, ink = LINE[arrow.mark], INK[arrow.mark]
    dash = () if arrow.mark == "ok" else (6.0, 4.0)
    made: list[Primitive] = [
        Line(((x + 2, middle), (x + gap - 9, middle)), colour, 2.0, dash),
        arrow_head((x + gap - 2, middle), (1.0, 0.0), 7, colour),
    ]
    told = measure(arrow.difference, 12, True)
    room = told + 18 <= gap
    start = centre - (told + (18 if room else 0)) / 2
    if room:
        made += mark_parts(arrow.mark, start, middle - 22, proposed=True)
    elif arrow.mark != "ok":
        made += mark_parts(arrow.mark, centre - 7, middle - 40, proposed=True)
    made += [
        Text(start + (18 if room else 0), middle - 10, arrow.difference, 12, ink, True),
        Text(centre, middle + 18, arrow.breaks, 12, "text2", anchor="middle"),
        Text(centre, middle + 35, arrow.joined, 12, "text3", anchor="middle"),
    ]
    return made
