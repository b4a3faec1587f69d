"""Owns entries that carry signatures for tests of the procedure alone. It refuses to sign: the signatures are no signatures."""

from __future__ import annotations

from dataclasses import replace

from console.domain.entries import Entry
from console.domain.finding import Actor, canonical
from console.domain.signed_entries import Countersignature, HandOver


def signed(entry: Entry, last: int, actor: Actor) -> Entry:
    """Return the entry with the statement of a finding whose last entry is ``last``, where it says "?" for one."""
    findings = {entry.finding: last}
    if isinstance(entry, Countersignature) and entry.statement == "?":
        person = actor.name if entry.person == "?" else entry.person
        told = {
            "act": "close",
            "casebook": "c",
            "person": person,
            "reason": entry.reason,
            "findings": findings,
        }
        return replace(entry, person=person, statement=canonical(told).decode())
    if isinstance(entry, HandOver) and entry.statement == "?":
        names = {"giver": entry.giver, "taker": entry.taker, "text": entry.text}
        told = {"act": "hand_over", "casebook": "c", "findings": findings, **names}
        return replace(entry, statement=canonical(told).decode())
    return entry
