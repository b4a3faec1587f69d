"""Owns the transitions of a process map: lawful ones as wide as they are frequent, forbidden ones dashed, with their label.

It refuses to leave a forbidden transition out, and to put a label over a step while there is room elsewhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from console.charts.figure import Anchor, Line, Point, Rect, Text
from console.charts.parts import Hit, arrow_head, curve, mark_parts
from console.charts.process_plan import MapEdge, Plan, covered

PILL = 22.0
SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)


def draw_lawful(plan: Plan, edge: MapEdge, largest: int) -> None:
    """Draw the lawful part of a transition."""
    next_on_path = plan.slots.get(edge.after, -9) == plan.slots.get(edge.before, -7) + 1
    thick = 1.4 + (edge.lawful / largest) ** 0.75 * 7.5
    if next_on_path:
        _straight(plan, edge, thick)
    elif edge.before in plan.slots and edge.after in plan.slots:
        _skip(plan, edge, thick)
    else:
        _detour(plan, edge, thick)


def _straight(plan: Plan, edge: MapEdge, thick: float) -> None:
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
    plan.taken.append((start - 4, middle - 26, x2 - start + 8, 52))


def _skip(plan: Plan, edge: MapEdge, thick: float) -> None:
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
    middle = ((start[0] + end[0]) / 2, bend * 0.75 + edge_y * 0.25 - 3)
    _label(plan, middle, edge.words, "text3", "middle")


def _detour(plan: Plan, edge: MapEdge, thick: float) -> None:
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
    plan: Plan,
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
    _label(plan, (label_x, hook[1] + 24), edge.words, "text", "start" if right else "end")


def _label(plan: Plan, at: Point, words: str, colour: str, anchor: Anchor) -> None:
    """Write a count beside its line; where another label stands it is left to the table."""
    wide = plan.measure(words, 12, False)
    left = at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    box = (left - 2, at[1] - 12, wide + 4, 16)
    if not covered(plan, box):
        plan.labels.append(Text(*at, words, 12, colour, anchor=anchor))
        plan.taken.append(box)


def draw_forbidden(plan: Plan, edge: MapEdge) -> None:
    """Draw a transition the rules forbid with its label on the line, where it covers nothing."""
    if edge.before == edge.after:
        points, way = _loop(plan, edge.before)
    elif edge.before in plan.slots and edge.after in plan.slots:
        points, way = _over(plan, edge)
    else:
        points, way = _aside(plan, edge)
    plan.lines += [
        Line(points, "red_fill", 2.0, (8.0, 4.0)),
        arrow_head((points[-1][0] + way[0] * 8, points[-1][1] + way[1] * 8), way, 6, "red_fill"),
    ]
    _pill(plan, points, edge)


def _loop(plan: Plan, key: str) -> tuple[tuple[Point, ...], Point]:
    """A step that follows itself once too often: a loop at its right side, or left where it ends the path."""
    (x, y), (wide, tall) = plan.places[key], plan.box
    if y == plan.row:
        start, end = (x + wide * 0.3, y), (x + wide * 0.7, y - 8)
        return curve(start, (start[0] - 8, y - 34), (end[0] + 8, y - 34), end), (0.0, 1.0)
    right = x + wide + 150 <= plan.width
    side, reach = (x + wide, 34.0) if right else (x, -34.0)
    start, end = (side, y + tall * 0.3), (side + (8 if right else -8), y + tall * 0.72)
    return (
        curve(start, (side + reach, y), (side + reach, y + tall), end),
        (-1.0 if right else 1.0, 0.0),
    )


def _over(plan: Plan, edge: MapEdge) -> tuple[tuple[Point, ...], Point]:
    """Along the main path: above it forwards, each arc higher than the one before; below it backwards."""
    (x1, y), (x2, _y) = plan.places[edge.before], plan.places[edge.after]
    wide, tall = plan.box
    if x2 > x1:
        top = max(12.0, y - 34 - 30 * plan.arcs)
        plan.arcs += 1
        start, end = (x1 + wide * 0.66, y), (x2 + wide * 0.34, y - 8)
        reach = top - (y - top) / 3  # a cubic reaches three quarters of the way to its handles
        return curve(start, (start[0] + 6, reach), (end[0], reach), end), (0.0, 1.0)
    level = y + tall + 22 + 26 * plan.loops
    plan.loops += 1
    start, end = (x1 + wide * 0.5, y + tall), (x2 + wide * 0.5, y + tall + 8)
    return (start, (start[0], level), (end[0], level), end), (0.0, -1.0)


def _aside(plan: Plan, edge: MapEdge) -> tuple[tuple[Point, ...], Point]:
    """Between the main path and the row below, along the lower edge of that row."""
    wide, tall = plan.box
    (x1, y1), (x2, y2) = plan.places[edge.before], plan.places[edge.after]
    level = plan.side + tall - 13
    down, left = y1 == plan.row, x1 > x2
    if y2 == plan.side:
        start = (x1 + wide * 0.5, y1 + tall) if down else (x1 + (0 if left else wide), level)
        end = (x2 + wide + 9, level) if left else (x2 - 9, level)
        points = (start, (start[0], level), end) if down else (start, end)
        return points, (-1.0 if left else 1.0, 0.0)
    start = (x1 + (0 if left else wide), level)
    end = (x2 + wide * 0.5, y2 + tall + 8)
    return (start, (end[0], level), end), (0.0, -1.0)


def _pill(plan: Plan, points: Sequence[Point], edge: MapEdge) -> None:
    """Put the label on its line where it covers neither a step nor another label, or else as near as can be."""
    words = edge.forbidden_words
    wide = plan.measure(words, 12, True) + 32
    right = max(points, key=lambda at: at[0])
    beside = ((right[0] + 4 + wide / 2, right[1]), (min(at[0] for at in points) - 4 - wide / 2, right[1]))
    places = [_pill_box(plan, at, wide) for at in (*_along(points), *beside)]
    free = next((place for place in places if not covered(plan, (*place, wide, PILL))), None)
    x, y = free if free is not None else places[0]
    plan.taken.append((x, y, wide, PILL))
    plan.labels += [
        Rect(x, y, wide, PILL, "surface", "red_line", 4),
        *mark_parts("red", x + 6, y + 4, proposed=True),
        Text(x + 24, y + 15.5, words, 12, "red", True),
    ]
    plan.hits.append(Hit(x, y, wide, PILL, f"{edge.before}→{edge.after}"))


def _pill_box(plan: Plan, at: Point, wide: float) -> Point:
    x = min(max(at[0] - wide / 2, 0.0), plan.width - wide)
    return (x, max(at[1] - PILL / 2, 0.0))


def _along(points: Sequence[Point]) -> list[Point]:
    """Return places along a line, from its middle outwards, then a little above and below them."""
    lengths = [abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in itertools.pairwise(points)]
    total = sum(lengths) or 1.0
    found = [_at_share(points, lengths, total * share) for share in SHARES]
    return [*found, *((x, y + shift) for shift in (-24, 24, -46, 46) for x, y in found)]


def _at_share(points: Sequence[Point], lengths: Sequence[float], wanted: float) -> Point:
    gone = 0.0
    for place, length in enumerate(lengths):
        if gone + length >= wanted and length:
            part = (wanted - gone) / length
            (x1, y1), (x2, y2) = points[place], points[place + 1]
            return (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
        gone += length
    return points[-1]
