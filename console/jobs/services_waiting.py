"""Owns where the cases of the services page waited, and on whom. It refuses to charge a person."""

from __future__ import annotations

from console.domain.ports import Progress
from console.engine.cut import Cut, zone_of
from console.engine.waiting import settled_sql, waiting_sql, waits_sql
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, period_of, resolved
from console.jobs.process import known_zone
from console.jobs.scope_sql import subject_condition, within
from console.jobs.services_answers import WaitLine, Waits
from console.jobs.theme_answers import PageScope

MOST_ROWS = 500
NEEDED = (
    "service_case.case_id",
    "service_case.submitted_on",
    "case_event.case_id",
    "case_event.sequence",
    "case_event.occurred_at",
)
SIDES = ("sender", "receiver", "applicant", "excluded", "unknown")


def services_waiting(extract: OpenedExtract, scope: PageScope, progress: Progress) -> Waits:
    """Compute the waits of the cases submitted in the period."""
    scope = resolved(extract, scope)
    missing = absent(extract, *NEEDED)
    if missing:
        return Waits(missing)
    progress.report(0.1, "services-waiting")
    chosen = f"{within('submitted_on', period_of(extract, scope))}{subject_condition(scope)}"
    zone = zone_of(extract.connection, Cut(known_zone(extract)), progress)
    cases = f"case_id IN (SELECT case_id FROM service_case WHERE {chosen})"
    sql = settled_sql(extract.connection, cases, zone, progress)
    rows = extract.connection.rows(_named(sql, scope), progress)
    lines = tuple(WaitLine(*row[:12]) for row in rows)
    count, recoverable = (int(rows[0][12]), float(rows[0][13] or 0.0)) if rows else (0, 0.0)
    return Waits((), lines, count, recoverable, waiting_sql(cases, zone), waits_sql(cases, zone))


def _named(sql: str, scope: PageScope) -> str:
    """Return the query with organisations called by name, and beside each line how many there are and all days to recover."""
    sides = ", ".join(f"w.{name}" for name in SIDES)
    return f"""WITH told AS ({sql}),
called AS (SELECT organisation_id, any_value({name_column(scope)}) AS name FROM organisation GROUP BY organisation_id)
SELECT w.before, w.step, coalesce(w.organisation_id, ''), coalesce(c.name, w.organisation_id, ''), w.waits, w.median_days,
       {sides}, w.recoverable, count(*) OVER (), sum(w.recoverable) OVER ()
FROM told w LEFT JOIN called c ON c.organisation_id = w.organisation_id
ORDER BY w.recoverable DESC NULLS LAST, w.waits DESC, w.before, w.step, w.organisation_id LIMIT {MOST_ROWS}"""
