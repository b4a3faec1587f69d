"""Owns the quality check of an opened extract for the command line. It refuses a rate without its denominator."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from console.domain.ports import Progress
from console.domain.quality import DIMENSIONS, QualityRow, QualitySlice, Tally, Unchecked, by_dimension
from console.engine.quality import MONTH, OWNER, failing_rows
from console.errors import UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.quality import quality_scope, survey
from console.jobs.quality_answers import QualityRequest

BY = ("organisation_id", "month")
CUTS: Mapping[str, tuple[str, ...]] = {"organisation_id": (OWNER,), "month": (MONTH,)}


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """Which table (all where empty), and by what the checks are cut ("organisation_id", "month", or not at all)."""

    table: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One check with its dimension, and the rows it fails on as SQL, empty where there are none."""

    table: str
    column: str
    check: str
    failed: int
    checked: int
    dimension: str
    sql: str


@dataclass(frozen=True, slots=True)
class CheckedSlice:
    """One check of the rows of one organisation or month."""

    subject: str
    table: str
    column: str
    check: str
    failed: int
    checked: int
    dimension: str


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """Everything found; ``rows`` counts the rows of each table looked at."""

    quality: tuple[CheckedRow, ...]
    dimensions: dict[str, Tally]
    tables: dict[str, dict[str, Tally]]
    rows: dict[str, int]
    unchecked: tuple[Unchecked, ...]
    by: tuple[CheckedSlice, ...]


def check(extract: OpenedExtract, progress: Progress) -> tuple[QualityRow, ...]:
    """Return every declared check with rows failed and rows checked."""
    scope = replace(quality_scope(extract, QualityRequest()), cuts=())
    return tuple(row for found in survey(extract, scope, progress) for row in found.found)


def check_extract(extract: OpenedExtract, request: CheckRequest, progress: Progress) -> CheckOutcome:
    """Make every check asked for; raises UsageError for a table or a cut nobody knows."""
    contract = extract.catalogue.contract
    _require(request.table, tuple(contract.tables), "check-table")
    _require(request.by, BY, "check-by")
    scope = replace(
        quality_scope(extract, QualityRequest()),
        tables=(request.table,) if request.table else (),
        cuts=CUTS.get(request.by, ()),
    )
    found = tuple(survey(extract, scope, progress))
    rows = [row for one in found for row in one.found]
    slices = [cut for one in found for cut in one.slices((*one.owners, *one.months))]
    return CheckOutcome(
        tuple(
            CheckedRow(
                row.table,
                row.column,
                row.check,
                row.failed,
                row.checked,
                row.dimension,
                failing_rows(contract, extract.missing, scope, row) if row.failed else "",
            )
            for row in rows
        ),
        by_dimension(rows),
        {one.name: _checked(by_dimension(one.found)) for one in found},
        {one.name: one.rows for one in found},
        tuple(lacking for one in found for lacking in one.unchecked),
        tuple(_slice(cut) for cut in sorted(slices, key=_place)),
    )


def _checked(tallies: dict[str, Tally]) -> dict[str, Tally]:
    return {name: tallies[name] for name in DIMENSIONS if tallies[name].checked}


def _place(cut: QualitySlice) -> tuple[str, str, str, str]:
    return (cut.subject, cut.row.table, cut.row.column, cut.row.check)


def _slice(cut: QualitySlice) -> CheckedSlice:
    row = cut.row
    return CheckedSlice(cut.subject, row.table, row.column, row.check, row.failed, row.checked, row.dimension)


def _require(word: str, known: tuple[str, ...], key: str) -> None:
    if word and word not in known:
        nearest = difflib.get_close_matches(word, known, n=1) or list(known[:1])
        raise UsageError(key, name=word, nearest=nearest[0])
