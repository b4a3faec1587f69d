"""Owns ``plumbline query``. It refuses to cut a result without saying so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import TerminalProgress, print_table, say
from console.engine.workbench import Workbench
from console.i18n import Phrases
from console.jobs.query import Way, chosen_way, queried

SHOWN = 200
NUMBERS = ("INT", "DECIMAL", "DOUBLE", "FLOAT")


def run(
    typer_context: typer.Context,
    file: FileArgument,
    sql: Annotated[str, typer.Argument(metavar="SQL")],
    format_name: Annotated[str, typer.Option("--format")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0)] = SHOWN,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Run one query on a read-only extract."""
    context = context_of(typer_context)
    way = chosen_way(format_name or ("json" if json and out is None else ""), out)
    with (
        opened(context, file, trust, diagnose) as (extract, progress),
        queried(extract, sql, progress) as workbench,
    ):
        _leave(context.phrases, workbench, way, extract.mark, limit, progress)


def _leave(
    phrases: Phrases, workbench: Workbench, way: Way, mark: str, limit: int, progress: TerminalProgress
) -> None:
    if way.out is not None:
        count = workbench.export(way.out, progress, mark)
        say(phrases.text("query-written", file=str(way.out), rows=phrases.number(count)))
        return
    progress.close()
    if way.format == "csv":
        workbench.write_csv(sys.stdout, mark)
    elif way.format == "json":
        workbench.write_document(sys.stdout, mark)
    else:
        _print(phrases, workbench, limit)


def _print(phrases: Phrases, workbench: Workbench, limit: int) -> None:
    held = workbench.result
    assert held is not None
    shown = min(limit or held.row_count, held.row_count)
    rows = [[_cell(phrases, value) for value in row] for row in workbench.page(0, shown)]
    right = [
        place
        for place, column in enumerate(held.columns)
        if any(part in column.type for part in NUMBERS) and not column.type.endswith("]")
    ]
    print_table([column.name for column in held.columns], rows, right=right)
    if shown < held.row_count:
        facts: dict[str, Any] = {"shown": phrases.number(shown), "rows": phrases.number(held.row_count)}
        say(phrases.text("query-shown", **facts))


def _cell(phrases: Phrases, value: object) -> str:
    """Return a value as the table shows it; nothing is rounded, what is missing is a dash."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, bool | int | float | Decimal | str | date):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return "[" + ", ".join(_cell(phrases, part) for part in value) + "]"
    return str(value)
