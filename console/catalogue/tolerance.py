"""Owns the reading of the code of tolerance: negative list, leniency, and with the catalogue's standards its time limits.

It refuses an entry that names no article, and one in force backwards.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.calendar import calendar_days
from console.domain.catalogue import Catalogue
from console.domain.standard import ANYWHERE, FOR_EVER
from console.domain.tolerance_code import LIMITS, CodeEntry, ToleranceCode
from console.errors import DefinitionError

FOLDER = "tolerance"


class EntryFile(Strict, frozen=True):
    """An ``[[entry]]``."""

    id: str
    effective_from: date
    source: str
    verified: bool
    text: dict[str, dict[str, str]]
    region: str = ANYWHERE
    effective_to: date = FOR_EVER
    rules: list[str] = []


class CodeFile(Strict, frozen=True):
    """A file of the code."""

    id: str
    entry: list[EntryFile]


def read_tolerance_code(resources: Path, catalogue: Catalogue) -> ToleranceCode:
    """Read the code below the resource root, and take time limits and calendars from the catalogue.

    Raises DefinitionError for the first fault, named by file and key.
    """
    folder = resources / FOLDER
    leniency = _entries(folder / "leniency.toml", ("name", "article", "evidence"))
    for one in leniency:
        unknown = sorted(one.rules - set(catalogue.rules))
        if unknown or not one.rules:
            raise DefinitionError(
                "tolerance-leniency-rule", file="leniency.toml", entry=one.id, rule=", ".join(unknown) or "—"
            )
    return ToleranceCode(
        _entries(folder / "negative-list.toml", ("name", "article")),
        leniency,
        catalogue.standards.get(LIMITS),
        calendar_days(catalogue.calendars),
    )


def _entries(path: Path, wanted: tuple[str, ...]) -> tuple[CodeEntry, ...]:
    told = read(path, CodeFile)
    check_name(path, told.id)
    found: dict[str, CodeEntry] = {}
    for one in told.entry:
        check_texts(path, one.text, wanted)
        if one.effective_to < one.effective_from or one.id in found:
            raise DefinitionError("tolerance-entry", file=path.name, entry=one.id)
        found[one.id] = CodeEntry(
            one.id,
            one.effective_from,
            one.effective_to,
            one.region,
            one.source,
            one.verified,
            one.text,
            frozenset(one.rules),
        )
    return tuple(found.values())
