"""Owns the reading of dated legal thresholds and of calendars. It refuses overlapping dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.calendar import YearCalendar
from console.domain.standard import ANYWHERE, FOR_EVER, Standard, StandardValue, expand
from console.errors import DefinitionError


class ValueFile(Strict, frozen=True):
    """A ``[[value]]``: what is in force in one region from one day on."""

    effective_from: date
    article: dict[str, str]
    source: str
    verified: bool
    values: dict[str, float]
    region: str = ANYWHERE
    effective_to: date = FOR_EVER


class StandardFile(Strict, frozen=True):
    """A standard file."""

    id: str
    text: dict[str, dict[str, str]]
    value: list[ValueFile]


class CalendarFile(Strict, frozen=True):
    """A calendar file of one year."""

    country: str
    year: int
    source: str
    verified: bool
    holidays: list[date]
    workdays: list[date] = []


def read_standards(folder: Path) -> dict[str, Standard]:
    """Read every standard of a folder; overlaps are refused at once, not when a rule stumbles over them."""
    found = {path.stem: _standard(path) for path in sorted(folder.glob("*.toml"))}
    for standard in found.values():
        expand(standard, {value.region for value in standard.values})
    return found


def _standard(path: Path) -> Standard:
    told = read(path, StandardFile)
    check_name(path, told.id)
    check_texts(path, told.text, ("name", "meaning"))
    for value in told.value:
        check_texts(
            path, {language: {"article": words} for language, words in value.article.items()}, ("article",)
        )
        if value.effective_to < value.effective_from:
            raise DefinitionError("standard-backwards", file=path.name, day=str(value.effective_from))
    values = tuple(
        StandardValue(v.region, v.effective_from, v.effective_to, v.values, v.article, v.source, v.verified)
        for v in told.value
    )
    return Standard(told.id, values, told.text)


def read_calendars(folder: Path) -> tuple[YearCalendar, ...]:
    """Read every calendar of a folder in the order of years."""
    return tuple(sorted((_calendar(path) for path in folder.glob("*.toml")), key=lambda c: c.year))


def _calendar(path: Path) -> YearCalendar:
    told = read(path, CalendarFile)
    check_name(path, f"{told.country.lower()}-{told.year}", "year")
    for day in (*told.holidays, *told.workdays):
        if day.year != told.year:
            raise DefinitionError("calendar-day", file=path.name, day=str(day))
    return YearCalendar(
        told.country,
        told.year,
        frozenset(told.holidays),
        frozenset(told.workdays),
        told.source,
        told.verified,
    )
