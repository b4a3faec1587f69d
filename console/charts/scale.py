"""Owns the way from values to pixels: linear scales and round ticks.

It refuses to choose what an axis shows; it places what it is given.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from a domain of values to a range of pixels (which may run backwards)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Place a value; an empty domain puts everything in the middle of the range."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def inside(self, value: float) -> float:
        """Place a value, held within the range."""
        return self.at(min(max(value, min(self.low, self.high)), max(self.low, self.high)))


CLOSEST = 1e-12  # what lies closer together is one value: ticks are told to twelve decimals


def nice_step(span: float, count: int) -> float:
    """Give the step of 1, 2, 2.5 or 5 times a power of ten which cuts the span into at most `count` parts."""
    if span <= 0 or not math.isfinite(span):
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / max(count, 1)))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0):
        if factor * power * max(count, 1) >= span * (1 - 1e-12):
            return factor * power
    return 10.0 * power


def nice_ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Give the round values inside [low, high], about `count` of them and never more than `count` + 1."""
    if low > high:
        low, high = high, low
    if high - low < CLOSEST:
        return (low,)
    step = nice_step(high - low, count)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = (round(index * step, 12) for index in range(first, last + 1))
    return tuple(dict.fromkeys(ticks))  # far from zero some fall together


def tick_digits(ticks: Iterable[float]) -> int:
    """Give the fewest decimals which keep these ticks apart and true."""
    values = tuple(ticks)
    for digits in range(7):
        if all(abs(round(value, digits) - value) < 1e-9 * max(1.0, abs(value)) for value in values):
            return digits
    return 6


def padded(values: Iterable[float], share: float = 0.05) -> tuple[float, float]:
    """Give the range of the values with a margin on each side; a single value gets a margin of one."""
    held = tuple(values)
    if not held:
        return 0.0, 1.0
    low, high = min(held), max(held)
    margin = (high - low) * share or abs(high) * share or 1.0
    return low - margin, high + margin
