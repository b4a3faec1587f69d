"""Owns the map of a process: steps on a main path, those beside it below, transitions as wide as they are frequent.

A forbidden transition is always drawn, dashed, red and with its label, however rare; it refuses to hide one behind a share.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.charts.figure import Figure, Line, Primitive, Rect, Text
from console.charts.parts import Hit, Measure, shortened
from console.charts.process_arcs import RARE, draw_forbidden, draw_lawful
from console.charts.process_plan import LEGEND, MapEdge, MapStep, MapWords, Plan

FILLS = ("surface", "accent_soft", "seq_1", "seq_2", "seq_3")
LEAST_GAP = 44.0
SIDE_GAP = 14.0


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
            draw_lawful(plan, edge, largest)
    for edge in sorted(edges, key=lambda edge: _span(plan, edge)):
        if edge.forbidden and edge.before in plan.places and edge.after in plan.places:
            draw_forbidden(plan, edge)
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
) -> Plan:
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
    plan = Plan(width, height, measure, (wide, tall), row, side)
    for slot, key in enumerate(spine):
        plan.places[key] = (slot * (wide + gap), row)
        plan.slots[key] = slot
    _place_sides(plan, known, edges, gap)
    return plan


def _at(spine: Sequence[str], key: str) -> int:
    return spine.index(key) if key in spine else -1


def _place_sides(plan: Plan, known: dict[str, MapStep], edges: Sequence[MapEdge], gap: float) -> None:
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


def _span(plan: Plan, edge: MapEdge) -> float:
    if edge.before not in plan.places or edge.after not in plan.places:
        return 0.0
    return abs(plan.places[edge.before][0] - plan.places[edge.after][0])


def _boxes(plan: Plan, known: dict[str, MapStep]) -> list[Primitive]:
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


def _legend(plan: Plan, words: MapWords) -> list[Primitive]:
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
