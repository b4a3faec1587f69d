"""Owns the reading of the cases a definition ships with. It refuses a case that expects nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from console.catalogue.files import Strict
from console.domain.measure import DefinitionCase
from console.errors import DefinitionError


class CaseFile(Strict, frozen=True):
    """A ``[[case]]``: rows of contract tables in, rows out."""

    about: str
    given: dict[str, list[dict[str, Any]]]
    expect: list[dict[str, Any]]
    by: str = ""
    period: str = ""
    cut_off: str = ""
    parameters: dict[str, float] = {}


def make_cases(path: Path, told: list[CaseFile], fewest: int) -> tuple[DefinitionCase, ...]:
    """Return the cases of a definition; raises DefinitionError where there are fewer than ``fewest``."""
    if len(told) < fewest:
        raise DefinitionError("definition-cases", file=path.name, fewest=fewest, told=len(told))
    return tuple(
        DefinitionCase(
            case.about,
            {table: tuple(rows) for table, rows in case.given.items()},
            tuple(case.expect),
            {"by": case.by, "period": case.period, "cut_off": case.cut_off, "parameters": case.parameters},
        )
        for case in told
    )
