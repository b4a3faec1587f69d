"""Owns the commands that lead a finding on after 认定: owner, rectification, review, closing, objection, instructions, words.

It refuses to know what is allowed: the procedure does, and says what is possible instead.
"""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    DueOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    TextOption,
    amount_of,
    day_of,
    decide,
)
from console.cli.commands.shared import JsonOption
from console.domain.entries import (
    Assignment,
    Closing,
    Comment,
    Endorsement,
    Instruction,
    InstructionDone,
    Objection,
    ObjectionRejected,
    ObjectionUpheld,
    RectificationOrder,
    RectificationReport,
    Reopening,
    Return,
    Reversal,
    Supervision,
    Transfer,
)

OwnerOption = Annotated[str, typer.Option("--owner", metavar="NAME")]
ReasonOption = Annotated[str, typer.Option("--reason")]
OptionalDue = Annotated[str, typer.Option("--due", metavar="DATE")]
DocumentOption = Annotated[str, typer.Option("--document-number", metavar="NUMBER")]


def assign(
    typer_context: typer.Context,
    finding: FindingArgument,
    owner: OwnerOption,
    due: OptionalDue = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Make somebody answerable, until a day."""
    decide(typer_context, finding, Assignment("", owner, day_of(due)), (actor, role), passphrase_file, json)


def rectify(
    typer_context: typer.Context,
    finding: FindingArgument,
    owner: OwnerOption,
    due: DueOption,
    text: TextOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Order the organisation to put it right."""
    entry = RectificationOrder("", owner, day_of(due), text)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def review(
    typer_context: typer.Context,
    finding: FindingArgument,
    text: TextOption,
    due: OptionalDue = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that the organisation reports it put right; the review begins."""
    entry = RectificationReport("", text, day_of(due))
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def send_back(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    due: DueOption,
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Send it back: not enough."""
    decide(typer_context, finding, Return("", reason, day_of(due)), (actor, role), passphrase_file, json)


def endorse(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Agree, as a second person, that it may be closed."""
    decide(typer_context, finding, Endorsement("", reason), (actor, role), passphrase_file, json)


def close(
    typer_context: typer.Context,
    finding: FindingArgument,
    text: TextOption,
    checked: Annotated[bool, typer.Option("--checked/--unchecked")],
    recovered: Annotated[str, typer.Option("--recovered", metavar="YUAN")] = "",
    served: Annotated[int | None, typer.Option("--served", min=0, metavar="PERSONS")] = None,
    rules_changed: Annotated[str, typer.Option("--rules-changed", metavar="TEXT")] = "",
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Close it, with what came of it."""
    entry = Closing("", text, checked, amount_of(recovered), served, rules_changed)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def reopen(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Take up again what was at rest."""
    decide(typer_context, finding, Reopening("", reason), (actor, role), passphrase_file, json)


def transfer(
    typer_context: typer.Context,
    finding: FindingArgument,
    body: Annotated[str, typer.Option("--body", metavar="NAME")],
    reason: ReasonOption,
    document_number: DocumentOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Hand it to the body that is competent."""
    entry = Transfer("", body, reason, document_number)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def supervise(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    due: DueOption,
    owner: OwnerOption = "",
    actor: ActorOption = "",
    role: RoleOption = "leader",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Have it chased from above."""
    entry = Supervision("", reason, day_of(due), owner)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def objection(
    typer_context: typer.Context,
    finding: FindingArgument,
    text: TextOption,
    due: DueOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that the organisation objects to the decision."""
    decide(typer_context, finding, Objection("", text, day_of(due)), (actor, role), passphrase_file, json)


def uphold(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Let the objection stand: the decision falls."""
    decide(typer_context, finding, ObjectionUpheld("", reason), (actor, role), passphrase_file, json)


def reject(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    severity: Annotated[str, typer.Option("--severity")] = "",
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Reject the objection: the decision stands, as it was or milder."""
    entry = ObjectionRejected("", reason, severity)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def comment(
    typer_context: typer.Context,
    finding: FindingArgument,
    text: TextOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Say something."""
    decide(typer_context, finding, Comment("", text), (actor, role), passphrase_file, json)


def instruct(
    typer_context: typer.Context,
    finding: FindingArgument,
    leader: Annotated[str, typer.Option("--leader", metavar="NAME")],
    text: TextOption,
    owner: OwnerOption,
    due: DueOption,
    actor: ActorOption = "",
    role: RoleOption = "leader",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record a leader's instruction with its owner and day."""
    entry = Instruction("", leader, text, owner, day_of(due))
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def carry_out(
    typer_context: typer.Context,
    finding: FindingArgument,
    instruction: Annotated[int, typer.Option("--instruction", min=0, metavar="SEQUENCE")],
    text: TextOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that an instruction was carried out."""
    entry = InstructionDone("", instruction, text)
    decide(typer_context, finding, entry, (actor, role), passphrase_file, json)


def reverse(
    typer_context: typer.Context,
    finding: FindingArgument,
    entry: Annotated[int, typer.Option("--entry", min=0, metavar="SEQUENCE")],
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Undo one's own last move by a reversing entry."""
    decide(typer_context, finding, Reversal("", entry, reason), (actor, role), passphrase_file, json)


COMMANDS = (
    ("assign", assign),
    ("rectify", rectify),
    ("supervise", supervise),
    ("review", review),
    ("return", send_back),
    ("endorse", endorse),
    ("close", close),
    ("transfer", transfer),
    ("reopen", reopen),
    ("object", objection),
    ("uphold", uphold),
    ("reject", reject),
    ("instruct", instruct),
    ("carry-out", carry_out),
    ("comment", comment),
    ("reverse", reverse),
)
