"""Owns times to an event where some are still waiting. It refuses to count the waiting as done."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from console.methods.intervals import Z95


@dataclass(frozen=True, slots=True)
class Median:
    """The median time and its 95 % interval; None where the curve never falls so far."""

    median: float | None
    low: float | None
    high: float | None


def median_from_table(table: Sequence[tuple[float, int, int]]) -> Median:
    """Return the Kaplan-Meier median (Kaplan and Meier 1958, JASA 53:457-481) with a log-log interval.

    ``table`` holds (time, events at that time, rows leaving at that time, events included), in any order. The interval
    is Brookmeyer and Crowley's (1982, Biometrics 38:29-41) with Greenwood's variance on the log-log scale.
    """
    at_risk = sum(leaving for _, _, leaving in table)
    survival, greenwood = 1.0, 0.0
    median = low = high = None
    for time, events, leaving in sorted(table):
        if events and at_risk:
            survival *= 1 - events / at_risk
            if at_risk > events:
                greenwood += events / (at_risk * (at_risk - events))
            lower, upper = _log_log(survival, greenwood)
            median = time if median is None and survival <= 0.5 else median
            low = time if low is None and lower <= 0.5 else low
            high = time if high is None and upper <= 0.5 else high
        at_risk -= leaving
    return Median(median, low, high)


def _log_log(survival: float, greenwood: float) -> tuple[float, float]:
    if not 0 < survival < 1:
        return survival, survival
    spread = Z95 * math.sqrt(greenwood) / abs(math.log(survival))
    return survival ** math.exp(spread), survival ** math.exp(-spread)
