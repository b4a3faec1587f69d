"""Owns what an entry of a tolerance case, of a pilot or of a blind review changes. It refuses an entry the procedure forbids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from console.domain import tolerance_entries as t
from console.domain.entries import Recorded
from console.domain.finding import FindingState, Review
from console.domain.tolerance import Outcome, Step
from console.domain.tolerance_case import Act, Decision, ToleranceCase
from console.domain.tolerance_procedure import case_rule, check_act

ERASED = "erased"
"""What stands for a document's number where the entry that named it was lawfully erased."""

_OUTCOMES = {
    "tolerance_grant": Outcome.GRANTED,
    "tolerance_change_grant": Outcome.GRANTED,
    "tolerance_lighten": Outcome.LIGHTENED,
    "tolerance_refuse": Outcome.REFUSED,
    "tolerance_change_refuse": Outcome.REFUSED,
}
NOTICE = "notice"


def tolerance_effect(state: FindingState, recorded: Recorded, entry: t.ToleranceEntry) -> dict[str, Any]:
    """Return the fields of the finding an entry changes beside its trail.

    Raises CasebookError where the procedure does not allow it.
    """
    check_act(state, entry, recorded.actor, recorded.at)
    match entry:
        case t.PilotMatch():
            return {"pilot": entry.pilot, "proposed": state.severity, "severity": NOTICE}
        case t.PilotRelease():
            return {"pilot": "", "proposed": "", "severity": state.proposed or state.severity}
        case t.BlindReview():
            review = Review(entry.sample, entry.verdict, recorded.actor.name, recorded.at.date())
            return {"reviews": (*state.reviews, review)}
        case _:
            return _told(_moved(state.tolerance, recorded, entry.kind, _words(entry), _change(state, entry)))


def held_by_pilot(state: FindingState, effect: dict[str, Any]) -> dict[str, Any]:
    """Return an effect with the severity a pilot leaves: whatever is proposed or confirmed, inside a pilot it is a notice."""
    if not state.pilot or "severity" not in effect:
        return effect
    return {**effect, "proposed": effect["severity"], "severity": NOTICE}


def erased_effect(state: FindingState, recorded: Recorded, kind: str) -> dict[str, Any]:
    """Return what an entry changes of which only kind and subject are left: the case moves, and carries nothing."""
    match kind:
        case "pilot_match":
            return {"pilot": ERASED, "proposed": state.severity, "severity": NOTICE, "erased": True}
        case "pilot_release":
            return {"pilot": "", "proposed": "", "severity": state.proposed or state.severity, "erased": True}
        case "blind_review":
            return {"erased": True}
        case _:
            return {
                **_told(_moved(state.tolerance, recorded, kind, "", {"erased": True})),
                "erased": True,
            }


def _told(case: ToleranceCase) -> dict[str, Any]:
    """Return the case, and what it means for the finding: the document by which it does not count, or none."""
    number = case.decision.document_number if case.decision is not None else ERASED
    return {"tolerance": case, "tolerated": number if case.tolerates else ""}


def _moved(
    before: ToleranceCase | None, recorded: Recorded, kind: str, words: str, change: dict[str, Any]
) -> ToleranceCase:
    day = recorded.at.date()
    fresh = before is None or kind == "tolerance_apply"
    case = ToleranceCase(Step.APPLIED, day) if before is None or fresh else before
    rule = case_rule(kind)
    step = rule.after or case.step
    if kind == "tolerance_keep":
        step = case.before_appeal or Step.NOTIFIED
    if kind == "tolerance_appeal":
        change = {**change, "before_appeal": case.step}
    if kind in _OUTCOMES:
        change = {**change, "outcome": _OUTCOMES[kind]}
    name = recorded.actor.name
    act = Act(recorded.sequence, recorded.at, name, kind, words)
    earlier_acts = before.trail if before is not None else ()
    return replace(
        case,
        step=step,
        since=day if rule.after is not None else case.since,
        deeds=(*case.deeds, (kind, name)),
        trail=(*earlier_acts, act),
        **change,
    )


def _words(entry: t.ToleranceEntry) -> str:
    told = (str(getattr(entry, name, "") or "") for name in ("reason", "text"))
    return next((words for words in told if words), "")


def _change(state: FindingState, entry: t.ToleranceEntry) -> dict[str, Any]:
    """Return what an entry changes of its case beside step and trail."""
    case = state.tolerance
    if isinstance(entry, t.ToleranceApplication):
        involved = frozenset(entry.involved)
        return {
            "applicant": entry.applicant,
            "applied_on": entry.applied_on,
            "text": entry.text,
            "involved": involved,
        }
    if isinstance(entry, t.PublicClearing):
        return {"cleared_on": entry.cleared_on, "cleared_at": entry.place}
    assert case is not None
    if isinstance(entry, t.BodyDecision):
        return _decided(case, entry)
    change: Callable[[ToleranceCase, Any], dict[str, Any]] | None = _CHANGES.get(type(entry))
    return change(case, entry) if change is not None else {}


def _decided(case: ToleranceCase, entry: t.BodyDecision) -> dict[str, Any]:
    decision = Decision(entry.document_number, entry.body, entry.decided_on, entry.reason)
    if isinstance(entry, t.AppealKept):
        return {"appeal": decision}
    earlier = (*case.earlier, case.decision) if case.decision is not None else case.earlier
    told: dict[str, Any] = {"decision": decision, "earlier": earlier}
    if isinstance(entry, t.AppealGranted | t.AppealRefused):
        told["appeal"] = decision
    if isinstance(entry, t.ToleranceGranted | t.ToleranceLightened):
        told["correct_by"] = entry.correct_by
    return told


def _grounds(case: ToleranceCase, name: str, **told: Any) -> dict[str, Any]:
    return {"grounds": {**case.grounds, name: replace(case.ground(name), **told)}}


_CHANGES: dict[type[t.ToleranceEntry], Callable[[ToleranceCase, Any], dict[str, Any]]] = {
    t.GroundBinding: lambda case, entry: _grounds(
        case, entry.ground, evidence=entry.evidence, text=entry.text, verdict="", reason=""
    ),
    t.GroundAssessment: lambda case, entry: _grounds(
        case, entry.ground, verdict=entry.verdict, reason=entry.reason
    ),
    t.ToleranceRecusal: lambda case, entry: {"recused": case.recused | {entry.person}},
    t.ToleranceAdmission: lambda case, entry: {"admitted": case.admitted | {entry.person}},
    t.ToleranceVerification: lambda _case, entry: {
        "finding_of_fact": entry.text,
        "negative": entry.negative,
    },
    t.ToleranceReturn: lambda _case, _entry: {"finding_of_fact": "", "negative": ()},
    t.ToleranceNotice: lambda _case, entry: {"notified_on": entry.told_on, "notified_to": entry.told},
    t.ToleranceCorrection: lambda _case, entry: {
        "corrected_on": entry.corrected_on,
        "correction": entry.text,
    },
    t.ToleranceAppeal: lambda _case, entry: {
        "appellant": entry.appellant,
        "appealed_on": entry.appealed_on,
    },
}
