"""Owns which columns of text are stored as an ENUM of the values they hold: those that stay the same from row to row.

It refuses tables of one row a thing, where nothing repeats side by side, and columns of more values than two bytes tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.domain.contract import ContractTable
from console.domain.mapping import TableMapping
from console.domain.ports import Progress
from console.engine.columns import quoted
from console.engine.session import Session

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
    mappings: Sequence[TableMapping],
    rows: str,
    count: int,
    progress: Progress,
) -> Codes:
    """Return the values of the columns that repeat, of ``count`` rows; every row is looked at.

    Rows that belong to one thing are stored side by side, so what the thing has in common is a run of one code.
    """
    if len(table.primary_key) < 2 or count < LEAST_ROWS:
        return {}
    names = _repeating(session, _candidates(table, mappings), rows, progress)
    if not names:
        return {}
    sets = ", ".join(f"({quoted(name)})" for name in names)
    told = ", ".join(map(quoted, names))
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {VALUES} AS SELECT {told} FROM {rows} GROUP BY GROUPING SETS ({sets})",
        progress=progress,
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


def _values(session: Session, name: str) -> list[str]:
    """Return the values of one column, or nothing where they are too many or one cannot stand in a statement."""
    column = quoted(name)
    found = session.rows(
        f"SELECT DISTINCT {column} FROM {VALUES} WHERE {column} IS NOT NULL ORDER BY 1 LIMIT {MOST_VALUES + 1}"
    )
    values = [str(row[0]) for row in found]
    return [] if len(values) > MOST_VALUES or any("\0" in value for value in values) else values
