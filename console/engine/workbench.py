"""Owns the analyst's own queries: one at a time, its whole result, any page of it. It refuses a cap that nobody sees.

The result is kept as a temporary table, so that row 40 million is as near as the first.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import duckdb

from console.domain.ports import Progress, Silent
from console.domain.query import ChartData, ColumnProfile, Result, ResultColumn
from console.engine.columns import quoted
from console.engine.connection import Connection
from console.engine.export import FORMATS, Columns, export_rows, marked, stream_csv, stream_document
from console.engine.faults import fault_of
from console.engine.payees import TABLE, provide_payees
from console.engine.result_chart import chart_data
from console.engine.result_profile import profile
from console.engine.session import Row
from console.errors import PlumblineError, QueryError, UsageError

RESULT = "plumbline_result"
SORTED = "plumbline_sorted"
PREFIX = f"CREATE TEMP TABLE {RESULT} AS "
PAGE = 500
READING = (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)
KINDS = ("identifier", "numeric_const", "string_const", "operator", "keyword", "comment")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of SQL for the highlighter: where it starts, in characters, and what it is."""

    start: int
    length: int
    kind: str  # identifier, numeric_const, string_const, operator, keyword or comment


class Workbench:
    """The one result of the last query, in a session of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._session = connection.session()
        self._table = RESULT
        self.result: Result | None = None

    def run(self, sql: str, progress: Progress | None = None) -> Result:
        """Run one reading statement and keep its whole result.

        Raises QueryError with the position where it is wrong, Cancelled, or LimitError.
        """
        self.check(sql)
        started = time.monotonic()
        self._drop()
        if TABLE in sql:
            provide_payees(self._connection, progress or Silent())
        try:
            self._session.execute(PREFIX + sql + "\n", progress=progress, step="query")
        except QueryError as error:
            raise _moved(error, len(PREFIX)) from error
        self.result = Result(sql, self._columns(), self._count(), time.monotonic() - started)
        return self.result

    def check(self, sql: str) -> None:
        """Refuse what is not exactly one reading statement; raises QueryError."""
        try:
            statements = duckdb.extract_statements(sql)
        except duckdb.Error as error:
            raise self._worded(sql, error) from error
        if not statements:
            raise QueryError("workbench-empty")
        if len(statements) > 1:
            raise QueryError("workbench-several", count=len(statements))
        if statements[0].type not in READING:
            raise QueryError("workbench-kind", kind=statements[0].type.name)
        if statements[0].named_parameters:
            raise QueryError("workbench-parameters", names=", ".join(sorted(statements[0].named_parameters)))

    def plan(self, sql: str) -> str:
        """Return how DuckDB would run a statement, as it draws it; nothing is run. Raises QueryError as ``run`` does."""
        self.check(sql)
        try:
            rows = self._session.rows(f"EXPLAIN {sql}\n")
        except QueryError as error:
            raise _moved(error, len("EXPLAIN ")) from error
        return "\n".join(str(row[-1]) for row in rows)

    def page(self, first: int, count: int = PAGE) -> list[Row]:
        """Return ``count`` rows from row ``first`` (from 0) of the result."""
        self._held()
        sql = f"SELECT * FROM {self._table} WHERE rowid >= {int(first)} AND rowid < {int(first) + int(count)} ORDER BY rowid"
        return self._session.rows(sql)

    def sort(self, column: str, descending: bool = False, progress: Progress | None = None) -> None:
        """Order the whole result by a column, missing values last; an empty name restores the query's own order."""
        held = self._held()
        self._session.execute(f"DROP TABLE IF EXISTS {SORTED}")
        self._table = RESULT
        if not column:
            return
        names = [each.name for each in held.columns]
        if column not in names:
            nearest = difflib.get_close_matches(column, names, n=1) or ["—"]
            raise UsageError("workbench-column", name=column, nearest=nearest[0])
        order = f"{quoted(column)} {'DESC' if descending else 'ASC'} NULLS LAST, rowid"
        self._session.execute(
            f"CREATE TEMP TABLE {SORTED} AS SELECT * FROM {RESULT} ORDER BY {order}",
            progress=progress,
            step="sort",
        )
        self._table = SORTED

    def export(self, path: Path, progress: Progress | None = None, mark: str = "") -> int:
        """Write the whole result, as it is ordered now, to a .csv, .json or .parquet file; returns the number of rows.

        ``mark`` is that of the extract, which follows into every row unless it is "signed".
        """
        held = self._held()
        if path.suffix.lower() not in FORMATS:
            raise UsageError("export-format", name=path.name, known=", ".join(FORMATS))
        columns, batches = marked(*self._rows(), mark)
        return export_rows(path, columns, batches, held.row_count, progress or Silent())

    def write_csv(self, file: TextIO, mark: str = "") -> int:
        """Write the whole result as CSV to an open file; returns the number of rows."""
        return stream_csv(file, *marked(*self._rows(), mark))

    def write_document(self, file: TextIO, mark: str = "") -> int:
        """Write the whole result as one JSON document to an open file; returns the number of rows."""
        held = self._held()
        facts = {"mark": mark, "row_count": held.row_count, "milliseconds": round(held.seconds * 1000, 1)}
        return stream_document(file, *self._rows(), facts)

    def _rows(self) -> tuple[Columns, Iterator[list[Row]]]:
        columns = [(column.name, column.type) for column in self._held().columns]
        return columns, self._session.batches(f"SELECT * FROM {self._table} ORDER BY rowid")

    def chart(self, x: str, y: str, colour: str) -> ChartData:
        """Sum the whole result for a chart: ``y`` (its rows where empty) by ``x`` and by ``colour`` where one is named."""
        held = {column.name: column.type for column in self._held().columns}
        for name in (x, *(one for one in (y, colour) if one)):
            if name not in held:
                nearest = difflib.get_close_matches(name, held, n=1) or ["—"]
                raise UsageError("workbench-column", name=name, nearest=nearest[0])
        return chart_data(self._session, RESULT, (x, held[x]), (y, held[y]) if y else None, colour)

    def profile(self, progress: Progress | None = None) -> tuple[ColumnProfile, ...]:
        """Describe the columns of the whole result."""
        held = self._held()
        columns = [(column.name, column.type) for column in held.columns]
        return profile(self._session, RESULT, columns, held.row_count, progress)

    def interrupt(self) -> None:
        """Stop what runs, from any thread."""
        self._session.interrupt()

    def progress(self) -> float | None:
        """Return the part done (0 to 1) of what runs, or None where unknown."""
        return self._session.progress()

    def close(self) -> None:
        """Stop what runs, and let the result go: its table is temporary, so the session takes it along."""
        self.result = None
        self._session.close()

    def _held(self) -> Result:
        if self.result is None:
            raise UsageError("workbench-no-result")
        return self.result

    def _drop(self) -> None:
        self.result = None
        self._table = RESULT
        for name in (RESULT, SORTED):
            self._session.execute(f"DROP TABLE IF EXISTS {name}")

    def _columns(self) -> tuple[ResultColumn, ...]:
        rows = self._session.rows(f"DESCRIBE {RESULT}")
        return tuple(ResultColumn(str(row[0]), str(row[1])) for row in rows)

    def _count(self) -> int:
        return int(self._session.row(f"SELECT count(*) FROM {RESULT}")[0])

    def _worded(self, sql: str, error: duckdb.Error) -> PlumblineError:
        """Ask again in the session, whose errors tell their position as a number."""
        try:
            self._session.execute(f"EXPLAIN {sql}")
        except QueryError as told:
            return _moved(told, len("EXPLAIN "))
        return fault_of(error)


def _moved(error: QueryError, by: int) -> QueryError:
    position = error.facts.get("position")
    if not isinstance(position, int):
        return error
    place = max(position - by, 0)
    return QueryError(error.key, detail=error.facts.get("detail"), position=place, character=place + 1)


def tokens(sql: str) -> tuple[Token, ...]:
    """Return the pieces of any text for the highlighter, broken SQL included."""
    content = sql.encode()
    found = [(offset, kind.name) for offset, kind in duckdb.tokenize(sql)]
    starts = (
        [len(content[:offset].decode("utf-8", "ignore")) for offset, _ in found]
        if not sql.isascii()
        else None
    )
    begins = starts or [offset for offset, _ in found]
    ends = [*begins, len(sql)][1:]
    return tuple(
        Token(begin, len(sql[begin:end].rstrip()), kind)
        for begin, end, (_, kind) in zip(begins, ends, found, strict=True)
    )
