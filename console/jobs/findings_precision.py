"""Owns how often each rule was right, out of what people decided.

It refuses to count what nobody decided, or what says nothing about the rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.finding import OVERTURNED, FindingState
from console.methods.intervals import proportion

FALSE_ALARMS = frozenset(
    {"not_proven", "data_error", "rule_error", "lawful_exception", "not_responsible", OVERTURNED}
)
"""Dismissals that say the rule should not have flagged it; a duplicate, a pilot and what was corrected before do not."""


@dataclass(frozen=True, slots=True)
class Precision:
    """One rule: how many of its decided suspicions stood, with a Wilson interval (95 %); None where none was decided."""

    rule_id: str
    confirmed: int
    false_alarms: int
    neither: int  # dismissed for a reason that says nothing about the rule
    undecided: int
    value: float | None
    low: float | None
    high: float | None


def precision(states: Iterable[FindingState]) -> tuple[Precision, ...]:
    """Return the precision of every rule that has findings, by rule."""
    counts: dict[str, Counter[str]] = {}
    for state in states:
        if not state.rule_id:
            continue  # its registration was erased: nobody knows any more whose it was
        counts.setdefault(state.rule_id, Counter())[_outcome(state)] += 1
    return tuple(_one(rule, counts[rule]) for rule in sorted(counts))


def _outcome(state: FindingState) -> str:
    if state.standing:
        return "confirmed"
    if not state.dismissal:
        return "undecided"
    return "false" if state.dismissal in FALSE_ALARMS else "neither"


def _one(rule_id: str, counts: Counter[str]) -> Precision:
    right, wrong = counts["confirmed"], counts["false"]
    told = (rule_id, right, wrong, counts["neither"], counts["undecided"])
    if not right + wrong:
        return Precision(*told, None, None, None)
    found = proportion(right, right + wrong)
    return Precision(*told, found.point, found.low, found.high)
