"""Owns the chart of any result: stacked columns, lines or dots over places in order. It refuses a cut axis under columns.

Columns are stacked only where nothing is below zero; otherwise they stand side by side, so that no sum is drawn that is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from console.charts.figure import Circle, Figure, Line, Primitive, Rect, Text
from console.charts.parts import Measure, shortened
from console.charts.scale import Scale, nice_ticks, padded

Kind = Literal["columns", "lines", "dots"]
KINDS: tuple[Kind, ...] = ("columns", "lines", "dots")
FOOT, LEGEND_ROW, TOP = 20.0, 20.0, 8.0
LABEL_GAP = 10.0
LAST_COLOUR = "series_5"


@dataclass(frozen=True, slots=True)
class ResultSeries:
    """One colour: name and total as shown, values by place (None is not there); ``folded`` stands for many."""

    name: str
    values: tuple[float | None, ...]
    total: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class ResultWords:
    """Verdict, description, unit, and the head of the first column of the table."""

    verdict: str
    description: str
    unit: str
    place: str


def result_chart(
    places: Sequence[str],
    series: Sequence[ResultSeries],
    kind: Kind,
    words: ResultWords,
    size: tuple[float, float],
    measure: Measure,
    number: Callable[[float], str],
) -> Figure:
    """Draw the values of each series over the places, with a legend that tells each total."""
    width, height = size
    legend, legend_height = _legend(series, width, height, measure) if len(series) > 1 else ([], 0.0)
    low, high = _range(series, kind)
    ticks = nice_ticks(low, high, 4)
    left = max(measure(number(tick), 12, False) for tick in ticks) + 10
    up = Scale(low, max(high, ticks[-1]), height - FOOT - legend_height, TOP)
    drawn: list[Primitive] = []
    for tick in ticks:
        drawn += [
            Line(((left, up.at(tick)), (width, up.at(tick))), "axis" if tick == 0 else "grid"),
            Text(left - 6, up.at(tick) + 4, number(tick), 12, "text3", anchor="end"),
        ]
    pitch = (width - left) / max(len(places), 1)
    drawn += _drawn(series, kind, left, pitch, up)
    drawn += _labels(places, left, pitch, height - legend_height - 5, width, measure)
    rows = tuple(
        (place, *(_told(one.values[at], number) for one in series)) for at, place in enumerate(places)
    )
    headers = (words.place, *(one.name for one in series))
    count = sum(value is not None for one in series for value in one.values)
    return Figure(
        width,
        height,
        (*drawn, *legend),
        words.verdict,
        words.description,
        words.unit,
        count,
        headers,
        rows,
    )


def _told(value: float | None, number: Callable[[float], str]) -> str:
    return "—" if value is None else number(value)


def _stacked(series: Sequence[ResultSeries], kind: Kind) -> bool:
    return kind == "columns" and all((value or 0) >= 0 for one in series for value in one.values)


def _range(series: Sequence[ResultSeries], kind: Kind) -> tuple[float, float]:
    held = [value for one in series for value in one.values if value is not None] or [0.0]
    if kind != "columns":
        return padded(held)
    if _stacked(series, kind):
        sums = [
            sum(value for value in at if value is not None)
            for at in zip(*(s.values for s in series), strict=True)
        ]
        return 0.0, max(sums, default=0.0) or 1.0
    return min(0.0, *held), max(0.0, *held) or 1.0


def colour(place: int, one: ResultSeries) -> str:
    """Return the colour of a series: the token order, and grey for what stands for many."""
    return LAST_COLOUR if one.folded else f"series_{place}"


def _drawn(
    series: Sequence[ResultSeries], kind: Kind, left: float, pitch: float, up: Scale
) -> list[Primitive]:
    if kind == "columns":
        return _columns(series, left, pitch, up, _stacked(series, kind))
    made: list[Primitive] = []
    for number, one in enumerate(series):
        points = [
            None if value is None else (left + (at + 0.5) * pitch, up.at(value))
            for at, value in enumerate(one.values)
        ]
        if kind == "lines":
            made += _lines(points, colour(number, one))
        if kind == "dots" or len(points) <= 24:
            made += [
                Circle(*point, 2.5, colour(number, one), "surface") for point in points if point is not None
            ]
    return made


def _lines(points: Sequence[tuple[float, float] | None], token: str) -> list[Primitive]:
    """Join neighbours only: a gap in the data stays one."""
    made: list[Primitive] = []
    run: list[tuple[float, float]] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            made.append(Line(tuple(run), token, 1.6))
        run = []
    return made


def _columns(
    series: Sequence[ResultSeries], left: float, pitch: float, up: Scale, stacked: bool
) -> list[Primitive]:
    made: list[Primitive] = []
    room = max(pitch * 0.72, 1.0)
    for at in range(len(series[0].values) if series else 0):
        start, base = left + at * pitch + (pitch - room) / 2, 0.0
        for number, one in enumerate(series):
            value = one.values[at]
            if value is None or value == 0:
                continue
            wide = room if stacked else room / len(series)
            x = start if stacked else start + number * wide
            low, high = (base, base + value) if stacked else (min(0.0, value), max(0.0, value))
            made.append(Rect(x, up.at(high), wide, max(up.at(low) - up.at(high), 0.5), colour(number, one)))
            base += value if stacked else 0.0
    return made


def _labels(
    places: Sequence[str], left: float, pitch: float, y: float, width: float, measure: Measure
) -> list[Primitive]:
    """Label as many places as fit side by side, the first always."""
    if not places:
        return []
    widest = max(measure(place, 12, False) for place in places)
    few = len(places) * pitch / max(len(places), 1) * 1.0
    if widest + LABEL_GAP > pitch and widest > few * 3:
        widest = min(widest, max(few * 3, 72.0))
    every = max(1, -(-int(widest + LABEL_GAP) // max(int(pitch), 1)))
    made: list[Primitive] = []
    for at in range(0, len(places), every):
        words = shortened(places[at], every * pitch - 4, measure)
        half = measure(words, 12, False) / 2
        x = min(max(left + (at + 0.5) * pitch, half), width - half)
        made.append(Text(x, y, words, 12, "text3", anchor="middle"))
    return made


def _legend(
    series: Sequence[ResultSeries], width: float, height: float, measure: Measure
) -> tuple[list[Primitive], float]:
    """Two to a row: a square, the name, and its total."""
    across = 2 if width >= 200 else 1
    rows = -(-len(series) // across)
    room = (width - 12 * (across - 1)) / across
    made: list[Primitive] = []
    for number, one in enumerate(series):
        x = (number % across) * (room + 12)
        y = height - (rows - number // across) * LEGEND_ROW
        taken = measure(one.total, 12, True)
        made += [
            Rect(x, y + 6, 10, 10, colour(number, one), radius=2),
            Text(x + 16, y + 15, shortened(one.name, room - 24 - taken, measure), 12, "text2"),
            Text(x + room, y + 15, one.total, 12, "text", True, "end"),
        ]
    return made, rows * LEGEND_ROW + 6
