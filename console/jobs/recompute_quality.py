"""Owns the numbers a briefing prints of the quality of its data: checks failed out of what was looked at, by dimension.

It refuses a share of nothing: where nothing was checked, there is none. Only the tables a briefing rests on are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from console.domain.contract import Contract
from console.domain.measure import Measure
from console.domain.ports import Progress
from console.domain.quality import DIMENSIONS, QualityRow, Tally, by_dimension, shown_share
from console.domain.resting import MeasureLine
from console.engine.quality import failing_rows
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.quality import quality_scope, survey
from console.jobs.quality_answers import QualityRequest
from console.jobs.quality_measures import measure_line, tables_of

ALL = "all"
SHOWN = 4  # decimals of a share of which one failure in a million must not make all
MARK = "|"
"""Parts table, column and check in the key of a single check."""


class QualityShelf:
    """What was checked of tables, each looked at once: those a definition names as its sources, those a measure rests on."""

    def __init__(self, extract: OpenedExtract, progress: Progress) -> None:
        self._extract, self._progress = extract, progress
        self._held: dict[str, tuple[QualityRow, ...]] = {}  # by table

    def part(self, definition: str, detail: str) -> Decimal | int | None:
        """Return ``<key>.failed``, ``<key>.checked`` or ``<key>.passed`` (a share); the key is a dimension, all, or a check.

        Raises KeyError for anything else.
        """
        key, _, part = detail.partition(".")
        tally = self._tallies(definition)[key]
        if part == "passed":
            return Decimal(tally.checked - tally.failed) / tally.checked if tally.checked else None
        return {"failed": tally.failed, "checked": tally.checked}[part]

    def rows(self, definition: str) -> tuple[QualityRow, ...]:
        """Return every check of the tables a definition rests on."""
        return self._checked(self._extract.catalogue.briefings[definition.partition("@")[0]].sources)

    def rest(self, measure: Measure) -> MeasureLine:
        """Return the quality of the data a measure rests on, checked here and now: nothing kept on this machine counts."""
        catalogue, missing = self._extract.catalogue, self._extract.missing
        return measure_line(catalogue, missing, measure, self._checked(tables_of(measure, catalogue)))

    def rest_part(self, measure: Measure, part: str) -> float | None:
        """Return ``passed``, a share cut as it may be shown; raises KeyError for anything else."""
        share = {"passed": self.rest(measure).share}[part]
        return None if share is None else shown_share(share, SHOWN)

    def _checked(self, tables: Collection[str]) -> tuple[QualityRow, ...]:
        wanted = set(tables) - self._held.keys() - self._extract.missing
        if wanted:
            scope = replace(quality_scope(self._extract, QualityRequest()), tables=wanted, cuts=())
            found = survey(self._extract, scope, self._progress)
            self._held |= {one.name: one.found for one in found}
        return tuple(row for name in sorted(tables) for row in self._held.get(name, ()))

    def weakest(self, definition: str, most: int) -> tuple[QualityRow, ...]:
        """Return the checks of columns with the largest failing part, the worst first."""
        failing = [row for row in self.rows(definition) if row.failed and row.column]
        failing.sort(key=lambda row: (-(row.rate or 0.0), row.table, row.column, row.check))
        return tuple(failing[:most])

    def statements(self) -> tuple[tuple[str, str], ...]:
        """Return the queries of what was found failing, each under the key of its check: they list the rows."""
        contract, missing = self._extract.catalogue.contract, self._extract.missing
        scope = quality_scope(self._extract, QualityRequest())
        failing = {row for rows in self._held.values() for row in rows if row.failed}
        told = ((key_of(row), failing_rows(contract, missing, scope, row)) for row in failing)
        return tuple(sorted((f"quality {key}", sql) for key, sql in told if sql))

    def _tallies(self, definition: str) -> Mapping[str, Tally]:
        rows = self.rows(definition)
        dimensions = by_dimension(rows)
        single = {key_of(row): Tally(row.failed, row.checked, 1) for row in rows}
        return {**single, **dimensions, ALL: sum((dimensions[name] for name in DIMENSIONS), Tally())}


def key_of(row: QualityRow) -> str:
    """Return the key of one check."""
    return MARK.join((row.table, row.column, row.check))


def check_name(contract: Contract, phrases: Phrases, key: str) -> str:
    """Return what a check is called: table, column and what is checked; empty where there is no such check."""
    table_name, _, rest = key.partition(MARK)
    columns, _, check = rest.partition(MARK)
    table = contract.tables.get(table_name)
    held = [table.column(name) for name in columns.split(" + ")] if table else []
    if table is None or not all(held) or not phrases.has(f"quality-check-{check}"):
        return ""
    labels = " + ".join(column.labels[phrases.language] for column in held if column is not None)
    told = (table.text[phrases.language]["name"], labels, phrases.text(f"quality-check-{check}"))
    return " · ".join(told)
