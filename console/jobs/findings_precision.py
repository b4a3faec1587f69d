"""Owns how often each rule was right, out of what people decided and what blind reviews said of the dismissals.

It refuses to count what nobody decided, or what says nothing about the rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from console.domain.finding import OVERTURNED, FindingState
from console.methods.intervals import proportion

FALSE_ALARMS = frozenset(
    {"not_proven", "data_error", "rule_error", "lawful_exception", "not_responsible", OVERTURNED}
)
"""Dismissals that say the rule should not have flagged it; a duplicate, a pilot and what was corrected before do not."""


FEWEST = 5
"""How many decided suspicions a rule needs before it is called weak: fewer say nothing."""


@dataclass(frozen=True, slots=True)
class Precision:
    """One rule: how many of its decided suspicions stood, with a Wilson interval (95 %); None where none was decided.

    ``reviewed`` dismissals drawn at random were judged blind, ``wrongly`` of them should have stood. ``corrected`` is the
    precision where that share of all dismissals stood too, with the bounds the sample leaves (Wilson); None where nobody
    reviewed.
    """

    rule_id: str
    confirmed: int
    false_alarms: int
    neither: int  # dismissed for a reason that says nothing about the rule
    undecided: int
    value: float | None
    low: float | None
    high: float | None
    reviewed: int = 0
    wrongly: int = 0
    corrected: float | None = None
    corrected_low: float | None = None
    corrected_high: float | None = None

    @property
    def best(self) -> float | None:
        """Return the precision as far as it is known: corrected by the blind review where there was one."""
        return self.value if self.corrected is None else self.corrected

    @property
    def decided(self) -> int:
        """Return how many suspicions say something about the rule."""
        return self.confirmed + self.false_alarms


def precision(states: Iterable[FindingState]) -> tuple[Precision, ...]:
    """Return the precision of every rule that has findings, by rule."""
    counts: dict[str, Counter[str]] = {}
    for state in states:
        if not state.rule_id:
            continue  # its registration was erased: nobody knows any more whose it was
        held = counts.setdefault(state.rule_id, Counter())
        held[outcome_of(state)] += 1
        if outcome_of(state) == "false":
            held.update(one.verdict for one in state.reviews)
    return tuple(_one(rule, counts[rule]) for rule in sorted(counts))


def weak_rules(states: Iterable[FindingState], least: float) -> dict[str, Precision]:
    """Return the rules whose precision lies below a chosen value, by id; a rule hardly anybody decided on is not called so."""
    found = (one for one in precision(states) if one.decided >= FEWEST)
    return {one.rule_id: one for one in found if one.best is not None and one.best < least}


def outcome_of(state: FindingState) -> str:
    """Return what became of a suspicion: confirmed, false, neither (it says nothing about the rule) or undecided."""
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
    plain = Precision(*told, found.point, found.low, found.high)
    wrongly, reviewed = counts["violation"], counts["violation"] + counts["false_alarm"]
    return _corrected(plain, wrongly, reviewed) if reviewed else plain


def _corrected(plain: Precision, wrongly: int, reviewed: int) -> Precision:
    """Return a precision with the dismissals that should have stood, as far as the sample tells how many."""
    share = proportion(wrongly, reviewed)
    bounds = (share.point, share.low or 0.0, 1.0 if share.high is None else share.high)
    stood = [(plain.confirmed + plain.false_alarms * part) / plain.decided for part in bounds]
    return replace(
        plain,
        reviewed=reviewed,
        wrongly=wrongly,
        corrected=stood[0],
        corrected_low=stood[1],
        corrected_high=stood[2],
    )
