"""Owns the control chart whose limits move: from phase to phase, or with the size of what each point is a share of.

It refuses to draw limits through the border of a phase, and a missing value as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.charts.control_chart import (
    FOOT,
    SHARE,
    ControlSeries,
    ControlWords,
    point_labels,
    range_part,
    value_axis,
    value_line,
    value_points,
)
from console.charts.figure import Figure, Line, Point, Polygon, Primitive, Text
from console.charts.parts import Hit, Measure
from console.charts.scale import Scale, nice_ticks, padded

LEAST_SPLIT = 180  # height from which moving ranges are drawn below


@dataclass(frozen=True, slots=True)
class SteppedSeries:
    """Values and limits, one entry a point; ``starts`` are the places where a phase begins, the first left out.

    ``second`` is a line of its own below zero (the lower sum of a CUSUM), ``ranges`` are drawn below where there is room.
    ``notes`` name the phases that begin at ``starts``.
    """

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    flags: tuple[str, ...]
    lower: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    starts: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    second: tuple[float | None, ...] = ()
    ranges: tuple[float | None, ...] = ()
    range_high: float | None = None
    selected: int | None = None


def stepped_chart(
    series: SteppedSeries,
    words: ControlWords,
    size: tuple[float, float],
    measure: Measure,
    number: Callable[[float], str],
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the chart; a hit's key is the place of its point."""
    width, height = size
    named = [("high", _last(series.upper)), ("centre", _last(series.centre)), ("low", _last(series.lower))]
    told = [f"{getattr(words, name)} {number(value)}" for name, value in named if value is not None]
    right = max([8.0, *(measure(label, 12, False) + 10 for label in told)])
    every = (*series.values, *series.lower, *series.upper, *series.second)
    low, high = padded([value for value in every if value is not None], 0.06)
    split = series.range_high is not None and any(one is not None for one in series.ranges)
    split = split and height >= LEAST_SPLIT
    bottom = (height - FOOT) * SHARE if split else height - FOOT
    left = max(measure(number(tick), 12, False) for tick in nice_ticks(low, high, 4) or (low,)) + 8
    across = Scale(0, max(len(series.values) - 1, 1), left + 8, width - right - 6)
    up = Scale(low, high, bottom, 16 if series.starts else 6)
    drawn = _selected(series, across, up, (left, width - right))
    drawn += _limits(series, across, up, (left, width - right))
    drawn += _named(named, words, up, width - right, number)
    drawn += value_axis(low, high, up, left, number)
    drawn += _borders(series, across, up, width - right)
    drawn += value_line(series.second, across, up, "text3", 1.4)
    drawn += value_line(series.values, across, up, "ink", 1.6)
    drawn += value_points(series.values, series.flags, across, up)
    if split:
        below = ControlSeries(
            series.labels, series.values, (), None, None, None, series.ranges, series.range_high
        )
        drawn += range_part(below, words, across, (bottom + 14, height - FOOT), (left, width - right), number)
    drawn += point_labels(series.labels, across, (left, width - right, height), measure)
    figure = Figure(
        *size,
        tuple(drawn),
        words.verdict,
        words.description,
        words.unit,
        sum(value is not None for value in series.values),
        words.headers,
        tuple(_rows(series, words, number)),
    )
    return figure, _hits(series, across, up)


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _spans(series: SteppedSeries) -> list[tuple[int, int]]:
    edges = [0, *series.starts, len(series.values)]
    return [(edges[place], edges[place + 1]) for place in range(len(edges) - 1)]


def _steps(
    values: Sequence[float | None],
    span: tuple[int, int],
    across: Scale,
    up: Scale,
    sides: tuple[float, float],
) -> list[Point]:
    """Return a limit as stairs: level over each point, from halfway to the one before to halfway to the next."""
    half = abs(across.at(1) - across.at(0)) / 2
    made: list[Point] = []
    for place in range(*span):
        value = values[place]
        if value is None:
            continue
        x, y = across.at(place), up.at(value)
        made += [(max(x - half, sides[0]), y), (min(x + half, sides[1]), y)]
    return made


def _limits(series: SteppedSeries, across: Scale, up: Scale, sides: tuple[float, float]) -> list[Primitive]:
    made: list[Primitive] = []
    lines: list[Primitive] = []
    for span in _spans(series):
        below, middle, above = (
            _steps(values, span, across, up, sides) for values in (series.lower, series.centre, series.upper)
        )
        if below and above:
            made.append(Polygon((*above, *reversed(below)), "band"))
        for points, dash in ((above, (4.0, 3.0)), (middle, ()), (below, (4.0, 3.0))):
            if len(points) > 1:
                lines.append(Line(tuple(points), "axis", 1.0, dash))
    return made + lines


def _named(
    named: Sequence[tuple[str, float | None]],
    words: ControlWords,
    up: Scale,
    right: float,
    number: Callable[[float], str],
) -> list[Primitive]:
    made: list[Primitive] = []
    last = -99.0
    present = [(name, value) for name, value in named if value is not None]
    for name, value in sorted(present, key=lambda pair: -pair[1]):
        place = max(up.at(value) + 4, last + 14)
        made.append(Text(right + 6, place, f"{getattr(words, name)} {number(value)}", 12, "text2"))
        last = place
    return made


def _borders(series: SteppedSeries, across: Scale, up: Scale, right: float) -> list[Primitive]:
    made: list[Primitive] = []
    half = abs(across.at(1) - across.at(0)) / 2
    for place, note in zip(series.starts, series.notes, strict=False):
        x = across.at(place) - half
        late = x > right * 0.66
        made.append(Line(((x, up.end - 8), (x, up.start)), "accent", 1.0, (2.0, 2.0)))
        made.append(
            Text(x + (-5 if late else 5), up.end - 4, note, 12, "accent", anchor="end" if late else "start")
        )
    return made


def _selected(series: SteppedSeries, across: Scale, up: Scale, sides: tuple[float, float]) -> list[Primitive]:
    if series.selected is None or not 0 <= series.selected < len(series.values):
        return []
    half = abs(across.at(1) - across.at(0)) / 2
    x = across.at(series.selected)
    left, right = max(x - half, sides[0]), min(x + half, sides[1])
    corners = ((left, up.end), (right, up.end), (right, up.start), (left, up.start))
    return [Polygon(corners, "accent_soft")]


def _rows(
    series: SteppedSeries, words: ControlWords, number: Callable[[float], str]
) -> list[tuple[str, ...]]:
    states = dict(words.states)

    def told(value: float | None) -> str:
        return "—" if value is None else number(value)

    return [
        (label, told(value), states.get(flag, ""))
        for label, value, flag in zip(series.labels, series.values, series.flags, strict=True)
    ]


def _hits(series: SteppedSeries, across: Scale, up: Scale) -> tuple[Hit, ...]:
    half = max(abs(across.at(1) - across.at(0)) / 2, 4.0)
    return tuple(
        Hit(across.at(place) - half, up.end, 2 * half, up.start - up.end, str(place))
        for place, value in enumerate(series.values)
        if value is not None
    )
