"""Owns ``plumbline keys untrust`` and ``keys revoke-list``. It refuses to take a certificate for a list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console import paths
from console.bootstrap import Context
from console.cli.commands.shared import context_of
from console.jobs.trust import TrustRequest, trust_list
from console.jobs.trust import untrust as let_go

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


def _request(context: Context, folder: Path | None) -> TrustRequest:
    return TrustRequest(context.trust_folders, (folder or paths.user_folder()) / "trust")
