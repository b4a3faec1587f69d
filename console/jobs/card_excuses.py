"""Owns excuses for cards as they are written down: in the casebook where it is open, else on this computer.

It refuses an excuse without evidence, without a name, or for days nobody can mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from console.domain.card_excuses import (
    CARDS,
    CardDecisions,
    CardExcused,
    CardReopened,
    Excuse,
    card_decisions,
)
from console.domain.finding import Actor, Role
from console.domain.ports import Clock
from console.errors import CasebookError, UsageError
from console.jobs.cards_answers import EXCUSES
from console.jobs.kept_lines import append_line, read_lines
from console.paths import user_folder

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk

FILE = "card-excuses.jsonl"
MOST_DAYS = 366
DECIDING = (Role.INSPECTOR, Role.REVIEWER, Role.LEADER)


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One decision about a card: what excuses it, or that nothing does any longer."""

    card: str
    kind: str
    days: int
    evidence: str
    author: str
    kept_on: date
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ExcuseRequest:
    """An excuse to keep, or to take back, for the card of a key."""

    card: str
    kind: str
    days: int
    evidence: str
    author: str
    withdrawn: bool = False


def kept_excuses(file: Path | None = None) -> dict[str, Excuse]:
    """Return the excuses in force by card."""
    held: dict[str, Excuse] = {}
    for line in read_lines(file or user_folder() / FILE, Line):
        held.pop(line.card, None)
        if not line.withdrawn:
            held[line.card] = Excuse(line.kind, line.days, line.evidence, line.author, line.kept_on)
    return held


def keep_excuse(asked: ExcuseRequest, clock: Clock, file: Path | None = None) -> Excuse:
    """Write an excuse down, or that one is taken back, which re-opens the card.

    Raises UsageError for a kind that does not exist, no evidence, no author, or days nobody can mean.
    """
    path = file or user_folder() / FILE
    if asked.withdrawn and asked.card not in kept_excuses(path):
        raise UsageError("card-no-excuse", card=asked.card)
    _refuse_weak(asked)
    today = clock.now().date()
    line = Line(
        asked.card,
        asked.kind,
        asked.days,
        asked.evidence.strip(),
        asked.author.strip(),
        today,
        asked.withdrawn,
    )
    append_line(path, line)
    return Excuse(line.kind, line.days, line.evidence, line.author, line.kept_on)


def read_card_decisions(desk: CaseDesk) -> CardDecisions:
    """Return what people decided about cards, as the casebook has it."""
    with desk.reading() as book:
        return card_decisions(book.entries(CARDS))


def decide_card(desk: CaseDesk, asked: ExcuseRequest, role: Role, file: Path | None = None) -> CardDecisions:
    """Write an excuse, or that a card is re-opened, into the casebook; return what now stands.

    Raises UsageError as ``keep_excuse`` does, CasebookError card-role where the capacity does not decide.
    """
    _refuse_weak(asked)
    if role not in DECIDING:
        raise CasebookError("card-role", role=role.value)
    actor = Actor(asked.author.strip(), role)
    with desk.writing() as book:
        standing = card_decisions(book.entries(CARDS)).over(kept_excuses(file))
        if asked.withdrawn and asked.card not in standing:
            raise UsageError("card-no-excuse", card=asked.card)
        told = asked.evidence.strip()
        if asked.withdrawn:
            book.record((CardReopened(asked.card, told),), actor)
        else:
            book.record((CardExcused(asked.card, asked.kind, asked.days, told),), actor)
        return card_decisions(book.entries(CARDS))


def _refuse_weak(asked: ExcuseRequest) -> None:
    if asked.kind not in EXCUSES:
        raise UsageError("card-excuse-kind", name=asked.kind, known=", ".join(EXCUSES))
    if not asked.evidence.strip() or not asked.author.strip():
        raise UsageError("card-excuse-evidence")
    if not asked.withdrawn and not 1 <= asked.days <= MOST_DAYS:
        raise UsageError("card-excuse-days", days=asked.days, limit=MOST_DAYS)
