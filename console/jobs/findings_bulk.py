"""Owns one decision written on many findings at once: all of them or none. It refuses to skip one that may not be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.entries import Entry
from console.domain.finding import Actor, FindingState
from console.domain.ledger import TreeHead
from console.domain.procedure import possible
from console.errors import CasebookError
from console.jobs.findings import CaseDesk, completed, news_of
from console.jobs.findings_answers import News


@dataclass(frozen=True, slots=True)
class ActedMany:
    """Which findings the decision was written on, and the head that holds it."""

    numbers: tuple[str, ...]
    head: TreeHead
    news: News


def act_many(desk: CaseDesk, names: Sequence[str], entry: Entry, actor: Actor) -> ActedMany:
    """Write the same decision on many findings, under one checkpoint.

    Raises CasebookError bulk-nothing, or what the procedure says of the first that may not be decided so: then none is.
    """
    if not names:
        raise CasebookError("bulk-nothing")
    with desk.writing() as book:
        states = {state.identity: state for state in (book.find(name) for name in names)}
        book.append_many([completed(entry, state) for state in states.values()], actor)
        head = book.head()
        numbers = tuple(state.number for state in states.values())
        return ActedMany(numbers, TreeHead(head.size, head.root), news_of(book))


def shared_acts(states: Sequence[FindingState]) -> tuple[str, ...]:
    """Return the actions open on every one of these findings."""
    allowed = [set(possible(state)) for state in states]
    common = set.intersection(*allowed) if allowed else set()
    return tuple(action for action in (possible(states[0]) if states else ()) if action in common)
