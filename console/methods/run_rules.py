"""Owns the rules which tell special causes from common ones, as named sets in their order of precedence.

It refuses to compute limits: it reads standardised distances and sides of the centre line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

RuleName = Literal["", "outside", "trend", "near", "shift", "zone", "alternating"]
Side = Literal[-1, 0, 1]
TOLERANCE = 1e-9  # relative to one sigma: a point on a limit is inside it whatever the last binary digit


@dataclass(frozen=True, slots=True)
class RunRule:
    """One rule: `hits` of `length` successive points, beyond `sigmas` where distance counts."""

    name: RuleName
    length: int = 1
    hits: int = 1
    sigmas: float = 0.0


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules under one name; the first that holds names the point."""

    name: str
    rules: tuple[RunRule, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule says of one point: its side or direction, and the run (first index, points) it stands in."""

    rule: RuleName = ""
    side: Side = 0
    first: int = 0
    run: int = 0


MAKING_DATA_COUNT = RuleSet(
    "making_data_count",  # NHS England, Making Data Count; NHSRplotthedots 0.2.2
    (
        RunRule("outside", sigmas=3.0),
        RunRule("trend", 7, 7),
        RunRule("near", 3, 2, 2.0),
        RunRule("shift", 7, 7),
    ),
)
WESTERN_ELECTRIC = RuleSet(
    "western_electric",  # Western Electric, Statistical Quality Control Handbook, 1956
    (
        RunRule("outside", sigmas=3.0),
        RunRule("near", 3, 2, 2.0),
        RunRule("zone", 5, 4, 1.0),
        RunRule("shift", 8, 8),
    ),
)
NELSON = RuleSet(
    "nelson",  # Nelson 1984, Journal of Quality Technology 16:237-239, tests 1 to 6
    (
        RunRule("outside", sigmas=3.0),
        RunRule("trend", 6, 6),
        RunRule("near", 3, 2, 2.0),
        RunRule("zone", 5, 4, 1.0),
        RunRule("shift", 9, 9),
        RunRule("alternating", 14, 14),
    ),
)
LIMITS_ONLY = RuleSet("limits_only", (RunRule("outside", sigmas=3.0),))
RULE_SETS = {rules.name: rules for rules in (MAKING_DATA_COUNT, WESTERN_ELECTRIC, NELSON, LIMITS_ONLY)}


def side_of(distance: float) -> Side:
    """Give the side of the centre line, 0 on it."""
    if abs(distance) <= TOLERANCE:
        return 0
    return 1 if distance > 0 else -1


def runs(marks: Sequence[int]) -> list[tuple[int, int, int]]:
    """Cut a sequence into (mark, first index, length) wherever the mark changes."""
    found: list[tuple[int, int, int]] = []
    for index, mark in enumerate(marks):
        if found and found[-1][0] == mark:
            found[-1] = (mark, found[-1][1], found[-1][2] + 1)
        else:
            found.append((mark, index, 1))
    return found


def judge(
    values: Sequence[float], distances: Sequence[float], sides: Sequence[Side], rules: RuleSet
) -> tuple[Hit, ...]:
    """Name each point by the first rule of the set that holds there; every point of a run is named.

    `distances` are in sigmas from the mean; `sides` may be taken from another centre line (the median of a
    g chart).
    """
    hits: list[Hit] = [Hit()] * len(values)
    for rule in reversed(rules.rules):
        for index, hit in _apply(rule, values, distances, sides).items():
            hits[index] = hit
    return tuple(hits)


def _apply(
    rule: RunRule, values: Sequence[float], distances: Sequence[float], sides: Sequence[Side]
) -> dict[int, Hit]:
    if rule.name == "outside":
        return _outside(rule, distances)
    if rule.name == "shift":
        return _long_runs(rule, sides, 0)
    if rule.name == "trend":
        return _long_runs(rule, _steps(values), 1)
    if rule.name == "alternating":
        return _alternating(rule, _steps(values))
    return _windows(rule, distances)


def _outside(rule: RunRule, distances: Sequence[float]) -> dict[int, Hit]:
    limit = rule.sigmas * (1 + TOLERANCE)
    return {
        index: Hit(rule.name, side_of(distance), index, 1)
        for index, distance in enumerate(distances)
        if abs(distance) > limit
    }


def _steps(values: Sequence[float]) -> list[Side]:
    """Give the direction of each step; step i leads from point i to point i + 1."""
    return [
        0 if math.isclose(earlier, later, rel_tol=1e-12, abs_tol=1e-300) else (1 if later > earlier else -1)
        for earlier, later in pairwise(values)
    ]


def _long_runs(rule: RunRule, marks: Sequence[Side], extra: int) -> dict[int, Hit]:
    """Name the points of runs that are long enough; a run of k steps (`extra` 1) holds k + 1 points."""
    found: dict[int, Hit] = {}
    for mark, first, length in runs(marks):
        points = length + extra
        if mark and points >= rule.length:
            side: Side = 1 if mark > 0 else -1
            found.update(
                {index: Hit(rule.name, side, first, points) for index in range(first, first + points)}
            )
    return found


def _alternating(rule: RunRule, steps: Sequence[Side]) -> dict[int, Hit]:
    """Name the points that go up and down in turn: between neighbouring steps the direction changes."""
    turns: list[Side] = [1 if a * b < 0 else 0 for a, b in pairwise(steps)]
    return {index: Hit(hit.rule, 0, hit.first, hit.run) for index, hit in _long_runs(rule, turns, 2).items()}


def _windows(rule: RunRule, distances: Sequence[float]) -> dict[int, Hit]:
    """Name the far points of every window where enough of them lie far out on one side."""
    found: dict[int, Hit] = {}
    limit = rule.sigmas * (1 + TOLERANCE)
    for side in (1, -1):
        far = [distance * side > limit for distance in distances]
        named: Side = 1 if side > 0 else -1
        for first in range(len(far) - rule.length + 1):
            held = [index for index in range(first, first + rule.length) if far[index]]
            if len(held) >= rule.hits:
                found.update({index: Hit(rule.name, named, held[0], len(held)) for index in held})
    return found
