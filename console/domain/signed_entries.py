"""Owns the entries that carry signatures of persons' own keys, and the statements those sign. It refuses to check a signature.

A statement names the casebook, the finding and its last entry, so that a signature counts for that one standing alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from console.domain.entries import Entry
from console.domain.finding import FindingState, canonical
from console.errors import CasebookError

CLOSE, HAND_OVER = "close", "hand_over"


@dataclass(frozen=True, slots=True)
class Countersignature(Entry):
    """副签: a second person agrees with their own key that the finding may be closed; ``signature`` is CMS in hexadecimal."""

    kind: ClassVar[str] = "countersign"
    reason: str
    person: str  # as the certificate states
    fingerprint: str
    statement: str
    signature: str


@dataclass(frozen=True, slots=True)
class HandOver(Entry):
    """交接: one person hands a case to another; both sign the same statement with their own keys."""

    kind: ClassVar[str] = "hand_over"
    giver: str
    taker: str
    text: str
    statement: str
    giver_signature: str
    taker_signature: str


SIGNED_KINDS: tuple[type[Entry], ...] = (Countersignature, HandOver)


def closing_statement(casebook_id: str, state: FindingState, person: str, reason: str) -> bytes:
    """Return what somebody signs who agrees that a finding, as it stands now, may be closed."""
    told = {"act": CLOSE, "casebook": casebook_id, "person": person, "reason": reason}
    return canonical({**told, "findings": {state.identity: state.last.sequence}})


def hand_over_statement(
    casebook_id: str, states: tuple[FindingState, ...], giver: str, taker: str, text: str
) -> bytes:
    """Return what both sign when cases, as they stand now, go from one to the other."""
    told = {"act": HAND_OVER, "casebook": casebook_id, "giver": giver, "taker": taker, "text": text}
    return canonical({**told, "findings": {state.identity: state.last.sequence for state in states}})


def check_statement(state: FindingState, entry: Countersignature | HandOver) -> None:
    """Raise CasebookError statement-other where the statement signed is about something else than the entry says."""
    told = read_statement(entry.statement)
    if isinstance(entry, Countersignature):
        same = (told.get("act"), told.get("person"), told.get("reason")) == (
            CLOSE,
            entry.person,
            entry.reason,
        )
    else:
        parts = (told.get("act"), told.get("giver"), told.get("taker"), told.get("text"))
        same = parts == (HAND_OVER, entry.giver, entry.taker, entry.text)
    findings = told.get("findings")
    if not same or not isinstance(findings, dict) or findings.get(state.identity) != state.last.sequence:
        raise CasebookError("statement-other", number=state.number)


def read_statement(text: str) -> dict[str, Any]:
    """Return what a statement says, {} where it says nothing."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
