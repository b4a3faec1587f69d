"""Owns ``plumbline destroy``. It refuses to wipe what nobody confirmed, and without somebody who signs for it."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.shared import FileArgument, JsonOption, context_of
from console.cli.output import TerminalProgress, print_json
from console.errors import UsageError
from console.i18n import Phrases
from console.jobs.destroy import destroy
from console.signing.signer import open_signer
from console.vault.asking_vault import open_vault
from console.vault.passphrase import read_passphrase_file


def run(
    typer_context: typer.Context,
    file: FileArgument,
    sign: Annotated[str, typer.Option("--sign", metavar="IDENTITY")],
    key_folder: Annotated[Path, typer.Option("--key-folder", metavar="DIR")],
    passphrase_file: Annotated[Path, typer.Option("--passphrase-file", metavar="FILE")],
    reason: Annotated[str, typer.Option("--reason")] = "",
    yes: Annotated[bool, typer.Option("--yes")] = False,
    json: JsonOption = False,
) -> None:
    """Wipe an extract and leave a signed certificate of its destruction."""
    context = context_of(typer_context)
    signer = open_signer(key_folder, sign, read_passphrase_file(passphrase_file))
    _confirm(context.phrases, file, yes)
    progress = TerminalProgress(context.phrases)
    try:
        vault = open_vault(lambda name: None, os.environ)
        done = destroy(file, reason.strip(), signer, context.clock, progress, vault)
    finally:
        progress.close()
    if json:
        print_json({**asdict(done.certificate), "certificate": str(done.certificate_file)})
        return
    told = {"file": done.certificate.file, "sha256": done.certificate.sha256}
    typer.echo(context.phrases.text("destroy-done", certificate=str(done.certificate_file), **told))
    typer.echo(context.phrases.text("destroy-limits"))


def _confirm(phrases: Phrases, file: Path, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty() or not typer.confirm(phrases.text("destroy-sure", file=file.name), err=True):
        raise UsageError("destroy-confirm", file=file.name)
