"""Owns what is asked and answered about online against counter for the same mix of items, as plain values.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class ChannelRequest:
    """Whose closed cases, over which period."""

    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class ChannelOutcome:
    """One outcome online and at the counter. ``raw`` is the plain difference, ``same_mix`` that within items.

    ``why_not``: missing, or few (too few items that went both ways, or too few cases of them, for an interval).
    """

    name: str
    why_not: str = ""
    online: float | None = None
    offline: float | None = None
    raw: float | None = None
    same_mix: float | None = None
    low: float | None = None  # of the 95 % interval
    high: float | None = None
    items: int = 0  # that went both ways
    cases: int = 0  # of these items


@dataclass(frozen=True, slots=True)
class ChannelAnswer:
    """Every outcome, with the SQL of each item's sums."""

    request: ChannelRequest
    missing: tuple[str, ...] = ()
    outcomes: tuple[ChannelOutcome, ...] = ()
    sql: str = ""
