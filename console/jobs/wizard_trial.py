"""Owns the trial of a plan: the real build on the beginning of the files, looked at and thrown away.

It refuses to leave anything of it behind, and a count that was not made by what the real build does.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from console.catalogue.contract import read_contract
from console.domain.contract import Contract
from console.domain.ports import Progress
from console.domain.quality import QualityRow, by_dimension
from console.engine.build import BuildOutcome, BuildRequest, build, building_folder
from console.engine.connection import CATALOGUE, Connection, connect
from console.engine.first_values import FirstValue
from console.engine.quality import QualityScope, survey_quality
from console.jobs.importing import needed_keys
from console.jobs.quality import LANGUAGES
from console.jobs.quality_answers import DimensionLine, Names
from console.jobs.source_files import located
from console.jobs.wizard import personal_columns, read_text, tallies, throwaway_keys
from console.jobs.wizard_answers import FailingCheck, ReadValue, Refusal, Tried, TryRequest
from console.jobs.wizard_text import plan_text
from console.paths import cache_folder
from console.sources.prepare import prepare
from console.vault.asking_vault import open_vault
from console.vault.pseudonym_keys import PREFIX

MEMORY = 1024**3
LINES_TOLD = 5
MOST_FAILING = 60
TRIALS = "trials"
REFUSALS = (
    "SELECT file, target_table, target_column, reason, count(*), list_slice(list(line ORDER BY line), 1, {lines}) "
    "FROM {catalogue}.main.rejected GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4"
)


def try_plan(request: TryRequest, resources: Path, progress: Progress) -> Tried:
    """Try a plan and tell what came of it; raises InputError for a plan or a file at fault, Cancelled, LimitError."""
    contract = read_contract(resources / "contract")
    base = cache_folder() / TRIALS
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="trial-", dir=base))
    try:
        return _tried(request, contract, folder, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tried(request: TryRequest, contract: Contract, folder: Path, progress: Progress) -> Tried:
    mapping = folder / "mapping.toml"
    mapping.write_text(plan_text(request.plan), "utf-8")
    plan = read_text(plan_text(request.plan), contract)
    target = folder / "trial.duckdb"
    held = _Held(contract, progress)
    given = tuple(dict.fromkeys([*request.files.values(), *request.volumes]))
    plan, found = located(plan, [(mapping, plan)], given, None)
    with building_folder(target) as inside:
        sources = tuple(
            prepare(one.spec, one.whole(inside, progress), inside, progress, request.most) for one in found
        )
        asked = BuildRequest(
            target,
            replace(plan, extract={}),
            sources,
            MEMORY,
            keys=throwaway_keys(mapping, contract),
            before=held.look,
            tell=held.hear,
        )
        outcome = build(asked, contract, inside, progress)
    whole = all(one.read_lines is None or one.read_lines < request.most for one in sources)
    return Tried(
        outcome.read,
        outcome.accepted,
        outcome.rejected,
        whole,
        tallies(contract, [(table.name, table.read, table.accepted) for table in outcome.tables]),
        held.refusals,
        held.dimensions,
        held.failing,
        held.values,
        _keyless(mapping, contract),
    )


def _keyless(mapping: Path, contract: Contract) -> tuple[str, ...]:
    """Return the cross-checks whose secret this computer does not keep."""
    names = needed_keys((mapping,), contract)
    vault = open_vault(lambda _name: None, {})
    return tuple(name for name in names if not vault.read(PREFIX + name))


class _Held:
    """What was seen of the new file before it goes: ``look`` never lets it take its place."""

    refusals: tuple[Refusal, ...] = ()
    dimensions: tuple[DimensionLine, ...] = ()
    failing: tuple[FailingCheck, ...] = ()
    values: tuple[ReadValue, ...] = ()

    def __init__(self, contract: Contract, progress: Progress) -> None:
        self._contract, self._progress = contract, progress

    def hear(self, values: tuple[FirstValue, ...]) -> None:
        """Keep what the first cells became, but for those that look like the number of a person."""
        self.values = tuple(
            ReadValue(one.place, one.column, one.cell, one.value)
            for one in values
            if not personal_columns([one.column], [[one.cell]])
        )

    def look(self, made: Path, outcome: BuildOutcome) -> bool:
        """Read refusals and quality of the new file."""
        with connect(made, self._contract, memory_bytes=MEMORY) as connection:
            self.refusals = _refusals(connection, self._contract, self._progress)
            present = {table.name for table in outcome.tables}
            scope = QualityScope(tables=present, cuts=())
            surveyed = list(survey_quality(connection, self._contract, scope, self._progress))
        rows = [row for found in surveyed for row in found.found]
        unchecked = [one for found in surveyed for one in found.unchecked]
        self.dimensions = tuple(
            DimensionLine(name, tally, sum(one.dimension == name for one in unchecked))
            for name, tally in by_dimension(rows).items()
        )
        failing = sorted((row for row in rows if row.failed), key=lambda row: -(row.rate or 0))
        self.failing = tuple(_failing(self._contract, row) for row in failing[:MOST_FAILING])
        return False


def _refusals(connection: Connection, contract: Contract, progress: Progress) -> tuple[Refusal, ...]:
    sql = REFUSALS.format(lines=LINES_TOLD, catalogue=CATALOGUE)
    return tuple(
        Refusal(
            str(file),
            str(table),
            str(column),
            _column_names(contract, table, column),
            str(reason),
            count,
            tuple(lines),
        )
        for file, table, column, reason, count, lines in connection.rows(sql, progress)
    )


def _failing(contract: Contract, row: QualityRow) -> FailingCheck:
    table = contract.tables[row.table]
    names = {language: table.text[language]["name"] for language in LANGUAGES}
    return FailingCheck(
        names, _column_names(contract, row.table, row.column), row.check, row.failed, row.checked
    )


def _column_names(contract: Contract, table: str, columns: str) -> Names:
    """Return the labels of the columns, joined; their names where the contract does not know them."""
    held = contract.tables.get(table)
    if held is None or not columns:
        return {}
    found = [(name, held.column(name)) for name in columns.split(" + ")]
    return {
        language: " + ".join(column.labels[language] if column else name for name, column in found)
        for language in LANGUAGES
    }
