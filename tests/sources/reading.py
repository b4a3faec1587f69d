"""Owns what tests of the readers share: a file written, prepared, and its rows read back. It refuses to judge them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from console.domain.mapping import PreparedSource, SourceSpec
from console.domain.ports import Silent
from console.sources.prepare import prepare


def prepared(path: Path, **told: Any) -> PreparedSource:
    """Bring a file into rows beside it."""
    work = path.parent / "work"
    work.mkdir(exist_ok=True)
    return prepare(SourceSpec("s", path.name, **told), path, work, Silent())


def written(path: Path, content: str | bytes) -> Path:
    """Write a source file."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(source: PreparedSource) -> list[list[str]]:
    """Return the rows, each with its line."""
    with source.rows.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def refused(source: PreparedSource) -> list[list[str]]:
    """Return line and reason of what was refused."""
    assert source.refused is not None
    with source.refused.open(encoding="utf-8", newline="") as file:
        return [row[:2] for row in csv.reader(file)]
