"""Owns ``plumbline findings paper``. It refuses to write over a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_shared import FindingArgument, PassphraseOption, casebook_request, desk_of
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import print_json, say
from console.jobs.findings_files import write_new
from console.jobs.findings_paper import PaperRequest, make_paper


def paper(
    typer_context: typer.Context,
    finding: FindingArgument,
    kind: Annotated[str, typer.Option("--kind")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    office: Annotated[str, typer.Option("--office", metavar="NAME")] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME")] = "",
    language: Annotated[str, typer.Option("--language")] = "",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Write an official paper of a finding as a PDF."""
    context = context_of(typer_context)
    phrases = context.speaking(language or context.phrases.language).phrases
    desk = desk_of(context, casebook_request(), passphrase_file)
    request = PaperRequest(finding, kind, office, organisation)
    content = make_paper(desk, request, context.catalogue(), phrases, context.resources)
    write_new(out, content)
    if json:
        print_json({"paper": out, "kind": kind, "bytes": len(content)})
    else:
        say(context.phrases.text("findings-paper-written", file=out.name))


COMMANDS = (("paper", paper),)
