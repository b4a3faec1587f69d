"""Owns the order in which the rows of a made table lie. It refuses to change what a row says."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from console.engine.columns import quoted


def end_of(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the place behind the last row of a table."""
    found = connection.execute(f"SELECT coalesce(max(rowid) + 1, 0) FROM {quoted(table)}").fetchone()
    return int(found[0]) if found else 0


def lay_in_order(
    connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str], start: int = 0
) -> None:
    """Lay the rows from a place on in the order of their key, as those before them lie."""
    order = ", ".join(quoted(name) for name in key)
    name = quoted(table)
    connection.execute(f"CREATE TEMP TABLE _laid AS SELECT * FROM {name} WHERE rowid >= {start}")
    connection.execute(f"DELETE FROM {name} WHERE rowid >= {start}")
    connection.execute(f"INSERT INTO {name} SELECT * FROM _laid ORDER BY {order}")
    connection.execute("DROP TABLE _laid")
