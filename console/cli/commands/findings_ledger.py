"""Owns ``plumbline findings ledger``. It refuses to write over a file, and to name anybody before 认定."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_shared import PassphraseOption, casebook_request, desk_of
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import print_json, say
from console.errors import CasebookError, UsageError
from console.jobs.findings import read_ledger
from console.jobs.findings_files import write_new
from console.jobs.findings_ledger import LedgerRequest, export_ledger

SUFFIXES = (".xlsx", ".csv")


def ledger(
    typer_context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    finding: Annotated[list[str] | None, typer.Option("--finding", metavar="NUMBER")] = None,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Write the ledger of findings."""
    context = context_of(typer_context)
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError("ledger-suffix", file=out.name)
    found = read_ledger(desk_of(context, casebook_request(), passphrase_file))
    known = {state.number: state.identity for state in found.states}
    for name in finding or ():
        if name.upper() not in known:
            raise CasebookError("finding-unknown", name=name, count=len(known))
    chosen = tuple(known[name.upper()] for name in finding or ())
    request = LedgerRequest(chosen, context.clock.now(), {})
    write_new(out, export_ledger(found, request, context.catalogue(), context.phrases, out.suffix.lower()))
    count = len(chosen) or len(found.states)
    if json:
        print_json({"ledger": out, "findings": count, "head": found.head.to_dict()})
    else:
        say(context.phrases.text("findings-ledger-written", file=out.name, count=count))


COMMANDS = (("ledger", ledger),)
