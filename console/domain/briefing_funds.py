"""Owns two charts of money as plain values: the chain from budget to voucher, and leading digits. It refuses to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from console.domain.briefing_text import FigureId, Name, Verbatim, Words


@dataclass(frozen=True, slots=True)
class ChainPart:
    """One link of the chain; ``joined`` is the share of its things that rest on one before, ``breaks`` how many do not hold.

    Both ids are empty where nothing comes before, or where the extract lacks what tells.
    """

    key: Verbatim  # as the details of its figures begin
    name: Name
    count: FigureId
    amount: FigureId
    joined: FigureId = ""
    breaks: FigureId = ""


@dataclass(frozen=True, slots=True)
class ChainTrend:
    """The chain of money as a strip, in order."""

    kind: ClassVar[str] = "chain"
    title: Words
    verdict: Words
    parts: tuple[ChainPart, ...]


@dataclass(frozen=True, slots=True)
class DigitPart:
    """One leading digit: the share of amounts that begin with it, and the share the law expects."""

    label: Verbatim  # the digit itself
    observed: FigureId
    expected: FigureId


@dataclass(frozen=True, slots=True)
class DigitsTrend:
    """Leading digits of amounts against Benford's law."""

    kind: ClassVar[str] = "digits"
    title: Words
    verdict: Words
    digits: tuple[DigitPart, ...]
