"""Owns ``plumbline findings attach`` and ``file``: evidence files in and out. It refuses to write over a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_shared import (
    ActorOption,
    FindingArgument,
    PassphraseOption,
    RoleOption,
    TextOption,
    actor_of,
    casebook_request,
    desk_of,
    tell,
)
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import print_json, say
from console.jobs.findings_exhibits import ExhibitFile, read_exhibit, read_file
from console.jobs.findings_exhibits import attach as attach_file
from console.jobs.findings_files import write_new


def attach(
    typer_context: typer.Context,
    finding: FindingArgument,
    file: Annotated[Path, typer.Option("--file", metavar="FILE")],
    text: TextOption = "",
    redacts: Annotated[str, typer.Option("--redacts", metavar="SHA256")] = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Take a file into the evidence of a finding."""
    context, who = context_of(typer_context), actor_of(actor, role)
    told = ExhibitFile(file.name, read_file(file), text, redacts)
    desk = desk_of(context, casebook_request(), passphrase_file)
    tell(context, attach_file(desk, finding, told, who), json)


def take_out(
    typer_context: typer.Context,
    finding: FindingArgument,
    digest: Annotated[str, typer.Option("--digest", metavar="SHA256")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Write an evidence file as it was taken in."""
    context = context_of(typer_context)
    desk = desk_of(context, casebook_request(), passphrase_file)
    found, content = read_exhibit(desk, finding, digest)
    write_new(out, content)
    if json:
        told = {"name": found.name, "sha256": found.digest, "media_type": found.media_type}
        print_json({**told, "redacts": found.redacts, "file": out, "bytes": len(content)})
    else:
        say(context.phrases.text("findings-file-written", file=out.name, name=found.name))


COMMANDS = (("attach", attach), ("file", take_out))
