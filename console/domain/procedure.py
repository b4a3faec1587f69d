"""Owns the procedure of a finding: who may do what from which stage, and what an entry must carry.

It refuses any action its table does not name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from console.domain.entries import (
    Confirmation,
    Dismissal,
    Entry,
    InstructionDone,
    ObjectionRejected,
    Reply,
    Reversal,
)
from console.domain.finding import DISMISSAL_REASONS, Actor, FindingState, Role, Stage
from console.domain.rule import SEVERITIES
from console.domain.signed_entries import Countersignature, HandOver, check_statement
from console.errors import CasebookError

PROCEDURE = 3
"""The version of the table below. A change of the table is a new version; old entries are judged by their own."""

POSITIONS = ("accepts", "disputes", "partly")
_S = Stage
_EVERYWHERE = tuple(Stage)
_OPEN = tuple(stage for stage in Stage if stage not in {_S.CLOSED, _S.DISMISSED, _S.TRANSFERRED})
_DECIDED = (_S.CONFIRMED, _S.RECTIFYING, _S.SUPERVISED, _S.REVIEWING, _S.CLOSED, _S.TRANSFERRED, _S.REOPENED)
_CASE = frozenset({Role.INSPECTOR, Role.REVIEWER})
_CHARGE = _CASE | {Role.LEADER}
_PEOPLE = _CHARGE | {Role.ANALYST}
INTAKE = frozenset({Role.SYSTEM, Role.ANALYST}) | _CASE


@dataclass(frozen=True, slots=True)
class Rule:
    """What one action asks: stages it starts from and leads to, roles, fields that may not be empty, conditions.

    ``to`` maps the stage before to the stage after; the same stage twice means that the finding stays. ``not_by`` names
    actions: whoever did one of them to this finding may not do this one. ``wants`` names conditions: heard, standing,
    not_standing, countersigned (a red card asks for the agreement of a person other than whoever acts, by that person's own
    key), endorsed (the same by name alone).
    """

    action: str
    to: Mapping[Stage, Stage]
    by: frozenset[Role]
    carries: tuple[str, ...] = ()
    not_by: frozenset[str] = frozenset()
    wants: tuple[str, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether it can take a finding to another stage."""
        return any(before is not after for before, after in self.to.items())


def _to(after: Stage, *before: Stage) -> Mapping[Stage, Stage]:
    return MappingProxyType(dict.fromkeys(before, after))


def _stay(*stages: Stage) -> Mapping[Stage, Stage]:
    return MappingProxyType({stage: stage for stage in stages})


_DECIDERS = frozenset({"confirm", "dismiss"})
_VERIFIERS = frozenset({"verify"})
_RETURNS = MappingProxyType({_S.REVIEWING: _S.RECTIFYING, _S.HEARING: _S.VERIFYING})
_BACK = MappingProxyType(
    {_S.OBJECTION: _S.CONFIRMED}
)  # in truth to where the objection came from: FindingState.back

TABLE: tuple[Rule, ...] = (
    Rule("recognise", _stay(*_EVERYWHERE), INTAKE, ("extract_id",)),
    Rule("vanish", _stay(*_EVERYWHERE), INTAKE, ("extract_id",)),
    Rule("assign", _stay(*_OPEN), _CHARGE, ("owner",)),
    Rule("verify", _to(_S.VERIFYING, _S.SUSPICION, _S.REOPENED), _CASE, ("owner", "due_on")),
    Rule("hear", _to(_S.HEARING, _S.VERIFYING), _CASE, ("organisation_id", "due_on")),
    Rule("reply", _stay(_S.HEARING), _CASE, ("position", "text")),
    Rule("confirm", _to(_S.CONFIRMED, _S.HEARING), _CASE, ("severity", "reason"), wants=("heard",)),
    Rule(
        "dismiss",
        _to(_S.DISMISSED, _S.SUSPICION, _S.VERIFYING, _S.HEARING, _S.REOPENED),
        _CASE,
        ("reason", "text"),
        wants=("not_standing",),
    ),
    Rule(
        "rectify",
        _to(_S.RECTIFYING, _S.CONFIRMED, _S.REOPENED),
        _CASE,
        ("owner", "due_on", "text"),
        wants=("standing",),
    ),
    Rule(
        "supervise",
        _to(_S.SUPERVISED, _S.CONFIRMED, _S.RECTIFYING, _S.REVIEWING),
        _CHARGE,
        ("reason", "due_on"),
    ),
    Rule("report", _to(_S.REVIEWING, _S.RECTIFYING, _S.SUPERVISED), _CASE, ("text",)),
    Rule("return", _RETURNS, _CASE, ("reason", "due_on")),
    Rule("endorse", _stay(_S.REVIEWING, _S.TRANSFERRED), _CHARGE, ("reason",), not_by=_VERIFIERS),
    Rule(
        "countersign",
        _stay(_S.REVIEWING, _S.TRANSFERRED),
        _CHARGE,
        ("reason", "person", "signature"),
        not_by=_VERIFIERS,
    ),
    Rule("hand_over", _stay(*_OPEN), _CHARGE, ("giver", "taker", "giver_signature", "taker_signature")),
    Rule(
        "close",
        _to(_S.CLOSED, _S.REVIEWING, _S.TRANSFERRED),
        _CASE,
        ("text",),
        not_by=_VERIFIERS,
        wants=("countersigned",),
    ),
    Rule(
        "transfer",
        _to(
            _S.TRANSFERRED, _S.VERIFYING, _S.HEARING, _S.CONFIRMED, _S.RECTIFYING, _S.SUPERVISED, _S.REVIEWING
        ),
        _CHARGE,
        ("body", "reason"),
    ),
    Rule("object", _to(_S.OBJECTION, *_DECIDED), _CASE, ("text", "due_on"), wants=("standing",)),
    Rule("uphold", _to(_S.DISMISSED, _S.OBJECTION), _CHARGE, ("reason",), not_by=_DECIDERS),
    Rule("reject", _BACK, _CHARGE, ("reason",), not_by=_DECIDERS),
    Rule("reopen", _to(_S.REOPENED, _S.CLOSED, _S.DISMISSED, _S.TRANSFERRED), _CHARGE, ("reason",)),
    Rule("instruct", _stay(*_EVERYWHERE), _CHARGE, ("leader", "text", "owner", "due_on")),
    Rule("carry_out", _stay(*_EVERYWHERE), _CHARGE, ("text",)),
    Rule("comment", _stay(*_EVERYWHERE), _PEOPLE, ("text",)),
    Rule("attach", _stay(*_EVERYWHERE), _PEOPLE, ("name", "digest")),
    Rule("unmask", _stay(*_EVERYWHERE), _PEOPLE, ("what", "reason")),
    Rule("reverse", _stay(*_EVERYWHERE), _CHARGE, ("reason",)),
)


_KEYED = frozenset({"countersign", "hand_over"})
_TOLERATE = Rule(
    "tolerate",
    _stay(*(set(_EVERYWHERE) - {_S.SUSPICION})),
    _CHARGE,
    ("document_number", "body", "reason"),
)
"""Tolerance in one step, as it was before a case of its own had to lead there."""


def _second(table: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the table as version 2 had it: a second person's name was enough, and one entry tolerated."""
    kept = (rule for rule in table if rule.action not in _KEYED)
    plain = (replace(rule, wants=("endorsed",)) if rule.action == "close" else rule for rule in kept)
    return (*plain, _TOLERATE)


def _first(table: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the table as version 1 had it: nobody was kept from closing, and no card asked for a second person."""
    plain = {"not_by": frozenset(), "wants": ()}
    return tuple(
        replace(rule, **plain) if rule.action == "close" else rule  # type: ignore[arg-type]
        for rule in table
        if rule.action != "endorse"
    )


PROCEDURES: Mapping[int, Mapping[str, Rule]] = MappingProxyType(
    {
        version: MappingProxyType({rule.action: rule for rule in table})
        for version, table in ((1, _first(_second(TABLE))), (2, _second(TABLE)), (3, TABLE))
    }
)


def rule_of(action: str, procedure: int = PROCEDURE) -> Rule:
    """Return what an action asks under a version of the procedure.

    Raises CasebookError where that version knows no such action.
    """
    table = PROCEDURES.get(procedure)
    if table is None:
        raise CasebookError("lifecycle-procedure", procedure=procedure)
    if action not in table:
        raise CasebookError("entry-kind", kind=action)
    return table[action]


def possible(state: FindingState, actor: Actor | None = None, moves_only: bool = False) -> tuple[str, ...]:
    """Return the actions open in this state: to anybody, or to this actor; conditions on the day are left to ``check``."""
    return tuple(
        rule.action
        for rule in TABLE
        if state.stage in rule.to
        and (rule.moves or not moves_only)
        and ("standing" not in rule.wants or state.standing)
        and ("not_standing" not in rule.wants or not state.standing)
        and (actor is None or (actor.role in rule.by and _earlier_deed(state, rule, actor) is None))
    )


def check(state: FindingState, entry: Entry, actor: Actor, at: datetime, procedure: int = PROCEDURE) -> None:
    """Raise CasebookError where this actor may not do this now, saying what is possible instead."""
    rule = rule_of(entry.kind, procedure)
    place: dict[str, Any] = {"number": state.number, "stage": state.stage.value, "action": entry.kind}
    if state.stage not in rule.to:
        raise CasebookError("lifecycle-not-allowed", possible=", ".join(possible(state, None, True)), **place)
    if actor.role not in rule.by:
        raise CasebookError(
            "lifecycle-role", role=actor.role.value, roles=", ".join(sorted(rule.by)), **place
        )
    earlier = _earlier_deed(state, rule, actor)
    if earlier is not None:
        raise CasebookError("lifecycle-same-person", actor=actor.name, earlier=earlier, **place)
    for name in rule.carries:
        if getattr(entry, name) in (None, "") or not str(getattr(entry, name)).strip():
            raise CasebookError("lifecycle-lacks", field=name, **place)
    _check_conditions(state, rule, at, place)
    if "endorsed" in rule.wants and not _agreed(state, actor, state.endorsed):
        raise CasebookError("lifecycle-not-endorsed", actor=actor.name, **place)
    if "countersigned" in rule.wants and not _agreed(state, actor, state.countersigned):
        raise CasebookError("lifecycle-not-countersigned", actor=actor.name, **place)
    _check_choices(state, entry, actor, place)


def _earlier_deed(state: FindingState, rule: Rule, actor: Actor) -> str | None:
    return next(
        (deed for deed, name in state.deeds if deed in rule.not_by and same_person(name, actor.name)), None
    )


def same_person(one: str, other: str) -> bool:
    """Say whether two names are one person's: neither width, case nor blanks make another of somebody."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    kept = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in kept if not sign.isspace() and unicodedata.category(sign) != "Cf")


def _agreed(state: FindingState, actor: Actor, names: tuple[str, ...]) -> bool:
    """Say whether a second person agreed, where the card is red; any other finding needs none."""
    needed = state.counts_as_card and state.severity == "red"
    return not needed or any(not same_person(name, actor.name) for name in names)


def _check_conditions(state: FindingState, rule: Rule, at: datetime, place: dict[str, Any]) -> None:
    if "heard" in rule.wants and not state.heard(at.date()):
        raise CasebookError("lifecycle-not-heard", due_on=str(state.hearing_due_on), **place)
    if "standing" in rule.wants and not state.standing:
        raise CasebookError("lifecycle-not-standing", **place)
    if "not_standing" in rule.wants and state.standing:
        raise CasebookError("lifecycle-standing", **place)


def _check_choices(state: FindingState, entry: Entry, actor: Actor, place: dict[str, Any]) -> None:
    match entry:
        case Dismissal():
            _one_of(entry.reason, DISMISSAL_REASONS, "reason", place)
        case Confirmation():
            _one_of(entry.severity, SEVERITIES, "severity", place)
        case ObjectionRejected() if entry.severity:
            _one_of(entry.severity, SEVERITIES, "severity", place)
        case Reply():
            _one_of(entry.position, POSITIONS, "position", place)
        case InstructionDone():
            waiting = tuple(str(order.sequence) for order in state.orders if order.done_on is None)
            _one_of(str(entry.instruction), waiting, "instruction", place)
        case Reversal():
            _check_reversal(state, entry, actor, place)
        case Countersignature() | HandOver():
            _check_signed(state, entry, actor, place)
        case _:
            pass


def _one_of(told: str, known: tuple[str, ...], name: str, place: dict[str, Any]) -> None:
    if told not in known:
        raise CasebookError("lifecycle-choice", field=name, told=told, known=", ".join(known), **place)


def _check_reversal(state: FindingState, entry: Reversal, actor: Actor, place: dict[str, Any]) -> None:
    if state.last_move != (entry.reversed, actor.name):
        last, by = state.last_move or (0, "")
        raise CasebookError(
            "lifecycle-reversal", sequence=entry.reversed, actor=actor.name, last=last, by=by, **place
        )


def _check_signed(
    state: FindingState, entry: Countersignature | HandOver, actor: Actor, place: dict[str, Any]
) -> None:
    """Raise where the statement is about another standing, or the names are not those of the persons who acted."""
    check_statement(state, entry)
    if isinstance(entry, Countersignature) and not same_person(entry.person, actor.name):
        raise CasebookError("lifecycle-other-person", actor=actor.name, person=entry.person, **place)
    if isinstance(entry, HandOver) and same_person(entry.giver, entry.taker):
        raise CasebookError("lifecycle-same-taker", actor=entry.taker, **place)
