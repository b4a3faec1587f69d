"""Owns what is asked and answered about audit samples of an extract, as plain values. It refuses to compute."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.jobs.theme_answers import PageScope

METHODS = ("monetary", "stratified", "random")
ERROR_KINDS = ("none", "amount", "unsupported", "period", "payee", "other")
"""What may be wrong with an item; each is the phrase ``sampling-error-<kind>``."""


@dataclass(frozen=True, slots=True)
class SamplingRequest:
    """How to draw: which table, by which method, how many, with which seed; whose rows and of which period."""

    table: str = "payment"
    method: str = "monetary"
    size: int = 60
    seed: int = 1
    strata: int = 4
    confidence: float = 0.95
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One layer of the population: its rows and money, and how many rows were drawn from it."""

    number: int
    rows: int
    amount: Decimal
    drawn: int


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One row drawn: its key, what is known of it, its amount, its stratum, and how many monetary units hit it."""

    key: str
    told: tuple[str, ...]
    book: Decimal
    stratum: int
    hits: int


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """A sample: who can repeat it has the request and the extract. ``columns`` name what ``told`` holds of each item."""

    sample_id: str
    request: SamplingRequest
    starts: date
    ends: date
    extract: str  # digest of the extract, whatever was added to it
    rows: int
    amount: Decimal
    interval: Decimal | None
    columns: tuple[str, ...]
    strata: tuple[Stratum, ...]
    items: tuple[SampleItem, ...]


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """What was found of one item."""

    key: str
    book: Decimal
    audited: Decimal
    error: str
    note: str


@dataclass(frozen=True, slots=True)
class SampleResult:
    """What a checked sample says of the whole, in yuan.

    ``upper`` is the bound of overstatement at the confidence asked for (Stringer's for a monetary sample); None where too
    few differences were found to make one. ``rate_upper`` bounds the share of rows in error (not for monetary samples).
    """

    sample_id: str
    method: str
    confidence: float
    items: int
    errors: int
    rows: int
    amount: Decimal
    overstated: Decimal  # found in the items
    projected: Decimal = Decimal(0)
    low: Decimal | None = None
    upper: Decimal | None = None
    understated: Decimal | None = None
    rate_upper: float | None = None
    checked: tuple[CheckedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """A sample to draw, and where its work sheet goes, in which language."""

    sampling: SamplingRequest
    path: str
    language: str


@dataclass(frozen=True, slots=True)
class SheetWritten:
    """The work sheet that was written, and what was drawn from what."""

    path: str
    sample_id: str
    items: int
    rows: int
    amount: Decimal
