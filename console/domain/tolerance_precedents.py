"""Owns the search for precedents: decided cases alike in rule, item and facts, side by side. It refuses to say which counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from console.domain.finding import FindingState
from console.domain.tolerance import GROUNDS, Outcome
from console.errors import Fact

WEIGHTS = {
    "rule": 4,
    "item": 3,
    "theme": 1,
    "organisation": 1,
    "amount": 1,
    "persons": 1,
    "days": 1,
    "facts": 2,
}
"""What a likeness counts; each is the phrase ``tolerance-alike-<name>``. Without the rule or the theme nothing is alike."""

NEAR = 2
"""Two figures are near where neither is more than so many times the other."""

_SUBJECTS = frozenset({"item_id", "organisation_id", "region_id"})


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided case, what it has in common with the one at hand, and what share of all that could be alike (0 to 1)."""

    state: FindingState
    alike: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of two cases side by side; ``name`` is a field or a ground."""

    name: str
    here: Fact | bool
    there: Fact | bool
    same: bool


def precedents(state: FindingState, others: Iterable[FindingState], most: int = 5) -> tuple[Precedent, ...]:
    """Return the decided cases most like this one, the likest first; refused ones too: they are precedents as well."""
    found = []
    for other in others:
        if other.identity == state.identity or not _decided(other):
            continue
        alike = likeness(state, other)
        if "rule" in alike or "theme" in alike:
            told = sum(WEIGHTS[name] for name in alike) / sum(WEIGHTS.values())
            found.append(Precedent(other, alike, told))
    return tuple(sorted(found, key=lambda one: (-one.share, one.state.number))[:most])


def _decided(state: FindingState) -> bool:
    case = state.tolerance
    return case is not None and case.outcome is not Outcome.NONE and not case.erased


def likeness(one: FindingState, other: FindingState) -> tuple[str, ...]:
    """Return what two findings have in common; what is not known of one of them is not alike."""
    found = {
        "rule": one.rule_id == other.rule_id,
        "item": _same(one.facts.get("item_id"), other.facts.get("item_id")),
        "theme": one.theme == other.theme,
        "organisation": _same(one.organisation_id, other.organisation_id),
        "amount": _near(one.amount, other.amount),
        "persons": _near(one.persons, other.persons),
        "days": _near(one.days, other.days),
        "facts": bool(shared_facts(one, other)),
    }
    return tuple(name for name, alike in found.items() if alike)


def shared_facts(one: FindingState, other: FindingState) -> tuple[str, ...]:
    """Return the names of facts both findings tell alike, subjects aside."""
    names = (one.facts.keys() & other.facts.keys()) - _SUBJECTS
    return tuple(sorted(name for name in names if _same(one.facts[name], other.facts[name])))


def side_by_side(one: FindingState, other: FindingState) -> tuple[Pair, ...]:
    """Return two cases line by line: what they are about, their figures, what was found of each ground, how they ended."""
    told: list[tuple[str, Fact, Fact]] = [
        ("rule", one.rule_id, other.rule_id),
        ("item", one.facts.get("item_id"), other.facts.get("item_id")),
        ("amount", _plain(one.amount), _plain(other.amount)),
        ("persons", one.persons, other.persons),
        ("days", one.days, other.days),
    ]
    told += [(name, _verdict(one, name), _verdict(other, name)) for name in GROUNDS]
    told += [("outcome", _outcome(one), _outcome(other)), ("document", _document(one), _document(other))]
    return tuple(Pair(name, here, there, _same(here, there)) for name, here, there in told)


def _same(one: Fact, other: Fact) -> bool:
    return one is not None and one == other


def _near(one: Decimal | int | None, other: Decimal | int | None) -> bool:
    if one is None or other is None:
        return False
    low, high = sorted((one, other))
    return low > 0 and high <= NEAR * low


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:,}"


def _verdict(state: FindingState, ground: str) -> str | None:
    case = state.tolerance
    return (case.ground(ground).verdict or None) if case is not None else None


def _outcome(state: FindingState) -> str | None:
    case = state.tolerance
    return (case.outcome.value or None) if case is not None else None


def _document(state: FindingState) -> str | None:
    case = state.tolerance
    return case.decision.document_number if case is not None and case.decision is not None else None
