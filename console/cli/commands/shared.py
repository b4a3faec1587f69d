"""Owns what commands share: opening an extract with its caution on stderr. It refuses to hide the extract's mark."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.output import TerminalProgress, say
from console.domain.verification import Standing
from console.engine.encryption import is_encrypted
from console.errors import ExitCode, InputError
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.extract_key import key_name
from console.signing.beside import small_file
from console.vault.asking_vault import open_vault

LARGEST_GIVEN = 8 * 2**20  # a certificate or a reply of a table; more is another file
FileArgument = Annotated[Path, typer.Argument(metavar="FILE")]
JsonOption = Annotated[bool, typer.Option("--json")]
TrustOption = Annotated[list[Path] | None, typer.Option("--trust", metavar="DIR")]
DiagnoseOption = Annotated[bool, typer.Option("--diagnose")]


def context_of(typer_context: typer.Context) -> Context:
    """Return the context this process started with."""
    found = typer_context.obj
    assert isinstance(found, Context)
    return found


def passphrase_of(context: Context, path: Path) -> str:
    """Return the passphrase of an encrypted extract, asked for where no store knows it; empty where it takes none."""
    if not is_encrypted(path):
        return ""
    vault = open_vault(lambda name: ask_passphrase(context, path), os.environ)
    return vault.read(key_name(path)) or (ask_passphrase(context, path) if vault.safe else None) or ""


def ask_passphrase(context: Context, path: Path) -> str | None:
    """Ask at the terminal; None where nobody sits there."""
    if not sys.stdin.isatty():
        return None
    return getpass.getpass(f"{context.phrases.text('build-ask-extract')} {path.name}: ")


def given_file(path: Path) -> bytes:
    """Return the bytes of a small file somebody sent.

    Raises InputError file-not-found or given-large, and ExtractError signing-file-unreadable.
    """
    content = small_file(path, LARGEST_GIVEN)
    if content is None:
        raise InputError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path))
    if len(content) > LARGEST_GIVEN:
        raise InputError("given-large", file=path.name, largest=LARGEST_GIVEN // 2**20)
    return content


@contextmanager
def opened(
    context: Context, path: Path, trust: list[Path] | None, diagnose: bool = False
) -> Iterator[tuple[OpenedExtract, TerminalProgress]]:
    """Open an extract, say on stderr where it is not signed and trusted, and close it."""
    progress = TerminalProgress(context.phrases)
    folders = (*context.trust_folders, *(trust or ()))
    passphrase = passphrase_of(context, path)
    request = OpenRequest(path, folders, context.memory_bytes, context.settings.threads, diagnose, passphrase)
    try:
        with open_extract(request, context.catalogue(), context.clock, progress) as extract:
            if extract.mark != "signed":
                say(context.phrases.text(f"mark-{extract.mark}", file=path.name))
            if extract.verification.standing is Standing.GAP:
                say(context.phrases.text("standing-gap-in-chain") + f" ({path.name})")
            yield extract, progress
    finally:
        progress.close()
