"""Owns what the casebook keeps of no single finding: the register of authorised pilots, samples drawn for blind review.

It refuses to change what was entered: a pilot ends by a further entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from console.domain.card_excuses import CardExcused, CardReopened
from console.domain.payee_groups import PayeesJoined, PayeesSplit
from console.domain.tolerance import Pilot

REGISTER = "pilots"
SAMPLES = "review-samples"


@dataclass(frozen=True, slots=True)
class PilotEntered:
    """An authorised pilot enters the register; ``document_number`` and ``authorised_by`` are of the body that authorised it."""

    kind: ClassVar[str] = "pilot_enter"
    pilot: str
    document_number: str
    authorised_by: str
    deviation: str
    starts: date
    ends: date
    rules: tuple[str, ...]
    organisations: tuple[str, ...]
    regions: tuple[str, ...]
    items: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return REGISTER


@dataclass(frozen=True, slots=True)
class PilotEnded:
    """A pilot ends before its time, after ``last_day``, by a document."""

    kind: ClassVar[str] = "pilot_end"
    pilot: str
    last_day: date
    document_number: str
    reason: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return REGISTER


@dataclass(frozen=True, slots=True)
class ReviewSample:
    """Dismissals drawn at random for blind review, with this seed, out of so many; among them decoys that were confirmed."""

    kind: ClassVar[str] = "review_sample"
    sample: str
    seed: int
    population: int
    findings: tuple[str, ...]

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return SAMPLES


RegisterEntry = (
    PilotEntered | PilotEnded | ReviewSample | PayeesJoined | PayeesSplit | CardExcused | CardReopened
)
REGISTER_KINDS: tuple[type[RegisterEntry], ...] = (
    PilotEntered,
    PilotEnded,
    ReviewSample,
    PayeesJoined,
    PayeesSplit,
    CardExcused,
    CardReopened,
)


def pilot_entered(pilot: Pilot) -> PilotEntered:
    """Return the entry that brings a pilot into the register."""
    scopes = (pilot.rules, pilot.organisations, pilot.regions, pilot.items)
    told = (pilot.id, pilot.document_number, pilot.authorised_by, pilot.deviation, pilot.starts, pilot.ends)
    return PilotEntered(*told, *(tuple(sorted(scope)) for scope in scopes))


def pilots_of(entries: Iterable[object]) -> dict[str, Pilot]:
    """Return the register as its entries left it, by id; an end shortens a pilot and never lengthens it."""
    found: dict[str, Pilot] = {}
    for entry in entries:
        if isinstance(entry, PilotEntered):
            found[entry.pilot] = _pilot(entry, entry.ends)
        elif isinstance(entry, PilotEnded) and entry.pilot in found:
            held = found[entry.pilot]
            if entry.last_day < held.starts:
                del found[entry.pilot]
            elif entry.last_day < held.ends:
                found[entry.pilot] = _shortened(held, entry.last_day)
    return found


def _pilot(told: PilotEntered, ends: date) -> Pilot:
    scopes = (told.rules, told.organisations, told.regions, told.items)
    plain = (told.pilot, told.document_number, told.authorised_by, told.deviation, told.starts, ends)
    return Pilot(*plain, *(frozenset(scope) for scope in scopes))


def _shortened(held: Pilot, ends: date) -> Pilot:
    plain = (held.id, held.document_number, held.authorised_by, held.deviation, held.starts, ends)
    return Pilot(*plain, held.rules, held.organisations, held.regions, held.items)
