"""Owns what the values of a column look like: dates and how they are written, numbers, lists, identifiers.

It refuses to judge from nothing: a column without values looks like anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

ENOUGH = 0.8  # of the values must look like it
ISO = re.compile(r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)?)?")
FIGURE = re.compile(r"[+-]?[\d.,'’ ]*\d")
WRITINGS = ("", "."), (",", "."), (" ", "."), ("'", "."), ("’", "."), ("", ","), (".", ","), (" ", ",")
"""What groups the digits of a number and what stands before its decimals; of two that fit as many, the first is meant."""

ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dXx]")
WHOLE_ID_NUMBER = re.compile(r"\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]")
BETWEEN = re.compile(r"[\s\-‐‑–—·.]")  # what people write between the digits of a number
PHONE = re.compile(r"(\+?86)?1\d{10}|0\d{2,3}-?\d{7,8}")
TRUTH = frozenset("true false t f yes no y n 1 0 是 否 有 无".split())
FEWEST_DIGITS = 5  # of a day: a spreadsheet counts it with so many, every other form needs more
SERIAL = range(20_000, 80_000)  # days of a spreadsheet between 1954 and 2119
FORMATS = (
    "%Y/%m/%d",
    "%Y-%m-%d",
    "%Y年%m月%d日",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H时%M分",
    "%Y%m%d%H%M%S",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M",
)
NUMBERS = tuple(
    (
        thousands,
        decimal,
        re.compile(
            rf"[+-]?(\d+|\d{{1,3}}({re.escape(thousands)}\d{{3}})+)?({re.escape(decimal)}\d+)?"
            if thousands
            else rf"[+-]?\d*({re.escape(decimal)}\d+)?"
        ),
    )
    for thousands, decimal in WRITINGS
)
SEPARATORS = ("、", "；", ";", "|", ",")


@dataclass(frozen=True, slots=True)
class Looks:
    """What the values of a column look like; ``formats`` is empty for dates as ISO 8601 writes them."""

    known: bool
    date: bool = False
    timed: bool = False  # with the time of day
    formats: tuple[str, ...] = ()
    number: bool = False
    thousands: str = ""
    decimal: str = ""  # where it is no point
    truth: bool = False
    split: str = ""
    identifier: str = "text"

    def fit(self, kind: str) -> bool:
        """Say whether such values may stand in a column of this type."""
        if not self.known or kind in {"VARCHAR", "VARCHAR[]"}:
            return True
        if kind in {"DATE", "TIMESTAMP"}:
            return self.date
        return self.truth if kind == "BOOLEAN" else self.number


def looks_of(values: Sequence[str]) -> Looks:
    """Return what values look like, blanks and words for nothing left aside."""
    told = [narrow for value in values if (narrow := unicodedata.normalize("NFKC", value).strip())]
    told = [
        value for value in told if value not in {"-", "--", "—", "/", "无", "NULL", "null", "N/A"}
    ] or told
    if not told:
        return Looks(known=False)
    date, formats = _dates(told)
    number, thousands, decimal = _numbers(told)
    return Looks(
        known=True,
        date=date,
        timed=date and any(":" in value or "时" in value for value in told),
        formats=formats,
        number=number,
        thousands=thousands,
        decimal=decimal,
        truth=sum(value.casefold() in TRUTH for value in told) >= ENOUGH * len(told),
        split=_separator(told),
        identifier=_identifier(told),
    )


def _mostly(told: Sequence[str], shape: re.Pattern[str]) -> bool:
    return sum(shape.fullmatch(value) is not None for value in told) >= ENOUGH * len(told)


def _numbers(told: Sequence[str]) -> tuple[bool, str, str]:
    """Return whether most are numbers, what groups their digits, and what stands before their decimals if no point."""
    figures = [value for value in told if FIGURE.fullmatch(value)]
    fitting = [{value for value in figures if shape.fullmatch(value)} for _, _, shape in NUMBERS]
    counts = [sum(value in found for value in figures) for found in fitting]
    thousands, decimal, _shape = NUMBERS[counts.index(max(counts))]
    written = set().union(*fitting)
    number = sum(value in written for value in figures) >= ENOUGH * len(told)
    return number, thousands, "" if decimal == "." else decimal


def _dates(told: Sequence[str]) -> tuple[bool, tuple[str, ...]]:
    """Take the form that fits most of what no form has fitted yet, until nothing is left that is a date."""
    short = sum(sum(letter.isdecimal() for letter in value) < FEWEST_DIGITS for value in told)
    if len(told) - short < ENOUGH * len(told):  # too many that no form can fit: nothing is tried on any
        return False, ()
    left = [value for value in told if not ISO.fullmatch(value)]
    iso = len(left) < len(told)
    formats: list[str] = []
    while left:
        forms = [form for form in (*FORMATS, "excel") if not _ambiguous(form, left)]
        rest, best = min(
            (([value for value in left if not _fits(value, form)], form) for form in forms),
            key=lambda each: len(each[0]),
        )
        if len(rest) == len(left):
            break
        formats.append(best)
        left = rest
    whole = len(told) - len(left) >= ENOUGH * len(told)
    if formats and iso:
        formats = [*(form for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d") if form not in formats), *formats]
    return whole, tuple(formats) if whole else ()


def _ambiguous(form: str, left: Sequence[str]) -> bool:
    """Say whether day and month could change places in all of them: then nobody but a person can tell."""
    turned = {"%d/%m/%Y": "%m/%d/%Y", "%m/%d/%Y": "%d/%m/%Y"}.get(form, "")
    return bool(turned) and all(_fits(value, turned) for value in left if _fits(value, form))


def _fits(value: str, form: str) -> bool:
    if form == "excel":
        return value.isascii() and value.isdigit() and int(value[:9]) in SERIAL
    try:
        return 1900 <= datetime.strptime(value, form).year <= 2100  # noqa: DTZ007  # only the form is tried
    except ValueError:
        return False


def _separator(told: Sequence[str]) -> str:
    counts = {mark: sum(mark in value for value in told) for mark in SEPARATORS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ""


def names_a_person(value: str) -> bool:
    """Say whether a value is an identity card's number of eighteen digits, however it is written: with a birthday in it."""
    return (
        WHOLE_ID_NUMBER.fullmatch(BETWEEN.sub("", unicodedata.normalize("NFKC", value).strip())) is not None
    )


def _identifier(told: Sequence[str]) -> str:
    told = [BETWEEN.sub("", value) for value in told]
    if _mostly(told, ID_NUMBER):
        return "id_number"
    return "phone" if _mostly(told, PHONE) else "text"
