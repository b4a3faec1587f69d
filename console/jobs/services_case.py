"""Owns one case day by day: its steps as they were walked, and which days the law counts, pauses or does not count.

The days that run add up to the days the legal clock of the case says. It refuses to name an operator.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from console.domain.ports import Progress
from console.engine.columns import literal
from console.engine.runs import STEP
from console.engine.session import Row
from console.engine.views import set_period
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column
from console.jobs.services_answers import CaseRequest, CaseTimeline, ClockDay, Span

MOST_DAYS = 731
NEEDED = ("case_clock.legal_days_used", "case_clock.submitted_on", "case_clock.day_kind")


def services_case(extract: OpenedExtract, request: CaseRequest, progress: Progress) -> CaseTimeline:
    """Lay one case out day by day; raises UsageError for a case the extract does not hold."""
    missing = absent(extract, *NEEDED)
    if missing:
        return CaseTimeline(request.case_id, missing)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    sql = _case_sql(request)
    rows = extract.connection.rows(sql, progress)
    if not rows:
        raise UsageError("case-unknown", name=request.case_id)
    found = _clocked(request.case_id, rows[0], sql)
    if found.why_not == "unclear" and _beyond(extract, found):
        return replace(found, why_not="beyond")
    if found.why_not or found.submitted_on is None or found.stops_on is None:
        return found
    pauses = _pauses(extract, request, found)
    days = _days(extract, found, pauses, progress)
    spans = (*_steps(extract, request, found), *pauses)
    return replace(found, days=days, spans=spans)


def _beyond(extract: OpenedExtract, found: CaseTimeline) -> bool:
    """Say whether the case begins or ends in a year no calendar is there for."""
    years = {calendar.year for calendar in extract.catalogue.calendars}
    return any(day is not None and day.year not in years for day in (found.starts_on, found.stops_on))


def _case_sql(request: CaseRequest) -> str:
    name = name_column(request.scope)
    return f"""SELECT coalesce(i.name, c.item_id), coalesce(o.name, c.organisation_id),
       coalesce(c.outcome, ''), coalesce(c.day_kind, ''),
       c.submitted_on, c.starts_on, c.stops_on, c.closed_on, c.legal_days_used, c.promised_days_allowed, c.legal_days_allowed,
       c.extended_days, coalesce(c.deemed_accepted, FALSE)
FROM case_clock c
LEFT JOIN (SELECT item_id, item_version, {name} AS name FROM service_item) i
    ON i.item_id = c.item_id AND i.item_version = c.item_version
LEFT JOIN (SELECT organisation_id, {name} AS name FROM organisation) o ON o.organisation_id = c.organisation_id
WHERE c.case_id = {literal(request.case_id)}"""


def _clocked(case_id: str, row: Row, sql: str) -> CaseTimeline:
    item, organisation, outcome, day_kind, submitted, starts, stops, closed, used, promised, statutory = row[
        :11
    ]
    why = "no-start" if starts is None else "unclear" if used is None else ""
    first = min(day for day in (submitted, starts, stops) if day is not None) if starts else None
    if not why and first is not None and (stops - first).days > MOST_DAYS:
        why = "long"
    return CaseTimeline(
        case_id,
        (),
        why,
        item or "",
        organisation or "",
        outcome,
        day_kind,
        submitted,
        starts,
        stops,
        closed,
        used,
        promised,
        statutory,
        int(row[11] or 0),
        bool(row[12]),
        sql=sql,
    )


def _pauses(extract: OpenedExtract, request: CaseRequest, found: CaseTimeline) -> tuple[Span, ...]:
    """Return the pauses the law grants: told in writing; others do not stop the clock and are not drawn."""
    if absent(extract, "case_pause.case_id", "case_pause.started_on", "case_pause.notified_in_writing"):
        return ()
    rows = extract.connection.rows(
        f"SELECT coalesce(kind, ''), coalesce(started_on, {_day(found.starts_on)}), "
        f"coalesce(ended_on, {_day(found.stops_on)}) FROM case_pause "
        f"WHERE case_id = {literal(request.case_id)} AND notified_in_writing ORDER BY 2, 3, 1"
    )
    return tuple(Span("pause", kind, starts, max(starts, ends)) for kind, starts, ends in rows)


def _steps(extract: OpenedExtract, request: CaseRequest, found: CaseTimeline) -> tuple[Span, ...]:
    """Return each step from the day it happened to the day of the next one."""
    if absent(extract, "case_event.occurred_on"):
        return ()
    rows = extract.connection.rows(
        f"SELECT {STEP}, occurred_on FROM case_event "
        f"WHERE case_id = {literal(request.case_id)} AND {STEP} IS NOT NULL AND occurred_on IS NOT NULL "
        "ORDER BY occurred_at NULLS LAST, sequence"
    )
    last = found.stops_on
    assert last is not None
    ends = [*(row[1] for row in rows[1:]), last][: len(rows)]
    return tuple(
        Span("supplement" if step == "supplement" else "step", step, day, max(day, until))
        for (step, day), until in zip(rows, ends, strict=True)
    )


def _days(
    extract: OpenedExtract, found: CaseTimeline, pauses: tuple[Span, ...], progress: Progress
) -> tuple[ClockDay, ...]:
    assert found.submitted_on is not None and found.stops_on is not None and found.starts_on is not None
    first = min(found.submitted_on, found.starts_on)
    rows = extract.connection.rows(
        f"SELECT day, working FROM calendar_day WHERE day BETWEEN {_day(first)} AND {_day(found.stops_on + timedelta(days=2))} "
        "ORDER BY day",
        progress,
    )
    made, used = [], 0
    for day, working in rows:
        state = _state(day, working, found, pauses)
        used += state == "run"
        made.append(ClockDay(day, state, used))
    return tuple(made)


def _state(day: date, working: bool, found: CaseTimeline, pauses: tuple[Span, ...]) -> str:
    assert found.starts_on is not None and found.stops_on is not None
    off = found.day_kind == "working" and not working
    if day <= found.starts_on:
        return "off" if off else "before"
    if day > found.stops_on:
        return "off" if off else "after"
    if off:
        return "off"
    return "paused" if any(span.starts <= day <= span.ends for span in pauses) else "run"


def _day(day: date | None) -> str:
    return f"DATE '{day}'" if day is not None else "NULL"
