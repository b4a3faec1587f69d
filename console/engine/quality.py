"""Owns the quality checks the contract itself declares: presence, keys, nulls, codes, numbers, references.

Each is a number of failures out of a number checked. It refuses to call a check passed that could not be made: what the
extract lacks gives no row, except under ``present``.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.contract import Contract, ContractColumn, ContractTable
from console.domain.ports import Progress, stop_if_cancelled
from console.engine.columns import literal, quoted
from console.engine.connection import Connection

PRESENT = "present"  # of the contract's columns, those the table lacks
KEY = "key"  # of the rows, those whose primary key another row has too, or whose key is incomplete
NULL = "null"  # of the rows, those without a value that must be there
BLANK = "blank"  # of the values, those that are text without a visible character
ALLOWED = "allowed"  # of the values, those that are none of the contract's codes
FINITE = "finite"  # of the values, those that are no finite number
REFERENCE = "reference"  # of the values, those that name no row of the table they refer to


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One check of one column (or of the whole table, where ``column`` is empty): ``failed`` of ``checked``."""

    table: str
    column: str
    check: str
    failed: int
    checked: int

    @property
    def rate(self) -> float | None:
        """Return the failed part (0 to 1), or None where nothing was checked."""
        return self.failed / self.checked if self.checked else None


@dataclass(frozen=True, slots=True)
class _Counted:
    column: str
    check: str
    failed: str  # SQL that counts the failures
    checked: str  # SQL that counts what was looked at


def check_quality(connection: Connection, contract: Contract, progress: Progress) -> tuple[QualityRow, ...]:
    """Check every contract table the extract has, in the order of names."""
    tables = [table for name, table in sorted(contract.tables.items()) if name not in connection.missing]
    found: list[QualityRow] = []
    for done, table in enumerate(tables):
        stop_if_cancelled(progress)
        progress.report(done / len(tables), "check", table=table.name)
        found += check_table(connection, contract, table, progress)
    return tuple(found)


def check_table(
    connection: Connection, contract: Contract, table: ContractTable, progress: Progress
) -> list[QualityRow]:
    """Check one table that is there."""
    held = [column for column in table.columns if f"{table.name}.{column.name}" not in connection.missing]
    lacking = len(table.columns) - len(held)
    return [
        QualityRow(table.name, "", PRESENT, lacking, len(table.columns)),
        _keys(connection, table, progress),
        *_values(connection, table, held, progress),
        *_references(connection, contract, table, held, progress),
    ]


def _keys(connection: Connection, table: ContractTable, progress: Progress) -> QualityRow:
    names = ", ".join(quoted(name) for name in table.primary_key)
    incomplete = " OR ".join(f"{quoted(name)} IS NULL" for name in table.primary_key)
    sql = (
        f"SELECT coalesce(sum(n) FILTER (n > 1 OR {incomplete}), 0), coalesce(sum(n), 0) "
        f"FROM (SELECT {names}, count(*) AS n FROM {quoted(table.name)} GROUP BY ALL)"
    )
    failed, checked = connection.row(sql, progress)
    return QualityRow(table.name, "", KEY, int(failed), int(checked))


def _values(
    connection: Connection, table: ContractTable, held: list[ContractColumn], progress: Progress
) -> list[QualityRow]:
    """Count every check of single values in one pass over the table."""
    wanted = [counted for column in held for counted in _checks(column)]
    if not wanted:
        return []
    counts = ", ".join(f"{counted.failed}, {counted.checked}" for counted in wanted)
    numbers = connection.row(f"SELECT {counts} FROM {quoted(table.name)}", progress)
    return [
        QualityRow(
            table.name, counted.column, counted.check, int(numbers[2 * place]), int(numbers[2 * place + 1])
        )
        for place, counted in enumerate(wanted)
    ]


def _checks(column: ContractColumn) -> list[_Counted]:
    name = quoted(column.name)
    given = f"count({name})"
    found: list[_Counted] = []
    if not column.nullable:
        found.append(_Counted(column.name, NULL, f"count(*) - {given}", "count(*)"))
    if column.allowed:
        codes = "[" + ", ".join(literal(code) for code in column.allowed) + "]"
        inside = (
            f"list_has_all({codes}, {name})"
            if column.type.endswith("[]")
            else f"list_contains({codes}, {name})"
        )
        found.append(_Counted(column.name, ALLOWED, f"count(*) FILTER (NOT {inside})", given))
    elif column.type == "VARCHAR":
        blank = f"regexp_full_match({name}, '[\\s\\x{{3000}}\\x{{00a0}}]*')"
        found.append(_Counted(column.name, BLANK, f"count(*) FILTER ({blank})", given))
    if column.type == "DOUBLE":
        found.append(_Counted(column.name, FINITE, f"count(*) FILTER (NOT isfinite({name}))", given))
    return found


def _references(
    connection: Connection,
    contract: Contract,
    table: ContractTable,
    held: list[ContractColumn],
    progress: Progress,
) -> list[QualityRow]:
    rows: list[QualityRow] = []
    for column in held:
        target, _, key = column.references.partition(".")
        if not column.references or not contract.has(column.references) or _absent(connection, target, key):
            continue
        rows.append(_reference(connection, table, column, (target, key), progress))
    return rows


def _absent(connection: Connection, table: str, column: str) -> bool:
    return table in connection.missing or f"{table}.{column}" in connection.missing


def _reference(
    connection: Connection,
    table: ContractTable,
    column: ContractColumn,
    target: tuple[str, str],
    progress: Progress,
) -> QualityRow:
    name = quoted(column.name)
    value = f"unnest({name})" if column.type.endswith("[]") else name
    sql = (
        f"SELECT coalesce(sum(n) FILTER (t.k IS NULL), 0), coalesce(sum(n), 0) FROM "
        f"(SELECT v, count(*) AS n FROM (SELECT {value} AS v FROM {quoted(table.name)}) WHERE v IS NOT NULL GROUP BY v) s "
        f"LEFT JOIN (SELECT DISTINCT {quoted(target[1])} AS k FROM {quoted(target[0])}) t ON s.v = t.k"
    )
    failed, checked = connection.row(sql, progress)
    return QualityRow(table.name, column.name, REFERENCE, int(failed), int(checked))
