"""Owns bars by month: this year solid, the same month a year earlier as an outlined ghost behind. It refuses a cut axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.charts.figure import Figure, Line, Primitive, Rect, Text
from console.charts.parts import Hit, Measure
from console.charts.scale import Scale, nice_ticks

FOOT, LEGEND = 18.0, 20.0


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month; None is not there, which is not zero."""

    label: str
    value: float | None
    earlier: float | None


@dataclass(frozen=True, slots=True)
class BarWords:
    """Verdict, description, unit, the names of both series and the heads of the table."""

    verdict: str
    description: str
    unit: str
    now: str
    earlier: str
    headers: tuple[str, str, str]


def month_bars(
    bars: Sequence[MonthBar],
    words: BarWords,
    size: tuple[float, float],
    measure: Measure,
    number: Callable[[float], str],
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the bars; hits are the months' numbers from 1."""
    width, height = size
    values = [value for bar in bars for value in (bar.value, bar.earlier) if value is not None]
    top, bottom = max([*values, 0.0]) or 1.0, min([*values, 0.0])
    ticks = nice_ticks(bottom, top, 4)
    left = max(measure(number(tick), 12, False) for tick in ticks) + 10
    up = Scale(bottom, max(top, ticks[-1]) * 1.02, height - FOOT - LEGEND, 8)
    drawn: list[Primitive] = []
    for tick in ticks:
        drawn += [
            Line(((left, up.at(tick)), (width, up.at(tick))), "axis" if tick == 0 else "grid"),
            Text(left - 6, up.at(tick) + 4, number(tick), 12, "text3", anchor="end"),
        ]
    pitch = (width - left) / max(len(bars), 1)
    hits = []
    for place, bar in enumerate(bars):
        x = left + place * pitch
        drawn += _bar(bar, x, pitch, up)
        drawn.append(Text(x + pitch / 2, height - LEGEND - 3, bar.label, 12, "text3", anchor="middle"))
        hits.append(Hit(x, 0, pitch, height - LEGEND, str(place + 1)))
    drawn += _legend(words, left, height - 5, measure)
    rows = tuple((bar.label, _told(bar.value, number), _told(bar.earlier, number)) for bar in bars)
    figure = Figure(
        *size,
        tuple(drawn),
        words.verdict,
        words.description,
        words.unit,
        len(values),
        words.headers,
        rows,
    )
    return figure, tuple(hits)


def _told(value: float | None, number: Callable[[float], str]) -> str:
    return "—" if value is None else number(value)


def _bar(bar: MonthBar, x: float, pitch: float, up: Scale) -> list[Primitive]:
    made: list[Primitive] = []
    zero = up.at(0.0)
    if bar.earlier is not None:
        y = up.at(bar.earlier)
        made.append(Rect(x + pitch * 0.44, min(y, zero), pitch * 0.36, abs(zero - y), "", "ghost", 0))
    if bar.value is not None:
        y = up.at(bar.value)
        made.append(Rect(x + pitch * 0.18, min(y, zero), pitch * 0.4, abs(zero - y), "ink"))
    return made


def _legend(words: BarWords, x: float, y: float, measure: Measure) -> list[Primitive]:
    second = x + 18 + measure(words.now, 12, False) + 18
    return [
        Rect(x, y - 10, 12, 11, "ink"),
        Text(x + 18, y, words.now, 12, "text2"),
        Rect(second, y - 10, 12, 11, "", "ghost"),
        Text(second + 18, y, words.earlier, 12, "text2"),
    ]
