"""Owns what is asked and answered about payees that are one behind several names, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from console.domain.payee_groups import PayeeDecisions
from console.domain.period import Period
from console.jobs.theme_answers import PageScope

SIGNALS = ("credit_code", "name", "account", "phone", "address")
REASONS = (
    "decided",
    "credit-code",
    "same-name",
    "account-and-name",
    "phone-and-name",
    "address-and-name",
    "two-contacts",
)
"""Why two vendors are taken for one: each is the phrase ``payees-reason-<reason>``."""

DOUBTS = ("other-code", "other-name")
"""Why two vendors that share something are not: each is the phrase ``payees-doubt-<doubt>``."""


@dataclass(frozen=True, slots=True)
class PayeesRequest:
    """Whose payments count, what people decided, and how many groups are sent (0 sends all)."""

    scope: PageScope = field(default_factory=PageScope)
    decisions: PayeeDecisions = field(default_factory=PayeeDecisions)
    most: int = 200


@dataclass(frozen=True, slots=True)
class PayeeMatch:
    """Why one vendor of a group is taken for another of it; ``shared`` is what both have, ``likeness`` that of the names."""

    vendor_id: str
    other_id: str
    reason: str
    shared: str
    likeness: float | None = None


@dataclass(frozen=True, slots=True)
class PayeeVendor:
    """One entry of the vendor list, and what was paid to it in the period."""

    vendor_id: str
    name: str
    credit_code: str
    paid: Decimal
    payments: int


@dataclass(frozen=True, slots=True)
class PayeeGroup:
    """Vendors taken for one payee, the one paid most first; ``organisations`` are those that paid any of them."""

    group_id: str
    name: str
    vendors: tuple[PayeeVendor, ...]
    matches: tuple[PayeeMatch, ...]
    paid: Decimal
    payments: int
    organisations: int


@dataclass(frozen=True, slots=True)
class PayeeDoubt:
    """Two vendors that share something and are left apart, with the reason; somebody may join them."""

    vendor_id: str
    name: str
    other_id: str
    other_name: str
    doubt: str
    shared_kind: str
    shared: str


@dataclass(frozen=True, slots=True)
class PayeesAnswer:
    """Payees as the data and the decisions have them.

    ``silent`` are signals no vendor could be matched by, as their columns are missing; ``missing`` says why nothing was
    computed at all. Counts are whole; groups and doubts are the first by money.
    """

    missing: tuple[str, ...]
    period: Period
    silent: tuple[str, ...] = ()
    vendors: int = 0
    payees: int = 0
    group_count: int = 0
    grouped: int = 0
    grouped_paid: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    groups: tuple[PayeeGroup, ...] = ()
    doubt_count: int = 0
    doubts: tuple[PayeeDoubt, ...] = ()
    decided: int = 0
