"""Owns what is asked and answered about the quality of an extract's data, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.domain.quality import QualityRow, Tally, Unchecked
from console.domain.quality_trend import ChangedCheck, TrendPoint
from console.domain.resting import MeasureLine

Names = Mapping[str, str]
"""Language → words, for example ``names["zh-CN"]``."""


@dataclass(frozen=True, slots=True)
class QualityRequest:
    """Whose rows, all where empty; the whole span of the extract in any case."""

    region_id: str = ""
    organisation_id: str = ""


@dataclass(frozen=True, slots=True)
class DimensionLine:
    """One dimension of GB/T 36344: what was found, and how many of its checks could not be made."""

    dimension: str
    tally: Tally
    unchecked: int


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table: its rows in scope, and what was found in each dimension that was checked."""

    table: str
    names: Names
    rows: int
    dimensions: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check that fails, and the rows it fails on as SQL (empty where they are no rows of the extract)."""

    row: QualityRow
    dimension: str
    table_names: Names
    column_names: Names
    sql: str


@dataclass(frozen=True, slots=True)
class UncheckedLine:
    """One check that could not be made, and what it lacks."""

    unchecked: Unchecked
    dimension: str
    table_names: Names
    column_names: Names


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """One organisation: what was found in each dimension of the rows it answers for."""

    organisation_id: str
    names: Names
    dimensions: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month (2026-06): what was found in each dimension of its rows."""

    month: str
    dimensions: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class RestRequest:
    """Measures by id whose quality is wanted, of the whole extract; ``kept``: only where it was checked before."""

    measures: tuple[str, ...]
    kept: bool = False


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A check that changed since the extract before, with its words."""

    changed: ChangedCheck
    table_names: Names
    column_names: Names


@dataclass(frozen=True, slots=True)
class QualityAnswer:
    """The quality of the rows in scope; ``left_out`` are the tables that do not say whose their rows are.

    Trend, changes and measures are of whole extracts: they are empty where the scope is one region or organisation.
    """

    dimensions: tuple[DimensionLine, ...]
    tables: tuple[TableLine, ...]
    failing: tuple[CheckLine, ...]
    unchecked: tuple[UncheckedLine, ...]
    owners: tuple[OwnerLine, ...]
    months: tuple[MonthLine, ...]
    left_out: tuple[str, ...] = ()
    checks: int = 0
    trend: tuple[TrendPoint, ...] = ()
    changes: tuple[ChangedLine, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
