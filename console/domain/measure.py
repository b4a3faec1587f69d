"""Owns measures: what is counted over what, in which direction it is better. It refuses to compute.

Expressions stand at the level of one row of the view, so that any number of measures fuse into one pass: ``scope`` says
which rows a measure is about, ``numerator`` is a condition, ``value`` a number. Both count only where ``judgeable`` holds;
what else lies in scope, or may, is counted apart as not computable. ``denominator`` (a condition) and ``weight`` (a number)
default to every judgeable row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from console.domain.contract import Texts
from console.domain.period import Period


class Kind(StrEnum):
    """How a measure is computed, and whether it may be rolled up."""

    COUNT = "count"  # number of rows where numerator holds
    SUM = "sum"  # sum of value
    MEAN = "mean"  # sum of value over number of rows
    RATIO = "ratio"  # rows where numerator holds over rows, or sum of value over sum of weight
    QUANTILE = "quantile"  # the quantile of value
    DISTINCT = "distinct"  # number of different values
    SURVIVAL = "survival"  # median time to the event, open rows censored (Kaplan-Meier)
    STATE = "state"  # number open at the end of each month
    DERIVED = "derived"  # a method over readings of other measures


ADDITIVE = frozenset({Kind.COUNT, Kind.SUM, Kind.MEAN, Kind.RATIO})


@dataclass(frozen=True, slots=True)
class DefinitionCase:
    """Rows in, rows out: one example a definition ships with."""

    about: str
    given: Mapping[str, tuple[Mapping[str, Any], ...]]
    expect: tuple[Mapping[str, Any], ...]
    options: Mapping[str, Any] = field(default_factory=dict)  # by, period, cut_off, parameters


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; ``unit`` is percent, days, cases, yuan, persons, points, hours, index or count."""

    id: str
    version: int
    theme: str
    kind: Kind
    unit: str
    direction: str  # up, down or none
    text: Texts  # name, meaning, why_not
    cases: tuple[DefinitionCase, ...]
    view: str = ""
    at: str = ""
    scope: str = ""  # which rows it is about; a row of which that is unknown counts as not judged
    judgeable: str = "TRUE"
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    weight: str = ""
    denominator_view: str = ""  # the denominator may rest on a view of its own, joined on the shared subject
    denominator_at: str = ""
    quantile: float = 0.5
    observed: str = ""  # survival: whether the event was seen
    starts: str = ""  # state: the date a row opens
    until: str = ""  # state: the date it closes, NULL while open
    method: str = ""  # derived
    inputs: tuple[str, ...] = ()  # derived: measures, in the order the method wants them
    over: str = ""  # derived: the subject column whose readings the method takes
    options: Mapping[str, str | float] = field(default_factory=dict)  # derived: what else the method wants
    digits: int = 1
    target: float | None = None
    standard: str = ""
    frame: str = ""  # a view that lists the subjects expected to have a reading
    source: str = "extract"  # where its rows come from: extract or casebook

    @property
    def additive(self) -> bool:
        """Whether readings of months add up to the reading of the year."""
        return self.kind in ADDITIVE

    @property
    def judged(self) -> str:
        """Return the condition under which a row counts."""
        return f"(({self.scope}) AND ({self.judgeable}))" if self.scope else f"({self.judgeable})"

    @property
    def silent(self) -> str:
        """Return the condition under which a row is counted apart: in scope, or perhaps, and not to be judged."""
        return f"({self.scope or 'TRUE'}) IS NOT FALSE AND {self.judged} IS NOT TRUE"

    def expressions(self) -> tuple[str, ...]:
        """Return every SQL expression over the measure's own view."""
        own = [
            self.scope,
            self.judgeable,
            self.numerator,
            self.value,
            self.observed,
            self.starts,
            self.until,
            self.at,
        ]
        if not self.denominator_view:
            own += [self.denominator, self.weight]
        return tuple(expression for expression in own if expression)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure says of one subject in one period.

    ``subject_column`` and ``subject`` are empty for the whole extract. ``value`` is None where nothing could be judged;
    ``reason`` then says why: a missing column by name, or nothing judgeable. ``low`` and ``high`` bound a 95 % interval.
    """

    measure_id: str
    version: int
    subject_column: str
    subject: str
    period: Period
    numerator: Decimal | float | None
    denominator: Decimal | float | None
    not_computable: int
    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""
