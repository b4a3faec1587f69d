"""Owns the drawing of the chain of money as a strip and of leading digits as bars. It refuses to draw a missing link whole."""

from __future__ import annotations

from console.briefing.setting import SMALLEST, Setting
from console.charts.figure import Line, Primitive, Rect, Text
from console.charts.parts import arrow_head
from console.charts.scale import Scale
from console.domain.briefing_funds import ChainPart, ChainTrend, DigitsTrend

LINK, BOX_HIGH, NAME, BIG, SMALL = 26.0, 42.0, 8.0, 9.5, 7.0
FOOT, TICK = 14.0, 7.0
CHAIN_HIGH = 56.0


def chain_parts(chart: ChainTrend, setting: Setting, width: float) -> list[Primitive]:
    """Return a box a link, between them an arrow, the share joined above it and the breaks below."""
    wide = (width - LINK * (len(chart.parts) - 1)) / max(1, len(chart.parts))
    # All amounts in one size: a larger print would look like a larger sum.
    big = min(
        (setting.tight(setting.printed(part.amount), wide - 4, BIG, "bold")[1] for part in chart.parts),
        default=BIG,
    )
    drawn: list[Primitive] = []
    for place, part in enumerate(chart.parts):
        x = place * (wide + LINK)
        if place:
            drawn += _arrow(part, setting, x)
        drawn += _box(part, setting, (x, wide, big))
    return drawn


def _box(part: ChainPart, setting: Setting, place: tuple[float, float, float]) -> list[Primitive]:
    x, wide, largest = place
    known = setting.at(part.count) is not None
    middle, room = x + wide / 2, wide - 4
    name, size = setting.tight(part.name, room, NAME)
    drawn: list[Primitive] = [
        Rect(x, 1, wide, BOX_HIGH, "sunken", "line" if known else "na", 2, stroke_width=0.6),
        Text(middle, 11, name, size, "text2", anchor="middle"),
    ]
    if not known:
        words, small = setting.tight(setting.words("not-computable"), room, SMALL)
        return [*drawn, Text(middle, 26, words, small, "na", anchor="middle")]
    amount, big = setting.tight(setting.printed(part.amount), room, largest, "bold")
    count, small = setting.tight(setting.words("chain-count", count=setting.printed(part.count)), room, SMALL)
    drawn.append(Text(middle, 25, amount, big, "text", bold=True, anchor="middle"))
    drawn.append(Text(middle, 37, count, small, "text2", anchor="middle"))
    return drawn


def _arrow(part: ChainPart, setting: Setting, x: float) -> list[Primitive]:
    middle, height = x - LINK / 2, 1 + BOX_HIGH / 2
    broken = setting.at(part.breaks)
    colour = "na" if broken is None else "yellow" if broken else "text2"
    drawn: list[Primitive] = [
        Line(((x - LINK + 2, height), (x - 5, height)), colour, 1.0, (2, 1.5) if broken is None else ()),
        arrow_head((x - 2, height), (1.0, 0.0), 3.0, colour),
    ]
    room = LINK - 2
    joined, size = setting.tight(setting.printed(part.joined), room, SMALLEST)
    drawn.append(Text(middle, height - 4, joined, size, "text2", anchor="middle"))
    if broken:
        told, size = setting.tight(
            setting.words("chain-breaks", count=setting.printed(part.breaks)), LINK + 24, SMALL, "bold"
        )
        drawn.append(Text(middle, BOX_HIGH + 11, told, size, "yellow", bold=True, anchor="middle"))
    return drawn


def chain_rows(chart: ChainTrend, setting: Setting) -> list[list[str]]:
    """Return the strip as a table."""
    return [
        [part.name, *map(setting.printed, (part.count, part.amount, part.joined, part.breaks))]
        for part in chart.parts
    ]


def digit_parts(chart: DigitsTrend, setting: Setting, width: float, height: float) -> list[Primitive]:
    """Return a bar a digit and across it the share the law expects."""
    shares = [
        value
        for part in chart.digits
        for name in (part.observed, part.expected)
        if (value := setting.at(name)) is not None
    ]
    if all(setting.at(part.observed) is None for part in chart.digits):
        return [Text(0, (height - FOOT) / 2, setting.words("not-computable"), TICK + 1, "na")]
    y = Scale(0, max(shares) * 1.12, height - FOOT, 8)
    step = width / len(chart.digits)
    drawn: list[Primitive] = [Line(((0, y.at(0)), (width, y.at(0))), "axis", 0.5)]
    for place, part in enumerate(chart.digits):
        x, middle = place * step, (place + 0.5) * step
        observed, expected = setting.at(part.observed), setting.at(part.expected)
        drawn.append(Text(middle, height - 4, part.label, TICK, "text2", anchor="middle"))
        if observed is not None:
            drawn.append(Rect(x + 2, y.at(observed), step - 4, y.at(0) - y.at(observed), "ink"))
            told, size = setting.tight(setting.printed(part.observed), step, SMALLEST)
            top = min(y.at(observed), y.at(expected or 0)) - 2
            drawn.append(Text(middle, top, told, size, "text2", anchor="middle"))
        if expected is not None:
            drawn.append(
                Line(((x + 0.5, y.at(expected)), (x + step - 0.5, y.at(expected))), "signal_bad", 1.2)
            )
    return drawn


def digit_rows(chart: DigitsTrend, setting: Setting) -> list[list[str]]:
    """Return the bars as a table."""
    return [
        [part.label, setting.printed(part.observed), setting.printed(part.expected)] for part in chart.digits
    ]
