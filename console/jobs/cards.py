"""Owns the cards of open cases: the level each deserves, one card a cause, what may excuse it, and its re-opening.

A card is a work signal, no verdict. It refuses an excuse that covers more than it says.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from console.domain.card_excuses import Excuse, ExcusedCard
from console.domain.excused import SEPARATOR
from console.domain.ports import Progress
from console.engine.session import Row
from console.engine.views import set_period
from console.errors import UsageError
from console.jobs.card_excuses import kept_excuses
from console.jobs.cards_answers import LEVELS, Card, CardsAnswer, CardsRequest, CardTotals
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent, name_column, resolved
from console.jobs.scope_sql import day_literal, subject_condition, text_literal
from console.jobs.theme_answers import PageScope

NEEDS = (
    "case_clock.legal_days_used",
    "case_clock.promised_days_allowed",
    "case_clock.legal_days_allowed",
    "case_clock.closed_on",
    "case_clock.organisation_id",
    "case_clock.item_id",
)
OUTAGES = ("service_item.system_id", "system_outage_day.hours", "system_outage_day.system_id")
LIMITS = (
    ("reminder_share", "share"),
    ("supervise_days", "days"),
    ("supervise_cases", "many"),
    ("outage_hours", "hours"),
)
MOST_CARDS = 2_000


@dataclass(frozen=True, slots=True)
class Excused:
    """The cards a casebook excuses, as they are told outside the case file."""

    casebook_id: str = ""
    cards: tuple[ExcusedCard, ...] = ()


NOBODY = Excused()


def cards(
    extract: OpenedExtract, request: CardsRequest, progress: Progress, file: Path | None = None
) -> CardsAnswer:
    """Give every open case its level under the standard in force at the cut-off, and put cases of one cause together."""
    missing = absent(extract, *NEEDS)
    scope = resolved(extract, request.scope)
    if missing:
        return CardsAnswer(request, missing)
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    sql = cards_sql(extract.cut_off, subject_condition(scope, "c."), name_column(scope))
    rows = extract.connection.rows(sql, progress)
    excuses = request.decided.over(kept_excuses(file))
    found = tuple(_with_excuse(_card(row), excuses) for row in rows)
    verified = extract.connection.row(
        "SELECT bool_and(verified) FROM standard_value WHERE standard = 'supervision-cards'"
    )[0]
    return CardsAnswer(
        request,
        (),
        extract.cut_off,
        found,
        int(rows[0][13]) if rows else 0,
        absent(extract, *OUTAGES),
        verified,
        sql,
        int(rows[0][12]) - len(rows) if rows else 0,
    )


def require_card(extract: OpenedExtract, card: str, progress: Progress) -> None:
    """Refuse to decide on a card the extract does not show; raises UsageError card-unknown with the nearest.

    Where not every card is listed, or none can be, nothing is refused.
    """
    found = cards(extract, CardsRequest(), progress)
    known = [one.key for one in found.cards]
    if card not in known and not found.unlisted and not found.missing:
        near = difflib.get_close_matches(card, known, 1, 0.0)
        raise UsageError("card-unknown", name=card, nearest=near[0] if near else "—")


def card_totals(
    extract: OpenedExtract, scope: PageScope, progress: Progress, excused: Excused = NOBODY
) -> CardTotals | None:
    """Count the cards of open cases by level and cause; None where the extract lacks what they rest on.

    What the casebook excuses is taken off and counted apart. What is kept on one computer alone is not: the count must come
    out the same on any.
    """
    if absent(extract, *NEEDS):
        return None
    set_period(extract.connection, extract.whole_period, extract.cut_off)
    rows = extract.connection.rows(totals_sql(extract, scope, excused), progress)
    counted = {(str(row[0]), str(row[1])): (int(row[2]), int(row[3])) for row in rows if not row[4]}
    return CardTotals(
        {level: sum(n for (one, _), (n, _) in counted.items() if one == level) for level in LEVELS},
        sum(cases for _, cases in counted.values()),
        sum(n for (_, cause), (n, _) in counted.items() if cause == "outage"),
        sum(int(row[2]) for row in rows if row[4]),
    )


def totals_sql(extract: OpenedExtract, scope: PageScope, excused: Excused = NOBODY) -> str:
    """Return the SQL of cards and cases by level and cause, and by whether an excuse covers them."""
    found = resolved(extract, scope)
    grouped = grouped_sql(extract.cut_off, subject_condition(found, "c."), name_column(found))
    return (
        f"SELECT level, cause, count(*) AS cards, sum(cases) AS cases, {_covered(excused)} AS excused\n"
        f"FROM (\n{grouped}\n) GROUP BY ALL ORDER BY ALL"
    )


def _covered(excused: Excused) -> str:
    """Return the condition that an excuse covers a card; it names no card, only digests."""
    if not excused.cards:
        return "FALSE"
    told = f"sha256(concat_ws(chr({ord(SEPARATOR)}), {text_literal(excused.casebook_id)}, key))"
    cases = " ".join(f"WHEN '{one.digest}' THEN worst <= {int(one.days)}" for one in excused.cards)
    return f"CASE {told} {cases} ELSE FALSE END"


def _with_excuse(card: Card, excuses: dict[str, Excuse]) -> Card:
    excuse = excuses.get(card.key)
    if excuse is not None:
        state = "excused" if card.worst <= excuse.days else "reopened"
        return replace(card, state=state, excuse=excuse)
    return replace(card, state="excusable" if card.cause == "outage" else "open")


def _card(row: Row) -> Card:
    cases = tuple(str(one) for one in row[9])
    key, level, cause, organisation, item, step, system = (str(value or "") for value in row[:7])
    return Card(
        key,
        level,
        cause,
        organisation,
        item,
        step,
        system,
        cases=int(row[7]),
        worst=int(row[8]),
        first_case=cases[0],
        case_ids=cases,
        outage_days=int(row[10] or 0),
        evidence=tuple(str(one) for one in row[11] or ()),
    )


def levelled_sql(day: str, condition: str) -> str:
    """Return the common part: every open case that gives a signal, with its level (0 the gravest) and its cause."""
    limits = ", ".join(f"max(value) FILTER (WHERE name = '{told}') AS {short}" for told, short in LIMITS)
    return f"""WITH limits AS (
    SELECT region_id, {limits}
    FROM standard_value
    WHERE standard = 'supervision-cards' AND {day} BETWEEN effective_from AND coalesce(effective_to, DATE '9999-12-31')
    GROUP BY region_id
),
running AS (
    SELECT c.case_id, c.organisation_id, c.item_id, c.item_version, c.day_kind, c.starts_on, c.legal_days_used AS used,
           c.promised_days_allowed AS promised, c.legal_days_allowed AS statutory, l.days, l.many, l.hours, i.system_id
    FROM case_clock c JOIN limits l ON l.region_id = coalesce(c.region_id, '*')
    LEFT JOIN service_item i ON i.item_id = c.item_id AND i.item_version = c.item_version
    WHERE c.closed_on IS NULL AND c.legal_days_used >= l.share * c.promised_days_allowed{condition}
),
down AS (
    SELECT r.case_id, count(DISTINCT o.day) AS days, list_sort(list_distinct(flatten(list(o.parts)))) AS parts
    FROM running r
    JOIN system_outage_day o ON o.system_id = r.system_id AND o.day > r.starts_on AND o.day <= {day} AND o.hours >= r.hours
    JOIN calendar_day w ON w.day = o.day AND (w.working OR r.day_kind = 'civil')
    GROUP BY r.case_id
),
stood AS (SELECT case_id, arg_max(coalesce(step, activity), sequence) AS step FROM case_event
          WHERE case_id IN (SELECT case_id FROM running) GROUP BY case_id),
told AS (
    SELECT r.*, s.step, r.used - r.promised AS over, coalesce(d.days, 0) AS outage_days, d.parts,
           r.used > r.promised AND coalesce(d.days, 0) >= r.used - r.promised AS explained,
           count(*) FILTER (WHERE r.used > r.statutory) OVER (PARTITION BY r.item_id) AS red_of_item
    FROM running r LEFT JOIN down d ON d.case_id = r.case_id LEFT JOIN stood s ON s.case_id = r.case_id
),
levelled AS (
    SELECT *, CASE WHEN used > statutory AND (used - statutory >= days OR red_of_item >= many) THEN 0 WHEN used > statutory THEN 1
                   WHEN used > promised THEN 2 ELSE 3 END AS level,
           CASE WHEN explained THEN 'outage/' || system_id
                ELSE concat('waiting/', organisation_id, '/', item_id, '/', step) END AS key
    FROM told
),"""


def cards_sql(as_of: date, condition: str, name: str) -> str:
    """Return the gravest causes, one row each, as ``grouped_sql`` tells them."""
    return f"{grouped_sql(as_of, condition, name)}\nORDER BY gravest, worst DESC, cases DESC, key LIMIT {MOST_CARDS}"


def grouped_sql(as_of: date, condition: str, name: str) -> str:
    """Return one row a cause: key, level, cause, organisation, item, step, system, cases, worst, cases' ids, outage days, parts,
    then how many causes and cases there are in all, and the level as a number.

    An outage explains a case where days with an outage of the item's system, of at least as many hours as the standard
    says and counted by the case's own clock, are as many as the days past the promise.
    """
    day = day_literal(as_of)
    return f"""{levelled_sql(day, condition)}
called AS (SELECT item_id, arg_max({name}, item_version) AS name FROM service_item GROUP BY item_id),
owners AS (SELECT organisation_id, any_value({name}) AS name FROM organisation GROUP BY organisation_id)
SELECT key, CASE min(level) WHEN 0 THEN 'supervise' WHEN 1 THEN 'red' WHEN 2 THEN 'yellow' ELSE 'notice' END AS level,
       CASE WHEN bool_and(explained) THEN 'outage' ELSE 'waiting' END AS cause,
       CASE WHEN count(DISTINCT l.organisation_id) = 1 THEN any_value(coalesce(o.name, l.organisation_id)) END AS organisation,
       CASE WHEN count(DISTINCT l.item_id) = 1 THEN any_value(coalesce(n.name, l.item_id)) END AS item,
       CASE WHEN NOT bool_and(explained) THEN any_value(step) END AS step,
       CASE WHEN bool_and(explained) THEN any_value(system_id) END AS system, count(*) AS cases, max(over) AS worst,
       list_slice(list(case_id ORDER BY level, over DESC, case_id), 1, 20) AS case_ids,
       min(outage_days) FILTER (WHERE explained) AS outage_days,
       list_sort(list_distinct(flatten(list(parts) FILTER (WHERE explained)))) AS parts,
       count(*) OVER () AS causes, sum(count(*)) OVER () AS all_cases, min(level) AS gravest
FROM levelled l LEFT JOIN called n ON n.item_id = l.item_id LEFT JOIN owners o ON o.organisation_id = l.organisation_id
GROUP BY key"""
