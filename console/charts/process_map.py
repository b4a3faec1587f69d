"""Owns the map of a process: steps on a main path, those beside it below, transitions as wide as they are frequent.

A forbidden transition is always drawn, dashed, red and with its label, however rare; it refuses to hide one behind a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from console.charts.figure import Figure, Line, Point, Primitive, Rect, Text
from console.charts.parts import Hit, Measure, arrow_head, curve, mark_parts, shortened

FILLS = ("surface", "accent_soft", "seq_1", "seq_2", "seq_3")
LEAST_GAP = 44.0
LEGEND = 20.0
SIDE_GAP = 14.0
RARE = 0.01  # of the most frequent transition: rarer lawful ones are counted, not drawn


@dataclass(frozen=True, slots=True)
class MapStep:
    """A step: what is written in its box, how deep its tint is (0 to 4), and whether it stands out as a detour."""

    key: str
    label: str
    count: int
    count_words: str
    tint: int = 0
    detour: bool = False


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A transition: lawful and forbidden cases apart, each with its words."""

    before: str
    after: str
    lawful: int
    words: str
    days_words: str
    forbidden: int = 0
    forbidden_words: str = ""


@dataclass(frozen=True, slots=True)
class MapWords:
    """Everything else that is written: the verdict, the foot, the legend and the heads of the table."""

    verdict: str
    description: str
    unit: str
    others: str
    legend_width: str
    legend_forbidden: str
    legend_stay: str
    headers: tuple[str, str, str, str, str]


@dataclass(slots=True)
class _Plan:
    """Where every drawn step stands, and what was drawn so far."""

    width: float
    height: float
    measure: Measure
    box: tuple[float, float]  # width and height of a step
    row: float  # y of the main path
    side: float  # y of the row below
    places: dict[str, Point] = field(default_factory=dict)
    slots: dict[str, int] = field(default_factory=dict)
    lines: list[Primitive] = field(default_factory=list)
    labels: list[Primitive] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    arcs: int = 0
    loops: int = 0


def process_map(
    steps: Sequence[MapStep],
    edges: Sequence[MapEdge],
    path: Sequence[str],
    words: MapWords,
    size: tuple[float, float],
    measure: Measure,
) -> tuple[Figure, tuple[Hit, ...]]:
    """Lay the map out; ``path`` names the steps of the main path in order. Hits are steps and ``before→after``."""
    known = {step.key: step for step in steps}
    plan = _plan(known, edges, path, size, measure)
    largest = max((edge.lawful for edge in edges), default=1) or 1
    for edge in edges:
        if edge.before in plan.places and edge.after in plan.places and edge.before != edge.after:
            _lawful(plan, edge, largest)
    for edge in sorted(edges, key=lambda edge: _span(plan, edge)):
        if edge.forbidden and edge.before in plan.places and edge.after in plan.places:
            _forbidden(plan, edge)
    drawn = [*plan.lines, *_boxes(plan, known), *plan.labels, *_legend(plan, words)]
    names = {step.key: step.label for step in steps}
    rows = tuple(
        (
            names.get(edge.before, edge.before),
            names.get(edge.after, edge.after),
            edge.words,
            edge.days_words,
            str(edge.forbidden),
        )
        for edge in edges
    )
    figure = Figure(
        *size,
        tuple(drawn),
        words.verdict,
        words.description,
        words.unit,
        sum(edge.lawful + edge.forbidden for edge in edges),
        words.headers,
        rows,
    )
    return figure, tuple(plan.hits)


def hidden_transitions(edges: Sequence[MapEdge]) -> int:
    """Return how many lawful transitions are too rare to be drawn, and repeats of one step."""
    largest = max((edge.lawful for edge in edges), default=1) or 1
    return sum(
        edge.lawful > 0 and (edge.lawful < RARE * largest or edge.before == edge.after) for edge in edges
    )


def _plan(
    known: dict[str, MapStep],
    edges: Sequence[MapEdge],
    path: Sequence[str],
    size: tuple[float, float],
    measure: Measure,
) -> _Plan:
    width, height = size
    tall = 50.0 if height >= 230 else 40.0 if height >= 190 else 36.0
    spine = [key for key in dict.fromkeys(path) if key in known]
    fit = max(2, int((width + LEAST_GAP) // (76 + LEAST_GAP)))
    while len(spine) > fit:
        spine.remove(min(spine[1:-1] or spine, key=lambda key: known[key].count))
    count = max(len(spine), 1)
    wide = min(96.0, (width - (count - 1) * LEAST_GAP) / count)
    gap = (width - count * wide) / max(count - 1, 1)
    side = height - LEGEND - (10 if tall == 50.0 else 4) - tall
    skips = any(
        edge.forbidden and edge.before in spine and spine.index(edge.before) + 1 < _at(spine, edge.after)
        for edge in edges
    )
    row = max(min(side - tall - 34, max(24.0, height * (0.36 if skips else 0.24))), 30.0)
    plan = _Plan(width, height, measure, (wide, tall), row, side)
    for slot, key in enumerate(spine):
        plan.places[key] = (slot * (wide + gap), row)
        plan.slots[key] = slot
    _place_sides(plan, known, edges, gap)
    return plan


def _at(spine: Sequence[str], key: str) -> int:
    return spine.index(key) if key in spine else -1


def _place_sides(plan: _Plan, known: dict[str, MapStep], edges: Sequence[MapEdge], gap: float) -> None:
    """Put the steps beside the main path below it, near the steps they are joined to; forbidden ends come first."""
    rest = [key for key in known if key not in plan.places]
    suspect = {key for edge in edges if edge.forbidden for key in (edge.before, edge.after)}
    rest.sort(key=lambda key: (key not in suspect, -known[key].count, key))
    wide = plan.box[0]
    room = max(0, int((plan.width + SIDE_GAP) // (wide + SIDE_GAP)) - 1)
    wanted: list[tuple[float, str]] = []
    for key in rest[: min(room, 4)]:
        near = [
            (plan.places[other][0], edge.lawful + edge.forbidden)
            for edge in edges
            for other in (
                (edge.after,) if edge.before == key else (edge.before,) if edge.after == key else ()
            )
            if other in plan.places
        ]
        total = sum(weight for _x, weight in near)
        middle = sum(x * weight for x, weight in near) / total if total else plan.width / 2
        wanted.append((min(max(middle, 0.0), plan.width - wide), key))
    last = -1e9
    for place, key in sorted(wanted):
        last = max(place, last + wide + SIDE_GAP)
        plan.places[key] = (min(last, plan.width - wide), plan.side)


def _span(plan: _Plan, edge: MapEdge) -> float:
    if edge.before not in plan.places or edge.after not in plan.places:
        return 0.0
    return abs(plan.places[edge.before][0] - plan.places[edge.after][0])


def _lawful(plan: _Plan, edge: MapEdge, largest: int) -> None:
    if not edge.lawful:
        return
    next_on_path = plan.slots.get(edge.after, -9) == plan.slots.get(edge.before, -7) + 1
    if edge.lawful < RARE * largest and not next_on_path:
        return
    thick = 1.4 + (edge.lawful / largest) ** 0.75 * 7.5
    if next_on_path:
        _straight(plan, edge, thick)
    elif edge.before in plan.slots and edge.after in plan.slots:
        _skip(plan, edge, thick)
    else:
        _detour(plan, edge, thick)


def _straight(plan: _Plan, edge: MapEdge, thick: float) -> None:
    (x1, y), (x2, _) = plan.places[edge.before], plan.places[edge.after]
    wide, tall = plan.box
    middle, start, end = y + tall / 2, x1 + wide, x2 - 1
    head = 5 + thick * 0.55
    plan.lines += [
        Line(((start, middle), (end - head * 1.2, middle)), "accent_line", thick),
        arrow_head((end, middle), (1.0, 0.0), head, "accent_line"),
    ]
    centre = (start + x2) / 2
    plan.labels += [
        Text(centre, middle - 12, edge.words, 12, "text", anchor="middle"),
        Text(centre, middle + 21, edge.days_words, 12, "text3", anchor="middle"),
    ]
    plan.hits.append(Hit(start, middle - 26, x2 - start, 52, f"{edge.before}→{edge.after}"))


def _skip(plan: _Plan, edge: MapEdge, thick: float) -> None:
    """A lawful jump along the main path: above where it goes on, below where it goes back."""
    (x1, y), (x2, _) = plan.places[edge.before], plan.places[edge.after]
    wide, tall = plan.box
    forward = x2 > x1
    edge_y = y if forward else y + tall
    reach = min(abs(x2 - x1) * 0.16 + 16, plan.row - 6 if forward else plan.side - y - tall - 4)
    bend = edge_y - reach if forward else edge_y + reach
    start, end = (x1 + wide * 0.62, edge_y), (x2 + wide * 0.38, edge_y + (-8 if forward else 8))
    points = curve(start, (start[0], bend), (end[0], bend), end)
    plan.lines += [
        Line(points, "ghost", min(thick, 3.0)),
        arrow_head((end[0], edge_y), (0.0, 1.0 if forward else -1.0), 6, "ghost"),
    ]
    plan.labels.append(
        Text(
            (start[0] + end[0]) / 2, bend * 0.75 + edge_y * 0.25 - 3, edge.words, 12, "text3", anchor="middle"
        )
    )


def _detour(plan: _Plan, edge: MapEdge, thick: float) -> None:
    """A transition between the main path and the row below, or within that row."""
    wide, tall = plan.box
    (x1, y1), (x2, y2) = plan.places[edge.before], plan.places[edge.after]
    head = 5 + thick * 0.55
    if y1 == y2:
        way = 1.0 if x2 > x1 else -1.0
        start = (x1 + (wide if way > 0 else 0), y1 + tall / 2)
        end = (x2 + (0 if way > 0 else wide), y2 + tall / 2)
        plan.lines += [
            Line((start, (end[0] - way * head, end[1])), "accent_line", thick),
            arrow_head(end, (way, 0.0), head, "accent_line"),
        ]
        return
    leaving = y1 < y2  # from the path down, else from below up
    upper, lower = (edge.before, edge.after) if leaving else (edge.after, edge.before)
    ux, uy = plan.places[upper]
    lx, ly = plan.places[lower]
    way = 1.0 if lx + wide / 2 >= ux + wide / 2 else -1.0
    hook = (ux + wide * (0.5 if leaving else 0.4), uy + tall)
    side = (lx + (0.0 if way > 0 else wide), ly + tall * 0.42)
    if abs(lx - ux) < wide * 0.6:  # straight below: apart by a third of the box
        hook = (ux + wide * (0.36 if leaving else 0.68), uy + tall)
        side = (lx + wide * (0.36 if leaving else 0.68), ly)
    _bend(plan, edge, (hook, side, way), leaving, thick, head)


def _bend(
    plan: _Plan,
    edge: MapEdge,
    ends: tuple[Point, Point, float],
    leaving: bool,
    thick: float,
    head: float,
) -> None:
    hook, side, way = ends
    upright = side[1] == plan.side
    middle = (hook[1] + side[1]) / 2
    into: Point
    if leaving:
        into = (0.0, 1.0) if upright else (way, 0.0)
        tip = side
        stop = (tip[0] - into[0] * head * 1.2, tip[1] - into[1] * head * 1.2)
        points = curve(hook, (hook[0], middle + 8), (stop[0] - into[0] * 24, stop[1] - into[1] * 12), stop)
    else:
        into = (0.0, -1.0)
        tip = hook
        stop = (tip[0], tip[1] + head * 1.2)
        out = side if upright else (side[0], side[1])
        points = curve(
            out, (side[0] - way * 24 if not upright else side[0], side[1]), (stop[0], middle + 8), stop
        )
    plan.lines += [Line(points, "accent_line", thick), arrow_head(tip, into, head, "accent_line")]
    right = (way > 0) != leaving
    label_x = hook[0] + (8 if right else -8)
    plan.labels.append(
        Text(label_x, hook[1] + 24, edge.words, 12, "text", anchor="start" if right else "end")
    )


def _forbidden(plan: _Plan, edge: MapEdge) -> None:
    wide, tall = plan.box
    (x1, y1), (x2, y2) = plan.places[edge.before], plan.places[edge.after]
    on_path = edge.before in plan.slots and edge.after in plan.slots
    if on_path and x2 > x1:
        top = max(13.0, plan.row - 34 - 30 * plan.arcs)
        plan.arcs += 1
        start, end = (x1 + wide * 0.66, y1), (x2 + wide * 0.34, y2 - 8)
        points = curve(start, (start[0] + 6, top - 8), (end[0], top - 8), end)
        tip, way, label = (end[0], y2 - 1), (0.0, 1.0), ((start[0] + end[0]) / 2, top + (y1 - top) * 0.08)
    elif edge.before == edge.after:
        points = curve((x1 + 10, y1), (x1 - 6, y1 - 30), (x1 + 46, y1 - 30), (x1 + 30, y1 - 7))
        tip, way, label = (x1 + 30, y1 - 1), (0.0, 1.0), (x1 + 40, y1 - 24)
    else:
        level = plan.side + tall - 13 if not on_path else (plan.row + tall + plan.side) / 2 - 12 * plan.loops
        plan.loops += 1
        start = (x1 + wide * 0.5, y1 + (tall if y1 < level else 0))
        end_x = x2 + (wide + 1 if x1 > x2 else -1) if y2 == plan.side else x2 + wide * 0.5
        into: Point = ((-1.0 if x1 > x2 else 1.0), 0.0) if y2 == plan.side else (0.0, -1.0)
        tip_y = level if y2 == plan.side else y2 + tall + 1
        points = (
            start,
            (start[0], level),
            (end_x - into[0] * 8, level),
            (end_x, tip_y + (8 if into[1] else 0)),
        )
        tip, way, label = (end_x, tip_y), into, ((start[0] + end_x) / 2, level)
    plan.lines += [Line(points, "red_fill", 2.0, (8.0, 4.0)), arrow_head(tip, way, 6, "red_fill")]
    _pill(plan, label, edge)


def _pill(plan: _Plan, at: Point, edge: MapEdge) -> None:
    words = edge.forbidden_words
    wide = plan.measure(words, 12, True) + 32
    x = min(max(at[0] - wide / 2, 0.0), plan.width - wide)
    y = at[1] - 11
    plan.labels += [
        Rect(x, y, wide, 22, "surface", "red_line", 4),
        *mark_parts("red", x + 6, y + 4),
        Text(x + 24, y + 15.5, words, 12, "red", True),
    ]
    plan.hits.append(Hit(x, y, wide, 22, f"{edge.before}→{edge.after}"))


def _boxes(plan: _Plan, known: dict[str, MapStep]) -> list[Primitive]:
    made: list[Primitive] = []
    wide, tall = plan.box
    for key, (x, y) in plan.places.items():
        step = known[key]
        outline = "yellow_line" if step.detour else "accent"
        label = shortened(step.label, wide - 8, plan.measure, 13, True)
        made += [
            Rect(x, y, wide, tall, FILLS[min(max(step.tint, 0), 4)], outline, 6, stroke_width=1.2),
            Text(x + wide / 2, y + tall / 2 - 4, label, 13, "text", True, "middle"),
            Text(x + wide / 2, y + tall / 2 + 14, step.count_words, 12, "text", anchor="middle"),
        ]
        plan.hits.append(Hit(x, y, wide, tall, key))
    return made


def _legend(plan: _Plan, words: MapWords) -> list[Primitive]:
    """Return the foot: what else happened, then the keys to width, dashes and tint as far as they fit."""
    y = plan.height - 5
    measure = plan.measure
    x = measure(words.others, 12, False) + 24 if words.others else 0.0
    made: list[Primitive] = [Text(0, y, words.others, 12, "text3")] if words.others else []
    for kind, told in (
        ("width", words.legend_width),
        ("forbidden", words.legend_forbidden),
        ("stay", words.legend_stay),
    ):
        lead = 88.0 if kind == "stay" else 34.0
        wide = lead + measure(told, 12, False)
        if x + wide > plan.width:
            break
        made += _key(kind, x, y)
        made.append(Text(x + lead, y, told, 12, "text3"))
        x += wide + 18
    return made


def _key(kind: str, x: float, y: float) -> list[Primitive]:
    if kind == "width":
        return [Line(((x, y - 4), (x + 26, y - 4)), "accent_line", 6)]
    if kind == "forbidden":
        return [Line(((x, y - 4), (x + 26, y - 4)), "red_fill", 2, (8.0, 4.0))]
    return [Rect(x + 16 * n, y - 10, 16, 12, fill, "line_strong") for n, fill in enumerate(FILLS)]
