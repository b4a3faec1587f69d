"""Owns ``plumbline findings decide``: any decision of the procedure, on one finding or the same on many, all or none.

It refuses to know what is allowed: the procedure does. Acts that need a person's own key have commands of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from typing import Annotated, Any

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    PassphraseOption,
    RoleOption,
    actor_of,
    amount_of,
    casebook_request,
    day_of,
    desk_of,
)
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import print_json, print_table, say
from console.domain import entries as e
from console.domain.finding import Actor
from console.domain.procedure import possible, rule_of
from console.errors import UsageError
from console.jobs.findings import read_case
from console.jobs.findings_bulk import act_many

DECISIONS: Mapping[str, type[e.Entry]] = {
    one.kind: one
    for one in (
        *(e.Assignment, e.VerificationStart, e.Hearing, e.Reply, e.Confirmation, e.Dismissal),
        *(e.RectificationOrder, e.Supervision, e.RectificationReport, e.Return, e.Endorsement, e.Closing),
        *(e.Transfer, e.Objection, e.ObjectionUpheld, e.ObjectionRejected, e.Reopening, e.Instruction),
        *(e.InstructionDone, e.Comment, e.Reversal),
    )
}
"""What can be decided by words alone, by the name of the action."""
UNTOLD = frozenset({"finding", "form_digest"})
YES, NO = ("yes", "true", "1", "是"), ("no", "false", "0", "否")


def decide(
    typer_context: typer.Context,
    finding: Annotated[list[str], typer.Argument(metavar="FINDING...")],
    action: Annotated[str, typer.Option("--as", metavar="ACTION")] = "",
    told: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE")] = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Decide; without an action, say what may be decided now by whom."""
    who = actor_of(actor, role)
    if action:
        entry = entry_of(action, told or (), who)
        desk = desk_of(context_of(typer_context), casebook_request(), passphrase_file)
        done = act_many(desk, finding, entry, who)
        numbers = list(done.numbers)
        if json:
            print_json({"action": action, "findings": numbers, "head": done.head.to_dict()})
            return
        phrases = context_of(typer_context).phrases
        words = phrases.text(f"decision-{action}")
        say(phrases.text("findings-decided", action=words, numbers=", ".join(numbers), count=len(numbers)))
        say(phrases.text("findings-head-now", head=done.head.short))
        return
    _tell_possible(typer_context, finding, who, passphrase_file, json)


def _tell_possible(
    typer_context: typer.Context, names: Sequence[str], who: Actor, passphrase_file: Any, json: bool
) -> None:
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    states = [read_case(desk, name).state for name in names]
    open_to = {one.number: [name for name in possible(one, who) if name in DECISIONS] for one in states}
    if json:
        print_json({"possible": {number: _asked(names) for number, names in open_to.items()}})
        return
    phrases = context.phrases
    rows = [
        [number, name, phrases.text(f"decision-{name}"), " ".join(_asked([name])[name])]
        for number, names in open_to.items()
        for name in names
    ]
    print_table([phrases.text(f"column-{name}") for name in ("number", "action", "decision", "asks")], rows)


def _asked(actions: Sequence[str]) -> dict[str, list[str]]:
    """Return what each action asks for; what it must carry has a star."""
    found = {}
    for action in actions:
        must = rule_of(action).carries
        found[action] = [
            f"{one.name}{'*' if one.name in must else ''}"
            for one in fields(DECISIONS[action])
            if one.name not in UNTOLD
        ]
    return found


def entry_of(action: str, told: Sequence[str], who: Actor) -> e.Entry:
    """Return the entry that an action and its fields make; whoever acts owns it where no owner is told.

    Raises UsageError decide-action, decide-field, decide-value.
    """
    if action not in DECISIONS:
        raise UsageError("decide-action", told=action, known=", ".join(DECISIONS))
    made = DECISIONS[action]
    known = {one.name: one for one in fields(made) if one.name not in UNTOLD}
    values: dict[str, Any] = {}
    for words in told:
        name, mark, value = words.partition("=")
        if name not in known or not mark:
            raise UsageError("decide-field", told=words, action=action, known=", ".join(known) or "—")
        values[name] = _value(known[name], value)
    for name, one in known.items():
        if name not in values and one.default is MISSING:
            values[name] = _absent(one, action, who)
    return made(finding="", **values)


def _value(one: Field[Any], told: str) -> Any:
    kind = str(one.type)
    if "date" in kind:
        return day_of(told)
    if "Decimal" in kind:
        return amount_of(told)
    if "bool" in kind:
        return _truth(one.name, told)
    if "int" in kind:
        try:
            return int(told.replace(",", ""))
        except ValueError as fault:
            raise UsageError("decide-value", field=one.name, told=told, wanted="123") from fault
    return told


def _truth(name: str, told: str) -> bool:
    if told.casefold() not in (*YES, *NO):
        raise UsageError("decide-value", field=name, told=told, wanted=f"{YES[0]} / {NO[0]}")
    return told.casefold() in YES


def _absent(one: Field[Any], action: str, who: Actor) -> Any:
    """Return what stands where nothing was told: the procedure says whether that will do."""
    if one.name == "owner":
        return who.name
    kind = str(one.type)
    if kind in ("bool", "int"):
        raise UsageError("decide-field", told=f"{one.name}=", action=action, known=f"{one.name}*")
    return date.min if kind == "date" else None if "None" in kind else ""


COMMANDS = (("decide", decide),)
