"""Owns ``plumbline tolerance`` and the commands below it. It refuses to decide, and to show a case to those outside it."""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    actor_of,
    casebook_request,
    desk_of,
)
from console.cli.commands.shared import JsonOption, context_of
from console.cli.commands.tolerance_register import COMMANDS as REGISTER
from console.cli.commands.tolerance_shared import code_of
from console.cli.commands.tolerance_steps import COMMANDS as STEPS
from console.cli.commands.tolerance_words import print_board, print_pairs, print_sheet
from console.jobs.tolerance import compare, read_board, read_sheet


def list_cases(
    typer_context: typer.Context,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """List tolerance cases with their steps and deadlines."""
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    print_board(context, read_board(desk, code_of(context), actor_of(actor, role)), json)


def show_case(
    typer_context: typer.Context,
    finding: FindingArgument,
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Open one case, as far as the reader needs to know."""
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    sheet = read_sheet(desk, finding, code_of(context), actor_of(actor, role))
    print_sheet(context, sheet, json)


def compare_cases(
    typer_context: typer.Context,
    finding: FindingArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER")],
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Set two cases side by side."""
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    here, there, pairs = compare(desk, finding, other)
    print_pairs(context, here, there, pairs, json)


COMMANDS = (("list", list_cases), ("show", show_case), ("compare", compare_cases), *STEPS, *REGISTER)
