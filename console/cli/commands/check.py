"""Owns ``plumbline check``. It refuses to compute."""

from __future__ import annotations

import typer

from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table
from console.jobs.check import check


def run(
    typer_context: typer.Context,
    file: FileArgument,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Check the quality of an extract's data against the contract."""
    context = context_of(typer_context)
    with opened(context, file, trust, diagnose) as (extract, progress):
        found = check(extract, progress)
        if json:
            print_json({"mark": extract.mark, "missing": sorted(extract.missing), "quality": found})
            return
        words = context.phrases
        failing = [row for row in found if row.failed]
        rows = [
            [
                row.table,
                row.column,
                words.text(f"quality-{row.check}"),
                words.number(row.failed),
                words.number(row.checked),
            ]
            for row in failing
        ]
        print_table(
            [words.text(f"column-{name}") for name in ("table", "column", "check", "failed", "checked")],
            rows,
            right=(3, 4),
        )
        typer.echo(
            words.text("check-summary", checks=len(found), failing=len(failing), missing=len(extract.missing))
        )
