"""Owns the commands of what goes out and comes back: the reply form, the instructions, the slip of a head, a row in clear.

It refuses to write over a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    DueOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    TextOption,
    actor_of,
    casebook_request,
    day_of,
    desk_of,
    tell,
)
from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, opened
from console.cli.output import plain, print_json, print_table, say
from console.domain.terms import terms_of
from console.jobs.findings import read_ledger
from console.jobs.findings_files import write_new
from console.jobs.findings_form import FormRequest, hear_by_form, take_reply
from console.jobs.findings_orders import list_orders
from console.jobs.findings_slip import make_slip
from console.jobs.findings_unmask import unmask as unmask_row

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE")]


def form(
    typer_context: typer.Context,
    finding: FindingArgument,
    due: DueOption,
    out: OutOption,
    text: TextOption = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="ID")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME")] = "",
    office: Annotated[str, typer.Option("--office", metavar="NAME")] = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Hear the organisation by a form it fills in: a PDF where the name of the file ends so, else a workbook."""
    context, who = context_of(typer_context), actor_of(actor, role)
    desk = desk_of(context, casebook_request(), passphrase_file)
    request = FormRequest(
        finding, day_of(due), text, organisation, office, name, out.suffix.lower() == ".pdf"
    )
    if out.exists():
        write_new(out, b"")  # says that it is there, before anything is written
    heard = hear_by_form(desk, request, who, context.catalogue(), context.phrases)
    write_new(out, heard.form)
    tell(context, heard.acted, json)


def take(
    typer_context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FORM")],
    finding: Annotated[str, typer.Option("--finding", metavar="NUMBER")] = "",
    received: Annotated[str, typer.Option("--received", metavar="DATE")] = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Take an answer in from the form that came back."""
    context, who = context_of(typer_context), actor_of(actor, role)
    desk = desk_of(context, casebook_request(), passphrase_file)
    received_on = day_of(received) or context.clock.now().date()
    tell(context, take_reply(desk, file, who, received_on, finding), json)


def instructions(
    typer_context: typer.Context,
    waiting: Annotated[bool, typer.Option("--open")] = False,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """List leaders' instructions."""
    context = context_of(typer_context)
    found = read_ledger(desk_of(context, casebook_request(), passphrase_file))
    terms = terms_of(context.catalogue().calendars)
    lines = list_orders(found.states, context.clock.now().date(), terms)
    shown = [one for one in lines if not waiting or one.done_on is None]
    if json:
        print_json({"instructions": [plain(one) for one in shown], "head": found.head.to_dict()})
        return
    phrases = context.phrases
    names = ("number", "leader", "instruction", "owner", "due", "days-left", "done")
    rows = [
        [
            one.number,
            one.leader,
            one.text,
            one.owner,
            phrases.day(one.due_on),
            phrases.number(one.days),
            phrases.day(one.done_on),
        ]
        for one in shown
    ]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(5,))


def checkpoint(
    typer_context: typer.Context,
    out: OutOption,
    language: Annotated[str, typer.Option("--language")] = "",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Write the head of the log as a page to print, with a QR code."""
    context = context_of(typer_context)
    phrases = context.speaking(language or context.phrases.language).phrases
    desk = desk_of(context, casebook_request(), passphrase_file)
    content = make_slip(desk, phrases, context.resources)
    write_new(out, content)
    if json:
        print_json({"checkpoint": out, "bytes": len(content)})
    else:
        say(context.phrases.text("findings-slip-written", file=out.name))


def unmask(
    typer_context: typer.Context,
    finding: FindingArgument,
    file: FileArgument,
    reason: Annotated[str, typer.Option("--reason")],
    row: Annotated[str, typer.Option("--row", metavar="REFERENCE")] = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Look at a row of evidence in clear; who looked and why becomes an entry first."""
    context, who = context_of(typer_context), actor_of(actor, role)
    desk = desk_of(context, casebook_request(), passphrase_file)
    with opened(context, file, trust) as (extract, progress):
        done = unmask_row(desk, finding, extract, (row, reason), who, progress)
    (found,) = done.rows
    if json:
        cells = {cell.column: cell.value for cell in found.cells}
        print_json({"sequence": done.acted.sequence, "row": found.reference, "cells": plain(cells)})
        return
    chinese = context.phrases.language == "zh-CN"
    rows = [
        [cell.chinese if chinese else cell.english, "—" if cell.value is None else str(cell.value)]
        for cell in found.cells
    ]
    print_table([context.phrases.text(f"column-{name}") for name in ("fact", "value")], rows)
    say(context.phrases.text("findings-unmasked", sequence=done.acted.sequence))


COMMANDS = (
    ("form", form),
    ("take-reply", take),
    ("instructions", instructions),
    ("checkpoint", checkpoint),
    ("unmask", unmask),
)
