"""Owns the commands that lead a tolerance case from its application to the public clearing.

It refuses to know what is allowed: the procedure does, and says what is possible instead.
"""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    TextOption,
    day_of,
)
from console.cli.commands.shared import JsonOption, context_of
from console.cli.commands.tolerance_shared import (
    BodyOption,
    DayOption,
    DigestsOption,
    DocumentOption,
    FilesOption,
    GroundOption,
    OutcomeOption,
    PersonOption,
    ReasonOption,
    day_or_today,
    one_of,
    write,
)
from console.domain import tolerance_entries as t

_DECISIONS = ("granted", "lightened", "refused")
_HEARINGS = ("kept", "granted", "refused")


def apply(
    typer_context: typer.Context,
    finding: FindingArgument,
    applicant: Annotated[str, typer.Option("--applicant", metavar="NAME")],
    text: TextOption,
    involved: Annotated[list[str] | None, typer.Option("--involved", metavar="NAME")] = None,
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record an application."""
    day = day_or_today(context_of(typer_context), on)
    entry = t.ToleranceApplication("", applicant, day, text, tuple(involved or ()))
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def bind(
    typer_context: typer.Context,
    finding: FindingArgument,
    ground: GroundOption,
    text: TextOption,
    file: FilesOption = None,
    evidence: DigestsOption = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Bind a condition or distinction to evidence."""
    entry = t.GroundBinding("", ground, tuple(evidence or ()), text)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json, file or ())


def assess(
    typer_context: typer.Context,
    finding: FindingArgument,
    ground: GroundOption,
    verdict: Annotated[str, typer.Option("--verdict")],
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Say what the evidence of a ground shows."""
    entry = t.GroundAssessment("", ground, verdict, reason)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def recuse(
    typer_context: typer.Context,
    finding: FindingArgument,
    person: PersonOption,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that somebody steps back."""
    entry = t.ToleranceRecusal("", person, reason)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def admit(
    typer_context: typer.Context,
    finding: FindingArgument,
    person: PersonOption,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Let somebody in who needs to know."""
    entry = t.ToleranceAdmission("", person, reason)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def verify(
    typer_context: typer.Context,
    finding: FindingArgument,
    text: TextOption,
    negative: Annotated[list[str] | None, typer.Option("--negative", metavar="ID")] = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """End the verification; the file goes to the competent body."""
    entry = t.ToleranceVerification("", text, tuple(negative or ()))
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def send_back(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Send the file back: not enough."""
    write(typer_context, finding, t.ToleranceReturn("", reason), (actor, role), passphrase_file, json)


def withdraw(
    typer_context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that the applicant withdraws."""
    write(typer_context, finding, t.ToleranceWithdrawal("", reason), (actor, role), passphrase_file, json)


def decide(
    typer_context: typer.Context,
    finding: FindingArgument,
    outcome: OutcomeOption,
    document_number: DocumentOption,
    body: BodyOption,
    reason: ReasonOption,
    on: DayOption = "",
    correct_by: Annotated[str, typer.Option("--correct-by", metavar="DATE")] = "",
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record what the competent body decided in its own document."""
    told = ("", document_number, body, day_or_today(context_of(typer_context), on), reason)
    by = day_of(correct_by)
    entry: t.BodyDecision
    match one_of(outcome, _DECISIONS):
        case "granted":
            entry = t.ToleranceGranted(*told, by)
        case "lightened":
            entry = t.ToleranceLightened(*told, by)
        case _:
            entry = t.ToleranceRefused(*told)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def notify(
    typer_context: typer.Context,
    finding: FindingArgument,
    told: Annotated[str, typer.Option("--told", metavar="NAME")],
    text: TextOption = "",
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that the decision was made known."""
    entry = t.ToleranceNotice("", told, day_or_today(context_of(typer_context), on), text)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def correct(
    typer_context: typer.Context,
    finding: FindingArgument,
    text: TextOption,
    file: FilesOption = None,
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that the mistake was put right."""
    entry = t.ToleranceCorrection("", text, day_or_today(context_of(typer_context), on))
    write(typer_context, finding, entry, (actor, role), passphrase_file, json, file or ())


def appeal(
    typer_context: typer.Context,
    finding: FindingArgument,
    appellant: Annotated[str, typer.Option("--appellant", metavar="NAME")],
    text: TextOption,
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record an appeal; the decision stands meanwhile."""
    entry = t.ToleranceAppeal("", appellant, day_or_today(context_of(typer_context), on), text)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def hear(
    typer_context: typer.Context,
    finding: FindingArgument,
    outcome: OutcomeOption,
    document_number: DocumentOption,
    body: BodyOption,
    reason: ReasonOption,
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "leader",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record what the body that heard the appeal decided."""
    told = ("", document_number, body, day_or_today(context_of(typer_context), on), reason)
    kinds = {"kept": t.AppealKept, "granted": t.AppealGranted, "refused": t.AppealRefused}
    entry = kinds[one_of(outcome, _HEARINGS)](*told)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


def revoke(
    typer_context: typer.Context,
    finding: FindingArgument,
    document_number: DocumentOption,
    body: BodyOption,
    reason: ReasonOption,
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "reviewer",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record that the body takes its tolerance back."""
    told = ("", document_number, body, day_or_today(context_of(typer_context), on), reason)
    write(typer_context, finding, t.ToleranceRevoked(*told), (actor, role), passphrase_file, json)


def clear(
    typer_context: typer.Context,
    finding: FindingArgument,
    place: Annotated[str, typer.Option("--place", metavar="TEXT")],
    text: TextOption,
    document_number: Annotated[str, typer.Option("--document-number", metavar="NUMBER")] = "",
    on: DayOption = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Record the public clearing."""
    day = day_or_today(context_of(typer_context), on)
    entry = t.PublicClearing("", place, day, text, document_number)
    write(typer_context, finding, entry, (actor, role), passphrase_file, json)


COMMANDS = (
    ("apply", apply),
    ("bind", bind),
    ("assess", assess),
    ("recuse", recuse),
    ("admit", admit),
    ("verify", verify),
    ("return", send_back),
    ("withdraw", withdraw),
    ("decide", decide),
    ("notify", notify),
    ("correct", correct),
    ("appeal", appeal),
    ("hear", hear),
    ("revoke", revoke),
    ("clear", clear),
)
