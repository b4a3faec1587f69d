"""Owns the quality of what a measure rests on: the checks of the contract columns it reads, through views and inputs.

It refuses a rate of what was not checked: a measure all of whose columns are unchecked says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from console.domain.catalogue import Catalogue
from console.domain.measure import Measure
from console.domain.ports import Progress
from console.domain.quality import QualityRow, Tally, by_dimension
from console.domain.resting import MeasureLine
from console.engine.readings import lacking, needs_of
from console.jobs.extract import OpenedExtract
from console.jobs.quality import LANGUAGES, quality_scope, survey
from console.jobs.quality_answers import Names, QualityRequest, RestRequest
from console.jobs.quality_trend import keep_tables, kept_summary, kept_tables

JOINED = " + "


def measure_lines(
    catalogue: Catalogue, missing: frozenset[str], rows: Sequence[QualityRow]
) -> tuple[MeasureLine, ...]:
    """Return what every measure rests on and how good that is, the worst first."""
    lines = [
        measure_line(catalogue, missing, one, rows)
        for name, one in catalogue.measures.items()
        if "@" not in name
    ]
    return tuple(sorted(lines, key=lambda line: (-_worst(line), line.measure_id)))


def quality_of(
    extract: OpenedExtract, measures: Iterable[Measure], progress: Progress
) -> tuple[MeasureLine, ...]:
    """Check only the tables some measures rest on, and return the quality of each, in their order."""
    chosen = tuple(measures)
    catalogue = extract.catalogue
    tables = frozenset[str]().union(*(tables_of(one, catalogue) for one in chosen))
    rows = checked_rows(extract, tables, progress)
    return tuple(measure_line(catalogue, extract.missing, one, rows) for one in chosen)


def measure_rests(
    extract: OpenedExtract, request: RestRequest, progress: Progress
) -> tuple[MeasureLine, ...]:
    """Return the quality of what the measures asked for rest on; a measure nobody knows is left out.

    Where only what is kept is wanted, so is a measure of which some table was never checked.
    """
    known = extract.catalogue.measures
    chosen = [known[name] for name in request.measures if name in known]
    if not request.kept:
        return quality_of(extract, chosen, progress)
    whole = kept_summary(extract)
    tables = kept_tables(extract) if whole is None else {}
    rows = [row for found in tables.values() for row in found] if whole is None else whole.rows
    checked = {*tables, *extract.missing} if whole is None else set(extract.catalogue.contract.tables)
    return tuple(
        measure_line(extract.catalogue, extract.missing, one, rows)
        for one in chosen
        if tables_of(one, extract.catalogue) <= checked
    )


def checked_rows(extract: OpenedExtract, tables: Collection[str], progress: Progress) -> list[QualityRow]:
    """Return the checks of some tables: those kept of this extract, and what is not kept checked now, and kept."""
    whole = kept_summary(extract)
    if whole is not None:
        return [row for row in whole.rows if row.table in tables]
    kept = kept_tables(extract)
    wanted = set(tables) - kept.keys() - extract.missing
    if wanted:
        scope = replace(quality_scope(extract, QualityRequest()), tables=wanted, cuts=())
        found = {one.name: one.found for one in survey(extract, scope, progress)}
        kept = {**kept, **found}
        keep_tables(extract, kept)
    return [row for name in sorted(tables) for row in kept.get(name, ())]


def resting_on(needs: frozenset[str], rows: Iterable[QualityRow]) -> list[QualityRow]:
    """Return the checks of the columns named, and of their tables as a whole."""
    tables = {name.partition(".")[0] for name in needs}
    return [
        row
        for row in rows
        if row.table in tables
        and (not row.column or any(f"{row.table}.{part}" in needs for part in row.column.split(JOINED)))
    ]


def tables_of(measure: Measure, catalogue: Catalogue) -> frozenset[str]:
    """Return the contract tables a measure rests on."""
    return frozenset(name.partition(".")[0] for name in needs_of(measure, catalogue))


def measure_line(
    catalogue: Catalogue, missing: frozenset[str], one: Measure, rows: Sequence[QualityRow]
) -> MeasureLine:
    """Return what one measure rests on and how good that is, by the checks of the tables it rests on."""
    needs = needs_of(one, catalogue)
    held = resting_on(needs, rows)
    tallies = {name: tally for name, tally in by_dimension(held).items() if tally.checked}
    worst = max((row for row in held if row.failed), key=lambda row: row.rate or 0.0, default=None)
    return MeasureLine(
        one.id,
        {language: words["name"] for language, words in one.text.items()},
        tallies,
        len({name for name in needs if "." in name}),
        lacking(one, catalogue, missing),
        worst,
        {} if worst is None else _where(catalogue, worst),
    )


def _where(catalogue: Catalogue, row: QualityRow) -> Names:
    """Return table and columns of a check as people read them."""
    table = catalogue.contract.tables[row.table]
    held = [table.column(name) for name in row.column.split(JOINED) if name]
    return {
        language: " · ".join(
            [table.text[language]["name"], *(one.labels[language] for one in held if one is not None)]
        )
        for language in LANGUAGES
    }


def _worst(line: MeasureLine) -> float:
    return max((_failing(tally) for tally in line.dimensions.values()), default=0.0)


def _failing(tally: Tally) -> float:
    return tally.failed / tally.checked if tally.checked else 0.0
