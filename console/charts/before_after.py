"""Owns an interrupted series as a figure: months as dots, the date of the reform, the trend before drawn on, what was fitted.

It refuses to draw a missing month as zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console.charts.control_chart import FOOT, point_labels, value_axis, value_line
from console.charts.figure import Circle, Figure, Line, Primitive, Text
from console.charts.parts import Measure
from console.charts.scale import Scale, nice_ticks, padded


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One entry a month; ``start`` is the place of the first month after."""

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    fitted: tuple[float, ...]
    expected: tuple[float, ...]
    start: int


@dataclass(frozen=True, slots=True)
class BeforeAfterWords:
    """Everything that is written beside the numbers."""

    verdict: str
    description: str
    unit: str
    date: str  # what stands at the date of the reform
    expected: str
    headers: tuple[str, str, str]


def before_after(
    series: BeforeAfter,
    words: BeforeAfterWords,
    size: tuple[float, float],
    measure: Measure,
    number: Callable[[float], str],
) -> Figure:
    """Draw the series."""
    width, height = size
    present = [value for value in series.values if value is not None]
    low, high = padded([*present, *series.expected, *series.fitted], 0.08)
    left = max(measure(number(tick), 12, False) for tick in nice_ticks(low, high, 4) or (low,)) + 8
    right = max(12.0, measure(words.expected, 12, False) + 10 if series.expected else 12.0)
    across = Scale(0, max(len(series.values) - 1, 1), left + 8, width - right - 6)
    up = Scale(low, high, height - FOOT, 18)
    drawn: list[Primitive] = value_axis(low, high, up, left, number)
    x = across.at(series.start) - abs(across.at(1) - across.at(0)) / 2
    late = x > width * 0.6
    drawn.append(Line(((x, 6), (x, up.start)), "accent", 1.0, (3.0, 3.0)))
    drawn.append(
        Text(x + (-6 if late else 6), 14, words.date, 12, "accent", anchor="end" if late else "start")
    )
    drawn += _model(series, words, across, up)
    drawn += value_line(series.values, across, up, "ghost", 1.0)
    drawn += [
        Circle(across.at(place), up.at(value), 3.0, "accent" if place >= series.start else "ink", "surface")
        for place, value in enumerate(series.values)
        if value is not None
    ]
    drawn += point_labels(series.labels, across, (left, width - right, height), measure)
    rows = tuple(
        (label, "—" if value is None else number(value), number(expected) if series.expected else "—")
        for label, value, expected in zip(
            series.labels, series.values, series.expected or (0.0,) * len(series.values), strict=True
        )
    )
    return Figure(
        *size, tuple(drawn), words.verdict, words.description, words.unit, len(present), words.headers, rows
    )


def _model(series: BeforeAfter, words: BeforeAfterWords, across: Scale, up: Scale) -> list[Primitive]:
    if not series.expected:
        return []
    places = range(series.start, len(series.values))
    going_on = tuple((across.at(place), up.at(series.expected[place])) for place in places)
    made: list[Primitive] = []
    for span in (range(series.start), places):
        points = tuple((across.at(place), up.at(series.fitted[place])) for place in span)
        if len(points) > 1:
            made.append(Line(points, "ink" if span.start == 0 else "accent", 1.8))
    if len(going_on) > 1:
        made.append(Line(going_on, "text3", 1.2, (5.0, 4.0)))
        made.append(Text(going_on[-1][0] + 8, going_on[-1][1] + 4, words.expected, 12, "text3"))
    return made
