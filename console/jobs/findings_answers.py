"""Owns what a worker is asked and answers about suspicions and their evidence. It refuses to need the engine to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from console.domain.recognition import Key
from console.domain.rule import Judgement, Suspicion
from console.errors import Fact


@dataclass(frozen=True, slots=True)
class Seen:
    """What an extract says: its suspicions, its pseudonym scheme, its name, and its mark (signed, unsigned, diagnosis).

    ``judged_clear`` holds the keys its rules looked at and found clear, as far as somebody asked for them.
    """

    suspicions: tuple[Suspicion, ...]
    scheme: str
    extract_id: str
    mark: str = "signed"
    judged_clear: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class SuspicionsRequest:
    """Which rules and themes (all where empty); ``known`` names open findings of the casebook whose fate is asked for."""

    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    known: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspicions:
    """What was seen, how each rule judged (its suspicions are in ``seen``), and names by id in both languages."""

    seen: Seen
    judgements: tuple[Judgement, ...]
    organisations: Mapping[str, tuple[str, str]]  # Chinese, English
    regions: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Which rows."""

    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceCell:
    """One value of a row, with the column's label in both languages."""

    column: str
    chinese: str
    english: str
    value: Fact
    personal: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row as the extract holds it; ``cells`` is empty where it is no longer there.

    ``digest`` is the SHA-256 of the row before masking, so that two extracts can be compared by eye.
    """

    reference: str
    table: str
    key: str
    chinese: str
    english: str
    on: date | None
    amount: Decimal | None
    digest: str
    cells: tuple[EvidenceCell, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    """The rows read, and how many there are."""

    rows: tuple[EvidenceRow, ...]
    total: int
