"""Owns the picture of leading digits against Benford's law: bars, the expected curve, its bounds, the scale of conformity.

It refuses to colour a bar for being low: what is looked at is what comes too often.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.charts.figure import Figure, Line, Polygon, Primitive, Rect, Text
from console.charts.parts import Hit, Measure
from console.charts.scale import Scale, nice_ticks

FOOT, LEGEND, HEAD = 18.0, 20.0, 34.0
ONE_IN_A_THOUSAND = 3.29  # two-sided z
FIVE_PERCENT = 1.96
ZONES = ("ok_soft", "na_soft", "yellow_soft", "red_soft")


@dataclass(frozen=True, slots=True)
class DigitBar:
    """One digit or pair as shares of 1, with its z."""

    digit: int
    observed: float
    expected: float
    z: float


@dataclass(frozen=True, slots=True)
class DigitWords:
    """Verdict, description, unit, legend, the names of the four zones and the heads of the table."""

    verdict: str
    description: str
    unit: str
    expected: str
    bounds: str
    within: str
    high: str
    zones: tuple[str, str, str, str]
    headers: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class DigitScale:
    """Where the mean absolute deviation lies among its limits; None where there is no verdict."""

    mad: float
    limits: tuple[float, float, float]


def digit_bars(
    bars: Sequence[DigitBar],
    n: int,
    scale: DigitScale | None,
    words: DigitWords,
    size: tuple[float, float],
    measure: Measure,
    percent: Callable[[float], str],
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the bars; hits are the digits."""
    width, height = size
    head = HEAD if scale is not None and height > 160 else 8.0
    top = max([0.01, *(bar.observed for bar in bars), *(bar.expected for bar in bars)])
    ticks = nice_ticks(0.0, top, 4)
    left = max(measure(percent(tick), 12, False) for tick in ticks) + 10
    up = Scale(0.0, max(top * 1.06, ticks[-1]), height - FOOT - LEGEND, head)
    drawn: list[Primitive] = []
    for tick in ticks:
        drawn += [
            Line(((left, up.at(tick)), (width, up.at(tick))), "axis" if tick == 0 else "grid"),
            Text(left - 6, up.at(tick) + 4, percent(tick), 12, "text3", anchor="end"),
        ]
    pitch = (width - left) / max(len(bars), 1)
    drawn += _bars(bars, left, pitch, up)
    drawn += _curves(bars, n, left, pitch, up)
    drawn += _digits(bars, left, pitch, height - LEGEND - 4, measure)
    drawn += _peaks(bars, left, pitch, up, measure)
    drawn += _legend(words, left, height - 5, width, measure)
    if scale is not None and head == HEAD:
        drawn += _scale(scale, words, width, measure)
    rows = tuple(
        (str(bar.digit), percent(bar.observed), percent(bar.expected), f"{bar.z:.2f}") for bar in bars
    )
    figure = Figure(*size, tuple(drawn), words.verdict, words.description, words.unit, n, words.headers, rows)
    hits = [
        Hit(left + place * pitch, 0, pitch, height - LEGEND, str(bar.digit)) for place, bar in enumerate(bars)
    ]
    return figure, tuple(hits)


def too_often(bar: DigitBar) -> bool:
    """Say whether a digit comes more often than one in a thousand would by chance."""
    return bar.z > ONE_IN_A_THOUSAND and bar.observed > bar.expected


def _bars(bars: Sequence[DigitBar], left: float, pitch: float, up: Scale) -> list[Primitive]:
    return [
        Rect(
            left + place * pitch + pitch * 0.14,
            up.at(bar.observed),
            pitch * 0.72,
            up.at(0.0) - up.at(bar.observed),
            "signal_bad" if too_often(bar) else "accent_line",
        )
        for place, bar in enumerate(bars)
    ]


def _curves(bars: Sequence[DigitBar], n: int, left: float, pitch: float, up: Scale) -> list[Primitive]:
    def at(shift: float) -> tuple[tuple[float, float], ...]:
        made = []
        for place, bar in enumerate(bars):
            spread = math.sqrt(bar.expected * (1 - bar.expected) / n) if n else 0.0
            made.append((left + (place + 0.5) * pitch, up.inside(bar.expected + shift * spread)))
        return tuple(made)

    return [
        Line(at(FIVE_PERCENT), "text3", 1.0, (4.0, 3.0)),
        Line(at(-FIVE_PERCENT), "text3", 1.0, (4.0, 3.0)),
        Line(at(0.0), "text", 1.6),
    ]


def _digits(
    bars: Sequence[DigitBar], left: float, pitch: float, y: float, measure: Measure
) -> list[Primitive]:
    made: list[Primitive] = []
    for place, bar in enumerate(bars):
        if len(bars) <= 10 or bar.digit % 10 == 0 or place == len(bars) - 1:
            told = str(bar.digit)
            x = min(left + (place + 0.5) * pitch, left + pitch * len(bars) - measure(told, 12, False) / 2)
            made.append(Text(x, y, told, 12, "text3", anchor="middle"))
    return made


def _peaks(
    bars: Sequence[DigitBar], left: float, pitch: float, up: Scale, measure: Measure
) -> list[Primitive]:
    """Name the digits that come too often, the strongest first, while their names do not touch."""
    made: list[Primitive] = []
    taken: list[float] = []
    flagged = [(place, bar) for place, bar in enumerate(bars) if too_often(bar)]
    for place, bar in sorted(flagged, key=lambda pair: -pair[1].z)[:6]:
        x = left + (place + 0.5) * pitch
        if all(abs(x - other) > 22 for other in taken):
            taken.append(x)
            made.append(Text(x, up.at(bar.observed) - 4, str(bar.digit), 12, "red", True, "middle"))
    return made


def _scale(scale: DigitScale, words: DigitWords, width: float, measure: Measure) -> list[Primitive]:
    ends = (0.0, *scale.limits, scale.limits[2] * 1.3)
    wide = min(340.0, width * 0.6)
    across = Scale(0.0, ends[-1], width - wide, width)
    made: list[Primitive] = []
    for zone, (low, high) in enumerate(itertools.pairwise(ends)):
        x, end = across.at(low), across.at(high)
        made.append(Rect(x + 0.5, 0, end - x - 1, 18, ZONES[zone], radius=2))
        if measure(words.zones[zone], 12, False) <= end - x - 4:
            made.append(Text((x + end) / 2, 13, words.zones[zone], 12, "text2", anchor="middle"))
    x = across.inside(scale.mad)
    made.append(Polygon(((x, 19), (x - 4.5, 27), (x + 4.5, 27)), "text"))
    return made


def _legend(words: DigitWords, x: float, y: float, width: float, measure: Measure) -> list[Primitive]:
    made: list[Primitive] = []
    keys = (
        (words.expected, [Line(((0, -4), (18, -4)), "text", 1.6)], 24.0),
        (words.bounds, [Line(((0, -4), (18, -4)), "text3", 1.0, (4.0, 3.0))], 24.0),
        (words.within, [Rect(0, -10, 10, 10, "accent_line")], 15.0),
        (words.high, [Rect(0, -10, 10, 10, "signal_bad")], 15.0),
    )
    for told, parts, lead in keys:
        wide = lead + measure(told, 12, False)
        if x + wide > width:
            break
        made += [*(_moved(part, x, y) for part in parts), Text(x + lead, y, told, 12, "text2")]
        x += wide + 16
    return made


def _moved(part: Line | Rect, x: float, y: float) -> Primitive:
    if isinstance(part, Line):
        return Line(tuple((px + x, py + y) for px, py in part.points), part.colour, part.width, part.dash)
    return Rect(part.x + x, part.y + y, part.width, part.height, part.fill)
