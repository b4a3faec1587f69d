"""Proves that tables larger than the memory are copied out in their order, one after the other."""

from __future__ import annotations

from pathlib import Path

import duckdb

from console.engine.bare_copy import copy_out
from tests.engine.extracts import write

ROWS = 300_000
WIDTH = 100
MEMORY = 48 * 1024**2


def test_a_second_table_spills_where_the_first_did(tmp_path: Path) -> None:
    names = ("case_event", "service_case")
    content = f"SELECT hash(range) AS key, repeat('x', {WIDTH}) || range AS wide FROM range({ROWS})"
    made = write(tmp_path / "made.duckdb", *(f"CREATE TABLE {name} AS {content}" for name in names))
    files = {name: tmp_path / f"{name}.csv" for name in names}
    copy_out(made, files, "csv", dict.fromkeys(names, "key"), MEMORY, threads=1)
    for path in files.values():
        (found,) = duckdb.execute(
            "SELECT count(*), count(*) FILTER (WHERE key < earlier) FROM "
            f"(SELECT key, lag(key) OVER () AS earlier FROM read_csv('{path}', types = {{'key': 'UBIGINT'}}))"
        ).fetchall()
        assert found == (ROWS, 0)
