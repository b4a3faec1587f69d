"""Owns ``plumbline sample``. It refuses to generate: a job does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import TerminalProgress, print_json
from console.jobs.sample import LATEST, Sample, SampleRequest, make_sample
from console.vault.passphrase import read_passphrase_file


def run(
    typer_context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    cases: Annotated[int | None, typer.Option("--cases")] = None,
    seed: Annotated[int | None, typer.Option("--seed")] = None,
    quarter: Annotated[str, typer.Option("--quarter", metavar="2026Q1")] = LATEST,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    json: JsonOption = False,
) -> None:
    """Make the signed sample."""
    context = context_of(typer_context)
    made = _make(context, folder, cases, seed, passphrase_file, quarter)
    if json:
        print_json(document(made))
        return
    words = context.phrases
    rows = sum(table.rows for table in made.manifest.tables)
    typer.echo(
        words.text(
            "sample-made",
            file=str(made.extract),
            tables=len(made.manifest.tables),
            rows=words.number(rows),
            trust=str(made.trust),
        )
    )
    if made.follows:
        typer.echo(words.text("sample-follows", file=made.follows))


def _make(
    context: Context,
    folder: Path,
    cases: int | None,
    seed: int | None,
    passphrase_file: Path | None,
    quarter: str,
) -> Sample:
    passphrase = read_passphrase_file(passphrase_file) if passphrase_file else None
    request = SampleRequest(
        folder,
        context.resources,
        cases,
        seed,
        passphrase,
        context.settings.threads or None,
        context.memory_bytes // 2,
        quarter,
    )
    progress = TerminalProgress(context.phrases)
    try:
        return make_sample(request, context.clock, progress)
    finally:
        progress.close()


def document(made: Sample) -> dict[str, Any]:
    """Return what was made as the JSON document names it."""
    return {
        "extract": str(made.extract),
        "sha256": made.manifest.sha256,
        "bytes": made.manifest.bytes,
        "tables": {table.name: table.rows for table in made.manifest.tables},
        "trust": str(made.trust),
        "signer": made.identity,
        "predecessor": made.manifest.predecessor,
    }
