"""Owns which columns of text are stored as an ENUM of the values they hold: those that stay the same from row to row.

It refuses tables of one row a thing, where nothing repeats side by side, and columns of more values than two bytes tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.domain.contract import ContractTable
from console.domain.mapping import PLAIN, ColumnMapping, PreparedSource, TableMapping
from console.domain.ports import Progress
from console.engine.columns import quoted
from console.engine.session import Session
from console.engine.stage import cells_sql
from console.engine.staging import normal_sql, text_sql

LEAST_ROWS = 100_000  # of fewer, the look costs more than it saves
FIRST_ROWS = 50_000
LEAST_REPEATED = 3  # rows a value, among the first
MOST_VALUES = 65_535
VALUES = "plumbline_values"

Codes = Mapping[str, Sequence[str]]
"""Column → all of its values, in the order of their bytes: codes then compare as their texts do."""


def repeated_codes(
    session: Session,
    table: ContractTable,
    mapped: Sequence[tuple[TableMapping, PreparedSource]],
    rows: str,
    count: int,
    progress: Progress,
) -> Codes:
    """Return the values of the columns that repeat, of ``count`` rows; every row is looked at.

    Rows that belong to one thing are stored side by side, so what the thing has in common is a run of one code.
    """
    if len(table.primary_key) < 2 or count < LEAST_ROWS:
        return {}
    names = _repeating(session, _candidates(table, [mapping for mapping, _ in mapped]), rows, progress)
    if not names:
        return {}
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {VALUES} AS {_look_sql(mapped, names, rows)}", progress=progress
    )
    found = {name: _values(session, name) for name in names}
    session.execute(f"DROP TABLE {VALUES}")
    return {name: values for name, values in found.items() if values}


def _candidates(table: ContractTable, mappings: Sequence[TableMapping]) -> list[str]:
    """A pseudonym costs more to make a second time than its room is worth."""
    told = [column for mapping in mappings for column in mapping.columns]
    mapped = {column.target for column in told} - {column.target for column in told if column.pseudonym}
    return [
        column.name
        for column in table.columns
        if column.type == "VARCHAR"
        and not column.allowed
        and column.name in mapped
        and column.name not in table.primary_key
    ]


def _repeating(session: Session, names: Sequence[str], rows: str, progress: Progress) -> list[str]:
    if not names:
        return []
    counts = ", ".join(f"count({quoted(name)}), count(DISTINCT {quoted(name)})" for name in names)
    told = ", ".join(map(quoted, names))
    found = session.row(f"SELECT {counts} FROM (SELECT {told} FROM {rows} LIMIT {FIRST_ROWS})", progress)
    pairs = zip(names, found[::2], found[1::2], strict=True)
    return [name for name, filled, different in pairs if different * LEAST_REPEATED < filled]


def _look_sql(mapped: Sequence[tuple[TableMapping, PreparedSource]], names: Sequence[str], rows: str) -> str:
    """Return the query for the values of columns; of plain text, cells are brought into form once a value, not once a row."""
    if not all(_told_by_cells(mapping, source, names) for mapping, source in mapped):
        return _grouped(names, rows)
    parts = [_part_sql(mapping, source, names) for mapping, source in mapped if _of(mapping, names)]
    return " UNION ALL BY NAME ".join(parts)


def _told_by_cells(mapping: TableMapping, source: PreparedSource, names: Sequence[str]) -> bool:
    """Say whether each of the columns depends on one cell of the row alone, and the rows are those of the file."""
    if source.kind != PLAIN or mapping.joins or mapping.where:
        return False
    return all(
        told.column and told.constant is None and not told.expression and not told.default
        for told in _of(mapping, names)
    )


def _part_sql(mapping: TableMapping, source: PreparedSource, names: Sequence[str]) -> str:
    told = _of(mapping, names)
    cells = list(dict.fromkeys(str(column.column) for column in told))
    formed = ", ".join(f"{normal_sql(quoted(name), source.tabs)} AS {quoted(name)}" for name in cells)
    texts = ", ".join(f"{text_sql(column, source)} AS {quoted(column.target)}" for column in told)
    return f"SELECT {texts} FROM (SELECT {formed} FROM ({_grouped(cells, cells_sql(source))}))"


def _of(mapping: TableMapping, names: Sequence[str]) -> list[ColumnMapping]:
    return [column for column in mapping.columns if column.target in names]


def _grouped(names: Sequence[str], rows: str) -> str:
    sets = ", ".join(f"({quoted(name)})" for name in names)
    return f"SELECT {', '.join(map(quoted, names))} FROM {rows} GROUP BY GROUPING SETS ({sets})"


def _values(session: Session, name: str) -> list[str]:
    """Return the values of one column, or nothing where they are too many or one cannot stand in a statement."""
    column = quoted(name)
    found = session.rows(
        f"SELECT DISTINCT {column} FROM {VALUES} WHERE {column} IS NOT NULL ORDER BY 1 LIMIT {MOST_VALUES + 1}"
    )
    values = [str(row[0]) for row in found]
    return [] if len(values) > MOST_VALUES or any("\0" in value for value in values) else values
