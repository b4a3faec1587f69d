"""Owns the small signs drawn in cells, tiles and heads: status marks, process signals, deltas, seal, stage, whisker, spark.

It refuses a sign by colour alone: each has its own shape, and ``*_words`` says it in words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, Qt

from console.gui.models.cells import Spark
from console.gui.theme import Look
from console.gui.widgets.brush import LEFT, MIDDLE, RIGHT, Brush, Point, translucent

MARKS = ("red", "yellow", "notice", "ok", "na")
CHIP_HEIGHT = 20


def mark_word(look: Look, kind: str, short: bool = False) -> str:
    """Return a mark as a word: 红牌, 黄牌, 提醒, 正常, 无法计算."""
    return look.text(f"mark-{kind}-short" if short else f"mark-{kind}")


def draw_mark(brush: Brush, at: Point, kind: str, size: float = 14) -> None:
    """Draw a status mark inside a square; the shape differs, not only the colour."""
    painter = {
        "red": _red_card,
        "yellow": _yellow_card,
        "notice": _notice,
        "ok": _tick_ring,
        "na": _dashed_ring,
    }[kind]
    with brush.kept():
        brush.painter.translate(*at)
        brush.painter.scale(size / 14, size / 14)
        painter(brush)


def _red_card(brush: Brush) -> None:
    brush.box((2, 0, 10, 14), brush.palette.red_fill, None, 2)
    brush.box((4.5, 6, 5, 2), brush.palette.on_red)


def _yellow_card(brush: Brush) -> None:
    palette = brush.palette
    brush.box((2, 0, 10, 14), palette.yellow_fill, palette.yellow_line, 2)
    brush.box((6.1, 3.2, 1.8, 5), palette.on_yellow)
    brush.box((6.1, 9.2, 1.8, 1.8), palette.on_yellow)


def _notice(brush: Brush) -> None:
    color = brush.palette.notice
    brush.dot((7, 7), 6, None, color, 1.5)
    brush.box((6.2, 6.2, 1.6, 4.3), color)
    brush.box((6.2, 3.4, 1.6, 1.7), color)


def _tick_ring(brush: Brush) -> None:
    color = brush.palette.ok
    brush.dot((7, 7), 6, None, color, 1.5)
    brush.polyline([(4.4, 7.2), (6.3, 9), (9.7, 5.3)], color, 1.6)


def _dashed_ring(brush: Brush) -> None:
    color = brush.palette.na
    brush.painter.setPen(brush.pen(color, 1.4, (1.6, 1.35)))
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.drawEllipse(QPointF(7, 7), 6, 6)
    brush.box((4.6, 6.2, 4.8, 1.6), color)


def draw_mark_word(
    brush: Brush,
    at: Point,
    height: float,
    kind: str,
    word: str | None = None,
    px: float = 12,
    weight: int = 600,
) -> float:
    """Draw a mark with its word; returns the width used."""
    words = word or mark_word(brush.look, kind, short=True)
    draw_mark(brush, (at[0], at[1] + (height - 14) / 2), kind)
    wide = brush.advance(words, px, weight)
    brush.text((at[0] + 18, at[1], wide + 1, height), words, brush.palette.mark(kind), px, weight)
    return 18 + wide


def draw_chip(brush: Brush, at: Point, words: str, role: str = "neutral", icon: str | None = None) -> float:
    """Draw a small label on a soft ground (neutral, accent or a mark's name); returns its width."""
    palette = brush.palette
    ink, ground = {
        "neutral": (palette.text2, palette.na_soft),
        "accent": (palette.accent, palette.accent_soft),
    }.get(role) or (palette.mark(role), palette.soft(role))
    lead = 16 if icon else 0
    wide = brush.advance(words, 12) + 12 + lead
    brush.box((*at, wide, CHIP_HEIGHT), ground, None, 3)
    if icon:
        brush.icon(icon, (at[0] + 5, at[1] + 4), 12, ink, 2.2)
    brush.text((at[0] + 6 + lead, at[1], wide, CHIP_HEIGHT), words, ink, 12)
    return wide


def draw_signal(brush: Brush, at: Point, judgement: int, rising: bool, size: float = 16) -> None:
    """Draw a process-behaviour icon: judgement −1 worse, 0 stable, +1 better; the arrow is the direction of the data."""
    palette = brush.palette
    ink = {1: palette.ok, -1: palette.red, 0: palette.text3}[judgement]
    ground = {1: palette.ok_soft, -1: palette.red_soft, 0: palette.na_soft}[judgement]
    with brush.kept():
        brush.painter.translate(*at)
        brush.painter.scale(size / 16, size / 16)
        brush.dot((8, 8), 7.4, ground, ink, 1.1)
        if judgement == 0:
            brush.polyline([(3.6, 8.6), (5.6, 6.6), (8, 9.4), (10.2, 6.6), (12.4, 8.6)], ink, 1.5)
        else:
            way = 1 if rising else -1
            brush.polyline([(8, 8 + 3.6 * way), (8, 8 - 3.6 * way)], ink, 1.5)
            brush.polyline([(5.2, 8 - way), (8, 8 - 3.8 * way), (10.8, 8 - way)], ink, 1.5)


def signal_word(look: Look, judgement: int) -> str:
    """Return a process signal as a word: better, stable, worse."""
    return look.text({1: "signal-better", 0: "signal-stable", -1: "signal-worse"}[judgement])


def draw_delta(
    brush: Brush,
    box: tuple[float, float, float, float],
    value: float | Decimal | None,
    digits: int = 1,
    good: int = 1,
    unit: str = "",
    px: float = 13,
    align: Qt.AlignmentFlag = RIGHT,
    weight: int = 400,
) -> float:
    """Draw a signed change as triangle, sign and colour; good −1 means down is better. Returns the width used."""
    words = brush.look.phrases.number(value, digits, sign=True) + (unit if value is not None else "")
    side = 0 if value is None or abs(value) < 10 ** -(digits + 3) else (1 if value > 0 else -1)
    palette = brush.palette
    ink = {1: palette.ok, -1: palette.red, 0: palette.text2}[side * good if good else 0]
    wide = brush.advance(words, px, weight)
    x, y, given, high = box
    start = x + given - wide if align == RIGHT else x + 12
    brush.text((start, y, wide + 1, high), words, ink, px, weight)
    if side:
        brush.triangle((start - 8, y + high / 2), 7, side > 0, ink)
    return wide + 12


def draw_seal(brush: Brush, at: Point, size: float, verdict: str) -> None:
    """Draw the toothed seal of a verified thing (valid); a broken ring for anything else. Never a red official stamp."""
    palette = brush.palette
    kind = {"valid": "ok", "untrusted": "yellow", "invalid": "red"}.get(verdict, "na")
    ink = palette.mark(kind)
    with brush.kept():
        brush.painter.translate(at[0] + size / 2, at[1] + size / 2)
        brush.painter.scale(size / 32, size / 32)
        teeth = [_polar(15.2 if n % 2 == 0 else 13.4, math.pi * n / 20) for n in range(40)]
        if verdict == "unsigned":
            brush.painter.setPen(brush.pen(ink, 1.4, (3, 2)))
            brush.painter.setBrush(Qt.BrushStyle.NoBrush)
            brush.painter.drawEllipse(QPointF(0, 0), 14, 14)
        else:
            brush.polygon(teeth, palette.soft(kind), ink, 1.2)
            brush.dot((0, 0), 10.4, None, ink, 1.2)
        _seal_sign(brush, verdict, ink)


def _seal_sign(brush: Brush, verdict: str, ink: str) -> None:
    if verdict == "valid":
        brush.polyline([(-4.6, 0.2), (-1.4, 3.4), (4.8, -3)], ink, 2)
    elif verdict == "invalid":
        brush.polyline([(-3.6, -3.6), (3.6, 3.6)], ink, 2)
        brush.polyline([(3.6, -3.6), (-3.6, 3.6)], ink, 2)
    elif verdict == "untrusted":
        brush.polyline([(0, -4.6), (0, 1.2)], ink, 2)
        brush.dot((0, 4.4), 1.3, ink)
    else:
        brush.polyline([(-4, 0), (4, 0)], ink, 2)


def _polar(radius: float, angle: float) -> Point:
    return (radius * math.cos(angle), radius * math.sin(angle))


def draw_stage(
    brush: Brush, at: Point, height: float, done: int, total: int, word: str, on_soft: bool = False
) -> float:
    """Draw how far along a life cycle something is: small cells and the word; returns the width used."""
    palette = brush.palette
    empty = palette.line_strong if on_soft else palette.line
    for number in range(total):
        fill = palette.accent if number < done else empty
        brush.box((at[0] + number * 9, at[1] + height / 2 - 3, 7, 6), fill, None, 1)
    start = total * 9 + 5
    wide = brush.advance(word, 12)
    brush.text((at[0] + start, at[1], wide + 1, height), word, palette.text, 12)
    return start + wide


def draw_whisker(
    brush: Brush,
    box: tuple[float, float, float, float],
    interval: tuple[float, float, float],
    axis: tuple[float, float],
    previous: float | None = None,
    color: str | None = None,
) -> None:
    """Draw low, value, high on an axis: translucent bar with end ticks, filled dot, hollow ring for the period before."""
    x, y, wide, high = box
    ink = color or brush.palette.ink
    span = (axis[1] - axis[0]) or 1.0

    def at(value: float) -> float:
        return x + (value - axis[0]) / span * wide

    low, value, top = interval
    middle = y + high / 2
    brush.box((at(low), middle - 3, at(top) - at(low), 6), translucent(ink, 0.24))
    for edge in (low, top):
        brush.line((at(edge), middle - 4), (at(edge), middle + 4), ink)
    if previous is not None:
        brush.dot((at(previous), middle), 3, brush.palette.surface, brush.palette.text2, 1.3)
    brush.dot((at(value), middle), 4, ink, brush.palette.surface, 1.5)


def draw_spark(brush: Brush, box: tuple[float, float, float, float], spark: Spark) -> None:
    """Draw a series over its band and mean; red diamonds are special causes for the worse, green dots for the better."""
    x, y, wide, high = box
    palette = brush.palette
    if not spark.values:
        return
    low, top = min(*spark.values, spark.lower), max(*spark.values, spark.upper)
    pad = (top - low) * 0.06 or 1.0
    low, top = low - pad, top + pad

    def down(value: float) -> float:
        return y + high - (value - low) / (top - low) * high

    step = (wide - 8) / max(len(spark.values) - 1, 1)
    points = [(x + 4 + step * n, down(value)) for n, value in enumerate(spark.values)]
    brush.box((x, down(spark.upper), wide, down(spark.lower) - down(spark.upper)), palette.band)
    brush.line((x, down(spark.mean)), (x + wide, down(spark.mean)), palette.ghost)
    brush.polyline(points, palette.ink)
    for point, flag in zip(points, spark.flags, strict=True):
        if flag and flag * spark.good > 0:
            brush.dot(point, 2.4, palette.signal_good)
        elif flag:
            brush.diamond(point, 3.4, palette.signal_bad)
    if not spark.flags[-1]:
        brush.dot(points[-1], 2.6, palette.ink, palette.surface)


def draw_bar(
    brush: Brush,
    box: tuple[float, float, float, float],
    share: float,
    limit: float | None = None,
    kind: str | None = None,
) -> None:
    """Draw a share of 0 to 1 from zero, with an upright stroke at a limit; kind colours it as red or yellow."""
    x, y, wide, high = box
    palette = brush.palette
    fill = {"red": palette.red_fill, "yellow": palette.yellow_fill}.get(kind or "", palette.ink)
    middle = y + high / 2
    brush.box((x, middle - 4, wide, 8), palette.na_soft, None, 1)
    if share > 0:
        brush.box((x, middle - 4, max(2.0, wide * min(share, 1.0)), 8), fill, None, 1)
    if limit is not None:
        at = x + wide * min(max(limit, 0.0), 1.0)
        brush.line((at, middle - 8), (at, middle + 8), palette.text, 1.5)


def draw_tally(brush: Brush, box: tuple[float, float, float, float], red: int, yellow: int) -> bool:
    """Draw one small card a finding; returns False where they do not fit and only numbers can tell."""
    x, y, wide, high = box
    if (red + yellow) * 7.5 > wide + 1:
        return False
    top = y + (high - 11) / 2
    for number in range(red + yellow):
        left = x + number * 7.5
        if number < red:
            brush.box((left, top, 6, 11), brush.palette.red_fill, None, 1)
        else:
            brush.box((left, top, 6, 11), brush.palette.yellow_fill, brush.palette.yellow_line, 1)
    return True


def draw_rank_band(
    brush: Brush, box: tuple[float, float, float, float], rank: int, band: tuple[int, int], of: int
) -> None:
    """Draw all places as cells: the band of plausible ranks outlined, the point estimate solid."""
    x, y, wide, high = box
    palette = brush.palette
    gap = 3 if of <= 20 else 1
    cell = (wide - (of - 1) * gap) / of
    for place in range(1, of + 1):
        left = x + (place - 1) * (cell + gap)
        inside = band[0] <= place <= band[1]
        fill = palette.accent if place == rank else palette.accent_soft if inside else palette.na_soft
        brush.box((left, y, cell, high), fill, palette.accent if inside else None, 2)
        fits = brush.advance(str(place), 12, 600) <= cell - 1 or (place == of and not inside)
        if (place in (1, of) or inside) and cell >= 9 and fits:
            ink = palette.on_accent if place == rank else palette.accent if inside else palette.text3
            brush.text((left - 6, y, cell + 12, high), str(place), ink, 12, 600 if inside else 400, MIDDLE)


def draw_logo(brush: Brush, at: Point, size: float = 28) -> None:
    """Draw the plumb bob."""
    ink = brush.palette.on_accent
    with brush.kept():
        brush.painter.translate(*at)
        brush.painter.scale(size / 28, size / 28)
        brush.box((0, 0, 28, 28), brush.palette.accent, None, 6)
        brush.polyline([(8, 6.5), (20, 6.5)], ink, 1.6)
        brush.polyline([(14, 6.5), (14, 13.5)], ink, 1.6)
        brush.polygon([(10.6, 13.5), (17.4, 13.5), (17.4, 16.4), (14, 22.4), (10.6, 16.4)], ink)


def draw_key(brush: Brush, at: Point, words: str) -> float:
    """Draw a keyboard key; returns its width."""
    wide = brush.advance(words, 12) + 12
    brush.box((*at, wide, 20), brush.palette.surface, brush.palette.line, 3)
    brush.text((at[0], at[1], wide, 20), words, brush.palette.text2, 12, align=MIDDLE)
    return wide


def draw_key_value(
    brush: Brush,
    box: tuple[float, float, float, float],
    name: str,
    value: str,
    strong: bool = False,
    code: bool = False,
) -> None:
    """Draw a name left and its value right with a hairline below: the line of a list of facts."""
    x, y, wide, high = box
    palette = brush.palette
    brush.text((x, y, wide, high), name, palette.text3, 12, align=LEFT)
    brush.text(
        (x, y, wide, high),
        value,
        palette.text if value != "—" else palette.text3,
        12 if code else 13,
        600 if strong else 400,
        RIGHT,
        "mono" if code else "ui",
    )
    brush.line((x, y + high - 1), (x + wide, y + high - 1))


def spark_judgement(spark: Spark) -> int:
    """Return −1, 0 or +1: what the last point of a series says."""
    last = spark.flags[-1] if spark.flags else 0
    return (last > 0) * spark.good - (last < 0) * spark.good if spark.good else 0


def run_length(flags: Sequence[int]) -> int:
    """Return how many points at the end are out on the same side."""
    if not flags or flags[-1] == 0:
        return 0
    count = 0
    for flag in reversed(flags):
        if flag != flags[-1]:
            break
        count += 1
    return count
