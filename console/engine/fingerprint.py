"""Owns the fingerprint of a table's content: the same for the same rows, in whatever order and file they stand.

It is for telling whether content changed, and refuses to be taken for a seal: what protects an extract are the SHA-256 of
its bytes and of its sources. Rows are hashed by the engine's own hash, twice, and added up: a hundred times as quick as a
digest of each row, and comparable between files that the same version of the engine looked at, which it therefore names.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from console.domain.contract import Contract, ContractTable
from console.domain.fingerprint import written
from console.domain.ports import Progress
from console.engine.columns import literal, quoted
from console.engine.faults import translated
from console.engine.hardening import hardened, locked
from console.engine.session import Session

ENGINE = f"duckdb-{duckdb.__version__}"
HELD = "SELECT column_name FROM system.main.duckdb_columns() WHERE database_name = 'made' AND table_name = {table}"
MEMORY = 512 * 1024**2
SECOND = "plumbline"  # told before the values, it makes of the same hash another one


def table_fingerprint(
    session: Session,
    table: ContractTable,
    columns: Sequence[str],
    source: str,
    progress: Progress | None = None,
) -> str:
    """Return the fingerprint of ``source``, a table that holds these columns: the engine, and 64 hexadecimal digits."""
    held = [column for column in table.columns if column.name in columns]
    values = ", ".join(f"{quoted(column.name)}::{column.type}" for column in held)
    sums = session.row(
        f"SELECT count(*), sum(hash({values})), sum(hash({literal(SECOND)}, {values})) FROM {source}",
        progress,
    )
    shape = [f"{column.name} {column.type}" for column in held]
    return written(ENGINE, hashlib.sha256("\n".join([*shape, *map(str, sums)]).encode()).hexdigest())


def file_fingerprints(
    path: Path, contract: Contract, tables: Collection[str], progress: Progress
) -> Mapping[str, str]:
    """Return the fingerprint of each of these tables of a file that this program made, over the contract columns they hold.

    Raises Cancelled, and ExtractError where the file cannot be read.
    """
    with contextlib.ExitStack() as undo:
        base = hardened(None, MEMORY, None)
        undo.callback(base.close)
        with translated(str(path)):
            base.execute(f"ATTACH {literal(str(path))} AS made (READ_ONLY)")
            cursors = locked(base)
        for cursor in cursors:
            undo.callback(cursor.close)
        session, found = Session(cursors[0], str(path)), dict[str, str]()
        for place, name in enumerate(sorted(tables)):
            progress.report(place / len(tables), "table", table=name)
            table = contract.tables[name]
            columns = [str(column) for (column,) in session.rows(HELD.format(table=literal(name)), progress)]
            found[name] = table_fingerprint(session, table, columns, f"made.main.{quoted(name)}", progress)
        return found
