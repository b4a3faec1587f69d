"""Owns the register of authorised pilots in a casebook, and what it makes of findings: inside a pilot they are notices.

It refuses to enter a pilot twice, and to make a notice of anything that does not lie wholly inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from console.casebook import Casebook
from console.domain.finding import Actor, FindingState, Role, Stage
from console.domain.rule import Suspicion
from console.domain.tolerance import Pilot, pilot_of
from console.domain.tolerance_entries import PilotMatch, PilotRelease, ToleranceEntry
from console.domain.tolerance_register import REGISTER, PilotEnded, pilot_entered, pilots_of
from console.errors import CasebookError

OUTSIDE = "outside"
"""The reason of a release: the finding lies inside no authorised pilot any more; worded by whoever shows it."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What the register made of the findings: numbers of those that became notices, and of those that count again."""

    noticed: tuple[str, ...]
    released: tuple[str, ...]


def pilots_in(book: Casebook) -> dict[str, Pilot]:
    """Return the register as it stands, by id."""
    return pilots_of(recorded.entry for recorded in book.entries(REGISTER))


def enter_pilot(book: Casebook, pilot: Pilot, actor: Actor) -> Matched:
    """Enter an authorised pilot; what lies inside it is a notice from now on.

    Raises CasebookError pilot-known, pilot-role.
    """
    _must_be_charged(actor)
    if pilot.id in _ever(book):
        raise CasebookError("pilot-known", pilot=pilot.id)
    book.record((pilot_entered(pilot),), actor)
    return apply_pilots(book, actor)


def end_pilot(book: Casebook, ended: PilotEnded, actor: Actor) -> Matched:
    """End a pilot before its time; what then lies outside counts again.

    Raises CasebookError pilot-unknown, pilot-role, pilot-unbounded (no document), pilot-end-late.
    """
    _must_be_charged(actor)
    held = pilots_in(book).get(ended.pilot)
    if held is None:
        raise CasebookError("pilot-unknown", pilot=ended.pilot)
    if not ended.document_number.strip():
        raise CasebookError("pilot-unbounded", pilot=ended.pilot)
    if ended.last_day >= held.ends:
        raise CasebookError(
            "pilot-end-late", pilot=held.id, last_day=str(ended.last_day), ends=str(held.ends)
        )
    book.record((ended,), actor)
    return apply_pilots(book, actor)


def _must_be_charged(actor: Actor) -> None:
    if actor.role not in (Role.INSPECTOR, Role.REVIEWER, Role.LEADER):
        raise CasebookError("pilot-role", role=actor.role.value)


def _ever(book: Casebook) -> frozenset[str]:
    entries = (recorded.entry for recorded in book.entries(REGISTER))
    return frozenset(str(entry.pilot) for entry in entries if hasattr(entry, "pilot"))


def apply_pilots(book: Casebook, actor: Actor) -> Matched:
    """Make notices of the findings that lie inside a pilot, and let those count again that no longer do."""
    register = pilots_in(book)
    states = book.states()
    entries = tuple(_matches(states.values(), register))
    if entries:
        book.append_many(entries, actor)
    after = book.states()
    noticed = [entry for entry in entries if isinstance(entry, PilotMatch)]
    freed = [entry for entry in entries if isinstance(entry, PilotRelease)]
    return Matched(
        tuple(after[entry.finding].number for entry in noticed),
        tuple(after[entry.finding].number for entry in freed if not after[entry.finding].pilot),
    )


def _matches(states: Iterable[FindingState], register: Mapping[str, Pilot]) -> Iterable[ToleranceEntry]:
    by_rule: dict[str, list[Pilot]] = {}
    for pilot in register.values():
        for rule in pilot.rules:
            by_rule.setdefault(rule, []).append(pilot)
    for state in states:
        if (
            state.stage is Stage.DISMISSED
            or not state.rule_id
            or not (state.pilot or state.rule_id in by_rule)
        ):
            continue
        covering = pilot_of(suspicion_in(state), by_rule.get(state.rule_id, ()))
        held = covering.id if covering is not None else ""
        if state.pilot and state.pilot != held:
            yield PilotRelease(state.identity, state.pilot, OUTSIDE)
        if covering is not None and state.pilot != held:
            yield PilotMatch(state.identity, covering.id, covering.document_number)


def suspicion_in(state: FindingState) -> Suspicion:
    """Return what a finding was registered as, with the severity its rule proposes."""
    told = Suspicion(**{name: getattr(state, name) for name in Suspicion.__dataclass_fields__})
    return replace(told, severity=state.proposed or state.severity)
