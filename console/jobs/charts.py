"""Owns the control chart of a measure of an opened extract: its series, its limits, its verdict, and what speaks against it.

It refuses a chart of a kind the measure's numbers are not made for, and a verdict on fewer than twelve points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from console.domain.measure import Kind, Measure
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.readings import lacking
from console.errors import UsageError
from console.jobs.charts_answers import (
    KINDS,
    ROWS_KINDS,
    RULES,
    ControlAnswer,
    ControlPhase,
    ControlPoint,
    ControlRequest,
    Doubts,
    MeasureOffer,
    Rebase,
)
from console.jobs.charts_rebases import rebases_of
from console.jobs.charts_series import (
    Point,
    events_read,
    measure_of,
    months_joined,
    months_read,
    months_sql,
    require_subjects_of,
    unreadable,
    wanted_of,
    whole_months,
)
from console.jobs.extract import OpenedExtract
from console.methods.control_alarms import false_alarms
from console.methods.control_charts import (
    Bounds,
    ControlChart,
    Cusum,
    Flag,
    cusum,
    ewma,
    g_chart,
    p_chart,
    t_chart,
    u_chart,
    xmr,
)
from console.methods.control_checks import dependence
from console.methods.control_phases import LEAST, PhasedChart, phased
from console.methods.trend_signal import FEWEST, Direction, read_signal

NOT_NEGATIVE = frozenset({"days", "hours", "cases", "persons", "count"})
Way = Literal["up", "down", "none"]


def control_chart_of(extract: OpenedExtract, request: ControlRequest, progress: Progress) -> ControlAnswer:
    """Judge a measure's series of one subject.

    Raises UsageError for a measure, a kind, a rule set or a number of months that does not exist.
    """
    _require("control-kind", request.kind, KINDS)
    _require("control-rules", request.rules, RULES)
    measure = measure_of(extract, request.measure_id)
    require_subjects_of(extract, request, progress)
    wanted, blank = wanted_of(extract, request), _blank(request, measure)
    if not fits(measure, request.kind):
        return replace(blank, why_not="kind")
    if (why := unreadable(extract, measure, wanted)) is not None:
        return replace(blank, why_not=why[0], missing=why[1])
    months = whole_months(extract, request)
    if not months:
        return replace(blank, why_not="short")
    progress.report(0.1, "control-series")
    if request.kind in ROWS_KINDS:
        points, sql = events_read(extract, measure, wanted, months, request.kind == "t", progress)
    else:
        readings = months_read(extract, measure, tuple(wanted), months, progress)
        points, sql = (
            months_joined(measure, readings, wanted, months),
            months_sql(measure, wanted, months),
        )
    if request.kind == "t" and 2 * sum(one.value == 0 for one in points) > len(points):
        return replace(blank, why_not="not-rare", sql=sql)
    progress.report(0.8, "control-limits")
    return replace(judge(request, measure, points, rebases_of(request)), sql=sql)


def offers(extract: OpenedExtract) -> tuple[MeasureOffer, ...]:
    """Return every measure one may draw, in the order of their names."""
    found = []
    for name, measure in sorted(extract.catalogue.measures.items()):
        if "@" in name:
            continue
        views = extract.catalogue.views
        columns = views[measure.view].subjects if measure.view else ()
        told = {language: words["name"] for language, words in measure.text.items()}
        kinds = tuple(kind for kind in KINDS if fits(measure, kind))
        missing = bool(lacking(measure, extract.catalogue, extract.missing))
        found.append(MeasureOffer(name, told, measure.theme, kinds, columns, missing))
    return tuple(found)


def fits(measure: Measure, kind: str) -> bool:
    """Say whether a measure's numbers are made for a kind of chart: p and u need counts, g and t single events."""
    counted = is_share(measure)
    if kind == "p":
        return counted
    if kind == "u":  # a share has a ceiling, which a rate of events has not
        return measure.kind is Kind.COUNT
    if kind in ROWS_KINDS:
        return (counted or measure.kind is Kind.COUNT) and bool(measure.numerator)
    return True


def is_share(measure: Measure) -> bool:
    """Say whether a measure is rows among rows."""
    return measure.kind is Kind.RATIO and not measure.value and not measure.denominator_view


def possible_range(measure: Measure) -> Bounds:
    """Return the range a measure's value cannot leave."""
    if is_share(measure):
        return Bounds(0.0, 1.0 if not measure.denominator else math.inf)
    if measure.kind in {Kind.COUNT, Kind.DISTINCT, Kind.STATE} or measure.unit in NOT_NEGATIVE:
        return Bounds(0.0)
    return Bounds()


def judge(
    request: ControlRequest,
    measure: Measure,
    points: Sequence[Point],
    rebases: Sequence[Rebase] = (),
    doubting: bool = True,
) -> ControlAnswer:
    """Judge a series already read; without ``doubting`` nothing is simulated."""
    blank = _blank(request, measure)
    kept, skipped = _usable(request.kind, points)
    if len([one for one in kept if one.value is not None]) < LEAST:
        return replace(blank, why_not="short", skipped=skipped)
    starts = _starts(kept, rebases)
    try:
        chart = phased(request.kind, len(kept), starts, _maker(request, measure, kept))
    except ValueError:
        return replace(blank, why_not="rebase" if starts else "short", skipped=skipped)
    present = [place for place, value in enumerate(chart.values) if value is not None]
    direction: Direction = blank.direction  # type: ignore[assignment]
    told = read_signal(chart.flags, present, direction)
    long_enough = len(present) - (chart.phases[-1].first if starts else 0) >= FEWEST
    answer = replace(
        blank,
        points=tuple(_point(chart, place, one, direction) for place, one in enumerate(kept)),
        phases=tuple(_phases(chart, kept, rebases)),
        skipped=skipped,
        flat=len({chart.values[place] for place in present}) == 1,
        doubts=_doubts(request, chart, kept, is_share(measure)) if doubting else Doubts(),
    )
    if not long_enough:
        return answer
    since = "" if told.since is None else kept[told.since].label
    return replace(
        answer, state=told.state, rule=told.reason, side=told.side, length=told.length, since=since
    )


def _blank(request: ControlRequest, measure: Measure) -> ControlAnswer:
    names = {language: words["name"] for language, words in measure.text.items()}
    if request.kind in ROWS_KINDS:
        way = "none" if measure.direction == "none" else "up"  # the rarer what nobody wants, the better
        unit = "days" if request.kind == "t" else "cases"
        return ControlAnswer(request, names, unit, 0, way)
    unit = "sigma" if request.kind == "cusum" else measure.unit
    return ControlAnswer(request, names, unit, measure.digits, measure.direction)


def _usable(kind: str, points: Sequence[Point]) -> tuple[list[Point], int]:
    """Return the points a kind can take: only an XmR chart breaks at a gap, the others leave the month out."""
    missing = sum(one.value is None for one in points)
    if kind == "xmr":
        return list(points), missing
    if kind in {"p", "u"}:
        held = [one for one in points if one.numerator is not None and (one.denominator or kind == "u")]
        return held, len(points) - len(held)
    return [one for one in points if one.value is not None], missing


def _starts(points: Sequence[Point], rebases: Sequence[Rebase]) -> list[int]:
    found = []
    for one in rebases:
        place = next((place for place, point in enumerate(points) if point.day >= one.month), None)
        if place:
            found.append(place)
    return found


def _maker(
    request: ControlRequest, measure: Measure, points: Sequence[Point]
) -> Callable[[int, int], ControlChart | Cusum]:
    bounds, rules = possible_range(measure), request.rules
    values = [one.value for one in points]
    held = [0.0 if value is None else value for value in values]
    tops = [one.numerator or 0.0 for one in points]
    belows = _exposures(measure, points)

    def made(first: int, last: int) -> ControlChart | Cusum:
        if request.kind == "xmr":
            return xmr(values[first:last], screening=request.screening, bounds=bounds, rules=rules)
        if request.kind == "p":
            return p_chart(tops[first:last], belows[first:last], laney=request.laney, rules=rules)
        if request.kind == "u":
            return u_chart(tops[first:last], belows[first:last], laney=request.laney, rules=rules)
        if request.kind == "ewma":
            return ewma(held[first:last], bounds=bounds)
        if request.kind == "cusum":
            return cusum(held[first:last])
        return (g_chart if request.kind == "g" else t_chart)(held[first:last], rules=rules)

    return made


def _exposures(measure: Measure, points: Sequence[Point]) -> list[float]:
    """Return what counts are counted over: the denominator of a share, the days of the month for events."""
    if measure.kind is Kind.COUNT:
        return [float(_days(one)) for one in points]
    return [one.denominator or 0.0 for one in points]


def _days(point: Point) -> int:
    month = Period(point.day, point.day).months()[0]
    return (month.ends - month.starts).days + 1


def _point(chart: PhasedChart, place: int, one: Point, direction: Direction) -> ControlPoint:
    flag = chart.flags[place]
    return ControlPoint(
        one.label,
        one.day,
        chart.values[place],
        one.numerator,
        one.denominator,
        chart.centre[place],
        chart.lower[place],
        chart.upper[place],
        "" if flag is None else flag.rule,
        0 if flag is None else flag.side,
        _state(flag, direction),
        chart.ranges[place] if chart.ranges else None,
        chart.range_upper[place] if chart.range_upper else None,
        chart.second[place] if chart.second else None,
    )


def _state(flag: Flag | None, direction: Direction) -> str:
    if flag is None:
        return ""
    if direction == "none":
        return "changed"
    return "better" if (flag.side > 0) == (direction == "up") else "worse"


def _phases(chart: PhasedChart, points: Sequence[Point], rebases: Sequence[Rebase]) -> list[ControlPhase]:
    told = []
    for number, phase in enumerate(chart.phases):
        day = points[phase.first].day
        reasons = [one.reason for one in rebases if one.month <= day] if number else []
        told.append(
            ControlPhase(
                points[phase.first].label,
                points[phase.last].label,
                phase.centre,
                phase.baseline,
                phase.screened,
                not phase.firm,
                reasons[-1] if reasons else "",
            )
        )
    return told


def _doubts(request: ControlRequest, chart: PhasedChart, points: Sequence[Point], shares: bool) -> Doubts:
    held = [one.value for one in points if one.value is not None]
    if len(held) < FEWEST:
        return Doubts()
    leaning = dependence(held)
    sizes = share_sizes(request, points, shares)
    if request.kind == "u":
        sizes = [float(_days(one)) for one in points]
    alarms = false_alarms(
        request.kind,
        len(held),
        rules=request.rules,
        screening=request.screening,
        centre=chart.centre[-1],
        sizes=sizes,
    )
    season = request.kind not in ROWS_KINDS
    return Doubts(
        None if alarms is None else alarms.any_flag,
        None if alarms is None else alarms.expected_flags,
        None if alarms is None else alarms.last_point,
        0 if alarms is None else alarms.simulations,
        0 if alarms is None else alarms.seed,
        leaning.lag_one,
        leaning.lag_one_limit,
        leaning.autocorrelated,
        leaning.season_p if season else None,
        leaning.seasonal and season,
        request.kind in {"xmr", "p"} and shares and rare(points),
    )


def rare(points: Sequence[Point]) -> bool:
    """Say whether less than one thing a month is expected on one side of a share, where limits and runs mean little."""
    held = [one for one in points if one.denominator]
    below = sum(one.denominator or 0.0 for one in held)
    top = sum(one.numerator or 0.0 for one in held)
    return not held or min(top, below - top) / len(held) < 1.0


def share_sizes(request: ControlRequest, points: Sequence[Point], shares: bool) -> list[float]:
    """Return of how many things each point is a share, where it is one."""
    if request.kind not in {"p", "xmr"} or not shares:
        return []
    return [one.denominator or 0.0 for one in points if one.denominator]


def _require(key: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise UsageError(key, name=name, known=", ".join(known))
