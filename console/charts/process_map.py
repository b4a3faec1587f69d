"""Owns the map of a process: steps on a main path, those beside it below, transitions as wide as they are frequent.

A forbidden transition is always drawn, dashed, red and with its label, however rare; it refuses to hide one behind a share.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from console.charts.figure import Figure, Line, Primitive, Rect, Text
from console.charts.parts import Hit, Measure, shortened
from console.charts.process_arcs import draw_forbidden, draw_lawful
from console.charts.process_plan import LEGEND, MapEdge, MapStep, MapWords, Plan

FILLS = ("surface", "accent_soft", "seq_1", "seq_2", "seq_3")
LEAST_GAP = 44.0
SIDE_GAP = 14.0
MOST_SIDES = 4  # steps beside the path, where more are not needed for forbidden transitions
RARE = 0.01  # of the most frequent transition: rarer lawful ones are counted, not drawn
MOST_OTHERS = 9  # lawful transitions drawn beside those along the path


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
    for edge in drawn_lawful(edges, path):
        if edge.before in plan.places and edge.after in plan.places:
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


def drawn_lawful(edges: Sequence[MapEdge], path: Sequence[str]) -> tuple[MapEdge, ...]:
    """Return the lawful transitions that are drawn: those along the path, and the most frequent of the others."""
    following = set(itertools.pairwise(path))
    lawful = [edge for edge in edges if edge.lawful and edge.before != edge.after]
    largest = max((edge.lawful for edge in lawful), default=1)
    along = [edge for edge in lawful if (edge.before, edge.after) in following]
    others = [edge for edge in lawful if edge not in along and edge.lawful >= RARE * largest]
    others.sort(key=lambda edge: (-edge.lawful, edge.before, edge.after))
    return (*along, *others[:MOST_OTHERS])


def hidden_transitions(edges: Sequence[MapEdge], path: Sequence[str]) -> int:
    """Return how many lawful transitions are not drawn, repeats of one step among them."""
    return sum(edge.lawful > 0 for edge in edges) - len(drawn_lawful(edges, path))


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
    shown = [*drawn_lawful(edges, path), *(edge for edge in edges if edge.forbidden)]
    _place_sides(plan, known, shown)
    return plan


def _at(spine: Sequence[str], key: str) -> int:
    return spine.index(key) if key in spine else -1


def _place_sides(plan: Plan, known: dict[str, MapStep], shown: Sequence[MapEdge]) -> None:
    """Put the steps joined to the main path below it, near what they are joined to; the ends of forbidden ones come first."""
    suspect = {key for edge in shown if edge.forbidden for key in (edge.before, edge.after)}
    joined = {key for edge in shown for key in (edge.before, edge.after)}
    rest = [key for key in known if key not in plan.places and key in joined]
    rest.sort(key=lambda key: (key not in suspect, -known[key].count, key))
    wide = plan.box[0]
    room = max(0, int((plan.width + SIDE_GAP) // (wide + SIDE_GAP)))
    fit = min(room, max(MOST_SIDES, sum(key in suspect for key in rest)))
    wanted = sorted((_near(plan, key, shown), key) for key in rest[:fit])
    places: list[float] = []
    for place, _key in wanted:
        places.append(max(place, places[-1] + wide + SIDE_GAP) if places else max(place, 0.0))
    limit = plan.width - wide
    for number in range(len(places) - 1, -1, -1):  # what was pushed out at the right moves back
        places[number] = min(places[number], limit)
        limit = places[number] - wide - SIDE_GAP
    for x, (_place, key) in zip(places, wanted, strict=True):
        plan.places[key] = (x, plan.side)


def _near(plan: Plan, key: str, shown: Sequence[MapEdge]) -> float:
    """Return the middle of the steps of the path a step is joined to, weighed by how often."""
    near = [
        (plan.places[other][0], edge.lawful + edge.forbidden)
        for edge in shown
        for own, other in ((edge.before, edge.after), (edge.after, edge.before))
        if own == key and other in plan.places
    ]
    total = sum(weight for _x, weight in near)
    return sum(x * weight for x, weight in near) / total if total else plan.width / 2


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
