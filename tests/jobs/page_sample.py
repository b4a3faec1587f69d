"""Owns the extracts the tests of the pages' jobs share: the small planted province, and tiny files of a few rows.

It refuses anything but real extracts opened the way the product opens them.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest

from console.catalogue.load import load_catalogue
from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.ports import Silent, SystemClock
from console.engine.columns import empty_table, literal
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.frames import Outcome, Told, plain, read_frame, shaped, write_frame
from console.paths import resource_root
from sample_db.generate import generate
from tests.engine.extracts import write

CASES = 3_000
CASES_FOR_RISK = 8_000  # enough late ones to fit a model to
MEMORY = 4 * 1024**3
Shape = TypeVar("Shape")


@functools.cache
def catalogue() -> Catalogue:
    """Return the shipped definitions."""
    return load_catalogue(resource_root())


def province(factory: pytest.TempPathFactory, cases: int = CASES) -> Path:
    """Return the planted province with a few thousand cases, written once a session."""
    path = factory.getbasetemp() / f"province-of-the-pages-{cases}.duckdb"
    if path.exists():
        return path
    held = catalogue()
    generate(path, held.contract, calendar_days(held.calendars), cases=cases)
    return path


def opened(path: Path) -> OpenedExtract:
    """Open an extract as the product does."""
    return open_extract(OpenRequest(path, (), MEMORY), catalogue(), SystemClock(), Silent())


def tiny(path: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Write whole contract tables with a few rows; columns not named are NULL."""
    statements = []
    for name, rows in tables.items():
        statements.append(empty_table(catalogue().contract.tables[name]))
        for row in rows:
            columns = ", ".join(row)
            values = ", ".join(_cell(value) for value in row.values())
            statements.append(f"INSERT INTO {name} ({columns}) VALUES ({values})")
    return write(path, *statements)


def _cell(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, list):
        return "[" + ", ".join(_cell(each) for each in value) + "]"
    return str(value) if isinstance(value, int | float) else literal(str(value))


def through_a_frame(value: Shape) -> Shape:
    """Return a value after it went from one process to another."""
    stream = io.BytesIO()
    write_frame(stream, Outcome(1, plain(value)))
    stream.seek(0)
    return shaped(read_frame(stream, Told).value, type(value))
