"""Owns what every page of a theme asks with: region, organisation and period, as conditions in SQL that pastes elsewhere.

It refuses placeholders: the text a page shows is the text that ran.
"""

from __future__ import annotations

from datetime import date

from console.domain.period import Period
from console.domain.view import EVERY_ROW, resolve
from console.engine.columns import literal
from console.jobs.extract import OpenedExtract
from console.jobs.theme_answers import PageScope


def period_of(extract: OpenedExtract, scope: PageScope) -> Period:
    """Return the period looked at."""
    return scope.period or extract.period


def subject_condition(scope: PageScope, prefix: str = "") -> str:
    """Return ``AND …`` for the region and the organisation, or an empty text."""
    found = ""
    for column, value in (("region_id", scope.region_id), ("organisation_id", scope.organisation_id)):
        if value:
            found += f" AND {prefix}{column} = {literal(value)}"
    return found


def day_literal(day: date) -> str:
    """Return a day as SQL writes it."""
    return f"DATE '{day.isoformat()}'"


def within(column: str, period: Period) -> str:
    """Return the condition that a day lies in the period."""
    return f"{column} BETWEEN {day_literal(period.starts)} AND {day_literal(period.ends)}"


def absent(extract: OpenedExtract, *names: str) -> tuple[str, ...]:
    """Return the contract tables and columns that the named columns of tables or views rest on and the extract lacks.

    A column of a region is asked for by its view, so that a page says what is missing instead of showing nothing.
    """
    views = extract.catalogue.views
    asked = {name if "." in name else f"{name}.{EVERY_ROW}" for name in names}
    rested = resolve(frozenset(asked), views)
    held = extract.missing
    return tuple(sorted(name for name in rested if name in held or name.partition(".")[0] in held))


def name_column(scope: PageScope, prefix: str = "") -> str:
    """Return the expression of a name in the language of the reader; where there is no English one, the Chinese stands."""
    if scope.english:
        return f"coalesce({prefix}name_en, {prefix}name)"
    return f"{prefix}name"


def owner_condition(scope: PageScope) -> str:
    """Return ``AND …`` for tables that know their organisation but not its region."""
    found = ""
    if scope.region_id:
        found += (
            " AND organisation_id IN (SELECT organisation_id FROM organisation "
            f"WHERE region_id = {literal(scope.region_id)})"
        )
    if scope.organisation_id:
        found += f" AND organisation_id = {literal(scope.organisation_id)}"
    return found
