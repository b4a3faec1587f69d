"""Owns what people decided about cards of open cases: what excuses one and for how many days, and that one is re-opened.

It refuses to change what was decided, and to tell outside the case file whose card was excused: there a digest stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Protocol

from console.domain.excused import SEPARATOR

CARDS = "cards"


class Named(Protocol):
    """Who acted."""

    @property
    def name(self) -> str:
        """Return the name."""


class Written(Protocol):
    """An entry as the casebook holds it: what, by whom, when."""

    @property
    def entry(self) -> object:
        """Return what was done."""

    @property
    def actor(self) -> Named:
        """Return who did it."""

    @property
    def at(self) -> datetime:
        """Return when."""


@dataclass(frozen=True, slots=True)
class CardExcused:
    """A card is excused for so many days past the promise, by evidence."""

    kind: ClassVar[str] = "card_excuse"
    card: str
    cause: str
    days: int
    evidence: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return CARDS


@dataclass(frozen=True, slots=True)
class CardReopened:
    """Nothing excuses a card any longer, and why."""

    kind: ClassVar[str] = "card_reopen"
    card: str
    evidence: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return CARDS


@dataclass(frozen=True, slots=True)
class Excuse:
    """What somebody accepted for a card: it covers so many days past the promise."""

    kind: str
    days: int
    evidence: str
    author: str
    kept_on: date
    in_casebook: bool = False


@dataclass(frozen=True, slots=True)
class CardDecisions:
    """What stands in the casebook: excuses by card, and the cards it re-opened."""

    excuses: Mapping[str, Excuse] = field(default_factory=dict)
    reopened: tuple[str, ...] = ()

    def over(self, kept: Mapping[str, Excuse]) -> dict[str, Excuse]:
        """Return the excuses in force where others are kept on this computer: the casebook comes first."""
        return {card: one for card, one in kept.items() if card not in self.reopened} | dict(self.excuses)


@dataclass(frozen=True, slots=True)
class ExcusedCard:
    """An excuse outside the case file: ``digest`` is the SHA-256 of casebook and card, in hexadecimal digits."""

    digest: str
    days: int


def card_decisions(entries: Iterable[Written]) -> CardDecisions:
    """Return what stands after the entries, in their order; entries of other kinds say nothing here."""
    held: dict[str, Excuse | None] = {}
    for one in entries:
        told = one.entry
        if isinstance(told, CardExcused):
            held[told.card] = Excuse(
                told.cause, told.days, told.evidence, one.actor.name, one.at.date(), in_casebook=True
            )
        elif isinstance(told, CardReopened):
            held[told.card] = None
    return CardDecisions(
        {card: excuse for card, excuse in held.items() if excuse is not None},
        tuple(sorted(card for card, excuse in held.items() if excuse is None)),
    )


def excused_cards(casebook_id: str, decided: CardDecisions) -> tuple[ExcusedCard, ...]:
    """Return what stands for the excused cards outside the case file."""
    return tuple(
        ExcusedCard(sha256(f"{casebook_id}{SEPARATOR}{card}".encode()).hexdigest(), excuse.days)
        for card, excuse in sorted(decided.excuses.items())
    )
