"""Owns ``plumbline rejected``: the rows a build rejected, as they stood. It refuses to show them without their passphrase."""

from __future__ import annotations

import sys

import typer

from console.cli.commands.build import rejected_secret
from console.cli.commands.shared import FileArgument, context_of
from console.vault.sealed_file import read_sealed


def run(typer_context: typer.Context, file: FileArgument) -> None:
    """Print the rejected rows of a build, one JSON object a line."""
    secret = rejected_secret(context_of(typer_context).phrases)
    for record in read_sealed(file, secret):
        sys.stdout.write(record.decode("utf-8") + "\n")
