"""Owns the commands of the register of authorised pilots. It refuses a pilot without document, rules and dates."""

from __future__ import annotations

from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.commands.findings_shared import (
    ActorOption,
    PassphraseOption,
    RoleOption,
    actor_of,
    casebook_request,
    day_of,
    desk_of,
)
from console.cli.commands.shared import JsonOption, context_of
from console.cli.commands.tolerance_shared import DocumentOption, ReasonOption, code_of
from console.cli.commands.tolerance_words import print_pilots
from console.cli.output import print_json, say
from console.domain.tolerance import ANY, Pilot
from console.domain.tolerance_register import PilotEnded
from console.errors import UsageError
from console.jobs.tolerance import authorise, end, read_board
from console.jobs.tolerance_pilots import Matched

PilotArgument = Annotated[str, typer.Argument(metavar="PILOT")]
Names = Annotated[list[str] | None, typer.Option("--organisation", metavar="ID")]
Regions = Annotated[list[str] | None, typer.Option("--region", metavar="ID")]
Items = Annotated[list[str] | None, typer.Option("--item", metavar="ID")]


def pilots(
    typer_context: typer.Context,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """List the register."""
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    print_pilots(context, read_board(desk, code_of(context), actor_of(actor, role)), json)


def authorise_pilot(
    typer_context: typer.Context,
    pilot: PilotArgument,
    document_number: DocumentOption,
    authorised_by: Annotated[str, typer.Option("--authorised-by", metavar="NAME")],
    deviation: Annotated[str, typer.Option("--deviation", metavar="TEXT")],
    starts: Annotated[str, typer.Option("--from", metavar="DATE")],
    ends: Annotated[str, typer.Option("--until", metavar="DATE")],
    rule: Annotated[list[str], typer.Option("--rule", metavar="ID")],
    organisation: Names = None,
    region: Regions = None,
    item: Items = None,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Enter an authorised pilot; a scope not given is any."""
    context, who = context_of(typer_context), actor_of(actor, role)
    first, last = day_of(starts), day_of(ends)
    if first is None or last is None:
        raise UsageError("findings-date", told=starts or ends)
    scopes = (frozenset(told or (ANY,)) for told in (organisation, region, item))
    entered = Pilot(pilot, document_number, authorised_by, deviation, first, last, frozenset(rule), *scopes)
    desk = desk_of(context, casebook_request(), passphrase_file, begin=True)
    _tell(context, authorise(desk, entered, who), json)


def end_pilot(
    typer_context: typer.Context,
    pilot: PilotArgument,
    last_day: Annotated[str, typer.Option("--last-day", metavar="DATE")],
    document_number: DocumentOption,
    reason: ReasonOption,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """End a pilot before its time."""
    context, who = context_of(typer_context), actor_of(actor, role)
    day = day_of(last_day)
    if day is None:
        raise UsageError("findings-date", told=last_day)
    desk = desk_of(context, casebook_request(), passphrase_file)
    _tell(context, end(desk, PilotEnded(pilot, day, document_number, reason), who), json)


def _tell(context: Context, done: Matched, json: bool) -> None:
    if json:
        print_json({"noticed": done.noticed, "released": done.released})
        return
    counts = {"noticed": len(done.noticed), "released": len(done.released)}
    say(context.phrases.text("tolerance-matched", **counts))


COMMANDS = (("pilots", pilots), ("authorise", authorise_pilot), ("end-pilot", end_pilot))
