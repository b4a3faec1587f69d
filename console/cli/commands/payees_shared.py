"""Owns how commands that run rules take what a casebook decided about payees. It refuses to decide, and to open one unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.commands.findings_shared import casebook_request, desk_of
from console.cli.output import say
from console.domain.payee_groups import PayeeDecisions
from console.jobs.extract import OpenedExtract
from console.jobs.findings import is_begun
from console.jobs.payees import read_decisions

CasebookOption = Annotated[bool, typer.Option("--casebook/--no-casebook")]
CasebookPassphraseOption = Annotated[Path | None, typer.Option("--casebook-passphrase-file")]


def decided(context: Context, passphrase_file: Path | None) -> PayeeDecisions:
    """Return what the user's casebook says of payees, nothing where none was begun."""
    request = casebook_request()
    if not is_begun(request.folder):
        return PayeeDecisions()
    return read_decisions(desk_of(context, request, passphrase_file))


def group_as_decided(extract: OpenedExtract, context: Context, found: PayeeDecisions | None) -> None:
    """Let rules look through vendors by the decisions, and say how many; None leaves the groups the data give."""
    if found is not None:
        extract.payees = found
        say(context.phrases.text("payees-as-decided", count=found.count))
