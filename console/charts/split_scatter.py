"""Owns the picture of purchases against the threshold above which they must be tendered: each a dot by day and by share of it.

Purchases a rule suspects to be one are boxed together and named; it refuses to mark a purchase for lying near the line alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from console.charts.figure import Circle, Figure, Line, Polygon, Primitive, Rect, Text
from console.charts.parts import Hit, Measure, shortened
from console.charts.scale import Scale, nice_ticks

FOOT, LEGEND = 18.0, 20.0
MOST_TICKS = 8
LEAST_TOP = 1.25  # of the threshold, so that the line is never the frame


@dataclass(frozen=True, slots=True)
class PurchaseDot:
    """One purchase: its day and its amount as a share of its threshold."""

    key: str
    day: date
    share: float


@dataclass(frozen=True, slots=True)
class PurchaseCluster:
    """Purchases that a rule suspects to be one, with the words that name them."""

    key: str
    members: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class ScatterWords:
    """Verdict, description, unit, legend and heads of the table."""

    verdict: str
    description: str
    unit: str
    suspected: str
    others: str
    threshold: str
    headers: tuple[str, str, str]


def split_scatter(
    dots: Sequence[PurchaseDot],
    clusters: Sequence[PurchaseCluster],
    span: tuple[date, date],
    words: ScatterWords,
    size: tuple[float, float],
    measure: Measure,
    percent: Callable[[float], str],
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the purchases of the span; hits are the keys of clusters."""
    width, height = size
    top = max([LEAST_TOP, *(dot.share for dot in dots)])
    ticks = nice_ticks(0.0, top, max(2, min(5, int(height // 45))))
    left = max(measure(percent(tick), 12, False) for tick in ticks) + 10
    up = Scale(0.0, max(top * 1.04, ticks[-1]), height - FOOT - LEGEND, 8)
    days = max((span[1] - span[0]).days, 1)
    across = Scale(0.0, days, left + 6, width - 6)

    def place(dot: PurchaseDot) -> tuple[float, float]:
        return across.at((dot.day - span[0]).days), up.at(dot.share)

    suspected = {key for cluster in clusters for key in cluster.members}
    drawn = _ground(ticks, up, (left, width), percent)
    drawn += [Circle(*place(dot), 3.0, "ghost") for dot in dots if dot.key not in suspected]
    drawn += _threshold(up, (left, width))
    hits: list[Hit] = []
    for cluster in clusters:
        held = [dot for dot in dots if dot.key in cluster.members]
        if held:
            drawn += _cluster(cluster, [place(dot) for dot in held], up, (left, width), measure, hits)
    drawn += _days(span, across, height - LEGEND - 4, measure)
    drawn += _legend(words, left, height - 5, width, measure)
    rows = tuple((dot.key, f"{dot.day:%Y-%m-%d}", percent(dot.share)) for dot in dots)
    figure = Figure(
        *size, tuple(drawn), words.verdict, words.description, words.unit, len(dots), words.headers, rows
    )
    return figure, tuple(hits)


def _ground(
    ticks: Sequence[float], up: Scale, sides: tuple[float, float], percent: Callable[[float], str]
) -> list[Primitive]:
    made: list[Primitive] = []
    for tick in ticks:
        y = up.at(tick)
        made += [
            Line(((sides[0], y), (sides[1], y)), "axis" if tick == 0 else "grid"),
            Text(sides[0] - 6, y + 4, percent(tick), 12, "text3", anchor="end"),
        ]
    return made


def _threshold(up: Scale, sides: tuple[float, float]) -> list[Primitive]:
    y = up.at(1.0)
    return [Line(((sides[0], y), (sides[1], y)), "text", 1.3, (5.0, 3.0))]


def _cluster(
    cluster: PurchaseCluster,
    places: Sequence[tuple[float, float]],
    up: Scale,
    sides: tuple[float, float],
    measure: Measure,
    hits: list[Hit],
) -> list[Primitive]:
    xs, ys = [x for x, _y in places], [y for _x, y in places]
    x, y = min(xs) - 9, min(ys) - 9
    wide, tall = max(xs) + 9 - x, max(ys) + 9 - y
    made: list[Primitive] = [Rect(x, y, wide, tall, "red_soft", "signal_bad", 2, stroke_width=1.3)]
    made += [_diamond(*place) for place in places]
    told = shortened(cluster.words, sides[1] - sides[0] - 8, measure, 12, True)
    room = measure(told, 12, True)
    start, label = _label_place((x, y, wide, tall), up, sides, room)
    made.append(
        Rect(start - 3, label - 12, room + 6, 16, "surface", radius=3)
    )  # so that no dot runs through the words
    made.append(Text(start, label, told, 12, "red", True))
    hits.append(Hit(x, y, wide, tall, cluster.key))
    hits.append(Hit(start, label - 12, room, 16, cluster.key))
    return made


def _label_place(
    box: tuple[float, float, float, float], up: Scale, sides: tuple[float, float], room: float
) -> tuple[float, float]:
    """Return where a cluster's words go: above it, below it, or beside it where the lines of the chart are in the way."""
    x, y, wide, tall = box
    start = min(max(x, sides[0] + 4), sides[1] - room - 4)
    line, base = up.at(1.0), up.at(0.0)
    for baseline in (y - 6, y + tall + 15):
        if 12 <= baseline <= base - 4 and not baseline - 14 <= line <= baseline + 4:
            return start, baseline
    beside = x + wide + 6 if x + wide + 6 + room <= sides[1] else x - 6 - room
    return max(beside, sides[0] + 4), y + tall / 2 + 4


def _diamond(x: float, y: float) -> Polygon:
    return Polygon(((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)), "signal_bad", "surface")


def _days(span: tuple[date, date], across: Scale, y: float, measure: Measure) -> list[Primitive]:
    """Write the first days of months, as many as do not touch."""
    made: list[Primitive] = []
    day = span[0]
    months: list[date] = []
    while day <= span[1]:
        months.append(day)
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    step = max(1, -(-len(months) // MOST_TICKS))
    for month in months[::step]:
        x = across.at((month - span[0]).days)
        told = f"{month:%Y-%m}" if len(months) > 12 else f"{month:%m-%d}"
        made.append(
            Text(
                max(x, across.start + measure(told, 12, False) / 2 - 6), y, told, 12, "text3", anchor="middle"
            )
        )
    return made


def _legend(words: ScatterWords, x: float, y: float, width: float, measure: Measure) -> list[Primitive]:
    made: list[Primitive] = []
    for told, kind in ((words.suspected, "suspected"), (words.others, "others"), (words.threshold, "line")):
        lead = 26.0 if kind == "line" else 16.0
        wide = lead + measure(told, 12, False)
        if x + wide > width:
            break
        if kind == "suspected":
            made.append(_diamond(x + 6, y - 4))
        elif kind == "others":
            made.append(Circle(x + 6, y - 4, 3.0, "ghost"))
        else:
            made.append(Line(((x, y - 4), (x + 20, y - 4)), "text", 1.3, (5.0, 3.0)))
        made.append(Text(x + lead, y, told, 12, "text2"))
        x += wide + 18
    return made
