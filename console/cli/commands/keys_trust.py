"""Owns ``plumbline keys untrust``, ``revoke-list`` and ``extract``. It refuses to take a certificate for a list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console import paths
from console.bootstrap import Context
from console.cli.commands.shared import ask_passphrase, context_of
from console.errors import KeyStoreError
from console.jobs.extract_key import keep_passphrase
from console.jobs.trust import TrustRequest, trust_list
from console.jobs.trust import untrust as let_go
from console.vault.asking_vault import open_vault
from console.vault.passphrase import read_passphrase_file

FolderOption = Annotated[Path | None, typer.Option("--folder", metavar="DIR")]


def untrust(
    typer_context: typer.Context,
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT")],
    folder: FolderOption = None,
) -> None:
    """Trust an authority no longer."""
    context = context_of(typer_context)
    name = let_go(_request(context, folder), fingerprint)
    typer.echo(context.phrases.text("keys-untrusted", authority=name))


def revoke_list(
    typer_context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    folder: FolderOption = None,
) -> None:
    """Take an authority's revocation list from a file."""
    context = context_of(typer_context)
    taken = trust_list(_request(context, folder), file)
    told = {"authority": taken.authority, "fingerprint": taken.fingerprint, "file": str(taken.file)}
    typer.echo(context.phrases.text("keys-trusted-list", **told))


def extract(
    typer_context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file", metavar="FILE")] = None,
) -> None:
    """Keep the passphrase of an encrypted extract in the system's own store."""
    context = context_of(typer_context)
    told = read_passphrase_file(passphrase_file) if passphrase_file else ask_passphrase(context, file) or ""
    if not told:
        raise KeyStoreError("extract-key-missing", file=file.name)
    keep_passphrase(file, told, open_vault(lambda name: None, {}))
    typer.echo(context.phrases.text("keys-extract-kept", file=file.name))


def _request(context: Context, folder: Path | None) -> TrustRequest:
    return TrustRequest(context.trust_folders, (folder or paths.user_folder()) / "trust")
