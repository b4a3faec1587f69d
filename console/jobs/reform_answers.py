"""Owns what is asked and answered about redesigned processes, as plain values: before and after the date of a reform.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from console.jobs.theme_answers import PageScope

OUTCOMES = ("days", "visits", "materials", "handoffs", "steps")


@dataclass(frozen=True, slots=True)
class ReformRequest:
    """Which reforms: those of the scope, one by its id, or all of one kind taken together (``pooled``).

    ``item_id`` with ``from_on`` asks about a date nobody registered.
    """

    scope: PageScope = field(default_factory=PageScope)
    reform_id: str = ""
    kind: str = ""
    pooled: bool = False
    item_id: str = ""
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReformEffect:
    """A change with its 95 % interval, in days or times a case."""

    point: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ReformOutcome:
    """One outcome before and after. ``why_not``: missing, few (under thirty cases on a side), or short (under
    eight months with cases on a side).

    ``mean`` is the average distance over the months after from the trend before drawn on; ``compared`` is the same of the
    difference from the items that were not reformed.
    """

    name: str
    why_not: str = ""
    before: float | None = None
    after: float | None = None
    declared_before: float | None = None
    declared_after: float | None = None
    level: ReformEffect | None = None
    slope: ReformEffect | None = None
    mean: ReformEffect | None = None
    compared: ReformEffect | None = None
    months: tuple[str, ...] = ()
    values: tuple[float | None, ...] = ()
    expected: tuple[float, ...] = ()
    fitted: tuple[float, ...] = ()
    start: int = 0  # place of the first month after


@dataclass(frozen=True, slots=True)
class ReformLine:
    """One reform, or all of one kind (then without item and organisation), with its outcomes in the order of OUTCOMES."""

    reform_id: str
    item: str
    organisation: str
    kind: str
    from_on: date | None
    reforms: int
    before: int  # cases closed before
    after: int  # cases begun and closed after
    straddling: int  # cases begun before and closed after, left out
    outcomes: tuple[ReformOutcome, ...]


@dataclass(frozen=True, slots=True)
class ReformAnswer:
    """Reforms with their outcomes, those with the clearest change of days first."""

    request: ReformRequest
    why_not: str = ""  # missing, or none
    missing: tuple[str, ...] = ()
    lines: tuple[ReformLine, ...] = ()
    sql: str = ""
