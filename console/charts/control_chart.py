"""Owns the control chart as a figure: values with mean and limits above, moving ranges below, special causes marked.

It refuses to draw a missing value as zero: the line breaks there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.charts.figure import Circle, Figure, Line, Polygon, Primitive, Rect, Text
from console.charts.parts import Measure
from console.charts.scale import Scale, nice_ticks, padded

FOOT = 18.0
SHARE = 0.64  # of the height for the values where ranges are drawn below


@dataclass(frozen=True, slots=True)
class ControlSeries:
    """Values with their limits; ``flags`` is better, worse, changed or empty for each, ``labels`` name the points."""

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    flags: tuple[str, ...]
    low: float | None
    centre: float | None
    high: float | None
    ranges: tuple[float | None, ...] = ()
    range_high: float | None = None


@dataclass(frozen=True, slots=True)
class ControlWords:
    """Verdict and names; the limits' names stand before their values at the right."""

    verdict: str
    description: str
    unit: str
    high: str
    centre: str
    low: str
    ranges: str
    headers: tuple[str, str, str]
    states: tuple[tuple[str, str], ...]  # flag → its word in the table


def control_chart(
    series: ControlSeries,
    words: ControlWords,
    size: tuple[float, float],
    measure: Measure,
    number: Callable[[float], str],
) -> Figure:
    """Draw the chart; ``number`` writes a value (a share as percent)."""
    width, height = size
    named = [("high", series.high), ("centre", series.centre), ("low", series.low)]
    told = [f"{getattr(words, name)} {number(value)}" for name, value in named if value is not None]
    right = max([8.0, *(measure(label, 12, False) + 10 for label in told)])
    present = [value for value in series.values if value is not None]
    bounds = [value for _name, value in named if value is not None]
    low, high = padded([*present, *bounds], 0.08)
    split = bool(series.ranges) and series.range_high is not None and height >= 130
    bottom = (height - FOOT) * SHARE if split else height - FOOT
    left = max(measure(number(tick), 12, False) for tick in nice_ticks(low, high, 4) or (low,)) + 8
    across = Scale(0, max(len(series.values) - 1, 1), left + 8, width - right - 6)
    up = Scale(low, high, bottom, 6)
    drawn: list[Primitive] = _ground(named, words, up, (left, width - right), number)
    drawn += value_axis(low, high, up, left, number)
    drawn += value_line(series.values, across, up, "ink", 1.6)
    drawn += value_points(series.values, series.flags, across, up)
    if split:
        drawn += range_part(
            series, words, across, (bottom + 14, height - FOOT), (left, width - right), number
        )
    drawn += point_labels(series.labels, across, (left, width - right, height), measure)
    states = dict(words.states)
    rows = tuple(
        (label, "—" if value is None else number(value), states.get(flag, ""))
        for label, value, flag in zip(
            series.labels, series.values, series.flags or ("",) * len(series.values), strict=True
        )
    )
    return Figure(
        *size, tuple(drawn), words.verdict, words.description, words.unit, len(present), words.headers, rows
    )


def _ground(
    named: Sequence[tuple[str, float | None]],
    words: ControlWords,
    up: Scale,
    span: tuple[float, float],
    number: Callable[[float], str],
) -> list[Primitive]:
    left, right = span
    limits = {name: value for name, value in named if value is not None}
    made: list[Primitive] = []
    if "high" in limits and "low" in limits:
        top, base = up.at(limits["high"]), up.at(limits["low"])
        made.append(Rect(left, top, right - left, base - top, "band"))
    last = -99.0
    for name, value in sorted(limits.items(), key=lambda pair: -pair[1]):
        y = up.at(value)
        made.append(Line(((left, y), (right, y)), "axis", 1.0, () if name == "centre" else (4.0, 3.0)))
        place = max(y + 4, last + 14)
        made.append(Text(right + 6, place, f"{getattr(words, name)} {number(value)}", 12, "text2"))
        last = place
    return made


def value_axis(
    low: float, high: float, up: Scale, left: float, number: Callable[[float], str]
) -> list[Primitive]:
    """Write round values left of the chart."""
    return [
        Text(left - 2, up.at(tick) + 4, number(tick), 12, "text3", anchor="end")
        for tick in nice_ticks(low, high, 4)
    ]


def value_line(
    values: Sequence[float | None], across: Scale, up: Scale, colour: str, width: float
) -> list[Primitive]:
    """Draw a line through the values, broken where one is missing."""
    made: list[Primitive] = []
    run: list[tuple[float, float]] = []
    for place, value in enumerate([*values, None]):
        if value is not None:
            run.append((across.at(place), up.at(value)))
            continue
        if len(run) > 1:
            made.append(Line(tuple(run), colour, width))
        run = []
    return made


def value_points(
    values: Sequence[float | None], flags: Sequence[str], across: Scale, up: Scale
) -> list[Primitive]:
    """Draw a dot a value, and a mark where it is a special cause."""
    made: list[Primitive] = []
    for place, value in enumerate(values):
        if value is None:
            continue
        x, y = across.at(place), up.at(value)
        flag = flags[place] if place < len(flags) else ""
        if flag == "better":
            made.append(Circle(x, y, 4.2, "signal_good", "surface"))
        elif flag:
            made.append(_diamond(x, y, 5.4, "signal_bad" if flag == "worse" else "notice_fill"))
        else:
            made.append(Circle(x, y, 2.4, "ink"))
    return made


def _diamond(x: float, y: float, radius: float, colour: str) -> Polygon:
    return Polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), colour, "surface")


def range_part(
    series: ControlSeries,
    words: ControlWords,
    across: Scale,
    span: tuple[float, float],
    sides: tuple[float, float],
    number: Callable[[float], str],
) -> list[Primitive]:
    """Draw the moving ranges with the upper limit of the last phase; a range above it is a diamond."""
    top, bottom = span
    limit = series.range_high or 0.0
    present = [value for value in series.ranges if value is not None]
    up = Scale(0.0, max([*present, limit]) * 1.1 or 1.0, bottom, top)
    y = up.at(limit)
    made: list[Primitive] = [
        Line(((sides[0], y), (sides[1], y)), "axis", 1.0, (4.0, 3.0)),
        Text(sides[1] + 6, y + 4, f"{words.high} {number(limit)}", 12, "text2"),
        Text(sides[1] + 6, bottom, words.ranges, 12, "text3"),
    ]
    made += value_line(series.ranges, across, up, "text3", 1.2)
    for place, value in enumerate(series.ranges):
        if value is not None:
            x, at = across.at(place), up.at(value)
            made.append(_diamond(x, at, 4.6, "signal_bad") if value > limit else Circle(x, at, 1.8, "text3"))
    return made


def point_labels(
    labels: Sequence[str], across: Scale, frame: tuple[float, float, float], measure: Measure
) -> list[Primitive]:
    """Write as many labels of points as fit without touching, the last always."""
    left, right, height = frame
    base = height - FOOT
    made: list[Primitive] = [Line(((left, base), (right, base)), "axis")]
    taken = 1e9
    for place in range(len(labels) - 1, -1, -1):
        wide = measure(labels[place], 12, False)
        x = min(across.at(place), right - wide / 2)
        if x + wide / 2 + 14 > taken or x - wide / 2 < left - 10:
            continue
        made.append(Text(x, height - 4, labels[place], 12, "text3", anchor="middle"))
        taken = x - wide / 2
    return made
