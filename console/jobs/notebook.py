"""Owns what the workbench keeps between two days: statements kept under a name, and the latest queries that were run.

It refuses to keep rows: only the text of a query, its outcome and its time.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec

from console.errors import InputError

MOST_RUNS = 200
MOST_KEPT = 500
LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement under a name."""

    name: str
    sql: str


@dataclass(frozen=True, slots=True)
class Run:
    """A query that was run: state is done, failed or cancelled; ``detail`` says what failed."""

    sql: str
    at: datetime
    state: str
    rows: int | None
    seconds: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Notebook:
    """Everything kept, the latest run first."""

    kept: tuple[Kept, ...] = ()
    runs: tuple[Run, ...] = field(default_factory=tuple)

    def with_run(self, run: Run) -> Notebook:
        """Return the notebook with one more run."""
        return replace(self, runs=(run, *self.runs)[:MOST_RUNS])

    def with_kept(self, kept: Kept) -> Notebook:
        """Return the notebook with a statement kept; one of the same name gives way."""
        others = [one for one in self.kept if one.name != kept.name]
        return replace(self, kept=tuple(sorted([*others, kept], key=lambda one: one.name)[:MOST_KEPT]))

    def without(self, name: str) -> Notebook:
        """Return the notebook without the statement of that name."""
        return replace(self, kept=tuple(one for one in self.kept if one.name != name))


def read_notebook(path: Path) -> Notebook:
    """Read the notebook; an empty one where there is none.

    Raises InputError where the file cannot be read as one, which is then left as it is.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("notebook-unreadable", file=str(path), detail=f"> {LARGEST}")
        return msgspec.json.decode(path.read_bytes(), type=Notebook)
    except FileNotFoundError:
        return Notebook()
    except (OSError, msgspec.DecodeError) as fault:
        raise InputError("notebook-unreadable", file=str(path), detail=str(fault)) from fault


def write_notebook(path: Path, notebook: Notebook) -> None:
    """Write the notebook whole or not at all, for nobody else to read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.encode(notebook))
        Path(name).replace(path)
    except OSError as fault:
        raise InputError("notebook-unwritable", file=str(path), detail=fault.strerror or "") from fault
