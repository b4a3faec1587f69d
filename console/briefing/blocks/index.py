"""Owns the composite index as a card beside its dimensions with intervals. It refuses a score without its interval."""

from __future__ import annotations

from dataclasses import dataclass

from console.briefing.charts import tick_words
from console.briefing.marks import SIGNAL_COLOURS, mark, signal, triangle
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, SMALLEST, Piece, Setting, heading
from console.charts.scale import Scale, nice_ticks, padded
from console.domain.briefing_blocks import DimensionRow, IndexOverview

CARD, INSET, GUTTER = 150.0, 12.0, 14.0
HEAD, FOOT, LEAST_ROW, LEAST_CARD = 14.0, 11.0, 18.0, 150.0
TABLE = LEFT + CARD + GUTTER
INTERVAL = "seq_2"


def pieces(block: IndexOverview, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading and the card with its table, in one piece."""
    columns = _columns(block, setting)
    rows = tuple(_Row.of(row, setting, columns) for row in block.dimensions)
    table = HEAD + sum(row.height for row in rows) + FOOT
    height = max(LEAST_CARD, table)

    def draw(pen: Pen, top: float) -> None:
        _draw_card(pen, top, height, block, setting)
        _draw_table(pen, top, block, setting, columns, rows)

    return (heading(setting, block.heading, block.note), Piece(height + 2, draw))


def _draw_card(pen: Pen, top: float, height: float, block: IndexOverview, setting: Setting) -> None:
    x, right = LEFT + INSET, LEFT + CARD - INSET
    pen.box(LEFT, top, CARD, height, "sunken", "line", 3)
    pen.text(x, top + 19, block.name, setting.fitted(block.name, right - x, 8.5), colour="text2")
    wide = pen.text(x, top + 52, setting.printed(block.score), 33, "bold", "accent")
    if block.change:
        _draw_change(pen, x + wide + 9, top, right, block, setting)
    _draw_strip(pen, top + 81, (x, right), block, setting)
    if block.rank:
        _draw_ranks(pen, top, (x, right), block, setting)
    lines = setting.wrapped(setting.filled(block.caption), right - x, 7)
    pen.lines(x, top + height - 7 - (len(lines) - 1) * 8.5, lines, right - x, 8.5, 7, "sans", "text3")


def _draw_change(
    pen: Pen, x: float, top: float, right: float, block: IndexOverview, setting: Setting
) -> None:
    change = setting.at(block.change)
    colour = "text2" if not change else "ok" if change > 0 else "red"
    start = x
    if change:
        triangle(pen, x + 3, top + 36.5, 6, change > 0, colour)
        start = x + 9
    pen.text(start, top + 40, setting.printed(block.change), 10, "bold", colour)
    words = setting.filled(block.versus)
    pen.text(x, top + 52, words, setting.fitted(words, right + 8 - x, 7.5), colour="text2")


def _draw_strip(
    pen: Pen, base: float, span: tuple[float, float], block: IndexOverview, setting: Setting
) -> None:
    """Draw our place among all others: short strokes, the interval as a bar, the point on a stem."""
    names = (block.score, block.low, block.high, *block.peers)
    values = [value for name in names if (value := setting.at(name)) is not None]
    low, high = padded(values, 0.08)
    x = Scale(low, high, *span)
    pen.line((span[0], base), (span[1], base), "line_strong", 0.6)
    ticks = nice_ticks(low, high, 5)
    for tick, word in zip(ticks, tick_words(ticks), strict=True):
        pen.line((x.at(tick), base), (x.at(tick), base + 2.5), "line_strong", 0.6)
        pen.text(x.at(tick), base + 10, word, 7, colour="text3", align="middle")
    for peer in block.peers:
        if (value := setting.at(peer)) is not None:
            pen.line((x.at(value), base - 6), (x.at(value), base), "axis", 0.9)
    score, start, end = (setting.at(name) for name in (block.score, block.low, block.high))
    if start is not None and end is not None:
        pen.box(x.at(start), base - 9, x.at(end) - x.at(start), 9, INTERVAL)
    if score is not None:
        pen.line((x.at(score), base - 12), (x.at(score), base), "accent", 1.4)
        pen.dot(x.at(score), base - 12, 2.2, "accent")


def _draw_ranks(
    pen: Pen, top: float, span: tuple[float, float], block: IndexOverview, setting: Setting
) -> None:
    left, right = span
    told = [setting.printed(name) for name in (block.rank_low, block.rank_high, block.units)]
    words = setting.words("rank-band", low=told[0], high=told[1], units=told[2])
    label = setting.words("rank-label")
    wide = pen.text(left, top + 111, label, 8, colour="text2")
    size = setting.fitted(words, right - left - wide - 4, 8.5, "bold")
    pen.text(right, top + 111, words, size, "bold", align="end")
    units, rank, low, high = (
        round(setting.at(name) or 0) for name in (block.units, block.rank, block.rank_low, block.rank_high)
    )
    step = (right - left + 1.6) / max(1, units)
    for place in range(1, units + 1):
        inside, x = low <= place <= high, left + (place - 1) * step
        fill = "accent" if place == rank else "accent_soft" if inside else "shade"
        gap = 1.6 if step > 4 else 0.4
        pen.box(x, top + 117, step - gap, 11, fill, "accent" if inside else "", 0.8 if step > 4 else 0)
        if inside and step - gap >= pen.faces.width(str(place), "bold", SMALLEST):
            colour = "on_accent" if place == rank else "accent"
            pen.text(x + (step - gap) / 2, top + 125.2, str(place), SMALLEST, "bold", colour, "middle")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns end or start, and the scale of the intervals."""

    name: float  # width of the names
    score: float  # right edge
    change: float  # right edge
    signal: float  # left edge
    weight: float  # right edge
    scale: Scale
    ticks: tuple[float, ...]


def _columns(block: IndexOverview, setting: Setting) -> _Columns:
    rows = block.dimensions
    signals = [setting.words("signal"), *(setting.words(f"signal-{row.signal}") for row in rows)]
    signal_wide = max(
        setting.width(signals[0], "sans", 8), *(setting.width(each, "sans", 9) + 13 for each in signals[1:])
    )
    weights = [setting.width(setting.printed(row.weight), "sans", 9.5) for row in rows]
    weight_wide = max(setting.width(setting.words("weight"), "sans", 8), *weights)
    changes = [setting.width(setting.printed(row.change), "sans", 9.5) + 9 for row in rows]
    change_wide = max(setting.width(setting.words("change"), "sans", 8), *changes)
    scores = [setting.width(setting.printed(row.score), "bold", 10) for row in rows]
    score_wide = max(setting.width(setting.words("score"), "sans", 8), *scores)
    names = max(setting.width(row.name, "sans", 9.5) for row in rows)
    fixed = score_wide + change_wide + signal_wide + weight_wide + 5 * 9
    name = min(names, RIGHT - TABLE - fixed - 76)
    signal_left = RIGHT - weight_wide - 9 - signal_wide
    score = TABLE + name + 9 + score_wide
    change = signal_left - 9
    scale, ticks = _scale(block, setting, score + 12, change - change_wide - 9)
    return _Columns(name, score, change, signal_left, RIGHT, scale, ticks)


def _scale(
    block: IndexOverview, setting: Setting, left: float, right: float
) -> tuple[Scale, tuple[float, ...]]:
    names = [name for row in block.dimensions for name in (row.low, row.high, row.score, row.previous)]
    values = [value for name in names if (value := setting.at(name)) is not None]
    low, high = padded(values, 0.06)
    return Scale(low, high, left, right), nice_ticks(low, high, 3)


@dataclass(frozen=True, slots=True)
class _Row:
    """One dimension with its height, which grows where a reason needs more lines."""

    row: DimensionRow
    height: float
    reason: tuple[str, ...]

    @classmethod
    def of(cls, row: DimensionRow, setting: Setting, columns: _Columns) -> _Row:
        """Break the reason why a score cannot be computed into lines."""
        least = max(LEAST_ROW, min(22.0, setting.density.row + 3))
        if not row.why_not:
            return cls(row, least, ())
        room = columns.change - columns.scale.start - 12
        lines = setting.wrapped(setting.filled(row.why_not), room, 7)
        return cls(row, max(least, 8.5 * len(lines) + 6), tuple(line.text for line in lines))


def _draw_table(
    pen: Pen,
    top: float,
    block: IndexOverview,
    setting: Setting,
    columns: _Columns,
    rows: tuple[_Row, ...],
) -> None:
    middle = (columns.scale.start + columns.scale.end) / 2
    pen.text(TABLE, top + 9, setting.words("dimension"), 8, colour="text3")
    pen.text(columns.score, top + 9, setting.words("score"), 8, colour="text3", align="end")
    pen.text(middle, top + 9, setting.words("interval"), 8, colour="text3", align="middle")
    pen.text(columns.change, top + 9, setting.words("change"), 8, colour="text3", align="end")
    pen.text(columns.signal, top + 9, setting.words("signal"), 8, colour="text3")
    pen.text(columns.weight, top + 9, setting.words("weight"), 8, colour="text3", align="end")
    y = top + HEAD
    for row in rows:
        pen.line((TABLE, y), (RIGHT, y))
        _draw_row(pen, y, row, setting, columns)
        y += row.height
    pen.line((TABLE, y), (RIGHT, y))
    for tick, word in zip(columns.ticks, tick_words(columns.ticks), strict=True):
        pen.text(columns.scale.at(tick), y + 8, word, 7, colour="text3", align="middle")
    if block.previous_label:
        pen.dot(TABLE + 3, y + 5.5, 2, "surface", "text2")
        pen.text(TABLE + 9, y + 8, setting.filled(block.previous_label), 7, colour="text3")


def _draw_row(pen: Pen, top: float, held: _Row, setting: Setting, columns: _Columns) -> None:
    row, middle = held.row, top + held.height / 2
    base = middle + 3.5
    pen.text(TABLE, base, row.name, setting.fitted(row.name, columns.name, 9.5))
    pen.text(columns.score, base, setting.printed(row.score), 10, "bold", align="end")
    pen.text(columns.weight, base, setting.printed(row.weight), 9.5, colour="text2", align="end")
    signal(pen, columns.signal, middle - 5, row.signal)
    colour = {"stable": "text2"}.get(row.signal, SIGNAL_COLOURS[row.signal])
    pen.text(columns.signal + 13, base, setting.words(f"signal-{row.signal}"), 9, colour=colour)
    if held.reason:
        mark(pen, columns.scale.start - 3, middle - 4.5, "na", 9)
        for place, line in enumerate(held.reason):
            at = middle + 2.5 + (place - (len(held.reason) - 1) / 2) * 8.5
            pen.text(columns.scale.start + 9, at, line, 7, colour="na")
        return
    _draw_interval(pen, top, held, setting, columns)
    change = setting.at(row.change)
    colour = "text2" if not change else "ok" if change > 0 else "red"
    wide = pen.text(columns.change, base, setting.printed(row.change), 9.5, colour=colour, align="end")
    if change:
        triangle(pen, columns.change - wide - 5, base - 3.3, 5, change > 0, colour)


def _draw_interval(pen: Pen, top: float, held: _Row, setting: Setting, columns: _Columns) -> None:
    row, middle, x = held.row, top + held.height / 2, columns.scale
    for tick in columns.ticks:
        pen.line((x.at(tick), top), (x.at(tick), top + held.height), "grid", 0.4)
    score, low, high, previous = (setting.at(name) for name in (row.score, row.low, row.high, row.previous))
    if low is not None and high is not None:
        pen.box(x.at(low), middle - 2, x.at(high) - x.at(low), 4, INTERVAL)
        for edge in (low, high):
            pen.line((x.at(edge), middle - 3), (x.at(edge), middle + 3), "accent", 0.7)
    if previous is not None:
        pen.dot(x.at(previous), middle, 2, "surface", "text2")
    if score is not None:
        pen.dot(x.at(score), middle, 2.7, "accent", "surface", 0.5)
