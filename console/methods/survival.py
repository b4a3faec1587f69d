"""Owns times to an event where some are still waiting. It refuses to count the waiting as done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from console.methods.intervals import Z95


@dataclass(frozen=True, slots=True)
class Step:
    """The curve from one time on: how many were at risk, how many events fell there, and the share still waiting."""

    time: float
    at_risk: int
    events: int
    survival: float
    low: float  # of the 95 % interval
    high: float


@dataclass(frozen=True, slots=True)
class Median:
    """The median time and its 95 % interval; None where the curve never falls so far."""

    median: float | None
    low: float | None
    high: float | None


def curve_from_table(table: Sequence[tuple[float, int, int]]) -> tuple[Step, ...]:
    """Return the Kaplan-Meier curve (Kaplan and Meier 1958, JASA 53:457-481), one step a time with an event.

    ``table`` holds (time, events at that time, rows leaving at that time, events included), in any order. The interval
    is Greenwood's (1926) on the log-log scale, which stays within 0 and 1.
    """
    at_risk = sum(leaving for _, _, leaving in table)
    survival, greenwood = 1.0, 0.0
    steps = []
    for time, events, leaving in sorted(table):
        if events and at_risk:
            survival *= 1 - events / at_risk
            if at_risk > events:
                greenwood += events / (at_risk * (at_risk - events))
            steps.append(Step(time, at_risk, events, survival, *_log_log(survival, greenwood)))
        at_risk -= leaving
    return tuple(steps)


def median_from_table(table: Sequence[tuple[float, int, int]]) -> Median:
    """Return the Kaplan-Meier median with Brookmeyer and Crowley's interval (1982, Biometrics 38:29-41).

    ``table`` is as in ``curve_from_table``.
    """
    steps = curve_from_table(table)
    return Median(
        next((step.time for step in steps if step.survival <= 0.5), None),
        next((step.time for step in steps if step.low <= 0.5), None),
        next((step.time for step in steps if step.high <= 0.5), None),
    )


def _log_log(survival: float, greenwood: float) -> tuple[float, float]:
    if not 0 < survival < 1:
        return survival, survival
    spread = Z95 * math.sqrt(greenwood) / abs(math.log(survival))
    return survival ** math.exp(spread), survival ** math.exp(-spread)
