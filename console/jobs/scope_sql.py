"""Owns region, organisation and period as conditions in SQL that pastes into the workbench and runs there unchanged.

It refuses placeholders and to know an extract, so that a page can lead to its rows before any engine is loaded.
"""

from __future__ import annotations

from datetime import date

from console.domain.period import Period
from console.jobs.theme_answers import PageScope


def text_literal(words: str) -> str:
    """Return words as SQL writes them."""
    return "'" + words.replace("'", "''") + "'"


def day_literal(day: date) -> str:
    """Return a day as SQL writes it."""
    return f"DATE '{day.isoformat()}'"


def within(column: str, period: Period) -> str:
    """Return the condition that a day lies in the period."""
    return f"{column} BETWEEN {day_literal(period.starts)} AND {day_literal(period.ends)}"


def region_condition(scope: PageScope, column: str) -> str:
    """Return the condition that a region is the one looked at or lies below it."""
    named = ", ".join(text_literal(region) for region in scope.regions or (scope.region_id,))
    return f"{column} IN ({named})"


def subject_condition(scope: PageScope, prefix: str = "") -> str:
    """Return ``AND …`` for the region and the organisation, or an empty text."""
    found = f" AND {region_condition(scope, f'{prefix}region_id')}" if scope.region_id else ""
    if scope.organisation_id:
        found += f" AND {prefix}organisation_id = {text_literal(scope.organisation_id)}"
    return found


def owner_condition(scope: PageScope) -> str:
    """Return ``AND …`` for tables that know their organisation but not its region."""
    found = ""
    if scope.region_id:
        inside = region_condition(scope, "region_id")
        found += f" AND organisation_id IN (SELECT organisation_id FROM organisation WHERE {inside})"
    if scope.organisation_id:
        found += f" AND organisation_id = {text_literal(scope.organisation_id)}"
    return found
