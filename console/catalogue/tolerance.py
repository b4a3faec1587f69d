"""Owns the reading of the code of tolerance: negative list, leniency, time limits, and the calendars that count them.

It refuses an entry that names no article, and one in force backwards.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.catalogue.standards import read_calendars, read_standards
from console.domain.calendar import calendar_days
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


def read_tolerance_code(resources: Path) -> ToleranceCode:
    """Read the code below the resource root; of the other definitions nothing but what it rests on.

    Raises DefinitionError for the first fault, named by file and key.
    """
    folder = resources / FOLDER
    leniency = _entries(folder / "leniency.toml", ("name", "article", "evidence"))
    rules = {path.stem for path in (resources / "rules").rglob("*.toml")}
    for one in leniency:
        unknown = sorted(one.rules - rules)
        if unknown or not one.rules:
            raise DefinitionError(
                "tolerance-leniency-rule", file="leniency.toml", entry=one.id, rule=", ".join(unknown) or "—"
            )
    return ToleranceCode(
        _entries(folder / "negative-list.toml", ("name", "article")),
        leniency,
        read_standards(resources / "standards").get(LIMITS),
        calendar_days(read_calendars(resources / "calendars")),
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
