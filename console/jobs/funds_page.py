"""Owns what the funds page counts: the chain, execution against time, months, payees, leading digits of amounts.

Budgets are of a year, so all of it runs from the first day of the year in which the period ends. It refuses floating money.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.payees import provide_payees
from console.jobs.extract import OpenedExtract
from console.jobs.funds_answers import (
    Digit,
    Digits,
    Execution,
    Executions,
    FundsAnswer,
    MonthPaid,
    Months,
    Payee,
    Payees,
    Purchase,
    Purchases,
)
from console.jobs.funds_chain import read_links, read_nodes
from console.jobs.funds_rows import PAYEE, PAYEE_JOIN
from console.jobs.page_scope import absent, name_column, period_of, resolved
from console.jobs.scope_sql import day_literal, owner_condition, within
from console.jobs.theme_answers import PageScope
from console.methods.benford import BenfordResult, digits_of, judge_digits

MOST_PAYEES = 200
MOST_PURCHASES = 4000  # drawn one by one; beyond that the nearest to their threshold and above
SUSPECT = ("marginal", "nonconformity")
CHANCE, CHANCE_P = "chance", 0.05
LARGEST = 10  # payees whose share is told
SPLITTABLE = (
    "contract.signed_on",
    "contract.amount",
    "contract.item_class",
    "contract.method",
    "contract.change_of",
)
PAID = ("payment.amount", "payment.paid_on", "payment.organisation_id")


def funds_page(extract: OpenedExtract, scope: PageScope, progress: Progress) -> FundsAnswer:
    """Compute the funds page of one scope."""
    scope = resolved(extract, scope)
    period = period_of(extract, scope)
    span = year_to(period)
    progress.report(0.0, "funds-chain")
    nodes = read_nodes(extract, scope, span, progress)
    links = read_links(extract, scope, span, progress)
    progress.report(0.5, "funds-execution")
    executions = _executions(extract, scope, span, progress)
    months = _months(extract, scope, span, progress)
    progress.report(0.75, "funds-payees")
    payees = _payees(extract, scope, span, progress)
    digits = _digits(extract, scope, span, progress)
    purchases = _purchases(extract, scope, span, progress)
    return FundsAnswer(period, scope, span, nodes, links, executions, months, payees, digits, purchases)


def year_to(period: Period) -> Period:
    """Return the budget year of a period up to its last day; a longer period keeps its own beginning."""
    return Period(min(period.starts, date(period.ends.year, 1, 1)), period.ends)


def _executions(extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress) -> Executions:
    as_of = min(span.ends, extract.cut_off)
    year = date(as_of.year, 1, 1)
    elapsed = ((as_of - year).days + 1) / (date(as_of.year + 1, 1, 1) - year).days
    missing = absent(
        extract, "budget_execution.adjusted", "budget_execution.paid", "budget_execution.organisation_id"
    )
    if missing:
        return Executions(missing, as_of, elapsed)
    sql = f"""WITH spent AS (
    SELECT budget_line_id, sum(amount) AS paid FROM payment WHERE paid_on <= {day_literal(as_of)} GROUP BY budget_line_id
),
held AS (
    SELECT b.organisation_id, sum(b.adjusted) AS budget, coalesce(sum(s.paid), 0) AS paid
    FROM budget_line b LEFT JOIN spent s ON s.budget_line_id = b.budget_line_id
    WHERE b.year = {as_of.year}{owner_condition(scope)}
    GROUP BY b.organisation_id
)
SELECT h.organisation_id, coalesce(o.name, h.organisation_id, ''), h.budget, h.paid
FROM held h LEFT JOIN (SELECT organisation_id, {name_column(scope)} AS name FROM organisation) o
    ON o.organisation_id = h.organisation_id
WHERE h.budget > 0 ORDER BY h.paid / h.budget, h.organisation_id"""
    rows = tuple(
        Execution(str(row[0] or ""), row[1], row[2], row[3]) for row in extract.connection.rows(sql, progress)
    )
    return Executions(
        (),
        as_of,
        elapsed,
        rows,
        sum((row.budget for row in rows), Decimal(0)),
        sum((row.paid for row in rows), Decimal(0)),
        sql,
        _paces(extract, scope, as_of, progress),
    )


def _paces(extract: OpenedExtract, scope: PageScope, as_of: date, progress: Progress) -> tuple[float, ...]:
    """Return what part of each earlier year's payments was made by this day; only of years the extract holds whole."""
    if absent(extract, *PAID) or extract.info.starts is None:
        return ()
    sql = f"""SELECT year(paid_on), sum(amount) FILTER (month(paid_on) < {as_of.month}
    OR (month(paid_on) = {as_of.month} AND day(paid_on) <= {as_of.day})), sum(amount)
FROM payment WHERE paid_on BETWEEN {day_literal(extract.info.starts)} AND {day_literal(date(as_of.year - 1, 12, 31))}
{owner_condition(scope)} GROUP BY 1 ORDER BY 1"""
    found = extract.connection.rows(sql, progress)
    whole = [row for row in found if date(int(row[0]), 1, 1) >= extract.info.starts and row[2] and row[2] > 0]
    return tuple(float((row[1] or Decimal(0)) / row[2]) for row in whole)


def _months(extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress) -> Months:
    missing = absent(extract, *PAID)
    year = span.ends.year
    if missing:
        return Months(missing, year)
    both = Period(date(year - 1, 1, 1), span.ends)
    sql = f"""SELECT year(paid_on) AS paid_year, month(paid_on) AS paid_month, sum(amount) AS paid
FROM payment WHERE {within("paid_on", both)}{owner_condition(scope)}
GROUP BY ALL ORDER BY ALL"""
    found = {(int(row[0]), int(row[1])): row[2] for row in extract.connection.rows(sql, progress)}
    reaches = (extract.info.starts or both.starts).replace(day=1)
    rows = []
    for month in range(1, 13):
        now = date(year, month, 1) <= span.ends
        before = date(year - 1, month, 1) >= reaches
        paid = found.get((year, month), Decimal(0)) if now else None
        rows.append(MonthPaid(month, paid, found.get((year - 1, month), Decimal(0)) if before else None))
    return Months((), year, tuple(rows), sql)


def _payees(extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress) -> Payees:
    missing = absent(extract, *PAID, "payment.vendor_id")
    if missing:
        return Payees(missing)
    provide_payees(extract.connection, progress, extract.payees)
    named = not absent(extract, "vendor.vendor_id", "vendor.name")
    name = "any_value(v.name)" if named else "NULL"
    sql = f"""WITH paid AS (SELECT {PAYEE} AS payee_id, p.* FROM payment p {PAYEE_JOIN}
    WHERE {within("paid_on", span)}{owner_condition(scope)})
SELECT p.payee_id, coalesce({name}, p.payee_id, ''), sum(p.amount) AS paid, count(*) AS payments,
       count(DISTINCT p.organisation_id) AS organisations, sum(sum(p.amount)) OVER () AS total, count(*) OVER () AS payees,
       count(DISTINCT p.vendor_id) AS names
FROM paid p LEFT JOIN vendor v ON v.vendor_id = p.payee_id
GROUP BY p.payee_id ORDER BY paid DESC, p.payee_id"""
    rows = extract.connection.rows(f"{sql}\nLIMIT {MOST_PAYEES + 1}", progress)
    total = rows[0][5] if rows else Decimal(0)
    unnamed = next((row[2] for row in rows if row[0] is None), Decimal(0))
    kept = [
        Payee(row[0], row[1], row[2], row[3], row[4], float(row[2] / total) if total else 0.0, row[7])
        for row in rows
        if row[0] is not None
    ][:MOST_PAYEES]
    top = sum((one.paid for one in kept[:LARGEST]), Decimal(0))
    count = int(rows[0][6]) - any(row[0] is None for row in rows) if rows else 0
    return Payees((), tuple(kept), total, count, float(top / total) if total else None, unnamed, sql)


def _digits(extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress) -> Digits:
    missing = absent(extract, *PAID)
    if missing:
        return Digits(missing)
    sql = f"""SELECT CAST(left(CAST(amount AS VARCHAR), 2) AS INTEGER) AS digits, count(*) AS payments
FROM payment WHERE {within("paid_on", span)} AND amount >= 10{owner_condition(scope)}
GROUP BY digits ORDER BY digits"""
    counted: dict[int, int] = dict(extract.connection.rows(sql, progress))
    smallest, largest, left_out = extract.connection.row(
        "SELECT min(amount) FILTER (WHERE amount >= 10), max(amount), count(*) FILTER (WHERE amount < 10) "
        f"FROM payment WHERE {within('paid_on', span)}{owner_condition(scope)}",
        progress,
    )
    if not counted:
        return Digits((), left_out=int(left_out), why_not="too-few", sql=sql)
    found = judge_digits(
        "first-two",
        [int(counted.get(digit, 0)) for digit in digits_of("first-two")],
        float(smallest),
        float(largest),
    )
    return Digits(
        (),
        found.n,
        int(left_out),
        found.mad,
        found.mad_limits,
        "" if _by_chance(found) else found.conformity or "",
        CHANCE if _by_chance(found) else found.why_not,
        smallest,
        largest,
        tuple(Digit(row.digit, row.count, row.observed, row.expected, row.z) for row in found.rows),
        sql,
    )


def _by_chance(found: BenfordResult) -> bool:
    """Say whether a bad verdict would rest on noise: limits of the deviation know no size, and few amounts scatter widely."""
    return found.conformity in SUSPECT and found.chi_square_p >= CHANCE_P


def _purchases(extract: OpenedExtract, scope: PageScope, span: Period, progress: Progress) -> Purchases:
    """Read purchases made under no open tender, as the rule on splitting looks at them, with their dated threshold."""
    missing = absent(extract, *SPLITTABLE)
    if missing:
        return Purchases(missing)
    sql = f"""WITH bought AS (
    SELECT c.contract_id, c.organisation_id, c.vendor_id, c.category, c.signed_on, c.amount, s.money AS threshold, s.verified
    FROM contract c
    LEFT JOIN organisation o ON o.organisation_id = c.organisation_id
    LEFT JOIN standard_value s ON s.standard = 'procurement-threshold' AND s.name = c.item_class
        AND s.region_id = coalesce(o.region_id, '*') AND c.signed_on BETWEEN s.effective_from AND s.effective_to
    WHERE c.change_of IS NULL AND coalesce(c.method, '') NOT IN ('open', 'framework') AND {within("c.signed_on", span)}
)
SELECT contract_id, signed_on, amount, amount / threshold AS share, vendor_id, category, threshold, verified
FROM bought WHERE TRUE{owner_condition(scope)}
ORDER BY share DESC NULLS LAST, contract_id"""
    rows = extract.connection.rows(f"{sql}\nLIMIT {MOST_PURCHASES}", progress)
    count, unjudged = extract.connection.row(
        f"SELECT count(share), count(*) - count(share) FROM ({sql})", progress
    )
    kept = tuple(Purchase(row[0], row[1], row[2], float(row[3])) for row in rows if row[3] is not None)
    told = [row[7] for row in rows if row[7] is not None]
    return Purchases((), kept, int(count), int(unjudged), all(told) if told else None, sql)
