"""Owns the legal clock of one case as a strip: a cell a day, filled where it counts, hatched where it pauses, with both limits.

It refuses to colour a day that does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from console.charts.figure import Figure, Line, Primitive, Rect, Text
from console.charts.parts import Measure, shortened
from console.charts.scale import Scale

NAMES = 64.0  # width kept for the names of the lanes
LEAST = 132.0  # height of both lanes, the flags of the limits, the axis and the legend


@dataclass(frozen=True, slots=True)
class ClockCell:
    """One day: run, paused, off, before or after; ``used`` counts the days that ran up to it."""

    day: date
    state: str
    used: int


@dataclass(frozen=True, slots=True)
class ClockSpan:
    """A step, a supplement or a pause from a day to a day, with its words."""

    kind: str
    words: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class ClockLimits:
    """Days allowed by the promise and by the statute; None where not known."""

    promised: int | None
    statutory: int | None


@dataclass(frozen=True, slots=True)
class ClockWords:
    """Verdict, lane names, the used total, limits and the legend."""

    verdict: str
    description: str
    unit: str
    steps: str
    clock: str
    used: str
    promised: str
    statutory: str
    legend: tuple[tuple[str, str], ...]  # kind (run, late, over, paused, off) → words
    headers: tuple[str, str, str]
    states: tuple[tuple[str, str], ...]


def legal_clock(
    days: Sequence[ClockCell],
    spans: Sequence[ClockSpan],
    limits: ClockLimits,
    words: ClockWords,
    size: tuple[float, float],
    measure: Measure,
) -> Figure:
    """Draw the strip for the days given, in order."""
    width, height = size
    names = max(NAMES, *(measure(name, 12, False) + 12 for name in (words.steps, words.clock)))
    last_room = measure(words.used, 12, True) + 8
    across = Scale(0, max(len(days), 1), names, width - last_room)
    wide = across.at(1) - across.at(0)
    lanes = _lanes(height)
    places = {cell.day: place for place, cell in enumerate(days)}
    drawn: list[Primitive] = _off_days(days, across, wide, lanes)
    drawn += _spans(spans, places, across, lanes[0], measure)
    drawn += [
        Text(0, lanes[0] + 15, words.steps, 12, "text2"),
        Text(0, lanes[1] + 15, words.clock, 12, "text2"),
    ]
    drawn += _cells(days, limits, across, wide, lanes[1])
    drawn += _used(days, words, across, lanes[1])
    drawn += _limits(days, limits, words, across, lanes, measure)
    drawn += _axis(days, across, lanes[1] + 47, width, measure)
    if height >= LEAST:  # the words of the limits and the table say it where there is no room
        drawn += _legend(words, height, width, measure)
    states = dict(words.states)
    rows = tuple((f"{cell.day:%Y-%m-%d}", states[cell.state], str(cell.used)) for cell in days)
    return Figure(
        *size, tuple(drawn), words.verdict, words.description, words.unit, len(days), words.headers, rows
    )


def _lanes(height: float) -> tuple[float, float]:
    """Return where steps and clock begin; what is spare above the least goes between and above them."""
    spare = min(max(height - LEAST, 0.0), 60.0)
    first = 10 + spare * 0.4
    return (first, first + 22 + 8 + spare * 0.3)


def _off_days(
    days: Sequence[ClockCell], across: Scale, wide: float, lanes: tuple[float, float]
) -> list[Primitive]:
    return [
        Rect(across.at(place), lanes[0] - 10, wide + 0.3, lanes[1] - lanes[0] + 57, "shade")
        for place, cell in enumerate(days)
        if cell.state == "off"
    ]


def _spans(
    spans: Sequence[ClockSpan], places: dict[date, int], across: Scale, y: float, measure: Measure
) -> list[Primitive]:
    made: list[Primitive] = []
    for span in spans:
        if span.starts not in places:
            continue
        first = places[span.starts]
        last = places.get(span.ends, len(places) - 1)
        paused = span.kind != "step"
        until = last + 1 if span.kind == "pause" else max(last, first + 1)
        x, wide = across.at(first), across.at(until) - across.at(first) - 2
        fill, line = ("yellow_soft", "yellow_line") if paused else ("seq_1", "accent_line")
        made.append(Rect(x, y, wide, 22, fill, line, 3))
        told = shortened(span.words, wide - 4, measure)
        if len(told) > 1 and told != "…":
            made.append(Text(x + wide / 2, y + 15, told, 12, "text", anchor="middle"))
    return made


def _cells(
    days: Sequence[ClockCell], limits: ClockLimits, across: Scale, wide: float, y: float
) -> list[Primitive]:
    made: list[Primitive] = []
    for place, cell in enumerate(days):
        x = across.at(place)
        if cell.state == "run":
            made.append(
                Rect(x + 0.5, y, max(wide - 1, 0.6), 22, _fill(cell, limits), radius=2 if wide > 5 else 0)
            )
        elif cell.state == "paused":
            made.append(Rect(x + 0.5, y, max(wide - 1, 0.6), 22, "surface", "line_strong", 2, "line_strong"))
        if cell.state == "run" and wide >= 15 and (cell.used == 1 or cell.used % 5 == 0):
            ink = {"accent": "on_accent", "yellow_fill": "on_yellow", "red_fill": "on_red"}[
                _fill(cell, limits)
            ]
            made.append(Text(x + wide / 2, y + 15.5, str(cell.used), 12, ink, True, "middle"))
    return made


def _fill(cell: ClockCell, limits: ClockLimits) -> str:
    if limits.statutory is not None and cell.used > limits.statutory:
        return "red_fill"
    if limits.promised is not None and cell.used > limits.promised:
        return "yellow_fill"
    return "accent"


def _used(days: Sequence[ClockCell], words: ClockWords, across: Scale, y: float) -> list[Primitive]:
    ran = [place for place, cell in enumerate(days) if cell.state == "run"]
    if not ran:
        return []
    return [Text(across.at(ran[-1] + 1) + 5, y + 15.5, words.used, 12, "text", True)]


def _limits(
    days: Sequence[ClockCell],
    limits: ClockLimits,
    words: ClockWords,
    across: Scale,
    lanes: tuple[float, float],
    measure: Measure,
) -> list[Primitive]:
    """Flag the end of the day on which a limit was reached; one not reached yet is not drawn."""
    made: list[Primitive] = []
    taken = -99.0
    for value, told, colour in (
        (limits.promised, words.promised, "yellow"),
        (limits.statutory, words.statutory, "red"),
    ):
        place = next((n for n, cell in enumerate(days) if cell.state == "run" and cell.used == value), None)
        if value is None or place is None:
            continue
        x, top = across.at(place + 1), lanes[1] + 26
        wide = measure(told, 12, True) + 12
        left = max(min(x - wide / 2, across.end - wide), taken + 4)
        made += [
            Line(((x, lanes[0] - 10), (x, top)), colour, 1.5, (4.5, 3.0)),
            Rect(left, top, wide, 18, "surface", colour, 3),
            Text(left + wide / 2, top + 13, told, 12, colour, True, "middle"),
        ]
        taken = left + wide
    return made


def _axis(
    days: Sequence[ClockCell], across: Scale, y: float, width: float, measure: Measure
) -> list[Primitive]:
    made: list[Primitive] = [Line(((across.start, y), (width, y)), "axis")]
    taken = -99.0
    for place, cell in enumerate(days):
        told = f"{cell.day:%m-%d}"
        x = across.at(place + 0.5)
        half = measure(told, 12, False) / 2
        if (place == 0 or cell.day.weekday() == 0) and x - half > taken + 10 and x + half <= width:
            made += [
                Line(((x, y), (x, y + 4)), "axis"),
                Text(x, y + 17, told, 12, "text3", anchor="middle"),
            ]
            taken = x + half
    return made


def _legend(words: ClockWords, height: float, width: float, measure: Measure) -> list[Primitive]:
    made: list[Primitive] = []
    x, y = 0.0, height - 5
    fills = {"run": "accent", "late": "yellow_fill", "over": "red_fill", "paused": "surface", "off": "shade"}
    for kind, told in words.legend:
        wide = 19 + measure(told, 12, False)
        if x + wide > width:
            break
        hatch = "line_strong" if kind == "paused" else ""
        stroke = "line_strong" if kind in {"paused", "off"} else ""
        made += [
            Rect(x, y - 10, 14, 12, fills[kind], stroke, 2, hatch),
            Text(x + 19, y, told, 12, "text2"),
        ]
        x += wide + 14
    return made
