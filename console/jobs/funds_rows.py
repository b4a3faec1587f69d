"""Owns the statements that lead from a mark of the funds page down to its rows, as text for the workbench.

It refuses to run them, and to count anything the page did not count the same way.
"""

from __future__ import annotations

from console.domain.period import Period
from console.jobs.scope_sql import owner_condition, text_literal, within
from console.jobs.theme_answers import PageScope


def paid_in(scope: PageScope, span: Period, condition: str) -> str:
    """Return the payments of a span that meet a condition, the largest first."""
    where = f"{within('paid_on', span)} AND {condition}{owner_condition(scope)}"
    return f"SELECT * FROM payment\nWHERE {where}\nORDER BY amount DESC, payment_id"


def payee_condition(vendor_id: str) -> str:
    """Return the condition of one payee."""
    return f"vendor_id = {text_literal(vendor_id)}"


def payer_condition(organisation_id: str) -> str:
    """Return the condition of one paying organisation."""
    return f"organisation_id = {text_literal(organisation_id)}"


def digits_condition(digits: str) -> str:
    """Return the condition of one leading pair of digits."""
    return f"amount >= 10 AND left(CAST(amount AS VARCHAR), 2) = {text_literal(digits)}"
