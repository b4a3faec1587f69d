"""Owns the preview of another value of a rule's parameter: what it would flag, and what that means for what was decided.

It refuses to save anything: a preview changes no definition and no finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.domain.finding import FindingState, identity
from console.domain.ports import Progress
from console.domain.rule import Judgement, Suspicion
from console.jobs.extract import OpenedExtract
from console.jobs.findings_precision import outcome_of
from console.jobs.supervise import SuperviseRequest, supervise


@dataclass(frozen=True, slots=True)
class Known:
    """Known findings of one outcome among those an extract flags: how many another value flags still, how many no more."""

    outcome: str  # confirmed, false, neither or undecided
    stay: int
    go: int


@dataclass(frozen=True, slots=True)
class ThresholdPreview:
    """What a rule flags with the value in force and with another one.

    ``appear`` counts what only the other value flags, ``go`` what it no longer does; ``known`` says it of the findings of the
    casebook: how many known dismissals would go, and how many that were confirmed.
    """

    rule_id: str
    parameters: Mapping[str, float]
    now: int
    then: int
    appear: int
    go: int
    known: tuple[Known, ...]
    reason: str = ""  # why the rule could not be computed

    def gone(self, outcome: str) -> int:
        """Return how many known findings of an outcome would go."""
        return next((one.go for one in self.known if one.outcome == outcome), 0)


OUTCOMES = ("confirmed", "false", "neither", "undecided")


def preview(
    extract: OpenedExtract,
    rule_id: str,
    parameters: Mapping[str, float],
    states: Iterable[FindingState],
    scheme: str,
    progress: Progress,
) -> ThresholdPreview:
    """Run a rule with its own values and with others, and compare what each flags.

    Raises UsageError for a rule that does not exist.
    """
    now = _judge(extract, rule_id, {}, progress)
    then = _judge(extract, rule_id, {rule_id: parameters}, progress)
    return compared(rule_id, parameters, (now, then), states, scheme)


def _judge(
    extract: OpenedExtract, rule_id: str, changed: Mapping[str, Mapping[str, float]], progress: Progress
) -> Judgement:
    return supervise(extract, SuperviseRequest((rule_id,), (), changed, own=True), progress)[0]


def compared(
    rule_id: str,
    parameters: Mapping[str, float],
    judgements: tuple[Judgement, Judgement],
    states: Iterable[FindingState],
    scheme: str,
) -> ThresholdPreview:
    """Return what two judgements of one rule differ in."""
    now, then = (_names(one.suspicions, scheme) for one in judgements)
    outcomes = {state.identity: outcome_of(state) for state in states if state.identity in now}
    stay = Counter(outcome for name, outcome in outcomes.items() if name in then)
    go = Counter(outcome for name, outcome in outcomes.items() if name not in then)
    known = tuple(Known(one, stay[one], go[one]) for one in OUTCOMES if stay[one] + go[one])
    reason = judgements[0].reason
    counts = (len(now), len(then), len(then - now), len(now - then))
    return ThresholdPreview(rule_id, parameters, *counts, known, reason)


def _names(flagged: Iterable[Suspicion], scheme: str) -> frozenset[str]:
    return frozenset(identity(one.rule_id, one.key, scheme) for one in flagged)
