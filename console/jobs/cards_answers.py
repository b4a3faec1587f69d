"""Owns what is asked and answered about cards of open cases, as plain values: one card a cause, with what may excuse it.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from console.domain.card_excuses import CardDecisions, Excuse
from console.jobs.theme_answers import PageScope

LEVELS = ("supervise", "red", "yellow", "notice")  # the gravest first
EXCUSES = ("force_majeure", "outage", "other")


@dataclass(frozen=True, slots=True)
class CardsRequest:
    """Whose open cases, and what the casebook says of cards."""

    scope: PageScope = field(default_factory=PageScope)
    decided: CardDecisions = field(default_factory=CardDecisions)


@dataclass(frozen=True, slots=True)
class Card:
    """One cause: cases of one item that wait at one step of one organisation, or that one system's outage explains.

    ``state`` is open, excusable (the outage covers every case), excused, or reopened (an excuse no longer covers it).
    """

    key: str
    level: str  # of its gravest case
    cause: str  # waiting or outage
    organisation: str
    item: str
    step: str
    system: str
    cases: int
    worst: int  # days past the promise of its gravest case; below zero while all are in time
    first_case: str  # its gravest case
    case_ids: tuple[str, ...]  # the gravest twenty
    outage_days: int
    evidence: tuple[str, ...]  # availability/… and incident/…
    state: str = "open"
    excuse: Excuse | None = None


@dataclass(frozen=True, slots=True)
class CardsAnswer:
    """Cards of open cases, the gravest first; ``cases`` are those that give a signal, before they were put together."""

    request: CardsRequest
    missing: tuple[str, ...] = ()
    as_of: date | None = None
    cards: tuple[Card, ...] = ()
    cases: int = 0
    outages_missing: tuple[str, ...] = ()  # what the extract lacks to see outages
    verified: bool | None = None  # whether the standard was read in a primary text
    sql: str = ""
    unlisted: int = 0  # cards beyond those listed, counted and not shown

    @property
    def total(self) -> int:
        """Return all cards, those not listed included."""
        return len(self.cards) + self.unlisted


@dataclass(frozen=True, slots=True)
class CardTotals:
    """How many cards there are by level, how many cases stand behind all of them, how many cards an outage explains.

    ``excused`` counts the cards an excuse of the casebook covers: they are in none of the other counts.
    """

    by_level: Mapping[str, int]
    cases: int
    outage: int
    excused: int = 0

    @property
    def cards(self) -> int:
        """Return all cards."""
        return sum(self.by_level.values())
