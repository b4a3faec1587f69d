"""Owns the series behind a control chart: monthly readings of one measure for subjects, or single rare events in order.

It refuses a month that is not whole, and zero for a month nobody read; a count of rows that are not there is zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from console.domain.measure import Kind, Measure, Reading
from console.domain.period import Period, month_of
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.compile import pass_sql, passes
from console.engine.figures import rounded
from console.engine.readings import Reader, can_cut, lacking
from console.errors import UsageError
from console.jobs.charts_answers import ControlRequest
from console.jobs.extract import OpenedExtract
from console.jobs.measure import choose
from console.jobs.page_scope import require_subjects
from console.jobs.regions import find_region
from console.jobs.theme_answers import PageScope

Wanted = Mapping[str, frozenset[str]]
"""The values looked at, by column; a region stands for itself and all below it."""
SUMMED = frozenset({Kind.COUNT, Kind.SUM, Kind.MEAN, Kind.RATIO, Kind.STATE})
MOST_EVENTS = 100
LONGEST = 240  # months


@dataclass(frozen=True, slots=True)
class Point:
    """One month or one event as read."""

    label: str
    day: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None


def measure_of(extract: OpenedExtract, measure_id: str) -> Measure:
    """Return the measure; raises UsageError with the nearest name."""
    return choose(extract.catalogue.measures, (measure_id,), "measure-unknown")[0]


def wanted_of(extract: OpenedExtract, request: ControlRequest) -> Wanted:
    """Return the values looked at, by column."""
    pairs = list(request.subjects)
    if request.scope.organisation_id:
        pairs.append(("organisation_id", request.scope.organisation_id))
    elif request.scope.region_id:
        pairs.append(("region_id", request.scope.region_id))
    found: dict[str, frozenset[str]] = {}
    for column, value in pairs:
        held = frozenset({value})
        if column == "region_id":
            region = find_region(extract, value)
            if not region.cut:
                continue
            held = region.held
        found[column] = held & found[column] if column in found else held
    return found


def require_subjects_of(extract: OpenedExtract, request: ControlRequest, progress: Progress) -> None:
    """Refuse a region or an organisation the extract does not know: an empty chart would look like one too short."""
    for column, value in request.subjects:
        if column == "organisation_id":
            require_subjects(extract, PageScope(organisation_id=value), progress)
        elif column == "region_id":
            require_subjects(extract, PageScope(region_id=value), progress)
    require_subjects(extract, request.scope, progress)


def unreadable(
    extract: OpenedExtract, measure: Measure, wanted: Wanted
) -> tuple[str, tuple[str, ...]] | None:
    """Return why a measure cannot be read for these subjects (missing or cut) and what is missing; None where it can."""
    cut = tuple(wanted)
    missing = lacking(measure, extract.catalogue, extract.missing, ())
    if missing:
        return ("missing", missing)
    if not can_cut(measure, extract.catalogue, cut):
        return ("cut", cut)
    missing = lacking(measure, extract.catalogue, extract.missing, cut)
    if missing:
        return ("missing", missing)
    many = any(len(values) != 1 for values in wanted.values())
    return ("not-additive", ()) if many and measure.kind not in SUMMED else None


def whole_months(extract: OpenedExtract, request: ControlRequest) -> tuple[Period, ...]:
    """Return the whole months the extract covers, up to the end of the period looked at, at most as many as asked.

    Raises UsageError for a number of months no chart can have.
    """
    if not 3 <= request.months <= LONGEST:
        raise UsageError("control-months", count=request.months, limit=LONGEST)
    last = min(request.scope.period.ends if request.scope.period else extract.cut_off, extract.cut_off)
    starts = extract.info.starts
    month = month_of(last)
    if month.ends > last:
        month = month.previous()
    months = [month]
    while len(months) < request.months:
        months.append(months[-1].previous())
    kept = [one for one in reversed(months) if starts is None or one.starts >= starts]
    return tuple(kept)


def months_read(
    extract: OpenedExtract,
    measure: Measure,
    columns: Sequence[str],
    months: Sequence[Period],
    progress: Progress,
) -> list[Reading]:
    """Return the monthly readings for every value of the columns."""
    if not months:
        return []
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress, extract.payees)
    span = Period(months[0].starts, months[-1].ends)
    return [
        one for one in reader.read([measure], [tuple(columns)], span, monthly=True) if one.period in months
    ]


def months_sql(measure: Measure, wanted: Wanted, months: Sequence[Period]) -> str:
    """Return the passes behind monthly readings, as text for the workbench."""
    if not months:
        return ""
    span = Period(months[0].starts, months[-1].ends)
    return ";\n".join(pass_sql(one, [tuple(wanted)], span, True) for one in passes([measure]))


def months_joined(
    measure: Measure, readings: Sequence[Reading], wanted: Wanted, months: Sequence[Period]
) -> tuple[Point, ...]:
    """Add up the readings of the subjects looked at, one point a month; the ratio comes last."""
    held: dict[Period, list[Reading]] = {}
    for one in readings:
        parts = one.subject.split("|") if wanted else []
        if all(part in wanted[name] for part, name in zip(parts, wanted, strict=False)):
            held.setdefault(one.period, []).append(one)
    return tuple(_joined(measure, month, held.get(month, [])) for month in months)


def _joined(measure: Measure, month: Period, readings: Sequence[Reading]) -> Point:
    if len(readings) == 1 and measure.kind is not Kind.COUNT:
        one = readings[0]
        numbers = (_number(one.numerator), _number(one.denominator))
        return Point(month.name, month.starts, one.value, *numbers)
    tops = [one.numerator for one in readings if one.numerator is not None]
    belows = [one.denominator for one in readings if one.denominator is not None]
    top, below = (float(sum(tops)) if tops else None), (float(sum(belows)) if belows else None)
    if measure.kind is Kind.COUNT:
        return Point(month.name, month.starts, top or 0.0, top or 0.0, below)
    if measure.kind in {Kind.SUM, Kind.STATE}:
        return Point(month.name, month.starts, top, top, below)
    value = rounded(top / below) if top is not None and below else None
    return Point(month.name, month.starts, value, top, below)


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def events_read(
    extract: OpenedExtract,
    measure: Measure,
    wanted: Wanted,
    months: Sequence[Period],
    times: bool,
    progress: Progress,
) -> tuple[tuple[Point, ...], str]:
    """Return rare events in order, each with the rows (or days, with ``times``) since the one before, and the SQL.

    A rare event is what the measure does not want: a row outside its numerator where up is better, one inside it
    otherwise. Rows of one day are in order of the view's grain. At most the last hundred are returned.
    """
    sql = _events_sql(extract, measure, wanted, Period(months[0].starts, months[-1].ends), times)
    rows = extract.connection.rows(sql, progress)
    return tuple(Point(day.isoformat(), day, float(gap)) for day, gap in rows), sql


def _events_sql(extract: OpenedExtract, measure: Measure, wanted: Wanted, span: Period, times: bool) -> str:
    at = f"CAST({measure.at} AS DATE)"
    bad = f"NOT ({measure.numerator})" if measure.direction == "up" else f"({measure.numerator})"
    grain = ", ".join(quoted(name) for name in extract.catalogue.views[measure.view].grain)
    gap = "day - lag(day) OVER line" if times else "place - lag(place) OVER line - 1"
    return f"""WITH judged AS (
    SELECT {at} AS day, {bad} AS event, row_number() OVER (ORDER BY {at}, {grain}) AS place
    FROM {quoted(measure.view)}
    WHERE {at} BETWEEN {_day(span.starts)} AND {_day(span.ends)} AND {measure.judged}{conditions(wanted)}
),
events AS (SELECT day, place, {gap} AS gap FROM judged WHERE event WINDOW line AS (ORDER BY place))
SELECT day, gap FROM (SELECT * FROM events WHERE gap IS NOT NULL ORDER BY place DESC LIMIT {MOST_EVENTS}) ORDER BY place"""


def conditions(wanted: Wanted) -> str:
    """Return ``AND …`` for the values looked at."""
    return "".join(
        f" AND CAST({quoted(column)} AS VARCHAR) IN ({', '.join(literal(value) for value in sorted(values))})"
        for column, values in wanted.items()
    )


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
