"""Owns what the methods share on the command line: the file, the progress, the table. It refuses to compute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.cli.commands.shared import context_of
from console.cli.output import TerminalProgress, print_table
from console.i18n import Phrases
from console.jobs.method import DataFile

ColumnOption = Annotated[str, typer.Option("--column")]
ReadAsOption = Annotated[str, typer.Option("--read-as")]


class Started:
    """A progress that leaves the screen when the work ends."""

    def __init__(self, phrases: Phrases) -> None:
        self.bar = TerminalProgress(phrases)

    def __enter__(self) -> Started:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()


def start(typer_context: typer.Context) -> tuple[Context, Started]:
    context = context_of(typer_context)
    return context, Started(context.phrases)


def data_file(context: Context, path: Path, read_as: str) -> DataFile:
    return DataFile(path, read_as, context.memory_bytes // 2, context.settings.threads or None)


def show_rows(phrases: Phrases, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    cells = [[_cell(phrases, row[name]) for name in names] for row in rows]
    right = [place for place, name in enumerate(names) if isinstance(rows[0][name], int | float)]
    print_table(
        [phrases.text(f"method-column-{name.replace('_', '-')}") for name in names], cells, right=right
    )


def _cell(phrases: Phrases, value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    if isinstance(value, float) and not value.is_integer():
        return phrases.number(value, 6)
    return phrases.number(value) if isinstance(value, int | float) else str(value)
