"""Owns the verdict on a series: improved, worse or stable, by process behaviour and not by the last change.

It refuses a verdict on a series too short to have limits that mean anything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from console.methods.control_charts import Bounds, ControlChart, Flag, xmr

Direction = Literal["up", "down", "none"]
State = Literal["improved", "worse", "changed", "stable", "unknown"]
FEWEST = 12  # points below which limits are too uncertain for a verdict (NHS England, Making data count)


@dataclass(frozen=True, slots=True)
class Signal:
    """What a series says at its last point.

    ``state`` is "changed" where neither way is better, "unknown" where the series is too short. ``reason`` is the rule
    broken ("" if none), ``side`` +1 above or rising and -1 below or falling, ``length`` the points in a row that break
    it up to the last, and ``since`` the place of the first of them (None if none). ``chart`` is None if unknown.
    """

    state: State
    reason: str
    side: int
    length: int
    since: int | None
    chart: ControlChart | None


def signal(
    series: Sequence[float | None],
    direction: Direction = "up",
    *,
    bounds: Bounds | None = None,
    baseline: int | None = None,
    rules: str = "nhs",
    fewest: int = FEWEST,
) -> Signal:
    """Judge the last point of a series, shape (n,), oldest first; ``direction`` says which way is better.

    A missing last point leaves the verdict to the last one present. Uses the XmR chart and its rules.
    """
    present = [place for place, value in enumerate(series) if value is not None and math.isfinite(value)]
    if len(present) < fewest:
        return Signal("unknown", "", 0, 0, None, None)
    try:
        chart = xmr(series, baseline=baseline, bounds=bounds, rules=rules)
    except ValueError:
        return Signal("unknown", "", 0, 0, None, None)
    return read_signal(chart.flags, present, direction, chart)


def read_signal(
    flags: Sequence[Flag | None],
    present: Sequence[int],
    direction: Direction,
    chart: ControlChart | None = None,
) -> Signal:
    """Read the verdict off flags already made, one a point; ``present`` are the places that hold a value, at least one."""
    last = flags[present[-1]]
    if last is None:
        return Signal("stable", "", 0, 0, None, chart)
    since = _start(flags, present, last.side)
    length = sum(1 for place in present if place >= since)
    return Signal(_state(last.side, direction), last.rule, last.side, length, since, chart)


def _start(flags: Sequence[Flag | None], present: Sequence[int], side: int) -> int:
    """Return the place where the unbroken stretch of flags on that side begins."""
    start = present[-1]
    for place in reversed(present):
        flag = flags[place]
        if flag is None or flag.side != side:
            break
        start = place
    return start


def _state(side: int, direction: Direction) -> State:
    if direction == "none":
        return "changed"
    return "improved" if (side > 0) == (direction == "up") else "worse"
