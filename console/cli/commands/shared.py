"""Owns what commands share: opening an extract with its caution on stderr. It refuses to hide the extract's mark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.output import TerminalProgress, say
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract

FileArgument = Annotated[Path, typer.Argument(metavar="FILE")]
JsonOption = Annotated[bool, typer.Option("--json")]
TrustOption = Annotated[list[Path] | None, typer.Option("--trust", metavar="DIR")]
DiagnoseOption = Annotated[bool, typer.Option("--diagnose")]


def context_of(typer_context: typer.Context) -> Context:
    """Return the context this process started with."""
    found = typer_context.obj
    assert isinstance(found, Context)
    return found


@contextmanager
def opened(
    context: Context, path: Path, trust: list[Path] | None, diagnose: bool = False
) -> Iterator[tuple[OpenedExtract, TerminalProgress]]:
    """Open an extract, say on stderr where it is not signed and trusted, and close it."""
    progress = TerminalProgress(context.phrases)
    folders = (*context.trust_folders, *(trust or ()))
    request = OpenRequest(path, folders, context.memory_bytes, context.settings.threads, diagnose)
    try:
        with open_extract(request, context.catalogue(), context.clock, progress) as extract:
            if extract.mark != "signed":
                say(context.phrases.text(f"mark-{extract.mark}", file=path.name))
            yield extract, progress
    finally:
        progress.close()
