"""Owns what the overview asks and is answered, as plain values: index and tiles; then tallies, risk matrix, suspicions.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.domain.excused import Excusable
from console.domain.period import Period
from console.jobs.opened import Opened

Names = Mapping[str, str]  # language → words
Matrix = tuple[tuple[int, ...], ...]
TILES = ("SVC-001", "SVC-004", "SVC-005", "SVC-012", "SHR-002", "FUND-001")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the months say at their last point: improved, worse, changed, stable or unknown; the rule broken, for how long."""

    state: str = "unknown"
    rule: str = ""
    side: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class DimensionPart:
    """One dimension: of a unit its score with the 5-95 % interval, of all units their median between lowest and highest."""

    id: str
    name: Names
    weight: float
    score: float | None
    low: float | None
    high: float | None
    previous: float | None
    missing: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class UnitPart:
    """One unit in the ranking, with its score in the period before."""

    id: str
    name: Names
    score: float | None
    low: float | None
    high: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    previous: float | None


@dataclass(frozen=True, slots=True)
class IndexPart:
    """The index of a scope: ``unit`` is whose score it is, "" for the median of all; ``units`` are in order of rank."""

    id: str
    name: Names
    aggregation: str
    simulations: int
    unit: str
    score: float | None
    low: float | None
    high: float | None
    previous: float | None
    dimensions: tuple[DimensionPart, ...]
    units: tuple[UnitPart, ...]
    sql: str
    measures: tuple[str, ...] = ()  # that it is made of


@dataclass(frozen=True, slots=True)
class Tally:
    """Suspicions of one theme by proposed severity, those of the period before, and what was judged.

    ``not_computable`` counts rows over the whole extract, ``silent_rules`` rules that could not run at all.
    """

    theme: str
    red: int
    yellow: int
    notice: int
    before: tuple[int, int, int] | None
    judged: int
    not_computable: int
    rules: int
    silent_rules: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A suspicion with its place in the risk matrix (1 to 5 each) and its words in both languages."""

    rule_id: str
    theme: str
    severity: str
    key: tuple[str, ...]
    name: Names
    sentence: Names
    organisation_id: str
    organisation: Names
    region: Names
    occurred_on: date | None
    amount: Decimal | None
    persons: int | None
    likelihood: int
    impact: int
    standard_verified: bool | None


@dataclass(frozen=True, slots=True)
class RiskPart:
    """Suspicions of a scope: ``matrix[likelihood - 1][impact - 1]`` counts all of them, ``gravest`` lists the first ones."""

    tallies: tuple[Tally, ...]
    matrix: Matrix
    matrix_before: Matrix | None
    gravest: tuple[Placed, ...]
    total: int
    rules: int
    sql: Mapping[str, str]  # of the rules listed, by id
    bands_verified: bool | None  # whether the impact bands were read in a primary text
    names: Mapping[str, Names] = field(default_factory=dict)  # of every rule, by id
    excused: int = 0  # suspicions left out: what they are about was tolerated or found not to be true


@dataclass(frozen=True, slots=True)
class OverviewRequest:
    """What to look at: a region or all, an organisation or all, a period and the one to compare with.

    It is asked twice: for the index and the tiles, which come at once, and for the suspicions, which every rule is run for.
    """

    region_id: str = ""
    organisation_id: str = ""
    period: Period | None = None
    compared: Period | None = None
    index: str = "six-dimensions"
    tiles: tuple[str, ...] = TILES
    excused: tuple[Excusable, ...] = field(default=(), repr=False)  # what the casebook knows to be tolerated


@dataclass(frozen=True, slots=True)
class Tile:
    """One measure with its months, oldest first, as far as they have a reading.

    ``flags`` say on which side of the mean a month is out (−1, 0, +1); ``elapsed`` is the share of the year gone by for
    a measure that is read against time. Where there is no ``value``, ``reason`` says why.
    """

    measure_id: str
    theme: str
    name: Names
    meaning: Names
    value: float | None
    previous: float | None
    unit: str
    digits: int
    direction: str
    target: float | None
    reason: str
    judged: float | None
    not_computable: int
    months: tuple[str, ...]
    series: tuple[float, ...]
    limits: tuple[float, float, float] | None  # low, centre, high
    flags: tuple[int, ...]
    standing: Standing
    elapsed: float | None
    sql: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows of one scope by measures; ``cases`` is None where the extract holds none to count."""

    period: Period
    compared: Period | None
    region: Names
    organisation: Names
    index: IndexPart
    tiles: tuple[Tile, ...]
    cases: int | None
    organisations: int | None
    excused: int = 0  # rows that index and tiles leave out because they were tolerated
    unplaced: int = 0  # tolerated findings that are no row, so that nothing could be left out for them


@dataclass(frozen=True, slots=True)
class Glance:
    """What a warm open shows before the bytes are hashed: what was told of the extract, and one answer it gave."""

    opened: Opened
    asked: OverviewRequest
    overview: Overview
