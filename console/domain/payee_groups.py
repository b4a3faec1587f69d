"""Owns what people decided about payees: these entries of the vendor list are one payee, those are not; and what then stands.

It refuses to change what was decided: a later decision is a further entry, and it is the later one that stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import ClassVar

PAYEES = "payees"


@dataclass(frozen=True, slots=True)
class PayeesJoined:
    """These vendors are one payee, and why."""

    kind: ClassVar[str] = "payees_join"
    vendors: tuple[str, ...]
    reason: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return PAYEES


@dataclass(frozen=True, slots=True)
class PayeesSplit:
    """These vendors are a payee of their own, apart from whomever they were grouped with, and why."""

    kind: ClassVar[str] = "payees_split"
    vendors: tuple[str, ...]
    reason: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return PAYEES


@dataclass(frozen=True, slots=True)
class PayeeDecisions:
    """What stands after every decision.

    ``joined`` are sets of vendors that are one payee; ``apart`` gives a number to each vendor that was split off: what
    the data say ties together only vendors with the same number, or without one.
    """

    joined: tuple[tuple[str, ...], ...] = ()
    apart: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many decisions stand: payees joined, and payees split off."""
        return len(self.joined) + len(set(self.apart.values()))

    @property
    def digest(self) -> str:
        """Return what tells these decisions from any other."""
        return sha256(repr((self.joined, sorted(self.apart.items()))).encode()).hexdigest()


def decisions_of(entries: Iterable[object]) -> PayeeDecisions:
    """Return what stands after the entries, in their order; entries of other kinds say nothing here."""
    joined: list[tuple[str, ...]] = []
    apart: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, PayeesJoined):
            dissolved = {apart[name] for name in entry.vendors if name in apart}
            apart = {name: label for name, label in apart.items() if label not in dissolved}
            joined.append(entry.vendors)
        elif isinstance(entry, PayeesSplit):
            joined = [part for one in joined for part in _parted(one, frozenset(entry.vendors))]
            apart |= dict.fromkeys(entry.vendors, number)
    return PayeeDecisions(tuple(joined), apart)


def _parted(joined: tuple[str, ...], off: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    parts = (
        tuple(name for name in joined if name in off),
        tuple(name for name in joined if name not in off),
    )
    return tuple(part for part in parts if len(part) > 1)
