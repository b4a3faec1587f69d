"""Owns where one stands among one's like: rank and middle of a peer group. It refuses to rank among fewer than five."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A rank (1 is the highest value, equals share the better rank) of ``peers`` with a value, and their median."""

    rank: int
    peers: int
    middle: float


def standings(values: Mapping[str, tuple[str, float | None]]) -> dict[str, Standing]:
    """Return the standing of everyone in a group of five or more that has a value; ``values`` are (group, value) by name."""
    groups: dict[str, list[float]] = {}
    for group, value in values.values():
        if group and value is not None:
            groups.setdefault(group, []).append(value)
    found = {}
    for name, (group, value) in values.items():
        held = groups.get(group, [])
        if value is not None and len(held) >= FEWEST:
            found[name] = Standing(1 + sum(other > value for other in held), len(held), median(held))
    return found
