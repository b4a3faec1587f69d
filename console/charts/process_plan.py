"""Owns what a process map is made of: steps, transitions, words, and the plan of where each stands.

It refuses to draw.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.charts.figure import Point, Primitive
from console.charts.parts import Hit, Measure

LEGEND = 20.0
Box = tuple[float, float, float, float]


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
class Plan:
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
    taken: list[Box] = field(default_factory=list)  # labels
    arcs: int = 0
    loops: int = 0


def covered(plan: Plan, box: Box) -> bool:
    """Say whether a box touches a step, a label, or the foot."""
    x, y, wide, tall = box
    if y < 0 or y + tall > plan.height - LEGEND:
        return True
    steps = [(*place, *plan.box) for place in plan.places.values()]
    return any(
        x < other[0] + other[2] and other[0] < x + wide and y < other[1] + other[3] and other[1] < y + tall
        for other in (*steps, *plan.taken)
    )
