"""Owns the list of cases with a card: open ones whose clock gives a signal, and those a rule suspects, one row a case.

A card of an open case is a work signal, that of a rule a suspicion. It refuses to call either a finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.ports import Progress
from console.engine.runs import STEP
from console.engine.session import Row
from console.engine.views import set_period
from console.jobs.cards import NEEDS, levelled_sql
from console.jobs.cards_answers import LEVELS
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, resolved
from console.jobs.scope_sql import day_literal, subject_condition, text_literal
from console.jobs.services_answers import ListedCase, ListedCases, ListedRequest, Suspected

MOST_ROWS = 500
SEVERITIES = {"red": 1, "yellow": 2, "notice": 3}  # places in LEVELS


def services_listed(extract: OpenedExtract, request: ListedRequest, progress: Progress) -> ListedCases:
    """List the cases with a card, the gravest first, then those furthest past their time."""
    missing = absent(extract, *NEEDS)
    if missing:
        return ListedCases(missing)
    scope = resolved(extract, request.scope)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    condition = subject_condition(scope, "c.")
    sql = listed_sql(day_literal(extract.cut_off), condition, name_column(scope), request.suspected)
    rows = extract.connection.rows(f"{sql}\nLIMIT {MOST_ROWS}", progress)
    counts = tuple(int(one) for one in rows[0][13]) if rows else (0,) * len(LEVELS)
    return ListedCases((), counts, tuple(_listed(row) for row in rows), sql)


def _listed(row: Row) -> ListedCase:
    (
        level,
        case_id,
        rule_id,
        causes,
        organisation,
        item,
        step,
        promised,
        statutory,
        used,
        over,
        pauses,
        running,
    ) = row[:13]
    return ListedCase(
        LEVELS[level],
        case_id,
        rule_id or "",
        causes,
        organisation or "",
        item or "",
        step or "",
        promised,
        statutory,
        used,
        over,
        pauses,
        running,
    )


def listed_sql(day: str, condition: str, name: str, suspected: Sequence[Suspected]) -> str:
    """Return the SQL of all cases with a card; the last column counts the cases of every level."""
    counts = ", ".join(f"count(*) FILTER (WHERE level = {place}) OVER ()" for place in range(len(LEVELS)))
    return f"""{levelled_sql(day, condition)}
suspected AS ({_suspected_sql(suspected)}),
causes AS (
    SELECT case_id, level, NULL AS rule_id FROM levelled
    UNION ALL SELECT case_id, level, rule_id FROM suspected
),
gravest AS (
    SELECT case_id, min(level) AS level, min_by(rule_id, level) AS rule_id, count(*) AS causes,
           bool_or(rule_id IS NULL AND level = least_level) AS by_clock
    FROM (SELECT *, min(level) OVER (PARTITION BY case_id) AS least_level FROM causes) GROUP BY case_id
),
walked AS (
    SELECT case_id, {STEP} AS step, occurred_on,
           lead(occurred_on) OVER (PARTITION BY case_id ORDER BY occurred_at, sequence) AS left_on
    FROM case_event WHERE case_id IN (SELECT case_id FROM gravest)
),
stayed AS (
    SELECT w.case_id, max_by(w.step, coalesce(w.left_on, c.closed_on, {day}) - w.occurred_on) AS step
    FROM walked w JOIN case_clock c ON c.case_id = w.case_id GROUP BY w.case_id
),
called AS (SELECT item_id, arg_max({name}, item_version) AS name FROM service_item GROUP BY item_id),
owners AS (SELECT organisation_id, any_value({name}) AS name FROM organisation GROUP BY organisation_id)
SELECT g.level, c.case_id, CASE WHEN NOT g.by_clock THEN g.rule_id END AS rule_id, g.causes,
       coalesce(o.name, c.organisation_id) AS organisation, coalesce(i.name, c.item_id) AS item, s.step,
       c.promised_days_allowed, c.legal_days_allowed, c.legal_days_used,
       CASE WHEN c.legal_days_used > c.legal_days_allowed THEN c.legal_days_used - c.legal_days_allowed
            WHEN c.legal_days_used > c.promised_days_allowed THEN c.legal_days_used - c.promised_days_allowed END AS over,
       c.pauses, c.closed_on IS NULL AS running, [{counts}] AS of_levels
FROM gravest g JOIN case_clock c ON c.case_id = g.case_id
LEFT JOIN stayed s ON s.case_id = g.case_id
LEFT JOIN owners o ON o.organisation_id = c.organisation_id
LEFT JOIN called i ON i.item_id = c.item_id
ORDER BY g.level, over DESC NULLS LAST, c.case_id"""


def _suspected_sql(suspected: Sequence[Suspected]) -> str:
    if not suspected:
        return "SELECT NULL::VARCHAR AS case_id, NULL::INTEGER AS level, NULL::VARCHAR AS rule_id WHERE FALSE"
    rows = ", ".join(
        f"({text_literal(one.case_id)}, {SEVERITIES[one.severity]}, {text_literal(one.rule_id)})"
        for one in suspected
    )
    return f"SELECT * FROM (VALUES {rows}) AS t (case_id, level, rule_id)"
