"""Owns the statements that lead from a mark of the services page down to its rows, as text for the workbench.

It refuses to run them, and to count anything the page did not count the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.period import Period
from console.jobs.scope_sql import subject_condition, text_literal, within
from console.jobs.theme_answers import PageScope


def transition_rows(steps_sql: str, before: str, after: str) -> str:
    """Return the cases that went from one step to the next, the slowest first."""
    return (
        f"{steps_sql}\nSELECT case_id, before_step, step, occurred_at, days, forbidden\nFROM judged "
        f"WHERE before_step = {text_literal(before)} AND step = {text_literal(after)}\n"
        "ORDER BY forbidden DESC NULLS LAST, days DESC NULLS LAST, case_id"
    )


def step_rows(steps_sql: str, step: str) -> str:
    """Return the events of one step."""
    return f"{steps_sql}\nSELECT * FROM judged WHERE step = {text_literal(step)}\nORDER BY case_id, place"


def mark_rows(steps_sql: str, steps: Sequence[str]) -> str:
    """Return the rows behind a mark of the map: one step's events, or the cases that went over a transition."""
    return transition_rows(steps_sql, *steps) if len(steps) == 2 else step_rows(steps_sql, steps[0])


def variant_rows(steps_sql: str, steps: Sequence[str]) -> str:
    """Return the closed cases that took exactly this way."""
    way = ", ".join(text_literal(step) for step in steps)
    return (
        f"{steps_sql},\nways AS (SELECT case_id, list(step ORDER BY place) AS steps FROM judged WHERE closed GROUP BY case_id)\n"
        f"SELECT c.* FROM ways w JOIN case_clock c ON c.case_id = w.case_id\nWHERE w.steps = [{way}] ORDER BY c.case_id"
    )


def clock_rows(scope: PageScope, period: Period, date_column: str, column: str = "", value: str = "") -> str:
    """Return the cases of the period and scope, of one subject where a column is named; empty is what was not recorded."""
    wanted = f" AND {column} = {text_literal(value)}" if value else f" AND {column} IS NULL"
    where = within(date_column, period) + (wanted if column else "") + subject_condition(scope)
    return f"SELECT * FROM case_clock\nWHERE {where}\nORDER BY legal_days_used - promised_days_allowed DESC NULLS LAST, case_id"


def case_rows(case_id: str) -> str:
    """Return the events of one case in order."""
    return f"SELECT * FROM case_event WHERE case_id = {text_literal(case_id)}\nORDER BY occurred_at NULLS LAST, sequence"


def wait_rows(waits_sql: str, before: str, after: str, organisation_id: str) -> str:
    """Return the SQL of the single waits of one transition into one organisation, the longest first, in days."""
    day = 86_400_000_000
    body = (
        f"organisation_id = {text_literal(organisation_id)}" if organisation_id else "organisation_id IS NULL"
    )
    sides = ", ".join(
        f"{name} / {day} AS {name}_days"
        for name in ("wait", "sender", "receiver", "applicant", "excluded", "unknown")
    )
    return f"""{waits_sql}
SELECT case_id, before, step, giver, organisation_id, began_at, noted_at, occurred_at, answered_on, {sides}
FROM charged WHERE before = {text_literal(before)} AND step = {text_literal(after)} AND {body}
ORDER BY wait DESC, case_id"""
