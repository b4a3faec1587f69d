"""Owns the rules that tell a special cause from noise, in four named sets. It refuses to compute limits.

Every rule looks at many series at once, shape (series, points), so that false alarms can be simulated with the very
code that judges one series. A point answers +1 (flagged, high or rising), -1 (low or falling) or 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Sides = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where points stand: all three of shape (series, points)."""

    values: Floats  # in the unit of the data
    deviations: Floats  # from the centre line, in sigmas
    outside: Sides  # +1 above the upper limit, -1 below the lower, strictly; 0 within


Rule = Callable[[Standing], Sides]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A named set; a point carries the first rule it breaks, in this order."""

    name: str
    rules: tuple[tuple[str, Rule], ...]
    source: str


def outside_limits(standing: Standing) -> Sides:
    """Flag each point strictly outside its limits (Shewhart 1931)."""
    return standing.outside


def run_on_one_side(length: int) -> Rule:
    """Make the rule: ``length`` points or more in succession on one side of the centre, all of them flagged."""

    def rule(standing: Standing) -> Sides:
        side = np.sign(standing.deviations)
        return _both(_in_full_windows(side > 0, length), _in_full_windows(side < 0, length))

    return rule


def monotone(length: int) -> Rule:
    """Make the rule: ``length`` points in succession, each above (or each below) the one before."""

    def rule(standing: Standing) -> Sides:
        steps = np.diff(standing.values, axis=1)
        return _both(_points_of_steps(steps > 0, length), _points_of_steps(steps < 0, length))

    return rule


def several_beyond(needed: int, window: int, sigmas: float) -> Rule:
    """Make the rule: ``needed`` of ``window`` in succession beyond ``sigmas`` on one side; flags those beyond."""

    def rule(standing: Standing) -> Sides:
        high, low = standing.deviations > sigmas, standing.deviations < -sigmas
        return _both(
            high & _in_windows_with(high, needed, window),
            low & _in_windows_with(low, needed, window),
        )

    return rule


def alternating(length: int) -> Rule:
    """Make the rule: ``length`` points alternating up and down (Nelson 1984, test 4); the side is the last step's."""

    def rule(standing: Standing) -> Sides:
        steps = np.sign(np.diff(standing.values, axis=1))
        turns = np.zeros(steps.shape, dtype=bool)
        turns[:, 1:] = steps[:, 1:] * steps[:, :-1] < 0
        zigzag = _in_full_windows(turns[:, 1:], length - 2)
        flagged = np.zeros(standing.values.shape, dtype=bool)
        for offset in range(3):
            flagged[:, offset : offset + zigzag.shape[1]] |= zigzag
        side = np.sign(standing.deviations)
        return np.where(flagged, np.where(side == 0, 1, side), 0).astype(np.int8)

    return rule


def hugging(length: int) -> Rule:
    """Make the rule: ``length`` points in succession within one sigma (Nelson 1984, test 7); the side is each point's."""

    def rule(standing: Standing) -> Sides:
        flagged = _in_full_windows(np.abs(standing.deviations) < 1, length)
        return np.where(flagged, np.where(standing.deviations < 0, -1, 1), 0).astype(np.int8)

    return rule


def avoiding(length: int) -> Rule:
    """Make the rule: ``length`` points in succession beyond one sigma on either side (Nelson 1984, test 8)."""

    def rule(standing: Standing) -> Sides:
        flagged = _in_full_windows(np.abs(standing.deviations) > 1, length)
        return np.where(flagged, np.sign(standing.deviations), 0).astype(np.int8)

    return rule


def anhoj_run(standing: Standing) -> Sides:
    """Flag runs about the median longer than round(log2 n) + 3 (Anhøj and Olesen 2014, PLoS ONE 9:e113825).

    Points on the median are left out of runs and of n, as the paper has it.
    """
    flags = np.zeros(standing.values.shape, dtype=np.int8)
    for row, (values, target) in enumerate(zip(standing.values, flags, strict=True)):
        places, sides = _off_median(values)
        if sides.size == 0:
            continue
        longest = round(np.log2(sides.size)) + 3
        useful = Standing(sides[None, :], sides[None, :], np.zeros((1, sides.size), dtype=np.int8))
        target[places] = run_on_one_side(longest + 1)(useful)[0]
        flags[row] = target
    return flags


def anhoj_crossings(standing: Standing) -> Sides:
    """Flag every point of a series that crosses its median too rarely (Anhøj and Olesen 2014): below the 5 % quantile
    of Binomial(n - 1, 0.5); the side is that of the last point off the median.
    """
    from scipy import stats  # takes longer to load than all of a window's first page takes to compute

    flags = np.zeros(standing.values.shape, dtype=np.int8)
    for row, values in enumerate(standing.values):
        places, sides = _off_median(values)
        if sides.size < 2:
            continue
        crossings = int((sides[1:] != sides[:-1]).sum())
        if crossings < int(stats.binom.ppf(0.05, sides.size - 1, 0.5)):
            flags[row, places] = sides[-1]
    return flags


def _off_median(values: Floats) -> tuple[NDArray[np.intp], Floats]:
    sides = np.sign(values - np.median(values))
    places = np.flatnonzero(sides)
    return places, sides[places]


def _both(high: NDArray[np.bool_], low: NDArray[np.bool_]) -> Sides:
    return high.astype(np.int8) - low.astype(np.int8)


def _windows(held: NDArray[np.bool_], width: int) -> NDArray[Any]:
    return np.lib.stride_tricks.sliding_window_view(held, width, axis=1)


def _spread(found: NDArray[np.bool_], width: int, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Mark every point of each window found."""
    marked = np.zeros(shape, dtype=bool)
    for offset in range(width):
        marked[:, offset : offset + found.shape[1]] |= found
    return marked


def _in_windows_with(held: NDArray[np.bool_], needed: int, width: int) -> NDArray[np.bool_]:
    if held.shape[1] < width:  # a series shorter than the window may still hold enough
        return np.broadcast_to(held.sum(axis=1, keepdims=True) >= needed, held.shape)
    enough: NDArray[np.bool_] = np.asarray(_windows(held, width).sum(axis=2) >= needed)
    return _spread(enough, width, held.shape)


def _in_full_windows(held: NDArray[np.bool_], width: int) -> NDArray[np.bool_]:
    if held.shape[1] < width:
        return np.zeros(held.shape, dtype=bool)
    whole: NDArray[np.bool_] = np.asarray(_windows(held, width).all(axis=2))
    return _spread(whole, width, held.shape)


def _points_of_steps(steps: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    runs = _in_full_windows(steps, length - 1)
    points = np.zeros((steps.shape[0], steps.shape[1] + 1), dtype=bool)
    points[:, 1:] |= runs
    points[:, :-1] |= runs
    return points


def rule_set(name: str) -> RuleSet:
    """Return a named set: ``nhs``, ``western_electric``, ``nelson`` or ``anhoj``. Raises KeyError for another name."""
    return {one.name: one for one in _sets()}[name]


def rule_set_names() -> tuple[str, ...]:
    """Return the names of the sets, the console's own first."""
    return tuple(one.name for one in _sets())


def _sets() -> tuple[RuleSet, ...]:
    outside = ("outside_limits", outside_limits)
    return (
        RuleSet(
            "nhs",
            (
                outside,
                ("seven_monotone", monotone(7)),
                ("two_of_three_beyond_two_sigma", several_beyond(2, 3, 2.0)),
                ("seven_on_one_side", run_on_one_side(7)),
            ),
            "NHS England, Making data count (2019)",
        ),
        RuleSet(
            "western_electric",
            (
                outside,
                ("two_of_three_beyond_two_sigma", several_beyond(2, 3, 2.0)),
                ("four_of_five_beyond_one_sigma", several_beyond(4, 5, 1.0)),
                ("eight_on_one_side", run_on_one_side(8)),
            ),
            "Western Electric, Statistical Quality Control Handbook (1956)",
        ),
        RuleSet(
            "nelson",
            (
                outside,
                ("nine_on_one_side", run_on_one_side(9)),
                ("six_monotone", monotone(6)),
                ("fourteen_alternating", alternating(14)),
                ("two_of_three_beyond_two_sigma", several_beyond(2, 3, 2.0)),
                ("four_of_five_beyond_one_sigma", several_beyond(4, 5, 1.0)),
                ("fifteen_within_one_sigma", hugging(15)),
                ("eight_beyond_one_sigma", avoiding(8)),
            ),
            "Nelson, Journal of Quality Technology 16 (1984) 237-239",
        ),
        RuleSet(
            "anhoj",
            (("unusually_long_run", anhoj_run), ("unusually_few_crossings", anhoj_crossings)),
            "Anhøj and Olesen, PLoS ONE 9 (2014) e113825",
        ),
    )


def first_broken(standing: Standing, rules: RuleSet) -> tuple[NDArray[np.int8], Sides]:
    """Return for each point the place of the first rule it breaks (-1 for none) and the side, both (series, points)."""
    which = np.full(standing.values.shape, -1, dtype=np.int8)
    sides = np.zeros(standing.values.shape, dtype=np.int8)
    for place, (_, rule) in enumerate(rules.rules):
        found = rule(standing)
        fresh = (which < 0) & (found != 0)
        which[fresh] = place
        sides[fresh] = found[fresh]
    return which, sides
