"""Owns what the engine does with the same rows when nothing is asked of it: a file copied into a table, a table into a file.

It is what a build is compared with, and refuses anything a plain ``CREATE TABLE AS`` and ``COPY`` do not do.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from console.engine.columns import literal, quoted
from console.engine.faults import translated

READERS = {"parquet": "read_parquet", "csv": "read_csv"}
WRITERS = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER"}


def copy_in(files: Mapping[str, Path], kind: str, target: Path, threads: int, memory_bytes: int) -> int:
    """Make a table of each file, types as the engine finds them, and return the rows of all."""
    with translated(str(target)), duckdb.connect(str(target), config=_config(threads, memory_bytes)) as made:
        rows = 0
        for table, path in files.items():
            made.execute(f"CREATE TABLE {quoted(table)} AS FROM {READERS[kind]}({literal(str(path))})")
            counted = made.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()
            rows += int(counted[0]) if counted else 0
        made.execute("CHECKPOINT")
    return rows


def copy_out(
    extract: Path,
    files: Mapping[str, Path],
    kind: str,
    order: Mapping[str, str],
    memory_bytes: int,
    threads: int = 0,
) -> None:
    """Write a file of each table, in the order of an expression where one is named; a file that is there is whole."""
    with (
        translated(str(extract)),
        duckdb.connect(str(extract), read_only=True, config=_config(threads, memory_bytes)) as held,
    ):
        work = next(iter(files.values())).parent / "work"  # what has spilled once cannot spill elsewhere
        held.execute(f"SET temp_directory = {literal(str(work))}")
        for table, path in files.items():
            rows = f"FROM {quoted(table)}" + (f" ORDER BY {order[table]}" if table in order else "")
            part = path.with_name(path.name + ".part")
            held.execute(f"COPY ({rows}) TO {literal(str(part))} ({WRITERS[kind]})")
            part.replace(path)


def _config(threads: int, memory_bytes: int) -> dict[str, str | bool | int | float | list[str]]:
    told: dict[str, str | bool | int | float | list[str]] = {"memory_limit": f"{memory_bytes // 1024} KiB"}
    return {**told, "threads": threads} if threads else told
