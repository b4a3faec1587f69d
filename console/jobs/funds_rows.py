"""Owns the statements that lead from a mark of the funds page down to its rows, as text for the workbench.

It refuses to run them, and to count anything the page did not count the same way.
"""

from __future__ import annotations

from console.domain.period import Period
from console.jobs.scope_sql import owner_condition, text_literal, within
from console.jobs.theme_answers import PageScope

PAYEE = "coalesce(g.payee_id, p.vendor_id)"
PAYEE_JOIN = "LEFT JOIN vendor_payee g ON g.vendor_id = p.vendor_id"
"""Who stands behind the vendor of a payment ``p``, and what tells it: vendors of one payee count as one, as in the rules."""


def paid_in(scope: PageScope, span: Period, condition: str) -> str:
    """Return the payments of a span that meet a condition, the largest first."""
    where = f"{within('paid_on', span)} AND {condition}{owner_condition(scope)}"
    return f"SELECT * FROM payment\nWHERE {where}\nORDER BY amount DESC, payment_id"


def payee_condition(payee_id: str) -> str:
    """Return the condition of one payee, under whichever of its vendors it was paid."""
    named = text_literal(payee_id)
    return (
        f"(vendor_id = {named} OR vendor_id IN (SELECT vendor_id FROM vendor_payee WHERE payee_id = {named}))"
    )


def payer_condition(organisation_id: str) -> str:
    """Return the condition of one paying organisation."""
    return f"organisation_id = {text_literal(organisation_id)}"


def digits_condition(digits: str) -> str:
    """Return the condition of one leading pair of digits."""
    return f"amount >= 10 AND left(CAST(amount AS VARCHAR), 2) = {text_literal(digits)}"


def repeated_amounts(scope: PageScope, span: Period, digits: str) -> str:
    """Return the amounts of one leading pair of digits that were paid more than once, each with its payees."""
    where = f"{within('paid_on', span)} AND {digits_condition(digits)}{owner_condition(scope)}"
    return (
        f"SELECT amount, count(*) AS payments, sum(amount) AS paid, count(DISTINCT {PAYEE}) AS payees,\n"
        f"    mode({PAYEE}) AS most_frequent_payee, count(DISTINCT organisation_id) AS payers,\n"
        "    min(paid_on) AS first_paid_on, max(paid_on) AS last_paid_on\n"
        f"FROM payment p {PAYEE_JOIN}\nWHERE {where}\nGROUP BY amount HAVING count(*) > 1\nORDER BY payments DESC, amount DESC"
    )


def digit_payees(scope: PageScope, span: Period, digits: str) -> str:
    """Return who was paid amounts of one leading pair of digits, the most often first, with the share of all paid them."""
    where = f"{within('paid_on', span)}{owner_condition(scope)}"
    return (
        f"SELECT {PAYEE} AS payee_id, count(*) FILTER (WHERE {digits_condition(digits)}) AS payments,\n"
        f"    sum(amount) FILTER (WHERE {digits_condition(digits)}) AS paid, count(*) AS all_payments,\n"
        f"    count(*) FILTER (WHERE {digits_condition(digits)}) / count(*) AS share\n"
        f"FROM payment p {PAYEE_JOIN}\nWHERE {where}\nGROUP BY ALL HAVING payments > 0\nORDER BY payments DESC, payee_id"
    )
