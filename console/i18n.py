"""Owns words and numbers in two languages: phrases (Fluent), numbers, dates and money (Babel). It refuses to know Qt.

A phrase that is missing is an error, never an empty label: tests compare both languages key by key.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path

import babel.dates
import babel.numbers
from fluent.runtime import FluentBundle, FluentResource

from console.errors import DefinitionError, PlumblineError

MINUS = "\u2212"
TEN_THOUSAND = Decimal(10_000)
INSTANTS = frozenset(
    [
        "at",
        "now",
        "since",
        "until",
        "made_at",
        "issued",
        "due",
        "held",
        "starts",
        "ends",
        "prepared",
        "approved",
    ]
)
"""Facts that may tell an instant: it is worded for people, while the fact itself stays what machines compare."""


@cache
def _bundle(folder: Path, language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((folder / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


class Phrases:
    """All words of one language."""

    def __init__(self, language: str, folder: Path) -> None:
        self.language = language
        self.folder = folder
        self._locale = language.replace("-", "_")
        self._plain: dict[str, str] = {}  # phrases without facts, which widgets ask for again and again

    def prepare(self) -> None:
        """Read the phrases now, on whatever thread this is, so that no later word waits for it."""
        _bundle(self.folder, self.language)

    def has(self, key: str) -> bool:
        """Say whether there is such a phrase."""
        return bool(_bundle(self.folder, self.language).has_message(key))

    def text(self, key: str, **facts: object) -> str:
        """Return the phrase with its places filled.

        Raises DefinitionError where the phrase is missing or wants a fact that was not given.
        """
        if not facts and key in self._plain:
            return self._plain[key]
        bundle = _bundle(self.folder, self.language)
        if not bundle.has_message(key):
            raise DefinitionError("phrase-missing", phrase=key, language=self.language)
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise DefinitionError("phrase-missing", phrase=key, language=self.language)
        words, faults = bundle.format_pattern(
            pattern, {name: self._filled(name, value) for name, value in facts.items()}
        )
        if faults:
            raise DefinitionError("phrase-facts", phrase=key, language=self.language, detail=str(faults[0]))
        if not facts:
            self._plain[key] = str(words)
        return str(words)

    def _filled(self, name: str, value: object) -> object:
        """Return a fact as it is told: an instant in the words of the language, anything else as it is."""
        if name not in INSTANTS or not isinstance(value, str):
            return _plain(value)
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            return value
        return value if at.tzinfo is None else self.clock_time(at)

    def error(self, fault: PlumblineError) -> str:
        """Return the sentence for an error: what, where, and what to do; one nobody worded is still told."""
        try:
            return self.text(f"error-{fault.key}", **fault.facts)
        except DefinitionError:
            facts = ", ".join(f"{name}: {value}" for name, value in fault.facts.items())
            return self.text("error-unworded", name=fault.key, facts=facts)

    def number(self, value: float | Decimal | None, digits: int = 0, sign: bool = False) -> str:
        """Return a number with comma thousands, U+2212 as minus, and a dash where there is none."""
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return "—"
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
        if rounded == 0:
            rounded = abs(rounded)
        words = f"{abs(rounded):,.{digits}f}"
        return (MINUS if rounded < 0 else "+" if sign and rounded > 0 else "") + words

    def percent(self, ratio: float | None, digits: int = 1, sign: bool = False) -> str:
        """Return a ratio as a percentage, with the sign ``%``."""
        return "—" if ratio is None else self.number(_hundredfold(ratio), digits, sign) + "%"

    def money(self, amount: Decimal | None, digits: int = 2) -> str:
        """Return yuan as ten-thousands (万元), the unit Chinese reports use; the unit stands in the column head."""
        return "—" if amount is None else self.number(amount / TEN_THOUSAND, digits)

    def day(self, day: date | None) -> str:
        """Return a date as 2026-07-03 in both languages: it sorts, and no reader takes it for another day."""
        return "—" if day is None else day.isoformat()[:10]

    def long_date(self, day: date) -> str:
        """Return a date in words, for the head of a briefing."""
        return str(babel.dates.format_date(day, format="long", locale=self._locale))

    def moment(self, at: datetime) -> str:
        """Return an instant to the second with its offset."""
        return at.isoformat(sep=" ", timespec="seconds")

    def clock_time(self, at: datetime) -> str:
        """Return an instant as people read it: day, time, and how far its clock is from universal time."""
        minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        sign = MINUS if minutes < 0 else "+"
        zone = f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"
        return f"{at:%Y-%m-%d %H:%M:%S} {zone}"

    def items(self, words: Mapping[str, str]) -> str:
        """Return the words of this language out of a definition's texts."""
        return words[self.language]


def _hundredfold(ratio: float) -> Decimal:
    return Decimal(repr(float(ratio))) * 100


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) and not isinstance(value, bool) else str(value)
