"""Owns one query on an opened extract and the ways its whole result leaves. It refuses a cap that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from console.domain.ports import Progress
from console.engine.export import FORMATS
from console.engine.workbench import Workbench
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.workbench import set_the_scene

Format = Literal["table", "csv", "json", "parquet"]
NAMES: tuple[Format, ...] = ("table", "csv", "json", "parquet")


@dataclass(frozen=True, slots=True)
class Way:
    """How a result leaves: in which format, and to which file (None: to standard output)."""

    format: Format
    out: Path | None


def chosen_way(format_name: str, out: Path | None) -> Way:
    """Return the way asked for; a file's name says its format where nobody does.

    Raises UsageError for an unknown format, a file whose name says another one, or Parquet without a file.
    """
    if format_name and format_name not in NAMES:
        raise UsageError("query-format", name=format_name, known=", ".join(NAMES))
    if out is None:
        if format_name == "parquet":
            raise UsageError("query-parquet")
        return Way(_named(format_name or "table"), None)
    ending = out.suffix.lower()
    if ending not in FORMATS or format_name not in ("", ending[1:]):
        wanted = f".{format_name}" if f".{format_name}" in FORMATS else ", ".join(FORMATS)
        raise UsageError("export-format", name=out.name, known=wanted)
    return Way(_named(ending[1:]), out)


def _named(name: str) -> Format:
    return next(known for known in NAMES if known == name)


@contextmanager
def queried(extract: OpenedExtract, sql: str, progress: Progress) -> Iterator[Workbench]:
    """Run a query and yield the workbench that holds its whole result.

    Raises QueryError with its position, Cancelled, or LimitError.
    """
    set_the_scene(extract, sql, None)
    workbench = Workbench(extract.connection)
    try:
        workbench.run(sql, progress)
        yield workbench
    finally:
        workbench.close()
