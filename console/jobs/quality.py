"""Owns what the page on data quality shows: every check of every table, added up by dimension, table, organisation and month.

It refuses a rate without its denominator, and to count what could not be checked as passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from console.domain.contract import Contract
from console.domain.manifest import Manifest
from console.domain.ports import Progress
from console.domain.quality import (
    COMPLETENESS,
    DIMENSIONS,
    REJECTED,
    QualityRow,
    TableSurvey,
    Tally,
    by_dimension,
    cuts_by_dimension,
)
from console.engine.quality import QualityScope, failing_rows, survey_quality
from console.jobs.extract import OpenedExtract
from console.jobs.quality_answers import (
    CheckLine,
    DimensionLine,
    MonthLine,
    Names,
    OwnerLine,
    QualityAnswer,
    QualityRequest,
    TableLine,
    UncheckedLine,
)

LANGUAGES = ("zh-CN", "en")
Tallies = dict[str, dict[str, Tally]]  # organisation or month → dimension → what was found


def quality_scope(extract: OpenedExtract, request: QualityRequest) -> QualityScope:
    """Return what the engine looks at: the whole span of the extract, up to its cut-off."""
    months = months_between(extract.info.starts, extract.cut_off)
    return QualityScope(request.organisation_id, request.region_id, extract.cut_off, months)


def months_between(starts: date | None, cut_off: date) -> tuple[str, ...]:
    """Return the whole months from the first day of a span to the cut-off; none where the span's beginning is unknown."""
    if starts is None:
        return ()
    found: list[str] = []
    day = starts.replace(day=1)
    while True:
        following = (day + timedelta(days=31)).replace(day=1)
        if following > cut_off + timedelta(days=1):
            return tuple(found)
        if day >= starts:
            found.append(f"{day:%Y-%m}")
        day = following


def survey(extract: OpenedExtract, scope: QualityScope, progress: Progress) -> Iterator[TableSurvey]:
    """Yield what is found of each table, with the rows its import refused as the manifest tells them."""
    for found in survey_quality(extract.connection, extract.catalogue.contract, scope, progress):
        refused = _refused(extract.manifest, found.name) if scope.everything else ()
        yield replace(found, found=(*found.found, *refused))


def _refused(manifest: Manifest | None, table: str) -> tuple[QualityRow, ...]:
    told = manifest.tables if manifest is not None else ()
    return tuple(
        QualityRow(table, "", REJECTED, one.rejected, one.read)
        for one in told
        if one.name == table and one.read
    )


def quality_page(
    extract: OpenedExtract,
    request: QualityRequest,
    progress: Progress,
    seen: list[QualityRow] | None = None,
) -> QualityAnswer:
    """Check everything in scope and add it up for the page; ``seen`` takes every check that was made."""
    scope = quality_scope(extract, request)
    held = _Held()
    for found in survey(extract, scope, progress):
        held.take(found)
    contract = extract.catalogue.contract
    rows = [row for found in held.tables for row in found.found]
    if seen is not None:
        seen.extend(rows)
    unchecked = [one for found in held.tables for one in found.unchecked]
    looked_at = {found.name for found in held.tables}
    left_out = sorted(set(contract.tables) - looked_at - extract.missing) if not scope.everything else []
    return QualityAnswer(
        tuple(
            DimensionLine(name, tally, sum(one.dimension == name for one in unchecked))
            for name, tally in by_dimension(rows).items()
        ),
        tuple(_table_line(contract, found) for found in held.tables),
        tuple(failing_lines(extract, scope, rows)),
        tuple(
            UncheckedLine(
                one,
                one.dimension,
                _table_names(contract, one.table),
                _column_names(contract, one.table, one.column),
            )
            for one in unchecked
        ),
        _owners(extract, held.owners, progress),
        tuple(MonthLine(month, _in_order(held.months[month])) for month in sorted(held.months)),
        tuple(left_out),
        len(rows),
    )


@dataclass(slots=True)
class _Held:
    """Tables as they come, their cuts already added up: one table's cuts are many."""

    tables: list[TableSurvey] = field(default_factory=list)
    owners: Tallies = field(default_factory=dict)
    months: Tallies = field(default_factory=dict)

    def take(self, found: TableSurvey) -> None:
        for tallies, cuts in ((self.owners, found.owners), (self.months, found.months)):
            for subject, dimension, tally in cuts_by_dimension(found, cuts):
                held = tallies.setdefault(subject, {})
                held[dimension] = held.get(dimension, Tally()) + tally
        self.tables.append(replace(found, owners=(), months=()))


def failing_lines(
    extract: OpenedExtract, scope: QualityScope, rows: Iterable[QualityRow]
) -> Iterator[CheckLine]:
    """Yield the checks that fail, the largest failing part first, each with its rows."""
    contract = extract.catalogue.contract
    failing = sorted(
        (row for row in rows if row.failed),
        key=lambda row: (-(row.rate or 0), row.table, row.column, row.check),
    )
    for row in failing:
        yield CheckLine(
            row,
            row.dimension,
            _table_names(contract, row.table),
            _column_names(contract, row.table, row.column),
            failing_rows(contract, extract.missing, scope, row),
        )


def _table_line(contract: Contract, found: TableSurvey) -> TableLine:
    tallies = {name: tally for name, tally in by_dimension(found.found).items() if tally.checked}
    return TableLine(found.name, _table_names(contract, found.name), found.rows, tallies)


def _in_order(held: Mapping[str, Tally]) -> dict[str, Tally]:
    return {name: held[name] for name in DIMENSIONS if name in held}


def _owners(extract: OpenedExtract, tallies: Tallies, progress: Progress) -> tuple[OwnerLine, ...]:
    """Return organisations, the one whose data are least complete first."""
    names = organisation_names(extract, progress)
    lines = [
        OwnerLine(subject, names.get(subject, dict.fromkeys(LANGUAGES, subject)), _in_order(dimensions))
        for subject, dimensions in tallies.items()
    ]
    return tuple(sorted(lines, key=lambda line: (_passed(line.dimensions), line.organisation_id)))


def _passed(dimensions: Mapping[str, Tally]) -> float:
    passed = dimensions.get(COMPLETENESS, Tally()).passed
    return 2.0 if passed is None else passed


def organisation_names(extract: OpenedExtract, progress: Progress) -> Mapping[str, Names]:
    """Return the names of organisations in both languages; where there is no English one, the Chinese stands."""
    rows = extract.connection.rows("SELECT organisation_id, name, name_en FROM organisation", progress)
    return {
        str(key): {"zh-CN": name or str(key), "en": english or name or str(key)}
        for key, name, english in rows
        if key is not None
    }


def _table_names(contract: Contract, table: str) -> Names:
    return {language: contract.tables[table].text[language]["name"] for language in LANGUAGES}


def _column_names(contract: Contract, table: str, columns: str) -> Names:
    """Return the labels of the columns of a check, joined; nothing where it is about the whole table."""
    held = [contract.tables[table].column(name) for name in columns.split(" + ") if name]
    return {
        language: " + ".join(column.labels[language] for column in held if column is not None)
        for language in LANGUAGES
    }
