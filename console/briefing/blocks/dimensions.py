"""Owns the table of dimensions with their intervals. It refuses to draw a dimension that cannot be computed as a low one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.briefing.charts import apart, tick_words
from console.briefing.marks import SIGNAL_COLOURS, mark, signal, triangle
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, RIGHT, Setting
from console.charts.scale import Scale, nice_ticks, padded
from console.domain.briefing_blocks import DimensionRow, IndexOverview

TABLE = LEFT + 150.0 + 14.0
"""The left edge: right of the card."""
HEAD, FOOT, LEAST_ROW, GAP = 14.0, 11.0, 16.5, 9.0
LEAST_PLOT, LEAST_NAMES, LEAST_NAME = 70.0, 60.0, 8.5
MOST_NUMBER, ARROW = 42.0, 9.0
INTERVAL = "seq_2"
WHOLE = "Table:dimensions"
HEAD_SIZE, SIZE, SCORE_SIZE, SIGNAL_SIZE, REASON_SIZE = 8.0, 9.5, 10.0, 9.0, 7.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns end or start, and the scale of the intervals."""

    name: float  # width of the names
    size: float  # of the names' type; a name still too wide breaks its line
    score: float  # right edge
    score_wide: float
    change: float  # right edge
    change_wide: float
    signal: float  # left edge
    weight: float  # right edge
    weight_wide: float
    scale: Scale
    ticks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One dimension with its height, which grows where a reason needs more lines."""

    row: DimensionRow
    height: float
    names: tuple[str, ...]
    reason: tuple[str, ...]


class DimensionTable:
    """The rows, measured; ``height`` is known before anything is drawn."""

    def __init__(self, block: IndexOverview, setting: Setting) -> None:
        self.setting = setting
        self.columns = _columns(block, setting)
        self.rows = tuple(_measured(row, setting, self.columns) for row in block.dimensions)
        self.legend = setting.filled(block.previous_label)
        self.height = HEAD + sum(row.height for row in self.rows) + FOOT if self.rows else 0.0

    def draw(self, pen: Pen, top: float) -> None:
        """Draw head, rows and axis."""
        if not self.rows:
            return
        with pen.element("TR", within=WHOLE):
            self._draw_head(pen, top + 9)
        y = top + HEAD
        for held in self.rows:
            pen.line((TABLE, y), (RIGHT, y))
            with pen.element("TR", within=WHOLE):
                _draw_row(pen, y, held, self.setting, self.columns)
            y += held.height
        pen.line((TABLE, y), (RIGHT, y))
        self._draw_axis(pen, y)

    def _draw_head(self, pen: Pen, base: float) -> None:
        columns = self.columns
        middle = (columns.scale.start + columns.scale.end) / 2
        for x, key, align in (
            (TABLE, "dimension", "start"),
            (columns.score, "score", "end"),
            (middle, "interval", "middle"),
            (columns.change, "change", "end"),
            (columns.signal, "signal", "start"),
            (columns.weight, "weight", "end"),
        ):
            with pen.element("TH"):
                pen.text(x, base, self.setting.words(key), HEAD_SIZE, colour="text3", align=align)

    def _draw_axis(self, pen: Pen, top: float) -> None:
        columns = self.columns
        places = [columns.scale.at(tick) for tick in columns.ticks]
        for x, word in zip(places, apart(tick_words(columns.ticks), places, self.setting), strict=True):
            pen.text(x, top + 8, word, 7, colour="text3", align="middle")
        if self.legend:
            pen.dot(TABLE + 3, top + 5.5, 2, "surface", "text2")
            words, size = self.setting.tight(self.legend, columns.scale.start - TABLE - 20, 7)
            pen.text(TABLE + 9, top + 8, words, size, colour="text3")


def _columns(block: IndexOverview, setting: Setting) -> _Columns:
    rows = block.dimensions
    signals = [setting.width(setting.words(f"signal-{row.signal}"), "sans", SIGNAL_SIZE) + 13 for row in rows]
    signal_wide = _widest("signal", signals, setting)
    weights = _widths((row.weight for row in rows), setting)
    weight_wide = min(MOST_NUMBER, _widest("weight", weights, setting))
    changes = [wide + ARROW for wide in _widths((row.change for row in rows), setting)]
    change_wide = min(MOST_NUMBER + ARROW, _widest("change", changes, setting))
    scores = [setting.width(setting.printed(row.score), "bold", SCORE_SIZE) for row in rows]
    score_wide = min(MOST_NUMBER, _widest("score", scores, setting))
    names = _widest("dimension", (setting.width(row.name, "sans", SIZE) for row in rows), setting)
    fixed = score_wide + change_wide + signal_wide + weight_wide + 5 * GAP
    name = min(names, max(LEAST_NAMES, RIGHT - TABLE - fixed - LEAST_PLOT))
    size = max(LEAST_NAME, min((setting.fitted(row.name, name, SIZE) for row in rows), default=SIZE))
    signal_left = RIGHT - weight_wide - GAP - signal_wide
    score, change = TABLE + name + GAP + score_wide, signal_left - GAP
    scale, ticks = _scale(block, setting, score + 12, change - change_wide - GAP)
    return _Columns(
        name, size, score, score_wide, change, change_wide, signal_left, RIGHT, weight_wide, scale, ticks
    )


def _widths(figures: Iterable[str], setting: Setting) -> list[float]:
    return [setting.width(setting.printed(name), "sans", SIZE) for name in figures]


def _widest(key: str, widths: Iterable[float], setting: Setting) -> float:
    return max([setting.width(setting.words(key), "sans", HEAD_SIZE), *widths])


def _scale(
    block: IndexOverview, setting: Setting, left: float, right: float
) -> tuple[Scale, tuple[float, ...]]:
    names = [name for row in block.dimensions for name in (row.low, row.high, row.score, row.previous)]
    values = [value for name in names if (value := setting.at(name)) is not None]
    low, high = padded(values, 0.06)
    return Scale(low, high, left, right), nice_ticks(low, high, 3) if values else ()


def _measured(row: DimensionRow, setting: Setting, columns: _Columns) -> _Row:
    """Break the reason why a score cannot be computed into lines."""
    names = tuple(line.text for line in setting.wrapped(row.name, columns.name + 0.1, columns.size))
    least = max(LEAST_ROW, min(22.0, setting.density.row + 3), (columns.size + 1) * len(names) + 2)
    if not row.why_not:
        return _Row(row, least, names, ())
    room = columns.change - columns.scale.start - 12
    lines = setting.wrapped(setting.filled(row.why_not), room, REASON_SIZE)
    return _Row(row, max(least, 8.5 * len(lines) + 6), names, tuple(line.text for line in lines))


def _draw_row(pen: Pen, top: float, held: _Row, setting: Setting, columns: _Columns) -> None:
    row, middle = held.row, top + held.height / 2
    base = middle + 3.5
    with pen.element("TD"):
        for place, name in enumerate(held.names):
            offset = (place - (len(held.names) - 1) / 2) * (columns.size + 1)
            pen.text(TABLE, base + offset, name, columns.size)
    with pen.element("TD"):
        known = setting.at(row.score) is not None
        face, colour = ("bold", "text") if known else ("sans", "na")
        told, size = setting.tight(setting.printed(row.score), columns.score_wide, SCORE_SIZE, face)
        pen.text(columns.score, base, told, size, face, colour, "end")
    with pen.element("TD"):
        if held.reason:
            _draw_reason(pen, middle, held, columns)
        else:
            with pen.element("Figure", _told(row, setting)):
                _draw_interval(pen, top, held, setting, columns)
    with pen.element("TD"):
        if not held.reason:
            _draw_change(pen, base, row, setting, columns)
    signal(pen, columns.signal, middle - 5, row.signal)
    colour = {"stable": "text2"}.get(row.signal, SIGNAL_COLOURS[row.signal])
    with pen.element("TD"):
        words = setting.words(f"signal-{row.signal}")
        pen.text(columns.signal + 13, base, words, SIGNAL_SIZE, colour=colour)
    with pen.element("TD"):
        told, size = setting.tight(setting.printed(row.weight), columns.weight_wide, SIZE)
        pen.text(columns.weight, base, told, size, colour="text2", align="end")


def _told(row: DimensionRow, setting: Setting) -> str:
    """Return the interval in words for who does not see it."""
    return f"{setting.words('interval')} {setting.printed(row.low)}–{setting.printed(row.high)}"


def _draw_reason(pen: Pen, middle: float, held: _Row, columns: _Columns) -> None:
    mark(pen, columns.scale.start - 3, middle - 4.5, "na", 9)
    for place, line in enumerate(held.reason):
        at = middle + 2.5 + (place - (len(held.reason) - 1) / 2) * 8.5
        pen.text(columns.scale.start + 9, at, line, REASON_SIZE, colour="na")


def _draw_change(pen: Pen, base: float, row: DimensionRow, setting: Setting, columns: _Columns) -> None:
    change = setting.at(row.change)
    colour = "text2" if not (change and row.beyond_error) else "ok" if change > 0 else "red"
    told, size = setting.tight(setting.printed(row.change), columns.change_wide - ARROW, SIZE)
    wide = pen.text(columns.change, base, told, size, colour=colour, align="end")
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
