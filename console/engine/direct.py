"""Owns the writing of a contract table straight from its sources, in one sorted pass over them.

Most rows of most files are right: they are written at once, and only where some are missing from the new table is it asked
which, and why. It refuses tables that take each thing once: those need to see everything before anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from console.domain.contract import ContractTable
from console.domain.mapping import LINE, PLAIN, UNEVEN, PreparedSource, TableMapping
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.joining import DUPLICATE, relation_of
from console.engine.key_numbers import KeyNumbers, key_numbers
from console.engine.repeated import LEAST_ROWS, Codes, repeated_codes
from console.engine.repeated_keys import AGAIN, RepeatedKeys
from console.engine.session import Session
from console.engine.stage import Stage, blamed, columns_of, keep_refused, require_plain, written_sql
from console.engine.staging import (
    PART,
    direct_columns,
    raw_sql,
    refusals_sql,
    refused_condition,
    typed_sql,
)
from console.errors import ExtractError, InputError, QueryError

BAD = "plumbline_bad"
FIRST_ROWS = 10_000


def may_be_direct(mappings: Sequence[TableMapping]) -> bool:
    """Say whether a table can be written without seeing all of its rows first."""
    return not any(mapping.distinct_on for mapping in mappings)


def write_directly(
    session: Session,
    table: ContractTable,
    mappings: Sequence[TableMapping],
    sources: Mapping[str, PreparedSource],
    target: str,
    progress: Progress,
) -> Stage:
    """Write the accepted rows of every source of one table, and enter what is refused.

    Raises InputError mapping-sql or source-unreadable, and source-uneven where plain text is not plain after all.
    """
    used = [sources[mapping.source] for mapping in mappings]
    try:
        return _Direct(session, table, mappings, used, target, progress).written()
    except (QueryError, ExtractError) as error:
        raise blamed(session, table.name, used, error) from error


class _Direct:
    """One table on its way."""

    def __init__(
        self,
        session: Session,
        table: ContractTable,
        mappings: Sequence[TableMapping],
        sources: Sequence[PreparedSource],
        target: str,
        progress: Progress,
    ) -> None:
        self._session, self._table, self._mappings, self._sources = session, table, mappings, sources
        self._target, self._progress = target, progress
        self._columns = columns_of(table, mappings)
        kinds = {column.name: column.type for column in table.columns}
        self._seconds = tuple(name for name in self._columns if kinds[name] == "TIMESTAMP")
        self._codes: Codes = {}
        self._numbers: KeyNumbers | None = None
        self._refused = f"plumbline_refused_{table.name}"
        parts = [self._part(order) for order in range(len(mappings))]
        # Being drawn by chance, in name only, the flag is computed once, after the values it looks at; a bare condition
        # would be pushed down to the file and every value made twice.
        flagged = f"({refused_condition(table, mappings)}) OR random() < 0 AS {BAD}"
        self._typed = f"(SELECT *, {flagged} FROM ({' UNION ALL BY NAME '.join(parts)}))"

    def _part(self, order: int) -> str:
        mapping, source = self._mappings[order], self._sources[order]
        relation = relation_of(mapping)
        types = {
            str(name): str(kind) for name, kind, *_ in self._session.rows(f"DESCRIBE {quoted(relation)}")
        }
        direct = direct_columns(self._table, mapping, types, source.missing)
        rows = raw_sql(mapping, relation, source, direct)
        return typed_sql(self._table, mapping, f"({rows})", source.zone, order, direct)

    def written(self) -> Stage:
        """Write the table and return how many rows were offered to it."""
        mapped = list(zip(self._mappings, self._sources, strict=True))
        about = self._offered() if all(source.reading is None for source in self._sources) else LEAST_ROWS
        self._codes = repeated_codes(self._session, self._table, mapped, self._typed, about, self._progress)
        if about >= LEAST_ROWS:
            self._numbers = key_numbers(self._session, self._table, self._typed, self._progress)
        self._write(f"{self._typed} WHERE NOT {BAD}")
        offered = self._offered()
        self._session.execute(
            f"CREATE TEMP TABLE {self._refused} ({PART} INTEGER, {LINE} BIGINT, c VARCHAR, r VARCHAR)"
        )
        if self._accepted() < offered:
            self._session.execute(
                f"INSERT INTO {self._refused} "
                f"{refusals_sql(self._table, self._mappings, f'(FROM {self._typed} WHERE {BAD})')}",
                progress=self._progress,
            )
        self._leave_repeated_out()
        self._require_all(offered)
        for order, mapping in enumerate(self._mappings):
            keep_refused(self._session, self._table.name, mapping.source, order, self._refused)
        return Stage(self._table, self._refused, self._columns, offered)

    def _write(self, rows: str) -> None:
        """Write in whole seconds where the first rows are; a fraction further down costs a second pass."""
        if self._seconds and self._in_seconds():
            try:
                self._session.execute(self._sql(rows, seconds=True), progress=self._progress)
                return
            except QueryError:
                self._seconds = ()
        self._session.execute(self._sql(rows, seconds=False), progress=self._progress)

    def _sql(self, rows: str, seconds: bool) -> str:
        order = self._numbers.order if self._numbers else ""
        return written_sql(self._table, self._columns, rows, self._target, seconds, self._codes, order)

    def _in_seconds(self) -> bool:
        names = ", ".join(quoted(name) for name in self._seconds)
        broken = " OR ".join(f"{quoted(n)} <> date_trunc('second', {quoted(n)})" for n in self._seconds)
        first = f"(SELECT {names} FROM {self._typed} LIMIT {FIRST_ROWS})"
        return not int(self._session.row(f"SELECT count(*) FROM {first} WHERE {broken}")[0])

    def _offered(self) -> int:
        """Return how many rows the sources hold for this table; waits for those that are still being read."""
        return sum(map(self._offered_by, range(len(self._mappings))))

    def _offered_by(self, order: int) -> int:
        mapping, source = self._mappings[order], self._sources[order].settled()
        if source.kind == PLAIN and not mapping.where and source.read_lines is not None:
            return source.read_lines
        require_plain(self._session, source)
        where = f" WHERE ({mapping.where}\n)" if mapping.where else ""
        return int(self._session.row(f"SELECT count(*) FROM {quoted(relation_of(mapping))}{where}")[0])

    def _accepted(self) -> int:
        return int(self._session.row(f"SELECT count(*) FROM {self._target}")[0])

    def _leave_repeated_out(self) -> None:
        """Rows of one key stand side by side in what was written in its order: one look finds whether there are any."""
        self._find_repeated()
        if not int(self._session.row(f"SELECT count(*) FROM {AGAIN}")[0]):
            return
        keys = [quoted(name) for name in self._table.primary_key]
        fine = f"(FROM {self._typed} WHERE NOT {BAD})"
        alike = " AND ".join(f"t.{key} IS NOT DISTINCT FROM a.{key}" for key in keys)
        told = literal(",".join(self._table.primary_key))
        self._session.execute(
            f"INSERT INTO {self._refused} SELECT t.{PART}, t.{LINE}, {told}, {literal(DUPLICATE)} "
            f"FROM {fine} t JOIN {AGAIN} a ON {alike} QUALIFY row_number() OVER "
            f"(PARTITION BY {', '.join(f't.{key}' for key in keys)} ORDER BY t.{PART}, t.{LINE}) > 1",
            progress=self._progress,
        )
        self._write(f"{fine} ANTI JOIN {self._refused} USING ({PART}, {LINE})")

    def _find_repeated(self) -> None:
        if not self._repeated().find():
            self._numbers = None  # what looked like numbers is not: the texts themselves are sorted
            self._write(f"{self._typed} WHERE NOT {BAD}")
            self._repeated().find()

    def _repeated(self) -> RepeatedKeys:
        return RepeatedKeys(self._session, self._table, self._target, self._numbers, self._progress)

    def _require_all(self, offered: int) -> None:
        """Every row offered is in the table or refused; where it is not, lines of plain text were not its rows."""
        refused = f"SELECT count(*) FROM (SELECT DISTINCT {PART}, {LINE} FROM {self._refused})"
        if self._accepted() + int(self._session.row(refused)[0]) != offered:
            raise InputError(UNEVEN, file=", ".join(source.file for source in self._sources))
