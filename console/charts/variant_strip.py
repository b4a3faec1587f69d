"""Owns the strip of variants: the ways cases took as rows of small step boxes with counts and shares.

It refuses to drop a way that broke the rules from the rows that are drawn while lawful ones stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.charts.figure import Figure, Line, Primitive, Rect, Text
from console.charts.parts import Hit, Measure, mark_parts, shortened

BOX, PITCH, GAP = 18.0, 21.0, 3.0
HEAD = 24.0
BAR = 64.0
LEAST_ROW = 24.0


@dataclass(frozen=True, slots=True)
class StripStep:
    """One step of a way: a few letters for its box, its whole name, whether it broke a rule or was a detour."""

    short: str
    name: str
    forbidden: bool = False
    detour: bool = False


@dataclass(frozen=True, slots=True)
class StripRow:
    """One way: its steps, or words where it stands for many; ``share`` is of all cases."""

    steps: tuple[StripStep, ...]
    count_words: str
    share: float
    share_words: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class StripWords:
    """Verdict, description, unit and the heads of the three columns."""

    verdict: str
    description: str
    unit: str
    headers: tuple[str, str, str]


def rows_that_fit(height: float) -> int:
    """Return how many rows a strip of this height holds."""
    return max(1, int((height - HEAD) // LEAST_ROW))


def variant_strip(
    rows: Sequence[StripRow], words: StripWords, size: tuple[float, float], measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the rows; hits are their numbers."""
    width, height = size
    tall = min(32.0, (height - HEAD) / max(len(rows), 1))
    counted = width - max(56.0, measure(words.headers[2], 12, False) + 8)
    left = counted - max([44.0, *(measure(row.count_words, 13, False) + 10 for row in rows)]) - BAR
    drawn: list[Primitive] = [
        Text(0, 14, words.headers[0], 12, "text3"),
        Text(counted, 14, words.headers[1], 12, "text3", anchor="end"),
        Text(width, 14, words.headers[2], 12, "text3", anchor="end"),
    ]
    hits = []
    for number, row in enumerate(rows):
        top = HEAD + number * tall
        drawn.append(Line(((0, top - 1), (width, top - 1)), "line"))
        drawn += _row(row, top + tall / 2, left, counted, width, measure)
        hits.append(Hit(0, top, width, tall, str(number)))
    table = tuple(
        (row.words or " → ".join(step.name for step in row.steps), row.count_words, row.share_words)
        for row in rows
    )
    return Figure(
        *size, tuple(drawn), words.verdict, words.description, words.unit, None, words.headers, table
    ), tuple(hits)


def _row(
    row: StripRow, middle: float, left: float, counted: float, width: float, measure: Measure
) -> list[Primitive]:
    bad = any(step.forbidden for step in row.steps)
    made: list[Primitive] = _steps(row, middle, left - 10, bad, measure)
    made += [
        Rect(left, middle - 4, BAR, 8, "na_soft", radius=1),
        Rect(left, middle - 4, max(2.0, BAR * row.share), 8, "red_fill" if bad else "ink", radius=1),
        Text(counted, middle + 4.5, row.count_words, 13, "text", anchor="end"),
        Text(width, middle + 4.5, row.share_words, 13, "text2", anchor="end"),
    ]
    return made


def _steps(row: StripRow, middle: float, room: float, bad: bool, measure: Measure) -> list[Primitive]:
    if not row.steps:
        return [Text(0, middle + 4.5, shortened(row.words, room, measure, 13), 13, "text2")]
    made: list[Primitive] = []
    x = 0.0
    mark_room = 20.0 if bad else 0.0
    for number, step in enumerate(row.steps):
        wide = max(BOX, measure(step.short, 12, False) + 6)
        more = number + 1 < len(row.steps)
        if x + wide + (18 if more else 0) > room - mark_room:
            made.append(Text(x + 2, middle + 4.5, "…", 12, "text2"))
            x += 16
            break
        made += _box(step, x, middle, wide)
        x += wide + GAP
    return [*made, *mark_parts("red", x + 2, middle - 7, proposed=True)] if bad else made


def _box(step: StripStep, x: float, middle: float, wide: float) -> list[Primitive]:
    if step.forbidden:
        fill, line, ink = "red_soft", "red_fill", "red"
    elif step.detour:
        fill, line, ink = "yellow_soft", "yellow_line", "yellow"
    else:
        fill, line, ink = "sunken", "line_strong", "text"
    made: list[Primitive] = [
        Rect(x, middle - BOX / 2, wide, BOX, fill, line, 3),
        Text(x + wide / 2, middle + 4.2, step.short, 12, ink, step.forbidden, "middle"),
    ]
    if step.forbidden:
        made.append(Line(((x - 3.5, middle), (x, middle)), "red_fill", 2))
    return made
