"""Owns control charts: centre lines, limits and the points that break a rule. It refuses limits outside the possible range.

Every chart takes a sequence of shape (n,) in time order and answers a ControlChart of the same length.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from console.methods.control_rules import Floats, RuleSet, Standing, first_broken, rule_set

MEAN_RANGE_TO_LIMIT = 2.66  # 3 / d2 for ranges of two, as published (Wheeler 2003)
RANGE_LIMIT = 3.267  # D4 for ranges of two
T_POWER = 3.6  # makes times between rare events nearly normal (Nelson 1994, JQT 26:88-90)


@dataclass(frozen=True, slots=True)
class Flag:
    """A point that breaks a rule: which rule of the set, and on which side (+1 high or rising, -1 low or falling)."""

    rule: str
    side: int


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A judged series. All sequences have one entry a point; a missing value is None and carries no flag."""

    kind: str  # xmr, p, u, g, t, ewma, cusum
    values: tuple[float | None, ...]  # what is plotted
    centre: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    sigma: tuple[float, ...]  # one sigma of each point, before limits were held in the possible range
    flags: tuple[Flag | None, ...]
    rules: str
    baseline: int  # points the limits were computed from
    ranges: tuple[float | None, ...] = ()  # moving ranges, of an XmR chart
    range_centre: float | None = None
    range_upper: float | None = None
    screened: int = 0  # moving ranges left out as too large
    second: tuple[float, ...] = ()  # the lower sum of a CUSUM, at or below 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The possible range of a value: a share lies in 0 to 1, a count is not negative."""

    floor: float = -math.inf
    ceiling: float = math.inf

    def hold(self, value: Floats) -> Floats:
        """Return values held within the range."""
        return np.clip(value, self.floor, self.ceiling)


def xmr(
    values: Sequence[float | None],
    *,
    screening: bool = True,
    baseline: int | None = None,
    excluded: Sequence[int] = (),
    bounds: Bounds | None = None,
    rules: str = "nhs",
) -> ControlChart:
    """Judge individual values: mean +/- 2.66 mean moving range (Wheeler, Understanding Variation, 2nd ed. 2000).

    With ``screening``, ranges of at least 3.267 times the mean range are dropped once, as NHSRplotthedots does;
    where that would leave none (a flat series) or only zeros (one step between flat stretches) all are kept.
    Limits come from the first ``baseline`` points
    less those ``excluded`` (by place); a range that touches an excluded or missing point does not count.
    Raises ValueError where fewer than two usable points are left.
    """
    held = _floats(values)
    ranges = np.abs(np.diff(held, prepend=np.nan))
    usable = np.isfinite(held)
    usable[held.size if baseline is None else baseline :] = False
    usable[list(excluded)] = False
    neighbours = usable & np.concatenate(([False], usable[:-1]))
    if usable.sum() < 2 or not neighbours.any():
        raise ValueError(f"{int(usable.sum())} usable points, needs two neighbours")
    kept = ranges[neighbours]
    average, dropped = _screened(kept) if screening else (float(kept.mean()), 0)
    centre = float(held[usable].mean())
    spread = np.full(held.size, MEAN_RANGE_TO_LIMIT * average)
    chart = _judged("xmr", held, centre, spread / 3, bounds or Bounds(), rule_set(rules), int(usable.sum()))
    return _with_ranges(chart, ranges, average, dropped)


def _screened(ranges: Floats) -> tuple[float, int]:
    limit = RANGE_LIMIT * float(ranges.mean())
    kept = ranges[ranges < limit]
    if kept.size == 0 or (ranges.any() and not kept.any()):
        return float(ranges.mean()), 0
    return float(kept.mean()), int(ranges.size - kept.size)


def _with_ranges(chart: ControlChart, ranges: Floats, average: float, dropped: int) -> ControlChart:
    return ControlChart(
        chart.kind,
        chart.values,
        chart.centre,
        chart.lower,
        chart.upper,
        chart.sigma,
        chart.flags,
        chart.rules,
        chart.baseline,
        _optional(ranges),
        average,
        RANGE_LIMIT * average,
        dropped,
    )


def p_chart(
    numerators: Sequence[float], denominators: Sequence[float], *, laney: bool = False, rules: str = "nhs"
) -> ControlChart:
    """Judge shares of n things: p +/- 3 sqrt(p(1-p)/n) (Shewhart 1931; Montgomery 2019, section 7.2).

    ``laney`` widens (or narrows) the limits by the variation between points (Laney 2002, Quality Engineering
    14:531-537), without which huge denominators flag everything. Raises ValueError for a denominator of zero or less
    or a numerator outside it.
    """
    top, below = _pair(numerators, denominators)
    if bool((top > below).any()):
        raise ValueError("a numerator above its denominator")
    share = float(top.sum() / below.sum())
    sigma = np.sqrt(share * (1 - share) / below)
    if laney:
        sigma = sigma * _laney_factor(top / below, share, sigma)
    return _judged("p", top / below, share, sigma, Bounds(0.0, 1.0), rule_set(rules), top.size)


def u_chart(
    events: Sequence[float], exposures: Sequence[float], *, laney: bool = False, rules: str = "nhs"
) -> ControlChart:
    """Judge events per unit of exposure: u +/- 3 sqrt(u/n) (Montgomery 2019, section 7.3); ``laney`` as in ``p_chart``.

    Raises ValueError for an exposure of zero or less or a negative count.
    """
    top, below = _pair(events, exposures)
    rate = float(top.sum() / below.sum())
    sigma = np.sqrt(rate / below)
    if laney:
        sigma = sigma * _laney_factor(top / below, rate, sigma)
    return _judged("u", top / below, rate, sigma, Bounds(0.0), rule_set(rules), top.size)


def g_chart(between: Sequence[float], *, rules: str = "nhs") -> ControlChart:
    """Judge counts of cases between rare events: g +/- 3 sqrt(g(g+1)), never below 0 (Benneyan 2001, Health Care
    Management Science 4:305-318). Runs are judged by normal scores, as Quesenberry does (1995, JQT 27:304-315): by the
    mean, which most counts stay below, every series would seem to run low. Raises ValueError for an empty or negative series.
    """
    held = _floats(between)
    if held.size == 0 or bool((held < 0).any()) or not bool(np.isfinite(held).all()):
        raise ValueError("needs counts of zero or more")
    centre = float(held.mean())
    sigma = np.full(held.size, math.sqrt(centre * (centre + 1)))
    scores = _geometric_scores(held, centre)
    return _judged("g", held, centre, sigma, Bounds(0.0), rule_set(rules), held.size, scores)


def _geometric_scores(counts: Floats, mean: float) -> Floats:
    """Return the normal score of the middle of each count's chance; of the median, on which no run is told, 0."""
    stays = mean / (mean + 1)
    less, upto = 1 - stays**counts, 1 - stays ** (counts + 1)
    middle = np.where((less < 0.5) & (upto >= 0.5), 0.5, np.clip((less + upto) / 2, 1e-15, 1 - 1e-15))
    score = {share: NormalDist().inv_cdf(share) for share in set(middle.tolist())}
    return np.array([score[share] for share in middle.tolist()])


def t_chart(times: Sequence[float], *, rules: str = "nhs") -> ControlChart:
    """Judge times between rare events by an XmR chart of t^(1/3.6), back in the unit of time (Nelson 1994).

    ``sigma`` stays on the transformed scale. Raises ValueError for a negative time or fewer than two.
    """
    held = _floats(times)
    if bool((held < 0).any()):
        raise ValueError("a negative time")
    inner = xmr(tuple(held ** (1 / T_POWER)), screening=False, bounds=Bounds(0.0), rules=rules)
    back = [tuple(float(v**T_POWER) for v in edge) for edge in (inner.lower, inner.upper)]
    values = tuple(float(value) for value in held)
    return ControlChart(
        "t",
        values,
        inner.centre**T_POWER,
        back[0],
        back[1],
        inner.sigma,
        inner.flags,
        rules,
        inner.baseline,
    )


def ewma(
    values: Sequence[float], *, weight: float = 0.2, width: float = 3.0, bounds: Bounds | None = None
) -> ControlChart:
    """Judge the exponentially weighted moving average with its exact widening limits (Roberts 1959; Lucas and Saccucci
    1990, Technometrics 32:1-12), held in the possible range. Sigma comes from the mean moving range. Raises ValueError
    for fewer than two points.
    """
    held, centre, sigma = _individuals(values)
    smooth = np.empty_like(held)
    last = centre
    for place, value in enumerate(held):
        last = weight * value + (1 - weight) * last
        smooth[place] = last
    order = np.arange(1, held.size + 1)
    spread = sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * order)))
    possible, noise = bounds or Bounds(), 1e-12 * max(1.0, abs(centre))
    lower, upper = possible.hold(centre - width * spread), possible.hold(centre + width * spread)
    flags = tuple(_outside(*triple) for triple in zip(smooth, lower - noise, upper + noise, strict=True))
    edges = tuple(tuple(float(v) for v in edge) for edge in (lower, upper, spread))
    return ControlChart(
        "ewma", _optional(smooth), centre, edges[0], edges[1], edges[2], flags, "ewma", held.size
    )


@dataclass(frozen=True, slots=True)
class Cusum:
    """Upper and lower sums in sigmas, both at or above 0, the decision limit, and flags; one entry a point."""

    centre: float
    sigma: float
    upper: tuple[float, ...]
    lower: tuple[float, ...]
    limit: float
    flags: tuple[Flag | None, ...]


def cusum(values: Sequence[float], *, slack: float = 0.5, limit: float = 5.0) -> Cusum:
    """Judge by tabular cumulative sums (Page 1954; Montgomery 2019, section 9.1): k = 0.5 and h = 5 sigmas.

    A flat series has sums of zero. Raises ValueError for fewer than two points.
    """
    held, centre, sigma = _individuals(values)
    deviations = (held - centre) / sigma if sigma > 0 else np.zeros_like(held)
    high, low, uppers, lowers = 0.0, 0.0, [], []
    for deviation in deviations:
        high, low = max(0.0, high + deviation - slack), max(0.0, low - deviation - slack)
        uppers.append(float(high))
        lowers.append(float(low))
    flags = tuple(
        Flag("cusum", 1) if up > limit else Flag("cusum", -1) if down > limit else None
        for up, down in zip(uppers, lowers, strict=True)
    )
    return Cusum(centre, sigma, tuple(uppers), tuple(lowers), limit, flags)


def cusum_chart(found: Cusum) -> ControlChart:
    """Return the sums as a chart in sigmas: upper ones as values, lower ones below zero, the decision limit on both sides."""
    size = len(found.flags)
    edge = (found.limit,) * size
    below = tuple(-value for value in found.lower)
    return ControlChart(
        "cusum",
        found.upper,
        0.0,
        tuple(-value for value in edge),
        edge,
        (1.0,) * size,
        found.flags,
        "cusum",
        size,
        second=below,
    )


def control_chart_kinds() -> dict[str, Callable[..., ControlChart]]:
    """Return the charts by name that answer a ControlChart."""
    return {"xmr": xmr, "p": p_chart, "u": u_chart, "g": g_chart, "t": t_chart, "ewma": ewma}


def _judged(
    kind: str,
    values: Floats,
    centre: float,
    sigma: Floats,
    bounds: Bounds,
    rules: RuleSet,
    baseline: int,
    scores: Floats | None = None,
) -> ControlChart:
    lower, upper = bounds.hold(centre - 3 * sigma), bounds.hold(centre + 3 * sigma)
    present = np.isfinite(values)
    standing = _standing(values[present], centre, sigma[present], lower[present], upper[present])
    if scores is not None:
        standing = replace(standing, deviations=scores[present][None, :])
    which, sides = first_broken(standing, rules)
    found = iter(zip(which[0], sides[0], strict=True))
    flags: list[Flag | None] = []
    for there in present:
        rule, side = next(found) if there else (-1, 0)
        flags.append(Flag(rules.rules[rule][0], int(side)) if rule >= 0 else None)
    edges = tuple(tuple(float(v) for v in edge) for edge in (lower, upper, sigma))
    return ControlChart(
        kind, _optional(values), centre, edges[0], edges[1], edges[2], tuple(flags), rules.name, baseline
    )


def _standing(values: Floats, centre: float, sigma: Floats, lower: Floats, upper: Floats) -> Standing:
    """Return where points stand; in a flat series whatever differs from the centre is infinitely far from it.

    A difference below the noise of floating point is none.
    """
    apart = values - centre
    noise = 1e-12 * max(1.0, abs(centre))
    apart = np.where(np.abs(apart) <= noise, 0.0, apart)
    steady = sigma > noise
    deviations = np.where(steady, apart / np.where(steady, sigma, 1.0), np.copysign(np.inf, apart))
    deviations = np.where(~steady & (apart == 0), 0.0, deviations)
    outside = np.where(values > upper + noise, 1, np.where(values < lower - noise, -1, 0)).astype(np.int8)
    return Standing(values[None, :], deviations[None, :], outside[None, :])


def _laney_factor(shares: Floats, centre: float, sigma: Floats) -> float:
    """Return the ratio of the variation between points to the variation within them; 1 where either is none."""
    if shares.size < 2 or bool((sigma == 0).any()):
        return 1.0
    scores = (shares - centre) / sigma
    factor = float(np.abs(np.diff(scores)).mean()) / 1.128
    return factor if factor > 0 else 1.0


def _individuals(values: Sequence[float]) -> tuple[Floats, float, float]:
    held = _floats(values)
    if held.size < 2 or not bool(np.isfinite(held).all()):
        raise ValueError(f"needs two values or more, all present; got {held.size}")
    return held, float(held.mean()), float(np.abs(np.diff(held)).mean()) * MEAN_RANGE_TO_LIMIT / 3


def _outside(value: float, lower: float, upper: float) -> Flag | None:
    side = int(value > upper) - int(value < lower)
    return Flag("outside_limits", side) if side else None


def _pair(top: Sequence[float], below: Sequence[float]) -> tuple[Floats, Floats]:
    first, second = _floats(top), _floats(below)
    if first.size == 0 or first.size != second.size or bool((second <= 0).any()) or bool((first < 0).any()):
        raise ValueError("needs as many numerators (0 or more) as denominators (above 0)")
    return first, second


def _floats(values: Sequence[float | None]) -> Floats:
    return np.asarray([np.nan if value is None else value for value in values], dtype=float)


def _optional(values: Floats) -> tuple[float | None, ...]:
    return tuple(float(value) if np.isfinite(value) else None for value in values)
