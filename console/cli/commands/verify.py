"""Owns ``plumbline verify``. It refuses exit code 0 for anything but valid."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.findings_shared import vault_of
from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of
from console.cli.output import TerminalProgress, print_json, print_table
from console.domain.verification import Standing, Verification
from console.i18n import Phrases
from console.jobs.verify import verify
from console.jobs.verify_request import VerifyRequest


def run(
    typer_context: typer.Context,
    file: FileArgument,
    against: Annotated[Path | None, typer.Option("--against", metavar="EXTRACT")] = None,
    trust: TrustOption = None,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    json: JsonOption = False,
) -> None:
    """Verify an extract, a briefing or a casebook."""
    context = context_of(typer_context)
    progress = TerminalProgress(context.phrases)
    folders = (*context.trust_folders, *(trust or ()))
    request = VerifyRequest(
        file,
        against,
        folders,
        context.memory_bytes,
        context.settings.threads,
        context.resources,
    )
    try:
        found = verify(request, context.clock, progress, vault_of(context, passphrase_file))
    finally:
        progress.close()
    show(context.phrases, found, json)
    raise typer.Exit(int(found.exit_code))


def show(phrases: Phrases, found: Verification, json: bool) -> None:
    """Print a verdict with every check that led to it."""
    checks = [
        {"name": one.name, "passed": one.passed, "detail": phrases.text(f"check-{one.key}", **one.facts)}
        for one in found.checks
    ]
    if json:
        standing = found.standing.value
        print_json(
            {"verdict": found.verdict.value, "standing": standing, "kind": found.kind, "checks": checks}
        )
        return
    rows = [
        [str(c["name"]), phrases.text("passed" if c["passed"] else "failed"), str(c["detail"])]
        for c in checks
    ]
    print_table([phrases.text(f"column-{name}") for name in ("check", "passed", "detail")], rows)
    typer.echo(phrases.text(f"verdict-{found.verdict.value}"))
    if found.standing in (Standing.GAP, Standing.EXPIRED):
        typer.echo(phrases.text(f"standing-{found.standing.value}"))
