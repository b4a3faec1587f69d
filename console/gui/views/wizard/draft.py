"""Owns the mapping while somebody corrects it, one change after the other. It refuses to lose what a change leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from console.domain.mapping import BuildPlan, ColumnMapping, Scalar, SourceSpec, TableMapping
from console.jobs.wizard_answers import Looked, SourceCard, TargetTable

NEEDED = (
    "period_starts_on",
    "period_ends_on",
    "cut_at",
    "classification",
    "purpose",
    "legal_basis",
    "destroy_by",
)
"""What the manifest of an extract must say."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found of the files, and the plan as it stands."""

    looked: Looked
    plan: BuildPlan

    @property
    def volumes(self) -> tuple[Path, ...]:
        """Return the files of the sources that come in several."""
        return tuple(file for card in self.looked.sources if len(card.files) > 1 for file in card.files)

    def target(self, table: int) -> TargetTable:
        """Return the contract table that the mapping in this place fills."""
        name = self.plan.tables[table].table
        return next(one for one in self.looked.tables if one.name == name)

    def card(self, source: str) -> SourceCard:
        """Return a source."""
        return next(one for one in self.looked.sources if one.spec.name == source)

    def source_columns(self, table: int) -> tuple[str, ...]:
        """Return the columns a mapping may take from: those of its source, and of what is joined to it."""
        told = self.plan.tables[table]
        joined = (f"{join.source}.{name}" for join in told.joins for name in self.card(join.source).columns)
        return (*self.card(told.source).columns, *joined)

    def column(self, table: int, target: str) -> ColumnMapping | None:
        """Return what stands in a column, None where nothing does."""
        return next((one for one in self.plan.tables[table].columns if one.target == target), None)

    def with_column(self, table: int, target: str, told: ColumnMapping | None) -> Draft:
        """Return the draft with another origin of a column; a column a row cannot do without stays, empty."""
        held = self.plan.tables[table]
        wanted = next(one for one in self.target(table).columns if one.name == target)
        if told is None and wanted.required:
            told = ColumnMapping(target, constant="")
        others = {one.target: one for one in held.columns if one.target != target}
        if told is not None:
            others[target] = told
        order = [one.name for one in self.target(table).columns]
        columns = tuple(others[name] for name in order if name in others)
        return self._with_table(table, replace(held, columns=columns))

    def with_target(self, table: int, name: str) -> Draft:
        """Return the draft with a source filling another contract table: columns of the same name stay."""
        target = next(one for one in self.looked.tables if one.name == name)
        held = {one.target: one for one in self.plan.tables[table].columns}
        kept = [
            held.get(column.name) or ColumnMapping(column.name, constant="")
            for column in target.columns
            if column.name in held or column.required
        ]
        changed = replace(self.plan.tables[table], table=name, columns=tuple(kept))
        return self._with_table(table, changed)

    def with_new_table(self, source: str, name: str) -> Draft:
        """Return the draft with one more contract table out of a source, with its required columns empty."""
        target = next(one for one in self.looked.tables if one.name == name)
        columns = tuple(ColumnMapping(one.name, constant="") for one in target.columns if one.required)
        tables = (*self.plan.tables, TableMapping(name, source, columns))
        return replace(self, plan=replace(self.plan, tables=tables))

    def without_table(self, table: int) -> Draft:
        """Return the draft without the mapping in this place."""
        tables = tuple(one for place, one in enumerate(self.plan.tables) if place != table)
        return replace(self, plan=replace(self.plan, tables=tables))

    def with_extract(self, told: Mapping[str, Scalar]) -> Draft:
        """Return the draft with what the extract says of itself."""
        return replace(self, plan=replace(self.plan, extract={**self.plan.extract, **told}))

    def _with_table(self, place: int, told: TableMapping) -> Draft:
        tables = tuple(told if at == place else one for at, one in enumerate(self.plan.tables))
        return replace(self, plan=replace(self.plan, tables=tables))

    def empty(self, table: int) -> tuple[str, ...]:
        """Return the columns a row cannot do without and nobody has told an origin of."""
        told = self.plan.tables[table]
        return tuple(one.target for one in told.columns if one.constant == "" and not one.default)

    def in_clear(self, table: int) -> tuple[str, ...]:
        """Return the columns of the contract that are personal and would stand there in clear."""
        personal = {one.name for one in self.target(table).columns if one.personal}
        told = self.plan.tables[table].columns
        return tuple(
            one.target
            for one in told
            if one.target in personal and one.constant is None and one.pseudonym is None
        )

    def silent(self) -> tuple[str, ...]:
        """Return what the manifest must say and nobody has told yet."""
        return tuple(name for name in NEEDED if not str(self.plan.extract.get(name, "")).strip())


def origin_of(told: ColumnMapping | None) -> str:
    """Return column, constant, expression or nothing."""
    if told is None or (told.constant == "" and not told.column and not told.expression):
        return "nothing"
    if told.column:
        return "column"
    return "expression" if told.expression else "constant"


def sample_of(card: SourceCard, column: str) -> str:
    """Return the first value a column has, as the preview shows it."""
    if column not in card.columns:
        return ""
    place = card.columns.index(column)
    return next((row[place] for row in card.rows if place < len(row) and row[place]), "")


def parse_values(text: str) -> dict[str, str]:
    """Read a map of words to codes from lines ``word = code``; a line without a code is left out."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        word, equals, code = line.rpartition("=")
        if equals and word.strip():
            found[word.strip()] = code.strip()
    return found


def values_text(values: Mapping[str, str] | None) -> str:
    """Return a map of words to codes as lines."""
    return "\n".join(f"{word} = {code}" for word, code in (values or {}).items())


def with_spec(specs: Sequence[SourceSpec], spec: SourceSpec) -> tuple[SourceSpec, ...]:
    """Return the corrected descriptions of sources with one more; an earlier one of the same source gives way."""
    return (*(one for one in specs if one.name != spec.name), spec)
