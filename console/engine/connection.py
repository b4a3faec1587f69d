"""Owns the catalogue in memory that an extract is attached to: hardened, read-only, locked, one view a contract table.

It refuses external access, extensions, further configuration, and a stored view in the place of a contract table. The
extract is never made the default catalogue, so nothing stored in it shadows a built-in.
"""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from console.domain.contract import Contract, ContractTable
from console.domain.ports import Progress
from console.engine.columns import empty_table, literal, quoted, standing_view, stands_for
from console.engine.encryption import key_literal
from console.engine.faults import translated
from console.engine.hardening import hardened, locked
from console.engine.inspection import Header, inspect_bytes, inspect_catalogue, inspect_extent, truncated
from console.engine.session import BATCH, Row, Session
from console.engine.spill import Spill
from console.engine.supplementing import Layer, layered_view, merged_columns
from console.errors import ExitCode, ExtractError, KeyStoreError, QueryError

CATALOGUE = "x"
SUPPLEMENT = "s"  # and its number
DEFAULT_MEMORY = 2 * 1024**3


class Connection:
    """A hardened catalogue. Every thread gets a session of its own; temporary tables belong to the session.

    ``missing`` holds the names "table" and "table.column" of the contract that the extract lacks; ``sources`` says where a
    table is stored that is one table of one file.
    """

    def __init__(
        self,
        base: duckdb.DuckDBPyConnection,
        sessions: Iterable[duckdb.DuckDBPyConnection],
        path: Path | None = None,
        spill: Spill | None = None,
    ) -> None:
        self.path = path
        self.missing: frozenset[str] = frozenset()
        self.sources: dict[str, str] = {}
        self._base = base
        self._spill = spill
        self._spare = list(sessions)
        self._open: weakref.WeakSet[Session] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._mine = threading.local()

    @property
    def file(self) -> str:
        """Return the extract's path as errors name it, or an empty text."""
        return "" if self.path is None else str(self.path)

    def require(self, table: str) -> None:
        """Refuse to go on without a contract table; raises ExtractError where the extract lacks it."""
        if table in self.missing:
            raise ExtractError(
                "extract-missing-table", exit_code=ExitCode.MISSING_TABLE, file=self.file, table=table
            )

    def session(self) -> Session:
        """Return a new session, for whoever wants temporary tables or an interrupt of its own."""
        with self._lock:
            cursor = self._spare.pop() if self._spare else self._base.cursor()
            session = Session(cursor, self.file)
            self._open.add(session)
        return session

    @contextlib.contextmanager
    def apart(self) -> Iterator[None]:
        """Give this thread a session that goes with the context, for one that does not last; its progress cannot be asked for."""
        with self._lock:
            self._mine.session = Session(self._base.cursor(), self.file)
            self._open.add(self._mine.session)
        try:
            yield
        finally:
            self._mine.session.close()
            del self._mine.session

    def execute(
        self, sql: str, parameters: Sequence[object] | None = None, progress: Progress | None = None
    ) -> None:
        """Run a statement for its effect in this thread's session."""
        self._own().execute(sql, parameters, progress)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Put rows into a table in memory, each value converted to its column's type; other columns stay NULL."""
        self._own().append(table, columns, rows)

    def rows(
        self,
        sql: str,
        progress: Progress | None = None,
        step: str = "",
        parameters: Sequence[object] | None = None,
    ) -> list[Row]:
        """Return all rows; ``progress`` can stop the query, and hears of it where ``step`` names a phrase."""
        return self._own().rows(sql, progress, step, parameters)

    def row(self, sql: str, progress: Progress | None = None) -> Row:
        """Return the first row of a query that always has one."""
        return self._own().row(sql, progress)

    def columns_and_rows(
        self, sql: str, progress: Progress | None = None, step: str = ""
    ) -> tuple[tuple[str, ...], list[Row]]:
        """Return the names of the columns, and all rows."""
        return self._own().columns_and_rows(sql, progress, step)

    def batches(self, sql: str, progress: Progress | None = None, size: int = BATCH) -> Iterator[list[Row]]:
        """Yield the rows by ``size``."""
        return self._own().batches(sql, progress, size)

    def interrupt(self) -> None:
        """Stop whatever runs in any session, from any thread."""
        with self._lock:
            running = list(self._open)
        for session in running:
            session.interrupt()

    def progress(self) -> float | None:
        """Return the part done of this thread's query, or None where DuckDB does not know."""
        return self._own().progress()

    def close(self) -> None:
        """Close every session, the catalogue and the spill folder; closing twice is harmless."""
        with self._lock:
            for session in list(self._open):
                session.close()
            for cursor in self._spare:
                cursor.close()
            self._spare.clear()
            self._base.close()
        if self._spill is not None:
            self._spill.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _own(self) -> Session:
        held: Session | None = getattr(self._mine, "session", None)
        if held is None:
            held = self.session()
            self._mine.session = held
        return held


def connect(
    path: Path,
    contract: Contract,
    *,
    memory_bytes: int = DEFAULT_MEMORY,
    threads: int | None = None,
    spill: Path | None = None,
    key: str = "",
    supplements: Sequence[Path] = (),
) -> Connection:
    """Open an extract for reading, with its supplements in their order; ``key`` opens encrypted ones.

    ``spill`` is the folder for spilled data (the user's cache by default). Raises ExtractError where the file is no
    DuckDB database, is damaged, newer than ours, holds a program, or does not keep the contract; KeyStoreError where it is
    encrypted and the key does not open it.
    """
    path = path.absolute()
    header = inspect_bytes(path)
    with contextlib.ExitStack() as undo:
        held = Spill(spill)
        undo.callback(held.close)
        base = hardened(held, memory_bytes, threads)
        undo.callback(base.close)
        _attach(base, path, header, key)
        added = {f"{SUPPLEMENT}{place}": file.absolute() for place, file in enumerate(supplements, 1)}
        for catalogue, file in added.items():
            _attach(base, file, inspect_bytes(file), key, catalogue)
        connection = Connection(base, locked(base), path, held)
        undo.callback(connection.close)
        if header.short:
            inspect_extent(connection.session(), CATALOGUE, path, header)
        inspect_catalogue(connection.session(), CATALOGUE, str(path))
        for catalogue, file in added.items():
            inspect_catalogue(connection.session(), catalogue, str(file))
        connection.missing = _stand(connection, contract, added)
        undo.pop_all()
    return connection


def connect_empty(
    contract: Contract, *, memory_bytes: int = DEFAULT_MEMORY, threads: int | None = None
) -> Connection:
    """Return a catalogue without an extract: every contract table is there, empty, and takes rows."""
    base = hardened(None, memory_bytes, threads)
    connection = Connection(base, locked(base))
    for table in contract.tables.values():
        connection.execute(empty_table(table))
    return connection


def _attach(
    base: duckdb.DuckDBPyConnection, path: Path, header: Header, key: str, catalogue: str = CATALOGUE
) -> None:
    if header.encrypted and not key:
        raise KeyStoreError("extract-key-missing", file=str(path))
    options = (
        f"READ_ONLY, TYPE duckdb, ENCRYPTION_KEY {key_literal(key)}"
        if header.encrypted
        else "READ_ONLY, TYPE duckdb"
    )
    try:
        with translated(str(path)):
            base.execute(f"ATTACH {literal(str(path))} AS {catalogue} ({options})")
    except QueryError as error:
        if not header.encrypted:
            raise
        raise KeyStoreError("extract-key-wrong", file=str(path)) from error
    except ExtractError as error:
        if "could not set lock" in str(error.facts.get("detail", "")).lower():
            raise ExtractError("extract-locked", file=str(path)) from error
        if header.short:
            raise truncated(path, header) from error
        raise


def _stand(connection: Connection, contract: Contract, added: Mapping[str, Path]) -> frozenset[str]:
    """Put a view before each contract table and return the names of what is missing."""
    files = {CATALOGUE: connection.file, **{catalogue: str(file) for catalogue, file in added.items()}}
    stored = {catalogue: _stored_columns(connection, catalogue) for catalogue in files}
    for catalogue, file in files.items():
        _refuse_views(connection, contract, catalogue, file)
    if not any(name in stored[CATALOGUE] for name in contract.tables):
        raise ExtractError("extract-no-table", exit_code=ExitCode.MISSING_TABLE, file=connection.file)
    missing: set[str] = set()
    for table in contract.tables.values():
        layers = [
            Layer(f"{catalogue}.main.{quoted(table.name)}", found[table.name])
            for catalogue, found in stored.items()
            if table.name in found
        ]
        for catalogue, file in files.items():
            _missing(table, stored[catalogue].get(table.name, {}), file)
        missing |= _missing(table, merged_columns(layers), connection.file)
        if len(layers) == 1:
            connection.sources[table.name] = layers[0].source
        connection.execute(layered_view(table, layers) if len(layers) > 1 else _single(table, layers))
    return frozenset(missing)


def _single(table: ContractTable, layers: Sequence[Layer]) -> str:
    return (
        standing_view(table, layers[0].stored, layers[0].source) if layers else standing_view(table, {}, "")
    )


def _stored_columns(connection: Connection, catalogue: str) -> dict[str, dict[str, str]]:
    rows = connection.rows(
        "SELECT lower(c.table_name), lower(c.column_name), c.data_type FROM system.main.duckdb_columns() c "
        "JOIN system.main.duckdb_tables() t ON c.table_oid = t.table_oid AND c.database_name = t.database_name "
        f"WHERE c.database_name = '{catalogue}' AND c.schema_name = 'main' ORDER BY c.table_name, c.column_index"
    )
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(str(table), {})[str(column)] = str(kind)
    return tables


def _refuse_views(connection: Connection, contract: Contract, catalogue: str, file: str) -> None:
    rows = connection.rows(
        "SELECT lower(view_name) FROM system.main.duckdb_views() "
        f"WHERE database_name = '{catalogue}' AND schema_name = 'main' AND NOT internal ORDER BY 1"
    )
    for (name,) in rows:
        if name in contract.tables:
            raise ExtractError("extract-view-for-table", exit_code=ExitCode.UNSAFE, file=file, name=str(name))


def _missing(table: ContractTable, found: Mapping[str, str], file: str) -> set[str]:
    if not found:
        return {table.name, *(f"{table.name}.{column.name}" for column in table.columns)}
    for column in table.columns:
        kind = found.get(column.name)
        if kind is None and column.required:
            facts = {"file": file, "table": table.name, "column": column.name}
            raise ExtractError("extract-missing-column", exit_code=ExitCode.MISSING_TABLE, **facts)
        if kind is not None and not stands_for(kind, column.type):
            facts = {
                "file": file,
                "table": table.name,
                "column": column.name,
                "found": kind,
                "wanted": column.type,
            }
            raise ExtractError("extract-wrong-type", exit_code=ExitCode.WRONG_TYPE, **facts)
    return {f"{table.name}.{column.name}" for column in table.columns if column.name not in found}
