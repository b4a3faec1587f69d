"""Owns the replay of entries into states. It refuses an entry the procedure of its time did not allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any

from console.domain.entries import (
    Assignment,
    Attachment,
    Closing,
    Confirmation,
    Disappearance,
    Dismissal,
    Entry,
    Erased,
    Hearing,
    Instruction,
    InstructionDone,
    ObjectionRejected,
    Recognition,
    Recorded,
    Registration,
    Reply,
    Toleration,
    Transfer,
)
from console.domain.finding import (
    OVERTURNED,
    Answer,
    Exhibit,
    FindingState,
    Order,
    Stage,
    Step,
    changed,
    identity,
    number,
)
from console.domain.procedure import INTAKE, check, possible, rule_of
from console.domain.signed_entries import HandOver
from console.domain.tolerance_entries import TOLERANCE_NAMES, ToleranceEntry
from console.domain.tolerance_replay import erased_effect, held_by_pilot, tolerance_effect
from console.errors import CasebookError

_REVERSIBLE = tuple(
    """stage severity amount persons organisation_id owner due_on hearing_due_on standing confirmed_on closed_on dismissal back
    back_due_on deeds endorsed countersigned replies transferred_to recovered served rules_changed checked
    promised_on""".split()
)
"""What the reversal of a move gives back; words, orders and evidence stay."""


PROMISES = frozenset({"rectify", "supervise"})
"""Actions that set the day by which a finding is to be rectified."""


def step(states: Mapping[str, FindingState], recorded: Recorded) -> FindingState | None:
    """Return the new state of the finding an entry is about; None where it is about the casebook itself.

    Raises CasebookError where the procedure in force when it was written does not allow it.
    """
    entry = recorded.entry
    if isinstance(entry, Erased):
        return _step_erased(states, recorded, entry)
    if not isinstance(entry, Entry):
        return None
    if isinstance(entry, Registration):
        return _register(states, recorded, entry)
    state = states.get(entry.finding)
    if state is None:
        raise CasebookError("lifecycle-unknown", finding=entry.finding[:12], action=entry.kind)
    if isinstance(entry, ToleranceEntry):
        return _tolerated(state, recorded, entry.kind, tolerance_effect(state, recorded, entry))
    check(state, entry, recorded.actor, recorded.at, recorded.procedure)
    return _advance(state, recorded, entry.kind, _text(entry), _effect(state, recorded, entry))


def _tolerated(state: FindingState, recorded: Recorded, action: str, effect: dict[str, Any]) -> FindingState:
    """Return the state after an entry of its tolerance case: it keeps its stage, and its trail tells no words of the case."""
    by = recorded.actor
    told = Step(recorded.sequence, recorded.at, by.name, by.role, action, state.stage, "")
    return changed(state, trail=(*state.trail, told), **effect)


def replay(entries: Iterable[Recorded]) -> dict[str, FindingState]:
    """Return what the entries add up to, by identity in order of registration. The same entries give the same states."""
    states: dict[str, FindingState] = {}
    for recorded in entries:
        state = step(states, recorded)
        if state is not None:
            states[state.identity] = state
    return states


def _register(states: Mapping[str, FindingState], recorded: Recorded, entry: Registration) -> FindingState:
    if entry.finding in states:
        raise CasebookError("lifecycle-registered", number=states[entry.finding].number)
    if entry.finding != identity(entry.rule_id, entry.key, entry.pseudonym_scheme):
        raise CasebookError("lifecycle-identity", rule=entry.rule_id, finding=entry.finding[:12])
    if recorded.actor.role not in INTAKE:
        raise CasebookError(
            "lifecycle-role",
            number=number(len(states) + 1),
            stage=Stage.SUSPICION.value,
            action=entry.kind,
            role=recorded.actor.role.value,
            roles=", ".join(sorted(INTAKE)),
        )
    told: dict[str, Any] = {name: getattr(entry, name) for name in _shared_fields()}
    return _newborn(states, recorded, entry.finding, first_extract=entry.extract_id, **told)


@cache
def _shared_fields() -> frozenset[str]:
    """Return the fields a state takes over from its registration."""
    names = {item.name for item in fields(Registration)}
    return frozenset(item.name for item in fields(FindingState) if item.name in names)


def _newborn(
    states: Mapping[str, FindingState], recorded: Recorded, finding: str, **told: Any
) -> FindingState:
    by = recorded.actor
    birth = Step(recorded.sequence, recorded.at, by.name, by.role, "register", Stage.SUSPICION, "")
    return FindingState(
        identity=finding,
        number=number(len(states) + 1),
        stage=Stage.SUSPICION,
        last_extract=told["first_extract"],
        registered_at=recorded.at,
        trail=(birth,),
        **told,
    )


def _step_erased(
    states: Mapping[str, FindingState], recorded: Recorded, entry: Erased
) -> FindingState | None:
    """Return the state after an entry of which only kind and subject are left: it moves, and carries nothing."""
    if entry.kind == Registration.kind:
        empty: dict[str, Any] = dict.fromkeys(
            ("organisation_id", "region_id", "occurred_on", "amount", "persons")
        )
        empty |= {
            "days": None,
            "standard_verified": None,
            "evidence": (),
            "facts": {},
            "key": (),
            "erased": True,
        }
        empty |= dict.fromkeys(("rule_id", "theme", "pseudonym_scheme", "first_extract"), "")
        return _newborn(states, recorded, entry.subject, severity="notice", rule_version=0, **empty)
    state = states.get(entry.subject)
    if state is None or entry.kind in {"found", "erase", "renew"}:
        return None
    if entry.kind in TOLERANCE_NAMES:
        return _tolerated(state, recorded, entry.kind, erased_effect(state, recorded, entry.kind))
    if state.stage not in rule_of(entry.kind, recorded.procedure).to:
        raise CasebookError(
            "lifecycle-not-allowed",
            number=state.number,
            stage=state.stage.value,
            action=entry.kind,
            possible=", ".join(possible(state, None, True)),
        )
    effect = {**_bare_effect(state, recorded, entry.kind), **_blank_effect(state, recorded, entry.kind)}
    return _advance(state, recorded, entry.kind, "", {"erased": True, **effect})


def _blank_effect(state: FindingState, recorded: Recorded, action: str) -> dict[str, Any]:
    """Return what later entries rest on, without its content: that there was a term, an answer, an order."""
    match action:
        case "hear":
            return {"hearing_due_on": date.min}
        case "reply":
            return {"replies": (*state.replies, Answer(recorded.sequence, recorded.at, "", ""))}
        case "instruct":
            return {"orders": (*state.orders, Order(recorded.sequence, "", "", "", recorded.at.date()))}
        case _:
            return {}


def _advance(
    state: FindingState, recorded: Recorded, action: str, text: str, effect: dict[str, Any]
) -> FindingState:
    """Return the state after one entry: its effect, its place in the trail, and who did it."""
    rule = rule_of(action, recorded.procedure)
    moving = rule.moves
    stage = effect.pop("stage", rule.to[state.stage])
    deeds = effect.pop("deeds", (*state.deeds, (action, recorded.actor.name)) if moving else state.deeds)
    told = Step(recorded.sequence, recorded.at, recorded.actor.name, recorded.actor.role, action, stage, text)
    if moving:
        effect = {
            "before": changed(state, before=None),
            "last_move": (recorded.sequence, told.actor),
            "endorsed": (),
            "countersigned": (),
            **effect,
        }
    return changed(state, stage=stage, deeds=deeds, trail=(*state.trail, told), **effect)


def _text(entry: Entry) -> str:
    told = [str(getattr(entry, name, "") or "") for name in ("reason", "text")]
    return told[1] if isinstance(entry, Dismissal) else next((words for words in told if words), "")


def _bare_effect(state: FindingState, recorded: Recorded, action: str) -> dict[str, Any]:
    """Return what the action alone changes, whatever the entry carries besides."""
    if action == "reverse":
        return _undone(state)
    day = recorded.at.date()
    effects: dict[str, dict[str, Any]] = {
        "endorse": {"endorsed": (*state.endorsed, recorded.actor.name)},
        "countersign": {"countersigned": (*state.countersigned, recorded.actor.name)},
        "hear": {"replies": ()},
        "confirm": {"standing": True, "confirmed_on": day, "dismissal": "", "due_on": None},
        "dismiss": {"standing": False, "due_on": None},
        "close": {"closed_on": day, "due_on": None},
        "transfer": {"due_on": None},
        "object": {"back": state.stage, "back_due_on": state.due_on},
        "uphold": {"standing": False, "dismissal": OVERTURNED, "back": None, "due_on": None},
        "reject": {"stage": state.back or Stage.CONFIRMED, "back": None, "due_on": state.back_due_on},
        "reopen": {"closed_on": None, "dismissal": "", "vanished": ""},
    }
    return effects.get(action, {})


def _undone(state: FindingState) -> dict[str, Any]:
    if state.before is None:
        return {}
    return {**{name: getattr(state.before, name) for name in _REVERSIBLE}, "before": None, "last_move": None}


def _effect(state: FindingState, recorded: Recorded, entry: Entry) -> dict[str, Any]:
    """Return the fields an entry changes beside stage and trail."""
    effect = {
        **_charge(state, entry),
        **_bare_effect(state, recorded, entry.kind),
        **_established(state, recorded, entry),
        **_kept(state, recorded, entry),
    }
    if entry.kind in PROMISES:
        effect["promised_on"] = getattr(entry, "due_on", None)
    return held_by_pilot(state, effect)


def _charge(state: FindingState, entry: Entry) -> dict[str, Any]:
    """Return who is answerable now and until when; an instruction has its own owner and date."""
    if isinstance(entry, Instruction):
        return {}
    if isinstance(entry, HandOver):
        return {"owner": entry.taker} if state.owner in ("", entry.giver) else {}
    told = {"owner": getattr(entry, "owner", "") or state.owner}
    if hasattr(entry, "due_on") and not (isinstance(entry, Assignment) and entry.due_on is None):
        return {**told, "due_on": entry.due_on}
    return told


def _established(state: FindingState, recorded: Recorded, entry: Entry) -> dict[str, Any]:
    match entry:
        case Hearing():
            return {"organisation_id": entry.organisation_id, "hearing_due_on": entry.due_on}
        case Reply():
            answer = Answer(recorded.sequence, recorded.at, entry.position, entry.text)
            return {"replies": (*state.replies, answer)}
        case Confirmation():
            amount = state.amount if entry.amount is None else entry.amount
            persons = state.persons if entry.persons is None else entry.persons
            return {"severity": entry.severity, "amount": amount, "persons": persons}
        case Dismissal():
            return {"dismissal": entry.reason}
        case ObjectionRejected():
            return {"severity": entry.severity or state.severity}
        case Transfer():
            return {"transferred_to": entry.body}
        case Toleration():
            return {"tolerated": entry.document_number}
        case _:
            return {}


def _kept(state: FindingState, recorded: Recorded, entry: Entry) -> dict[str, Any]:
    match entry:
        case Recognition():
            return _recognised(state, entry)
        case Disappearance():
            return {
                "vanished": "clear" if entry.judged_clear else "unjudged",
                "last_extract": entry.extract_id,
            }
        case Closing():
            return {
                name: getattr(entry, name) for name in ("recovered", "served", "rules_changed", "checked")
            }
        case Instruction() if entry.due_on is not None:
            order = Order(recorded.sequence, entry.leader, entry.text, entry.owner, entry.due_on)
            return {"orders": (*state.orders, order)}
        case InstructionDone():
            return {"orders": tuple(_done(order, entry, recorded) for order in state.orders)}
        case Attachment():
            told = (entry.name, entry.digest, entry.media_type, entry.text, entry.redacts)
            return {"exhibits": (*state.exhibits, Exhibit(recorded.sequence, *told))}
        case _:
            return {}


def _done(order: Order, entry: InstructionDone, recorded: Recorded) -> Order:
    return replace(order, done_on=recorded.at.date()) if order.sequence == entry.instruction else order


def _recognised(state: FindingState, entry: Recognition) -> dict[str, Any]:
    """Return what a later extract changes: of a suspicion everything it measures, of a decision nothing."""
    seen: dict[str, Any] = {"last_extract": entry.extract_id, "vanished": ""}
    seen["rule_changed"] = entry.rule_version != state.rule_version
    if not state.standing:
        names = ("severity", "amount", "persons", "days", "evidence", "facts")
        seen |= {name: getattr(entry, name) for name in names}
    return seen
