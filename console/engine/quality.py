"""Owns the pass over a table that makes every check of it at once, in all, by organisation and by month.

Each is a number of failures out of a number checked. It refuses to call a check passed that could not be made: what the
extract lacks gives no row, except under ``present``, and is named instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from console.domain.contract import Contract, ContractTable
from console.domain.ports import Progress, stop_if_cancelled
from console.domain.quality import (
    CYCLE,
    PRESENT,
    Cut,
    QualityRow,
    TableSurvey,
    Unchecked,
)
from console.engine.columns import literal, quoted
from console.engine.connection import Connection
from console.engine.quality_checks import Probe, Probes, probes_of

__all__ = [
    "QualityRow",
    "QualityScope",
    "check_quality",
    "check_table",
    "cycle_sql",
    "failing_rows",
    "survey_quality",
]

OWNER, MONTH = "owner", "month"
EVERYTHING, BY_OWNER, BY_MONTH = 3, 1, 2  # what GROUPING says of (owner, month)


@dataclass(frozen=True, slots=True)
class QualityScope:
    """Whose rows are looked at (all where empty), until when, and which months every table should have rows in.

    ``tables`` limits the tables looked at, ``cuts`` names by what each check is cut.
    """

    organisation_id: str = ""
    region_id: str = ""
    cut_off: date | None = None
    months: tuple[str, ...] = ()  # 2026-06
    tables: Collection[str] = ()
    cuts: tuple[str, ...] = (OWNER, MONTH)

    @property
    def everything(self) -> bool:
        """Return whether all rows are looked at."""
        return not self.organisation_id and not self.region_id

    def cuts_of(self, table: ContractTable) -> tuple[str, ...]:
        """Return by what a table is cut: the months of one that has a cycle are always needed."""
        return (*self.cuts, MONTH) if table.cycle and MONTH not in self.cuts else self.cuts


def check_quality(
    connection: Connection, contract: Contract, progress: Progress, scope: QualityScope | None = None
) -> tuple[QualityRow, ...]:
    """Check every contract table the extract has, in the order of names."""
    surveyed = survey_quality(connection, contract, scope or QualityScope(), progress)
    return tuple(row for table in surveyed for row in table.found)


def survey_quality(
    connection: Connection, contract: Contract, scope: QualityScope, progress: Progress
) -> Iterator[TableSurvey]:
    """Yield what is found of every contract table the extract has, in the order of names.

    Where the scope is not everything, a table that does not say whose its rows are is left out.
    """
    tables = [
        table
        for name, table in sorted(contract.tables.items())
        if name not in connection.missing and (not scope.tables or name in scope.tables)
    ]
    for done, table in enumerate(tables):
        stop_if_cancelled(progress)
        progress.report(done / len(tables), "check", table=table.name)
        if scope.everything or _held(connection, table, table.owner):
            yield check_table(connection, contract, table, scope, progress)


def check_table(
    connection: Connection, contract: Contract, table: ContractTable, scope: QualityScope, progress: Progress
) -> TableSurvey:
    """Check one table that is there."""
    probes = probes_of(contract, table, connection.missing, scope.cut_off)
    lacking = sum(f"{table.name}.{column.name}" in connection.missing for column in table.columns)
    counted = _count(connection, table, probes, scope, progress)
    present = QualityRow(table.name, "", PRESENT, lacking, len(table.columns))
    cycle, unchecked = _cycle(connection, table, scope, counted)
    return TableSurvey(
        table.name,
        counted.rows,
        (*counted.total, present, *cycle),
        (*probes.unchecked, *unchecked),
        tuple(counted.owners) if OWNER in scope.cuts else (),
        tuple(counted.months) if MONTH in scope.cuts else (),
    )


@dataclass(slots=True)
class _Counted:
    rows: int
    total: tuple[QualityRow, ...]
    owners: list[Cut]
    months: list[Cut]


def _count(
    connection: Connection, table: ContractTable, probes: Probes, scope: QualityScope, progress: Progress
) -> _Counted:
    made = probes.made
    repeating = {probe for probe in made if probe.repeated and _repeats(connection, table, probe, progress)}
    judged = list(dict.fromkeys(probe.judged for probe in made))
    places = [1 + judged.index(probe.judged) for probe in made]
    sql = _pass_sql(connection, table, made, judged, repeating, scope)
    found = _Counted(0, (), [], [])
    cut = Cut("", (0,) * len(made), (0,) * len(made))
    for kind, owner, month, *numbers in connection.rows(sql, progress):
        counts = [number or 0 for number in numbers]
        checked = tuple([counts[place] for place in places])
        failed = tuple(counts[1 + len(judged) :])
        if kind == EVERYTHING:
            found.rows, cut = counts[0], Cut("", failed, checked)
        elif kind == BY_OWNER and table.owner:
            found.owners.append(Cut(str(owner or ""), failed, checked))
        elif kind == BY_MONTH and month is not None:
            found.months.append(Cut(f"{month:%Y-%m}", failed, checked))
    found.total = tuple(
        QualityRow(table.name, probe.column, probe.check, cut.failed[place], cut.checked[place])
        for place, probe in enumerate(made)
    )
    return found


def _repeats(connection: Connection, table: ContractTable, probe: Probe, progress: Progress) -> bool:
    """Say whether anything may be repeated: equal values have equal hashes, and few tables repeat any."""
    names = ", ".join(quoted(name) for name in probe.repeated)
    sql = (
        f"SELECT 1 FROM {quoted(table.name)} WHERE {probe.judged} "
        f"GROUP BY hash({names}) HAVING count(*) > 1 LIMIT 1"
    )
    return bool(connection.rows(sql, progress))


def _pass_sql(
    connection: Connection,
    table: ContractTable,
    made: Sequence[Probe],
    judged: Sequence[str],
    repeating: Collection[Probe],
    scope: QualityScope,
) -> str:
    """Return the one pass: what looks into other tables becomes a column of each row, then all is counted and rolled up."""
    added, counts = (
        [],
        [f"count(*) FILTER ({condition}) AS n{place}" for place, condition in enumerate(judged)],
    )
    for place, probe in enumerate(made):
        fails = probe.fails if not probe.repeated or probe in repeating else probe.fails_alone
        if probe.joined:
            added.append(f"({fails}) AS quality_{place}")
            fails = f"quality_{place}"
        counts.append(f"count(*) FILTER (({probe.judged}) AND ({fails})) AS f{place}")
    cuts = scope.cuts_of(table)
    owner = quoted(table.owner) if OWNER in cuts and _held(connection, table, table.owner) else "NULL"
    dated = MONTH in cuts and _held(connection, table, table.dated)
    month = f"date_trunc('month', {quoted(table.dated)})" if dated else "NULL"
    added += [f"{owner} AS quality_owner", f"CAST({month} AS DATE) AS quality_month"]
    names = [
        "rows_held",
        *(f"n{place}" for place in range(len(judged))),
        *(f"f{n}" for n in range(len(made))),
    ]
    sums = ", ".join(f"CAST(sum({name}) AS BIGINT)" for name in names)
    where = scope_condition(table, scope)
    return (
        f"WITH looked AS (SELECT *, {', '.join(added)} FROM {quoted(table.name)}{' WHERE ' + where if where else ''}), "
        f"counted AS (SELECT quality_owner, quality_month, count(*) AS rows_held, {', '.join(counts)} FROM looked GROUP BY ALL) "
        f"SELECT grouping(quality_owner, quality_month), quality_owner, quality_month, {sums} FROM counted "
        "GROUP BY GROUPING SETS ((), (quality_owner), (quality_month)) ORDER BY 1, 2, 3"
    )


def scope_condition(table: ContractTable, scope: QualityScope) -> str:
    """Return the condition that a row is one the scope looks at, or an empty text."""
    owner, conditions = quoted(table.owner), []
    if scope.organisation_id:
        conditions.append(f"{owner} = {literal(scope.organisation_id)}")
    if scope.region_id:
        region = literal(scope.region_id)
        conditions.append(f"{owner} IN (SELECT organisation_id FROM organisation WHERE region_id = {region})")
    return " AND ".join(conditions)


def _held(connection: Connection, table: ContractTable, column: str) -> bool:
    return bool(column) and f"{table.name}.{column}" not in connection.missing


def _cycle(
    connection: Connection, table: ContractTable, scope: QualityScope, counted: _Counted
) -> tuple[tuple[QualityRow, ...], tuple[Unchecked, ...]]:
    """Hold the months with rows against those the extract spans; one organisation may well have a month without."""
    if not table.cycle or not scope.everything:
        return (), ()
    if not _held(connection, table, table.dated):
        return (), (Unchecked(table.name, table.dated, CYCLE, (f"{table.name}.{table.dated}",)),)
    if not scope.months:
        return (), (Unchecked(table.name, table.dated, CYCLE, ("extract_info.period_starts_on",)),)
    held = {one.subject for one in counted.months}
    failed = sum(month not in held for month in scope.months)
    return (QualityRow(table.name, table.dated, CYCLE, failed, len(scope.months)),), ()


def failing_rows(contract: Contract, missing: frozenset[str], scope: QualityScope, row: QualityRow) -> str:
    """Return the rows a check fails on as SQL that runs anywhere; empty where the failures are no rows of the extract."""
    table = contract.tables[row.table]
    if row.check == CYCLE:
        return cycle_sql(table, scope.months)
    where = "" if scope.everything else scope_condition(table, scope)
    for probe in probes_of(contract, table, missing, scope.cut_off).made:
        if (probe.column, probe.check) == (row.column, row.check):
            return probe.rows_sql(where)
    return ""


def cycle_sql(table: ContractTable, months: Sequence[str]) -> str:
    """Return the months without a row as SQL that runs anywhere."""
    listed = ", ".join(f"({literal(month)})" for month in months)
    column = quoted(table.dated)
    return (
        f"SELECT month FROM (VALUES {listed}) m(month)\n"
        f"WHERE month NOT IN (SELECT strftime({column}, '%Y-%m') FROM {quoted(table.name)} WHERE {column} IS NOT NULL)"
    )
