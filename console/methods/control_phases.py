"""Owns control charts in phases: where a process was changed on purpose, limits begin anew, and no run crosses the border.

It refuses a phase too short to have limits. Charts of every kind answer here in one shape.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.methods.control_charts import ControlChart, Cusum, Flag, cusum_chart

FIRM = 12  # points below which limits are provisional (NHS England, Making data count)
LEAST = 3  # points below which there are no limits
Make = Callable[[int, int], ControlChart | Cusum]
"""Judge the points from the first place to before the second."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch with limits of its own: places of its first and last point, and what its limits rest on."""

    first: int
    last: int
    centre: float
    baseline: int  # points the limits were computed from
    screened: int  # moving ranges left out as too large

    @property
    def firm(self) -> bool:
        """Whether its limits rest on enough points not to be provisional."""
        return self.baseline >= FIRM


@dataclass(frozen=True, slots=True)
class PhasedChart:
    """A judged series in phases; every sequence but ``phases`` has one entry a point.

    ``second`` is the lower sum of a CUSUM, drawn below zero; empty for other kinds. ``flags`` name the rule broken.
    """

    kind: str
    values: tuple[float | None, ...]
    centre: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    flags: tuple[Flag | None, ...]
    phases: tuple[Phase, ...]
    second: tuple[float, ...] = ()
    ranges: tuple[float | None, ...] = ()
    range_upper: tuple[float | None, ...] = ()


def phased(kind: str, size: int, starts: Sequence[int], make: Make) -> PhasedChart:
    """Judge a series of ``size`` points whose phases begin at the first point and at each of ``starts``.

    Raises ValueError where a phase holds fewer than three points, and whatever ``make`` raises.
    """
    edges = sorted({0, *(place for place in starts if 0 < place < size), size})
    spans = list(itertools.pairwise(edges))
    short = next((span for span in spans if span[1] - span[0] < LEAST), None)
    if short is not None:
        raise ValueError(f"a phase of {short[1] - short[0]} points, needs {LEAST}")
    parts = [(*span, _as_chart(make(*span))) for span in spans]
    charts = [part[2] for part in parts]
    return PhasedChart(
        kind,
        tuple(value for chart in charts for value in chart.values),
        tuple(value for chart in charts for value in chart.centre),
        tuple(value for chart in charts for value in chart.lower),
        tuple(value for chart in charts for value in chart.upper),
        tuple(flag for chart in charts for flag in chart.flags),
        tuple(
            Phase(first, last - 1, chart.centre[0], chart.baseline, chart.screened)
            for first, last, chart in parts
        ),
        tuple(value for chart in charts for value in chart.second),
        tuple(value for chart in charts for value in chart.ranges),
        tuple(value for chart in charts for value in chart.range_upper),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    values: tuple[float | None, ...]
    centre: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    flags: tuple[Flag | None, ...]
    baseline: int
    screened: int
    second: tuple[float, ...]
    ranges: tuple[float | None, ...]
    range_upper: tuple[float | None, ...]


def _as_chart(made: ControlChart | Cusum) -> _Part:
    made = cusum_chart(made) if isinstance(made, Cusum) else made
    size = len(made.values)
    limit = (made.range_upper,) * size if made.ranges else ()
    return _Part(
        made.values,
        (made.centre,) * size,
        made.lower,
        made.upper,
        made.flags,
        made.baseline,
        made.screened,
        made.second,
        made.ranges,
        limit,
    )
