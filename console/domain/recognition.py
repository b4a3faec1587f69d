"""Owns how the next extract's suspicions find their findings again. It refuses to close anything: it proposes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from console.domain.entries import Disappearance, Recognition, Registration, finite, registration
from console.domain.finding import FindingState, Stage, identity
from console.domain.rule import Suspicion
from console.domain.uncounted import SAME_GROUP

Key = tuple[str, tuple[str, ...]]
"""A rule and a natural key of what it looks at."""


@dataclass(frozen=True, slots=True)
class Known:
    """A suspicion that is a finding already. ``overlap`` is below one where it was recognised by its members."""

    state: FindingState
    suspicion: Suspicion
    overlap: float = 1.0

    @property
    def rule_changed(self) -> bool:
        """Whether another version of the rule flags it now."""
        return self.suspicion.rule_version != self.state.rule_version

    @property
    def back_again(self) -> bool:
        """Whether it was closed, and is there again: a proposal to reopen."""
        return self.state.stage is Stage.CLOSED

    def entry(self, extract_id: str) -> Recognition:
        """Return the entry that links the new extract's suspicion to the finding."""
        told = self.suspicion
        return Recognition(
            finding=self.state.identity,
            extract_id=extract_id,
            rule_version=told.rule_version,
            severity=told.severity,
            amount=told.amount,
            persons=told.persons,
            days=told.days,
            evidence=told.evidence,
            facts=finite(told.facts),
        )


@dataclass(frozen=True, slots=True)
class Vanished:
    """An open finding that the new extract does not flag. ``why`` is clear, unjudged or scheme.

    clear: the new extract judged it and found nothing: propose to dismiss it, or to send it to review if it was confirmed.
    unjudged: the new extract could not judge it: nothing follows. scheme: its key is pseudonymised otherwise: no telling.
    """

    state: FindingState
    why: str

    @property
    def proposal(self) -> str:
        """The action proposed, or nothing."""
        if self.why != "clear":
            return ""
        return "report" if self.state.standing else "dismiss"

    def entry(self, extract_id: str) -> Disappearance:
        """Return the entry that records it."""
        return Disappearance(self.state.identity, extract_id, self.why == "clear")


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a new extract means for a casebook."""

    new: tuple[Suspicion, ...]
    known: tuple[Known, ...]
    proposed_for_closing: tuple[Vanished, ...]
    unjudged: tuple[Vanished, ...]

    def registrations(self, scheme: str, extract_id: str) -> tuple[Registration, ...]:
        """Return the entries that bring the new suspicions in."""
        return tuple(registration(suspicion, scheme, extract_id) for suspicion in self.new)


def reconcile(
    states: Mapping[str, FindingState],
    suspicions: Iterable[Suspicion],
    judged_clear: Collection[Key],
    scheme: str,
    clusters: Collection[str] = (),
) -> Reconciliation:
    """Link the suspicions of an extract to known findings.

    ``judged_clear`` holds what the extract's rules looked at and found clear; ``scheme`` is the extract's pseudonym
    scheme; ``clusters`` names the rules whose findings are groups, recognised by the overlap of their evidence where the
    key differs. The order of the suspicions changes nothing.
    """
    asked = sorted({(s.rule_id, s.key): s for s in suspicions}.items())
    known: dict[str, Known] = {}
    rest: list[Suspicion] = []
    for (rule_id, key), suspicion in asked:
        state = states.get(identity(rule_id, key, scheme))
        if state is None:
            rest.append(suspicion)
        else:
            known[state.identity] = Known(state, suspicion)
    grouped = [suspicion for suspicion in rest if suspicion.rule_id in clusters]
    by_members = _match_clusters(states, known, grouped, scheme)
    known |= {match.state.identity: match for match in by_members}
    taken = {id(match.suspicion) for match in by_members}
    gone = [
        _vanished(state, judged_clear, scheme)
        for name, state in states.items()
        if state.open and name not in known
    ]
    return Reconciliation(
        new=tuple(suspicion for suspicion in rest if id(suspicion) not in taken),
        known=tuple(known.values()),
        proposed_for_closing=tuple(item for item in gone if item.why == "clear"),
        unjudged=tuple(item for item in gone if item.why != "clear"),
    )


def _vanished(state: FindingState, judged_clear: Collection[Key], scheme: str) -> Vanished:
    if state.pseudonym_scheme != scheme:
        return Vanished(state, "scheme")
    return Vanished(state, "clear" if (state.rule_id, state.key) in judged_clear else "unjudged")


def _match_clusters(
    states: Mapping[str, FindingState], known: Mapping[str, Known], rest: list[Suspicion], scheme: str
) -> list[Known]:
    """Pair groups of one rule by common members, the closest pair first; each finding and suspicion at most once."""
    pairs = sorted(
        (-overlap(suspicion.evidence, state.evidence), state.number, suspicion.key, place)
        for place, suspicion in enumerate(rest)
        for state in states.values()
        if state.identity not in known
        and state.rule_id == suspicion.rule_id
        and state.pseudonym_scheme == scheme
    )
    by_number = {state.number: state for state in states.values()}
    found: dict[str, Known] = {}
    used: set[int] = set()
    for closeness, name, _, place in pairs:
        if -closeness >= SAME_GROUP and name not in found and place not in used:
            found[name] = Known(by_number[name], rest[place], -closeness)
            used.add(place)
    return list(found.values())


def overlap(some: Collection[str], others: Collection[str]) -> float:
    """Return the share of common members among all members of two groups (Jaccard), 0 where both are empty."""
    union = set(some) | set(others)
    return len(set(some) & set(others)) / len(union) if union else 0.0
