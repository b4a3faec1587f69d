"""Owns the console's own tables and views in an opened extract: calendar, standards, period, parameters, derived tables.

It refuses a view whose SQL leaves the allow-listed subset or reads what it did not declare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.period import Period
from console.domain.rule import Parameter
from console.domain.standard import ANYWHERE, Standard, StandardValue, expand
from console.domain.view import View
from console.engine.columns import literal as text_literal
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.payees import offer_payees
from console.engine.subset import facts_of
from console.errors import DefinitionError

WORD = re.compile(r"\w+")
LARGEST_MONEY = 10**15
CALENDAR_COLUMNS = ("day", "working", "holiday", "ordinal")
STANDARD_COLUMNS = (
    "standard",
    "region_id",
    "effective_from",
    "effective_to",
    "name",
    "value",
    "money",
    "days",
    "article",
    "verified",
)
REGIONAL = (
    "region",
    "organisation",
    "service_item",
    "service_case",
    "tender",
    "review",
    "data_resource",
    "hotline_ticket",
)
"""Contract tables whose regions get their standards, so that a region the extract does not describe has them too."""


def prepare(
    session: Connection, catalogue: Catalogue, cut_off: date, views: Iterable[View] | None = None
) -> None:
    """Make everything definitions may read beside the contract tables, once for an opened extract; all views, or ``views``."""
    make_calendar(session, catalogue)
    held = [table for table in REGIONAL if table in catalogue.contract.tables]
    named = " UNION ".join(f"SELECT region_id FROM {table}" for table in held) or "SELECT NULL AS region_id"
    regions = [
        str(row[0]) for row in session.rows(f"SELECT region_id FROM ({named}) WHERE region_id IS NOT NULL")
    ]
    make_standards(session, catalogue.standards, regions)
    set_period(session, Period(date(1900, 1, 1), cut_off), cut_off)
    current = [rule for name, rule in catalogue.rules.items() if "@" not in name]
    offer_parameters(session, tuple({p.name: p for rule in current for p in rule.parameters}.values()))
    offer_payees(session)
    for view in catalogue.views.values() if views is None else views:
        make_view(session, view)


def named_views(catalogue: Catalogue, text: str) -> list[View]:
    """Return the views a text names, and those they read, each after what it reads."""
    named = set(WORD.findall(text.lower()))
    for view in reversed(list(catalogue.views.values())):
        if view.name in named:
            named.update(view.reads)
    return [view for view in catalogue.views.values() if view.name in named]


def make_view(session: Connection, view: View) -> None:
    """Create one derived table as a view."""
    file = f"{view.name}.toml"
    for sql in filter(None, (view.sql, view.kept)):
        check_declared(file, facts_of(file, sql).tables, view.reads)
    session.execute(f"CREATE OR REPLACE VIEW {quoted(view.name)} AS {view.sql}")


def check_declared(file: str, tables: Iterable[str], reads: Sequence[str]) -> None:
    """Refuse SQL that reads a table its file does not declare."""
    for name in sorted(set(tables) - set(reads)):
        raise DefinitionError("definition-undeclared", file=file, name=name)


def make_calendar(session: Connection, catalogue: Catalogue) -> None:
    """Create ``calendar_day`` from the calendars; ordinals count working days up to and including a day."""
    session.execute(
        "CREATE OR REPLACE TABLE calendar_day (day DATE, working BOOLEAN, holiday BOOLEAN, ordinal INTEGER)"
    )
    rows = [(d.day, d.working, d.holiday, d.ordinal) for d in calendar_days(catalogue.calendars)]
    session.insert("calendar_day", CALENDAR_COLUMNS, rows)


def make_standards(session: Connection, standards: Mapping[str, Standard], regions: Sequence[str]) -> None:
    """Create ``standard_value``: one row a standard, name, region and span of days; region ``*`` stands for unknown."""
    session.execute(
        "CREATE OR REPLACE TABLE standard_value (standard VARCHAR, region_id VARCHAR, effective_from DATE, "
        "effective_to DATE, name VARCHAR, value DOUBLE, money DECIMAL(18,2), days INTEGER, article VARCHAR, "
        "verified BOOLEAN)"
    )
    rows = [
        _standard_row(standard.id, value, name)
        for standard in standards.values()
        for value in expand(standard, [*regions, ANYWHERE])
        for name in value.values
    ]
    session.insert("standard_value", STANDARD_COLUMNS, rows)


def _standard_row(standard: str, value: StandardValue, name: str) -> tuple[object, ...]:
    figure = value.values[name]
    return (
        standard,
        value.region,
        value.effective_from,
        value.effective_to,
        name,
        float(figure),
        Decimal(f"{figure:.2f}") if abs(figure) < LARGEST_MONEY else None,
        int(figure) if float(figure).is_integer() and abs(figure) < 2**31 else None,
        value.article["zh-CN"],
        value.verified,
    )


def set_period(session: Connection, period: Period, cut_off: date) -> None:
    """Create the one-row view ``period``: its first and last day, and the day the extract was cut."""
    session.execute(
        f"CREATE OR REPLACE VIEW period AS SELECT {literal(period.starts)} AS starts, "
        f"{literal(period.ends)} AS ends, {literal(cut_off)} AS cut_off"
    )


def set_parameters(
    session: Connection, parameters: Sequence[Parameter], changed: Mapping[str, float] | None = None
) -> None:
    """Create the one-row view ``parameters`` of this thread with one column a parameter; whole numbers stay whole."""
    session.execute(f"CREATE OR REPLACE TEMP VIEW parameters AS {_row_of(parameters, changed or {})}")


def forget_parameters(session: Connection) -> None:
    """Let go of what this thread set: it sees again what every thread is offered."""
    session.execute("DROP VIEW IF EXISTS temp.parameters")


def offer_parameters(session: Connection, parameters: Sequence[Parameter]) -> None:
    """Create the one-row view ``parameters`` for every thread that has set none of its own, and for this one."""
    forget_parameters(session)
    session.execute(f"CREATE OR REPLACE VIEW parameters AS {_row_of(parameters, {})}")


def _row_of(parameters: Sequence[Parameter], changed: Mapping[str, float]) -> str:
    columns = [f"{_number(changed.get(p.name, p.value))} AS {quoted(p.name)}" for p in parameters]
    return f"SELECT {', '.join(columns) or '0 AS none'}"


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def literal(value: str | bool | date) -> str:
    """Return a value as SQL writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return text_literal(value)
