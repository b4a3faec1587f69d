"""Owns a first look at a Parquet file: its columns and some of its values as text. It refuses any other file."""

from __future__ import annotations

import contextlib
from pathlib import Path

from console.engine.columns import literal, quoted
from console.engine.faults import translated
from console.engine.hardening import hardened, locked
from console.engine.session import Session
from console.errors import InputError, PlumblineError

MEMORY = 512 * 1024**2


def peek_parquet(path: Path, rows: int) -> dict[str, tuple[str, ...]]:
    """Return column → the values of the first rows; raises InputError where the file cannot be read."""
    with contextlib.ExitStack() as undo:
        base = hardened(None, MEMORY, 1)
        undo.callback(base.close)
        with translated(path.name):
            base.execute(f"SET GLOBAL allowed_paths = [{literal(str(path))}]")
            cursors = locked(base)
        for cursor in cursors:
            undo.callback(cursor.close)
        session = Session(cursors[0], path.name)
        try:
            names = [
                str(row[0])
                for row in session.rows(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})")
            ]
            cells = ", ".join(f"coalesce({quoted(name)}::VARCHAR, '')" for name in names)
            found = session.rows(f"SELECT {cells} FROM read_parquet({literal(str(path))}) LIMIT {rows}")
        except PlumblineError as fault:
            raise InputError("source-unreadable", file=path.name, detail=fault.facts.get("detail")) from fault
    return {name: tuple(str(row[place]) for row in found) for place, name in enumerate(names)}
