"""Owns ``plumbline keys pseudonym``: the secret of a named cross-check. It refuses a secret on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import print_json
from console.vault.asking_vault import open_vault
from console.vault.passphrase import read_passphrase_file
from console.vault.pseudonym_keys import fingerprint, make_pseudonym_key


def pseudonym(
    typer_context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="CROSS-CHECK")],
    agreed: Annotated[Path | None, typer.Option("--agreed", metavar="FILE")] = None,
    json: JsonOption = False,
) -> None:
    """Keep the secret of a cross-check, new or agreed with others, in the system's own store."""
    context = context_of(typer_context)
    vault = open_vault(lambda asked: None, {})
    key = make_pseudonym_key(vault, name, read_passphrase_file(agreed) if agreed else "")
    if json:
        print_json({"cross_check": name, "fingerprint": fingerprint(key)})
    else:
        typer.echo(context.phrases.text("keys-pseudonym-kept", name=name, fingerprint=fingerprint(key)))
