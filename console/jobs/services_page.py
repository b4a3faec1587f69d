"""Owns what the services page counts: on-time rate as a process, time used against the promise, channels, running clocks.

Clock states of open cases are work signals under one dated standard. It refuses to call any of them a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from console.domain.measure import Measure, Reading
from console.domain.period import Period, month_of
from console.domain.ports import Progress
from console.engine.compile import pass_sql, passes
from console.engine.figures import rounded
from console.engine.readings import Reader
from console.engine.views import set_period
from console.jobs.channel_answers import ChannelRequest
from console.jobs.channel_mix import channel_mix
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, period_of, resolved
from console.jobs.scope_sql import day_literal, subject_condition, within
from console.jobs.services_answers import (
    STATES,
    Channels,
    ChannelShare,
    Clocks,
    Duration,
    Grouped,
    OnTime,
    OpenCase,
    ServicesAnswer,
)
from console.jobs.theme_answers import PageScope
from console.methods.control_charts import Bounds
from console.methods.control_checks import dependence, expected_false_alarms
from console.methods.intervals import wilson
from console.methods.trend_signal import Signal, signal

ON_TIME = "SVC-001"
MONTHS = 24
WEEKS = 26
MOST_ROWS = 500
CLOCK = ("case_clock.promised_days_allowed", "case_clock.legal_days_used", "case_clock.in_promise")


def services_page(extract: OpenedExtract, scope: PageScope, progress: Progress) -> ServicesAnswer:
    """Compute the services page of one scope."""
    scope = resolved(extract, scope)
    period = period_of(extract, scope)
    on_time = read_on_time(extract, scope, period, progress)
    progress.report(0.4, "services-durations")
    organisations = _durations(extract, scope, period, "organisation_id", progress)
    items = _durations(extract, scope, period, "item_id", progress)
    progress.report(0.7, "services-channels")
    channels = _channels(extract, scope, period, progress)
    mix = channel_mix(extract, ChannelRequest(scope), progress)
    progress.report(0.85, "services-clocks")
    clocks = read_clocks(extract, scope, progress)
    weekly = read_weekly(extract, scope, on_time, progress)
    return ServicesAnswer(period, scope, on_time, organisations, items, channels, mix, clocks, weekly)


def read_on_time(extract: OpenedExtract, scope: PageScope, period: Period, progress: Progress) -> OnTime:
    """Read the on-time rate of the period and of the months up to its end, and judge the series."""
    missing = absent(extract, *CLOCK, "case_clock.closed_on")
    measure = extract.catalogue.measures.get(ON_TIME)
    if missing or measure is None:
        return OnTime(missing or (ON_TIME,))
    cut = _cut(scope)
    reader = Reader(extract.connection, extract.catalogue, extract.missing, progress)
    now = _joined(reader.read([measure], [cut], period), scope).get(period)
    compared = scope.compared
    before = _joined(reader.read([measure], [cut], compared), scope).get(compared) if compared else None
    span = _months_before(min(period.ends, extract.cut_off))
    monthly = {
        month.name: one.value
        for month, one in _joined(reader.read([measure], [cut], span, monthly=True), scope).items()
    }
    months = tuple(month.name for month in span.months())
    series = tuple(monthly.get(month) for month in months)
    found = signal(series, "up", bounds=Bounds(0.0, 1.0))
    sql = ";\n".join(pass_sql(one, [cut], span, True) for one in passes([measure]))
    return OnTime(
        (),
        months,
        series,
        *_limits(found),
        found.state,
        found.reason,
        found.length,
        found.side,
        *((now.value, now.low, now.high) if now else (None, None, None)),
        before.value if before else None,
        now.judged if now else 0,
        now.silent if now else 0,
        *_doubts(series),
        sql,
    )


def read_weekly(extract: OpenedExtract, scope: PageScope, on_time: OnTime, progress: Progress) -> OnTime:
    """Read the same rate by whole weeks, Monday to Sunday, up to the end of the period, and judge that series.

    A week the data or the period end within is left out: half a week is no point of a chart.
    """
    if on_time.missing:
        return replace(on_time, grain="week")
    measure = extract.catalogue.measures[ON_TIME]
    weeks = _weeks_before(min(period_of(extract, scope).ends, extract.cut_off))
    span = Period(weeks[0], weeks[-1] + timedelta(days=6))
    sql = _weekly_sql(measure, span, scope)
    held = {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in extract.connection.rows(sql, progress)}
    counts = [held.get(week, (0, 0)) for week in weeks]
    series = tuple(rounded(Decimal(kept) / judged) if judged else None for kept, judged in counts)
    found = signal(series, "up", bounds=Bounds(0.0, 1.0))
    ranges, flags, low, centre, high, range_high = _limits(found)
    alarms, leaning, _season = _doubts(series)  # half a year says nothing of a yearly season
    limits = {"low": low, "centre": centre, "high": high, "range_high": range_high}
    verdict = {"state": found.state, "rule": found.reason, "length": found.length, "side": found.side}
    doubts = {"expected_alarms": alarms, "autocorrelated": leaning, "seasonal": False}
    points = {"months": tuple(map(str, weeks)), "series": series, "ranges": ranges, "flags": flags}
    return replace(on_time, **points, **limits, **verdict, **doubts, sql=sql, grain="week")  # type: ignore[arg-type]


def _weekly_sql(measure: Measure, span: Period, scope: PageScope) -> str:
    """Return the statement that counts a measure's numerator and denominator by week, as its own pass counts them."""
    (one,) = passes([measure])
    (part,) = one.parts
    return (
        f"SELECT CAST(date_trunc('week', {one.at}) AS DATE) AS week, {part.numerator} AS numerator,\n"
        f"       {part.denominator} AS denominator\nFROM {one.view}\n"
        f"WHERE {within(one.at, span)}{subject_condition(scope)}\nGROUP BY 1 ORDER BY 1"
    )


def _weeks_before(last: date) -> tuple[date, ...]:
    """Return the Mondays of the whole weeks up to a day."""
    monday = last + timedelta(days=1) - timedelta(days=(last + timedelta(days=1)).weekday() + 7)
    return tuple(monday - timedelta(weeks=back) for back in reversed(range(WEEKS)))


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate over one period, added up over the regions looked at."""

    value: float | None
    low: float | None
    high: float | None
    judged: int
    silent: int


def _joined(readings: Sequence[Reading], scope: PageScope) -> dict[Period, _Rate]:
    """Add up the readings of the scope by period: a region holds those below it, and the ratio comes last."""
    wanted = {scope.organisation_id} if scope.organisation_id else set(scope.regions) or {scope.region_id}
    found: dict[Period, list[int]] = {}
    for one in readings:
        if one.subject in wanted and one.denominator is not None:
            held = found.setdefault(one.period, [0, 0, 0])
            held[0] += int(one.numerator or 0)
            held[1] += int(one.denominator)
            held[2] += one.not_computable
    return {period: _rate(*counts) for period, counts in found.items()}


def _rate(kept: int, judged: int, silent: int) -> _Rate:
    if not judged:
        return _Rate(None, None, None, 0, silent)
    low, high = wilson(kept, judged)
    return _Rate(rounded(Decimal(kept) / judged), rounded(low), rounded(high), judged, silent)


def _cut(scope: PageScope) -> tuple[str, ...]:
    if scope.organisation_id:
        return ("organisation_id",)
    return ("region_id",) if scope.region_id else ()


def _months_before(last: date) -> Period:
    """Return the whole months up to the one that holds a day."""
    first = month_of(last)
    for _ in range(MONTHS - 1):
        first = first.previous()
    return Period(first.starts, month_of(last).ends)


def _limits(
    found: Signal,
) -> tuple[tuple[float | None, ...], tuple[str, ...], float | None, float | None, float | None, float | None]:
    chart = found.chart
    if chart is None:
        return ((), (), None, None, None, None)
    flags = tuple("" if flag is None else "better" if flag.side > 0 else "worse" for flag in chart.flags)
    return (chart.ranges, flags, chart.lower[-1], chart.centre, chart.upper[-1], chart.range_upper)


def _doubts(series: Sequence[float | None]) -> tuple[float | None, bool, bool]:
    """Return the false alarms to expect of a chart of this length, and whether its points lean on each other."""
    present = [value for value in series if value is not None]
    if len(present) < 3:
        return (None, False, False)
    leaning = dependence(present)
    alarms = expected_false_alarms(len(present), simulations=1000)
    return (alarms.any_flag, leaning.autocorrelated, leaning.seasonal)


def _durations(
    extract: OpenedExtract, scope: PageScope, period: Period, column: str, progress: Progress
) -> Grouped:
    missing = absent(extract, *CLOCK, "case_clock.closed_on", f"case_clock.{column}")
    if missing:
        return Grouped(missing)
    sql = f"""WITH closed AS (
    SELECT {column} AS subject, in_promise, legal_days_used, promised_days_allowed,
           legal_days_used / nullif(promised_days_allowed, 0) AS used
    FROM case_clock WHERE {within("closed_on", period)}{subject_condition(scope)}
),
counted AS (
    SELECT subject, count(*) AS closed, count(in_promise) AS judged, count(*) FILTER (WHERE in_promise) AS in_promise,
           quantile_cont(used, 0.25) AS low, quantile_cont(used, 0.5) AS middle, quantile_cont(used, 0.9) AS high,
           median(legal_days_used) AS median_days, median(promised_days_allowed) AS promised_days
    FROM closed GROUP BY subject
),
called AS ({_names_sql(scope, column)})
SELECT c.subject, coalesce(n.name, c.subject, ''), c.closed, c.judged, c.in_promise,
       c.low, c.middle, c.high, c.median_days, c.promised_days
FROM counted c LEFT JOIN called n ON n.subject = c.subject
ORDER BY c.judged - c.in_promise DESC, c.closed DESC, c.subject LIMIT {MOST_ROWS}"""
    rows = extract.connection.rows(sql, progress)
    return Grouped((), tuple(Duration(str(row[0] or ""), *row[1:]) for row in rows), sql)


def _names_sql(scope: PageScope, column: str) -> str:
    """Return the names of organisations, or of items with whose they are: many organisations offer an item of one name."""
    name = name_column(scope)
    if column == "organisation_id":
        return f"SELECT organisation_id AS subject, any_value({name}) AS name FROM organisation GROUP BY organisation_id"
    return f"""SELECT i.item_id AS subject, arg_max({name_column(scope, "i.")}, i.item_version)
           || coalesce(' · ' || any_value(o.owner), '') AS name
    FROM service_item i LEFT JOIN (SELECT organisation_id, {name} AS owner FROM organisation) o
        ON o.organisation_id = i.organisation_id
    GROUP BY i.item_id"""


def _channels(extract: OpenedExtract, scope: PageScope, period: Period, progress: Progress) -> Channels:
    missing = absent(extract, "case_clock.channel", "case_clock.submitted_on")
    if missing:
        return Channels(missing)
    sql = f"""SELECT coalesce(channel, '') AS channel, count(*) AS cases,
       count(in_promise) FILTER (WHERE closed_on IS NOT NULL) AS judged,
       count(*) FILTER (WHERE in_promise AND closed_on IS NOT NULL) AS in_promise,
       median(legal_days_used) FILTER (WHERE closed_on IS NOT NULL) AS median_days
FROM case_clock WHERE {within("submitted_on", period)}{subject_condition(scope)}
GROUP BY 1 ORDER BY cases DESC, 1"""
    return Channels((), tuple(ChannelShare(*row) for row in extract.connection.rows(sql, progress)), sql)


def read_clocks(extract: OpenedExtract, scope: PageScope, progress: Progress) -> Clocks:
    """Count the states of all open cases at the cut-off and list those that give a signal, the gravest first."""
    missing = absent(extract, *CLOCK, "case_clock.closed_on", "case_clock.legal_days_allowed")
    standard = extract.catalogue.standards.get("supervision-cards")
    cut_off = extract.cut_off
    if missing or standard is None:
        return Clocks(missing or ("supervision-cards",), cut_off)
    states = clock_states(scope, cut_off, name_column(scope))
    progress.report(0.9, "services-clocks")
    set_period(extract.connection, extract.whole_period, cut_off)
    counted: dict[str, int] = dict(
        extract.connection.rows(f"{states}\nSELECT state, count(*) FROM told GROUP BY state")
    )
    sql = _open_sql(states)
    rows = extract.connection.rows(sql, progress)
    value = next((v for v in standard.values if v.effective_from <= cut_off), standard.values[0])
    return Clocks(
        (),
        cut_off,
        tuple(int(counted.get(state, 0)) for state in STATES),
        tuple(OpenCase(*row) for row in rows),
        value.values.get("reminder_share"),
        value.article,
        value.verified,
        sql,
    )


def clock_states(scope: PageScope, cut_off: date, name: str) -> str:
    """Return the common part that gives every open case its state under the standard in force at the cut-off."""
    return f"""WITH reminder AS (
    SELECT region_id, value AS share FROM standard_value
    WHERE standard = 'supervision-cards' AND name = 'reminder_share'
      AND {day_literal(cut_off)} BETWEEN effective_from AND coalesce(effective_to, DATE '9999-12-31')
),
told AS (
    SELECT CASE WHEN c.legal_days_used IS NULL OR c.promised_days_allowed IS NULL OR r.share IS NULL THEN 'na'
                WHEN c.legal_days_used > c.legal_days_allowed THEN 'red'
                WHEN c.legal_days_used > c.promised_days_allowed THEN 'yellow'
                WHEN c.legal_days_used >= r.share * c.promised_days_allowed THEN 'notice' ELSE 'ok' END AS state,
           c.case_id, coalesce(i.name, c.item_id) AS item, coalesce(o.name, c.organisation_id) AS organisation, c.submitted_on,
           c.legal_days_used, c.promised_days_allowed, c.legal_days_allowed
    FROM case_clock c
    LEFT JOIN (SELECT item_id, item_version, {name} AS name FROM service_item) i
        ON i.item_id = c.item_id AND i.item_version = c.item_version
    LEFT JOIN (SELECT organisation_id, {name} AS name FROM organisation) o ON o.organisation_id = c.organisation_id
    LEFT JOIN reminder r ON r.region_id = coalesce(c.region_id, '*')
    WHERE c.closed_on IS NULL{subject_condition(scope, "c.")}
)"""


def _open_sql(states: str) -> str:
    return f"""{states}
SELECT state, case_id, item, organisation, submitted_on, legal_days_used, promised_days_allowed, legal_days_allowed
FROM told WHERE state IN ('red', 'yellow', 'notice')
ORDER BY CASE state WHEN 'red' THEN 0 WHEN 'yellow' THEN 1 ELSE 2 END, legal_days_used - promised_days_allowed DESC, case_id
LIMIT {MOST_ROWS}"""
