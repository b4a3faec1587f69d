"""Owns the three small charts of a briefing as figures: process over time, ranking, execution against time.

It refuses to compute: every place comes from a figure that can be recomputed, every tick from the scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from console.briefing.funds_charts import chain_parts, chain_rows, digit_parts, digit_rows
from console.briefing.marks import diamond
from console.briefing.names import shortened
from console.briefing.setting import SMALLEST, Setting
from console.charts.figure import Circle, Figure, Line, Polygon, Primitive, Rect, Text
from console.charts.scale import Scale, nice_ticks, padded, tick_digits
from console.domain.briefing_blocks import (
    ControlTrend,
    ExecutionBar,
    ExecutionTrend,
    RankedUnit,
    RankingTrend,
    Trend,
    TrendPoint,
)
from console.domain.briefing_funds import ChainTrend, DigitsTrend

TICK = 7.0
LEAST_ROW = 6.5  # below this two lines of the smallest type would touch
FOOT = 14.0  # room for the labels of the axis
MOST_NAME, MOST_RATE = 0.46, 0.3
"""The share of a chart's width its names and its figures may take."""
Entry = TypeVar("Entry")


def trend_figure(chart: Trend, setting: Setting, width: float, height: float) -> Figure:
    """Return the chart at a size in points."""
    if isinstance(chart, ControlTrend):
        return _control(chart, setting, width, height)
    if isinstance(chart, RankingTrend):
        return _ranking(chart, setting, width, height)
    if isinstance(chart, ChainTrend):
        return _finished(chart, setting, (width, height), chain_parts(chart, setting, width))
    if isinstance(chart, DigitsTrend):
        return _finished(chart, setting, (width, height), digit_parts(chart, setting, width, height))
    return _execution(chart, setting, width, height)


def tick_words(ticks: Sequence[float]) -> tuple[str, ...]:
    """Return the ticks of an axis with the fewest decimals that tell them apart."""
    digits = tick_digits(ticks)
    return tuple(f"{tick:,.{digits}f}".replace("-", "\u2212") for tick in ticks)


def apart(words: Sequence[str], places: Sequence[float], setting: Setting) -> tuple[str, ...]:
    """Return the labels of an axis, every second, third … one left blank where they would touch."""
    widest = max((setting.width(word, "sans", TICK) for word in words), default=0.0) + 4
    gap = min((abs(right - left) for left, right in pairwise(places)), default=widest)
    every = max(1, math.ceil(widest / gap)) if gap > 0 else len(words) or 1
    return tuple(word if place % every == 0 else "" for place, word in enumerate(words))


def _finished(chart: Trend, setting: Setting, size: tuple[float, float], drawn: list[Primitive]) -> Figure:
    rows = tuple(tuple(row) for row in _rows(chart, setting))
    verdict = setting.filled(chart.verdict)
    return Figure(*size, tuple(drawn), verdict, setting.filled(chart.title), "", len(rows), (), rows)


def _rows(chart: Trend, setting: Setting) -> list[list[str]]:
    if isinstance(chart, ControlTrend):
        return [[setting.filled(point.label), setting.printed(point.value)] for point in chart.points]
    if isinstance(chart, RankingTrend):
        return [[unit.name, *map(setting.printed, (unit.score, unit.low, unit.high))] for unit in chart.units]
    if isinstance(chart, ChainTrend):
        return chain_rows(chart, setting)
    if isinstance(chart, DigitsTrend):
        return digit_rows(chart, setting)
    return [[bar.name, setting.printed(bar.rate)] for bar in chart.bars]


def _control(chart: ControlTrend, setting: Setting, width: float, height: float) -> Figure:
    values = [setting.at(point.value) for point in chart.points]
    if not any(value is not None for value in values):
        return _finished(chart, setting, (width, height), _nothing(setting, height))
    limits = [setting.at(name) for name in (chart.lower, chart.centre, chart.upper)]
    low, high = padded([each for each in (*values, *limits) if each is not None], 0.1)
    ticks = nice_ticks(low, high, 4)
    words = tick_words(ticks)
    left = 5 + max((setting.width(word, "sans", TICK) for word in words), default=0.0)
    y = Scale(low, high, height - FOOT, 0)
    x = Scale(0, max(1, len(chart.points) - 1), left + 4, width - 3)
    drawn: list[Primitive] = _limits(chart, setting, (left, width), y, (values, x))
    for tick, word in zip(ticks, words, strict=True):
        drawn.append(Text(left - 3, y.at(tick) + 2.5, word, TICK, "text3", anchor="end"))
    drawn += _points(chart.points, values, x, y)
    drawn += _ends(chart.points, setting, (left, width), height - 3)
    return _finished(chart, setting, (width, height), drawn)


def _nothing(setting: Setting, height: float) -> list[Primitive]:
    """Say that there is no value at all: an empty axis would look like one of zeros."""
    return [Text(0, (height - FOOT) / 2, setting.words("not-computable"), TICK + 1, "na")]


def _ends(
    points: Sequence[TrendPoint], setting: Setting, span: tuple[float, float], base: float
) -> list[Primitive]:
    """Name the first and the last point below the axis."""
    left, right = span
    room = (right - left) / 2 - 2
    first, last = (setting.tight(setting.filled(points[place].label), room, TICK) for place in (0, -1))
    drawn: list[Primitive] = [Text(left, base, first[0], first[1], "text3")]
    if len(points) > 1:
        drawn.append(Text(right, base, last[0], last[1], "text3", anchor="end"))
    return drawn


def _limits(
    chart: ControlTrend,
    setting: Setting,
    span: tuple[float, float],
    y: Scale,
    data: tuple[Sequence[float | None], Scale],
) -> list[Primitive]:
    lower, centre, upper = (setting.at(name) for name in (chart.lower, chart.centre, chart.upper))
    left, right = span
    drawn: list[Primitive] = []
    if lower is not None and upper is not None:
        drawn.append(Rect(left, y.at(upper), right - left, y.at(lower) - y.at(upper), "band"))
    if centre is not None:
        drawn.append(Line(((left, y.at(centre)), (right, y.at(centre))), "axis", 0.5))
    for value, figure, key, below in (
        (upper, chart.upper, "limit-upper", False),
        (lower, chart.lower, "limit-lower", True),
    ):
        if value is None:
            continue
        edge = y.at(value)
        drawn.append(Line(((left, edge), (right, edge)), "axis", 0.5, (2, 1.5)))
        words = setting.words(key, value=setting.printed(figure))
        wide = setting.width(words, "sans", SMALLEST)
        base = edge + 7.4 if below else edge - 2.6
        at = _free_side((left + 2, right - 2 - wide), wide, (base - 6.5, base + 1.5), y, data)
        drawn.append(Text(at, base, words, SMALLEST, "text3"))
    return drawn


def _free_side(
    sides: tuple[float, float],
    wide: float,
    band: tuple[float, float],
    y: Scale,
    data: tuple[Sequence[float | None], Scale],
) -> float:
    """Return the side of the chart where a label covers fewer points, the left one where both are alike."""
    values, x = data

    def covered(start: float) -> int:
        inside = [
            value
            for place, value in enumerate(values)
            if value is not None and start - 3 <= x.at(place) <= start + wide + 3
        ]
        return sum(band[0] - 3 <= y.at(value) <= band[1] + 3 for value in inside)

    return min(sides, key=covered)


def _points(
    points: Sequence[TrendPoint], values: Sequence[float | None], x: Scale, y: Scale
) -> list[Primitive]:
    """Draw the line, broken where a value is missing, then a sign for each special cause."""
    drawn: list[Primitive] = []
    run: list[tuple[float, float]] = []
    for place, value in enumerate((*values, None)):
        if value is not None:
            run.append((x.at(place), y.at(value)))
            continue
        if len(run) > 1:
            drawn.append(Line(tuple(run), "ink", 1.0))
        run = []
    for place, (point, value) in enumerate(zip(points, values, strict=True)):
        if value is None:
            continue
        at = (x.at(place), y.at(value))
        if point.mark == "worse":
            drawn.append(Polygon(diamond(*at, 2.6), "signal_bad"))
        else:
            better = point.mark == "better"
            drawn.append(Circle(*at, 2.3 if better else 1.2, "signal_good" if better else "ink"))
    return drawn


def shown_bars(bars: Sequence[Entry], fit: int) -> tuple[Entry | None, ...]:
    """Return the bars that fit, those in the middle left out; None where some are missing."""
    if len(bars) <= fit:
        return tuple(bars)
    head = max(1, (fit - 1) // 2)
    tail = max(1, fit - 1 - head)
    return (*bars[:head], None, *bars[-tail:])


def shown_units(units: Sequence[RankedUnit], fit: int) -> tuple[RankedUnit | None, ...]:
    """Return the units that fit: the first, the last and those around the focus; None where some are left out."""
    if len(units) <= fit:
        return tuple(units)
    focus = next((place for place, unit in enumerate(units) if unit.focus), 0)
    found: tuple[RankedUnit | None, ...] = ()
    for room in range(max(1, fit - 4), max(2, fit - 1)):
        start = min(max(focus - room // 2, 0), len(units) - room)
        wider = _chosen(units, {0, len(units) - 1, *range(start, start + room)})
        if found and len(wider) > fit:
            break
        found = wider
    return found


def _chosen(units: Sequence[RankedUnit], places: set[int]) -> tuple[RankedUnit | None, ...]:
    found: list[RankedUnit | None] = []
    before = -1
    for place in sorted(places):
        found += [None] if place != before + 1 else []
        found.append(units[place])
        before = place
    return tuple(found)


def ranking_height(units: int) -> float:
    """Return how high a ranking must be to show this many units."""
    return units * LEAST_ROW + FOOT - 2 + 0.1


def _ranking(chart: RankingTrend, setting: Setting, width: float, height: float) -> Figure:
    plot = height - FOOT + 2
    units = shown_units(chart.units, int(plot // LEAST_ROW))
    step = min(13.0, plot / max(1, len(units)))
    size = min(7.5, max(SMALLEST, step - 0.2))
    names = [setting.width(unit.name, "bold" if unit.focus else "sans", size) for unit in units if unit]
    left = 6 + min(width * MOST_NAME, max(names, default=0.0))
    edges = [setting.at(name) for unit in chart.units for name in (unit.low, unit.high, unit.score)]
    low, high = padded([edge for edge in edges if edge is not None], 0.06)
    x = Scale(low, high, left + 2, width - 2)
    drawn: list[Primitive] = []
    ticks = nice_ticks(low, high, 5) if any(edge is not None for edge in edges) else ()
    bottom = step * len(units)
    words = apart(tick_words(ticks), [x.at(tick) for tick in ticks], setting)
    for tick, word in zip(ticks, words, strict=True):
        drawn.append(Line(((x.at(tick), 0), (x.at(tick), bottom)), "grid", 0.4))
        drawn.append(Text(x.at(tick), bottom + 11, word, TICK, "text3", anchor="middle"))
    for place, unit in enumerate(units):
        middle = step * (place + 0.5)
        drawn += (
            _unit(unit, setting, x, (middle, step, size), width) if unit else [_omission(middle, left, width)]
        )
    return _finished(chart, setting, (width, height), drawn)


def _omission(middle: float, left: float, width: float) -> Line:
    return Line(((left, middle), (width, middle)), "line_strong", 0.5, (1, 2))


def _unit(
    unit: RankedUnit, setting: Setting, x: Scale, row: tuple[float, float, float], width: float
) -> list[Primitive]:
    middle, step, size = row
    colour = "accent" if unit.focus else "text3"
    drawn: list[Primitive] = []
    if unit.focus:
        drawn.append(Rect(0, middle - step / 2 - 0.3, width, step + 0.6, "accent_soft"))
    name = setting.clipped(unit.name, x.start - 8, size, "bold" if unit.focus else "sans")
    drawn.append(Text(2, middle + size * 0.36, name, size, "accent" if unit.focus else "text2", unit.focus))
    low, high, score = (setting.at(name) for name in (unit.low, unit.high, unit.score))
    if low is not None and high is not None:
        drawn.append(Line(((x.at(low), middle), (x.at(high), middle)), colour, 1.6 if unit.focus else 0.9))
    if score is not None:
        drawn.append(Circle(x.at(score), middle, 1.9 if unit.focus else 1.3, colour))
    else:
        drawn.append(Text(x.start + 4, middle + size * 0.36, setting.words("not-computable"), SMALLEST, "na"))
    return drawn


def _execution(chart: ExecutionTrend, setting: Setting, width: float, height: float) -> Figure:
    plot = height - FOOT
    bars = shown_bars(chart.bars, int(plot // (LEAST_ROW + 1)))
    step = min(16.0, plot / max(1, len(bars)))
    size = min(7.5, max(SMALLEST, step - 1))
    held = [bar for bar in bars if bar]
    names = max((setting.width(bar.name, "sans", size) for bar in held), default=0.0)
    left = 5 + min(width * MOST_NAME, names)
    printed = max((setting.width(setting.printed(bar.rate), "bold", size) for bar in held), default=0.0)
    right = width - 4 - min(width * MOST_RATE, printed)
    rates = [rate for bar in held if (rate := setting.at(bar.rate)) is not None]
    x = Scale(0, max([100.0, *rates]), left, right)
    drawn: list[Primitive] = []
    told = iter(shortened([bar.name for bar in held], left - 5, size, setting))
    for place, bar in enumerate(bars):
        middle = step * (place + 0.5)
        if bar is None:
            drawn.append(_omission(middle, left, width))
            continue
        drawn.append(Text(0, middle + size * 0.36, next(told), size, "text"))
        drawn += _bar(bar, setting, x, (middle, size), width)
    progress, bottom = setting.at(chart.progress), step * len(bars)
    if progress is not None:
        drawn.append(Line(((x.at(progress), -1), (x.at(progress), bottom + 1)), "text", 0.8))
        words, small = setting.tight(setting.filled(chart.progress_label), width, TICK)
        wide = setting.width(words, "sans", small)
        at = min(max(x.at(progress), wide / 2), width - wide / 2)
        drawn.append(Text(at, bottom + 11, words, small, "text2", anchor="middle"))
    return _finished(chart, setting, (width, height), drawn)


def _bar(
    bar: ExecutionBar, setting: Setting, x: Scale, row: tuple[float, float], width: float
) -> list[Primitive]:
    middle, size = row
    base, high = middle + size * 0.36, 5.2
    fill, ink = {"red": ("red_fill", "red"), "yellow": ("yellow_fill", "yellow")}.get(
        bar.mark, ("ink", "text")
    )
    rate = setting.at(bar.rate)
    drawn: list[Primitive] = [Rect(x.start, middle - high / 2, x.end - x.start, high, "na_soft")]
    if rate is not None:
        edge = "yellow_line" if bar.mark == "yellow" else ""
        drawn.append(
            Rect(x.start, middle - high / 2, x.at(rate) - x.start, high, fill, edge, stroke_width=0.4)
        )
    told, small = setting.tight(setting.printed(bar.rate), width - x.end - 4, size, "bold")
    drawn.append(Text(width, base, told, small, "na" if rate is None else ink, bold=True, anchor="end"))
    return drawn
