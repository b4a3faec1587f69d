"""Owns the procedure of a tolerance case: who may do what at which step, and what an entry must carry.

It refuses any action its table does not name, anybody who must step back or need not know, and to decide anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from console.domain import tolerance_entries as t
from console.domain.finding import Actor, FindingState, Role, Stage
from console.domain.procedure import INTAKE, same_person
from console.domain.tolerance import GROUNDS, VERDICTS, Outcome, Step
from console.domain.tolerance_case import ToleranceCase
from console.errors import CasebookError

REVIEW_VERDICTS = ("false_alarm", "violation", "cannot_tell")
"""What a blind reviewer may say of a dismissed suspicion; each is the phrase ``review-verdict-<value>``."""

_CASE = frozenset({Role.INSPECTOR, Role.REVIEWER})
_CHARGE = _CASE | {Role.LEADER}
_PEOPLE = _CHARGE | {Role.ANALYST}
_RUNNING = frozenset(
    {Step.APPLIED, Step.VERIFIED, Step.DECIDED, Step.NOTIFIED, Step.CORRECTED, Step.APPEALED}
)
_FREE: frozenset[Step | None] = frozenset({None, Step.WITHDRAWN, Step.REVOKED})
_TOLD = frozenset({Step.NOTIFIED, Step.CORRECTED})
_VERIFIERS = frozenset({"tolerance_assess", "tolerance_verify"})
_DECIDERS = frozenset({"tolerance_grant", "tolerance_lighten", "tolerance_refuse"})
_DECIDED = ("document_number", "body", "reason")


@dataclass(frozen=True, slots=True)
class CaseRule:
    """What one action asks: the steps it starts from, the one it leads to (None: it stays), roles, fields, separation.

    ``not_by`` names actions: whoever did one of them in this case may not do this one. ``inside`` says that only those who
    need to know may do it; ``unbiased`` that neither the applicant nor anybody involved or recused may.
    """

    action: str
    before: frozenset[Step | None]
    after: Step | None
    by: frozenset[Role]
    carries: tuple[str, ...] = ()
    not_by: frozenset[str] = frozenset()
    inside: bool = True
    unbiased: bool = True


def _at(*steps: Step) -> frozenset[Step | None]:
    return frozenset(steps)


CASE_TABLE: tuple[CaseRule, ...] = (
    CaseRule(
        "tolerance_apply", _FREE, Step.APPLIED, _CASE, ("applicant", "text"), inside=False, unbiased=False
    ),
    CaseRule("tolerance_bind", _at(Step.APPLIED), None, _CASE, ("ground", "evidence", "text")),
    CaseRule("tolerance_assess", _at(Step.APPLIED), None, _CASE, ("ground", "verdict", "reason")),
    CaseRule(
        "tolerance_recuse", _at(*_RUNNING), None, _PEOPLE, ("person", "reason"), inside=False, unbiased=False
    ),
    CaseRule("tolerance_admit", _at(*Step), None, _CHARGE, ("person", "reason")),
    CaseRule("tolerance_verify", _at(Step.APPLIED), Step.VERIFIED, _CASE, ("text",)),
    CaseRule("tolerance_return", _at(Step.VERIFIED), Step.APPLIED, _CHARGE, ("reason",)),
    CaseRule(
        "tolerance_withdraw",
        _at(Step.APPLIED, Step.VERIFIED),
        Step.WITHDRAWN,
        _CASE,
        ("reason",),
        unbiased=False,
    ),
    *(
        CaseRule(action, _at(Step.VERIFIED), Step.DECIDED, _CHARGE, _DECIDED, _VERIFIERS)
        for action in ("tolerance_grant", "tolerance_lighten", "tolerance_refuse")
    ),
    CaseRule("tolerance_notify", _at(Step.DECIDED), Step.NOTIFIED, _CHARGE, ("told",)),
    CaseRule("tolerance_correct", _at(Step.NOTIFIED), Step.CORRECTED, _CASE, ("text",)),
    CaseRule("tolerance_appeal", _at(*_TOLD), Step.APPEALED, _CHARGE, ("appellant", "text")),
    CaseRule("tolerance_keep", _at(Step.APPEALED), Step.NOTIFIED, _CHARGE, _DECIDED, _VERIFIERS | _DECIDERS),
    *(
        CaseRule(action, _at(Step.APPEALED), Step.DECIDED, _CHARGE, _DECIDED, _VERIFIERS | _DECIDERS)
        for action in ("tolerance_change_grant", "tolerance_change_refuse")
    ),
    CaseRule("tolerance_revoke", _at(Step.DECIDED, *_TOLD, Step.CLEARED), Step.REVOKED, _CHARGE, _DECIDED),
    CaseRule(
        "tolerance_clear", frozenset({None, *_TOLD}), Step.CLEARED, _CHARGE, ("place", "text"), inside=False
    ),
)
_RULES = {rule.action: rule for rule in CASE_TABLE}
"""The actions of a case; pilots and blind reviews stand beside it."""


def case_rule(action: str) -> CaseRule:
    """Return what an action asks; raises CasebookError where the procedure knows no such action."""
    if action not in _RULES:
        raise CasebookError("entry-kind", kind=action)
    return _RULES[action]


def possible_acts(state: FindingState, actor: Actor | None = None) -> tuple[str, ...]:
    """Return the actions open in this case: to anybody, or to this actor; what an entry must carry is left to ``check_act``."""
    found = []
    for rule in CASE_TABLE:
        if _now(state) not in rule.before or not _sensible(state, rule.action):
            continue
        if actor is None or not _barred(state, rule, actor):
            found.append(rule.action)
    return tuple(found)


def may_be_applied_for(state: FindingState) -> bool:
    """Say whether somebody may apply for tolerance of a finding now."""
    return _now(state) in _FREE and _sensible(state, "tolerance_apply")


def _now(state: FindingState) -> Step | None:
    return state.tolerance.step if state.tolerance is not None else None


def _sensible(state: FindingState, action: str) -> bool:
    """Say whether an action means anything where the finding and the case stand."""
    case = state.tolerance
    if action == "tolerance_apply":
        return state.stage not in (Stage.SUSPICION, Stage.DISMISSED)
    if action == "tolerance_clear":
        return state.stage is Stage.DISMISSED if case is None else case.tolerates and not _owes(case)
    if action == "tolerance_revoke":
        return case is not None and case.outcome is Outcome.GRANTED
    return True


def _owes(case: ToleranceCase) -> bool:
    """Say whether the decision asked for a correction that nobody recorded."""
    return case.correct_by is not None and case.corrected_on is None


def may_read(case: ToleranceCase, actor: Actor) -> bool:
    """Say whether somebody needs to know: those inside; a leader may come in by an entry of admission."""
    return _among(actor.name, case.insiders())


def must_step_back(case: ToleranceCase, person: str) -> bool:
    """Say whether somebody may not handle the case: the applicant, whoever is involved, whoever was recused."""
    return _among(person, {case.applicant, *case.involved, *case.recused})


def _among(name: str, names: Iterable[str]) -> bool:
    return any(one and same_person(name, one) for one in names)


def _barred(state: FindingState, rule: CaseRule, actor: Actor) -> str:
    """Return why this actor may not do this at all, as the key of the error, or nothing."""
    case = state.tolerance
    if actor.role not in rule.by:
        return "tolerance-role"
    if case is None:
        return ""
    if rule.unbiased and must_step_back(case, actor.name):
        return "tolerance-recused"
    leader_enters = rule.action == "tolerance_admit" and actor.role is Role.LEADER
    if rule.inside and not leader_enters and not may_read(case, actor):
        return "tolerance-not-admitted"
    if any(deed in rule.not_by and same_person(name, actor.name) for deed, name in case.deeds):
        return "tolerance-same-person"
    return ""


def check_act(state: FindingState, entry: t.ToleranceEntry, actor: Actor, at: datetime) -> None:
    """Raise CasebookError where this actor may not do this now, saying what is possible instead."""
    place: dict[str, Any] = {"number": state.number, "action": entry.kind}
    if isinstance(entry, t.PilotMatch | t.PilotRelease):
        _check_pilot(state, entry, actor, place)
        return
    if isinstance(entry, t.BlindReview):
        _check_review(state, entry, actor, place)
        return
    rule = case_rule(entry.kind)
    now = _now(state)
    if now not in rule.before or not _sensible(state, entry.kind):
        raise CasebookError(
            "tolerance-not-allowed",
            step=now.value if now else "none",
            stage=state.stage.value,
            possible=", ".join(possible_acts(state)) or "—",
            **place,
        )
    barred = _barred(state, rule, actor)
    if barred:
        roles = ", ".join(sorted(rule.by))
        raise CasebookError(barred, actor=actor.name, role=actor.role.value, roles=roles, **place)
    for name in rule.carries:
        if not getattr(entry, name) or not str(getattr(entry, name)).strip():
            raise CasebookError("tolerance-lacks", field=name, **place)
    _check_dates(state.tolerance, entry, at.date(), place)
    _check_content(state, entry, place)


_DAYS = ("applied_on", "decided_on", "told_on", "corrected_on", "appealed_on", "cleared_on")


def _check_dates(
    case: ToleranceCase | None, entry: t.ToleranceEntry, today: date, place: dict[str, Any]
) -> None:
    """Raise where something is said to have happened tomorrow, or before what it follows."""
    for name in _DAYS:
        day = getattr(entry, name, None)
        if day is None:
            continue
        if day > today:
            raise CasebookError("tolerance-date-future", day=str(day), today=str(today), **place)
        earlier = _earlier(case, entry)
        if earlier is not None and day < earlier:
            raise CasebookError("tolerance-date-order", day=str(day), earlier=str(earlier), **place)


def _earlier(case: ToleranceCase | None, entry: t.ToleranceEntry) -> date | None:
    if case is None or isinstance(entry, t.ToleranceApplication | t.ToleranceCorrection):
        return None
    if isinstance(entry, t.BodyDecision):
        return case.appealed_on or case.applied_on
    return case.notified_on or (case.decision.decided_on if case.decision else None)


def _check_content(state: FindingState, entry: t.ToleranceEntry, place: dict[str, Any]) -> None:
    match entry:
        case t.GroundBinding():
            _one_of(entry.ground, GROUNDS, "ground", place)
            _known_evidence(state, entry.evidence, place)
        case t.GroundAssessment():
            _one_of(entry.ground, GROUNDS, "ground", place)
            _one_of(entry.verdict, VERDICTS, "verdict", place)
            _check_shown(state, entry, place)
        case t.ToleranceCorrection():
            _known_evidence(state, entry.evidence, place)
        case t.ToleranceVerification():
            _check_assessed(state, place)
        case t.ToleranceGranted() | t.AppealGranted():
            _check_grantable(state, place)
        case _:
            pass


def _one_of(told: str, known: tuple[str, ...], name: str, place: dict[str, Any]) -> None:
    if told not in known:
        raise CasebookError("tolerance-choice", field=name, told=told, known=", ".join(known), **place)


def _known_evidence(state: FindingState, told: Iterable[str], place: dict[str, Any]) -> None:
    known = {exhibit.digest for exhibit in state.exhibits}
    lost = next((digest for digest in told if digest not in known), None)
    if lost is not None:
        raise CasebookError("tolerance-evidence-unknown", digest=lost, count=len(known), **place)


def _check_shown(state: FindingState, entry: t.GroundAssessment, place: dict[str, Any]) -> None:
    case = state.tolerance
    if entry.verdict == "shown" and (case is None or not case.ground(entry.ground).evidence):
        raise CasebookError("tolerance-unbound", ground=entry.ground, **place)


def _check_assessed(state: FindingState, place: dict[str, Any]) -> None:
    case = state.tolerance
    left = case.unassessed() if case is not None else GROUNDS
    if left:
        raise CasebookError("tolerance-unassessed", ground=left[0], count=len(left), **place)


def _check_grantable(state: FindingState, place: dict[str, Any]) -> None:
    """Raise where the negative list bars it or a ground has no evidence: such a document belongs to another file."""
    case = state.tolerance
    assert case is not None
    if case.negative:
        raise CasebookError("tolerance-negative", negative=", ".join(case.negative), **place)
    found = case.lacks([exhibit.digest for exhibit in state.exhibits])
    lacking = (*found.conditions, *found.distinctions)
    if lacking and not case.erased:
        raise CasebookError("tolerance-incomplete", ground=lacking[0], count=len(lacking), **place)


def _check_pilot(
    state: FindingState, entry: t.PilotMatch | t.PilotRelease, actor: Actor, place: dict[str, Any]
) -> None:
    if actor.role not in INTAKE | _CHARGE:
        roles = ", ".join(sorted(INTAKE | _CHARGE))
        raise CasebookError("tolerance-role", actor=actor.name, role=actor.role.value, roles=roles, **place)
    held = bool(state.pilot)
    if held == isinstance(entry, t.PilotMatch) or (held and state.pilot != entry.pilot):
        raise CasebookError("tolerance-pilot-state", pilot=entry.pilot, held=state.pilot or "—", **place)


def _check_review(state: FindingState, entry: t.BlindReview, actor: Actor, place: dict[str, Any]) -> None:
    """Raise where nobody decided on the finding, or whoever reviews took part in what is reviewed.

    A confirmed one may be reviewed too: a sample holds some, so that a reviewer cannot know what was decided.
    """
    if actor.role not in _CHARGE:
        roles = ", ".join(sorted(_CHARGE))
        raise CasebookError("tolerance-role", actor=actor.name, role=actor.role.value, roles=roles, **place)
    if not (state.dismissal or state.standing):
        raise CasebookError("review-undecided", **place)
    if any(same_person(name, actor.name) for _, name in state.deeds):
        raise CasebookError("review-took-part", actor=actor.name, **place)
    if any(one.sample == entry.sample for one in state.reviews):
        raise CasebookError("review-done", sample=entry.sample, **place)
    _one_of(entry.verdict, REVIEW_VERDICTS, "verdict", place)
    if not entry.reason.strip():
        raise CasebookError("tolerance-lacks", field="reason", **place)
