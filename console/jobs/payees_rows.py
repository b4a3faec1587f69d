"""Owns the statement that leads from a group of payees to its payments, as text for the workbench. It refuses to run it."""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.period import Period
from console.jobs.scope_sql import text_literal, within


def paid_to(vendors: Iterable[str], period: Period) -> str:
    """Return the payments to any of the vendors in a period, the largest first."""
    names = ", ".join(text_literal(vendor) for vendor in vendors)
    where = f"vendor_id IN ({names}) AND {within('paid_on', period)}"
    return f"SELECT * FROM payment\nWHERE {where}\nORDER BY amount DESC, payment_id"
