"""Owns where the supplements of an extract stand: beside it, numbered in the order they were added. It refuses gaps."""

from __future__ import annotations

import re
from pathlib import Path

from console.errors import ExitCode, ExtractError

ENDING = re.compile(r"\.supplement-(\d{4})\.duckdb")
MOST = 999


def supplement_path(extract: Path, number: int) -> Path:
    """Return where the supplement of a number stands, counted from 1."""
    return extract.with_name(f"{extract.name}.supplement-{number:04}.duckdb")


def supplement_paths(extract: Path) -> tuple[Path, ...]:
    """Return the supplements of an extract in their order, whether or not one is missing between."""
    found = {}
    for path in extract.parent.glob("*.duckdb"):
        told = ENDING.fullmatch(path.name.removeprefix(extract.name))
        if path.name.startswith(extract.name) and told:
            found[int(told[1])] = path
    return tuple(found[number] for number in sorted(found))


def require_all(extract: Path, paths: tuple[Path, ...]) -> None:
    """Raise ExtractError supplement-missing where one between is not there: the state would not be the one they tell."""
    for number, path in enumerate(paths, 1):
        if path != supplement_path(extract, number):
            missing = supplement_path(extract, number).name
            raise ExtractError("supplement-missing", exit_code=ExitCode.INVALID, file=missing)
