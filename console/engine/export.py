"""Owns the writing of rows to a file of one's choice: CSV, JSON, Parquet. It refuses a half-written file.

The connection that holds an extract reaches no file, so rows pass through Python; Parquet is written by a second,
empty connection that may reach the target's temporary name and nothing else.
"""

from __future__ import annotations

import contextlib
import csv
import itertools
import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TextIO

import duckdb

from console.domain.ports import Progress, stop_if_cancelled
from console.engine.columns import literal, quoted
from console.engine.faults import translated
from console.engine.session import Row
from console.errors import InputError, UsageError

Columns = Sequence[tuple[str, str]]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SIGNED = "signed"
MARK_COLUMN = "extract_mark"


def marked(columns: Columns, batches: Iterable[list[Row]], mark: str) -> tuple[Columns, Iterable[list[Row]]]:
    """Return the rows with the extract's mark in a last column, unless it is signed and trusted.

    A row copied out of the file still says what it came from; a name of the result that is the mark's own gives way.
    """
    if mark in ("", SIGNED):
        return columns, batches
    taken = {name for name, _ in columns}
    names = itertools.chain([MARK_COLUMN], (f"{MARK_COLUMN}_{number}" for number in itertools.count(2)))
    name = next(name for name in names if name not in taken)
    return [*columns, (name, "VARCHAR")], ([(*row, mark) for row in batch] for batch in batches)


def export_rows(
    path: Path, columns: Columns, batches: Iterable[list[Row]], row_count: int, progress: Progress
) -> int:
    """Write rows under a temporary name beside the target and put it in place when it is whole.

    Raises InputError where the target cannot be written, Cancelled where somebody stopped it: then nothing is left.
    """
    writer = FORMATS[path.suffix.lower()]
    handle, name = _temporary(path)
    os.close(handle)
    made = Path(name)
    try:
        count = writer(made, columns, _told(batches, row_count, progress))
        made.replace(path)
    except OSError as error:
        raise InputError("export-failed", file=str(path), detail=error.strerror or str(error)) from error
    finally:
        made.unlink(missing_ok=True)
    return count


def _temporary(path: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise InputError("export-failed", file=str(path), detail=error.strerror or "") from error


def _told(batches: Iterable[list[Row]], row_count: int, progress: Progress) -> Iterator[list[Row]]:
    done = 0
    for batch in batches:
        stop_if_cancelled(progress)
        yield batch
        done += len(batch)
        progress.report(done / row_count if row_count else None, "export")


def write_csv(path: Path, columns: Columns, batches: Iterator[list[Row]]) -> int:
    """Write CSV as spreadsheets of both languages open it: UTF-8 with a mark, and no cell that starts a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        return stream_csv(file, columns, batches)


def stream_csv(file: TextIO, columns: Columns, batches: Iterable[list[Row]]) -> int:
    """Write CSV to an open file: a line of names, then the rows, no cell of which starts a formula."""
    count = 0
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_unarmed(name) for name, _ in columns])
    for batch in batches:
        writer.writerows([_cell(value) for value in row] for row in batch)
        count += len(batch)
    return count


def stream_document(
    file: TextIO, columns: Columns, batches: Iterable[list[Row]], facts: Mapping[str, Any]
) -> int:
    """Write one JSON document to an open file: ``facts``, then ``columns``, then ``rows`` as objects, one a line."""
    names = [name for name, _ in columns]
    told = {**facts, "columns": [{"name": name, "type": kind} for name, kind in columns]}
    file.write(json.dumps(told, ensure_ascii=False, allow_nan=False)[:-1] + ', "rows": [')
    count = 0
    for row in itertools.chain.from_iterable(batches):
        held = json.dumps(dict(zip(names, map(_jsonable, row), strict=True)), ensure_ascii=False)
        file.write(("," if count else "") + "\n" + held)
        count += 1
    file.write("]}\n")
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _unarmed(value)
    if isinstance(value, list | dict | tuple):
        return json.dumps(_jsonable(value), ensure_ascii=False)
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value


def _unarmed(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def write_json(path: Path, columns: Columns, batches: Iterator[list[Row]]) -> int:
    """Write one JSON object a line; decimals keep every digit as text."""
    names = [name for name, _ in columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in batches:
            for row in batch:
                told = dict(zip(names, map(_jsonable, row), strict=True))
                file.write(json.dumps(told, ensure_ascii=False, allow_nan=False) + "\n")
            count += len(batch)
    return count


def _jsonable(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(each) for each in value]
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def write_parquet(path: Path, columns: Columns, batches: Iterator[list[Row]]) -> int:
    """Write Parquet through a connection of its own, which may reach this one path."""
    with contextlib.closing(duckdb.connect(":memory:")) as writer, translated(str(path)):
        shape = ", ".join(f"{quoted(name)} {_storable(name, kind)}" for name, kind in columns)
        writer.execute(f"SET GLOBAL allowed_paths = [{literal(str(path))}]")
        writer.execute("SET GLOBAL enable_external_access = false")
        writer.execute("SET GLOBAL lock_configuration = true")
        writer.execute(f"CREATE TABLE kept ({shape})")
        count = 0
        for batch in batches:
            with writer.appender("kept") as appender:
                appender.append_rows(batch)
            count += len(batch)
        writer.execute(f"COPY kept TO {literal(str(path))} (FORMAT parquet, USE_TMP_FILE false)")
    return count


def _storable(name: str, kind: str) -> str:
    if kind == '"NULL"':
        return "INTEGER"
    if kind.startswith(("UNION", "VARIANT")):
        raise UsageError("export-type", name=name, type=kind, format="Parquet")
    return kind


FORMATS: Mapping[str, Callable[[Path, Columns, Iterator[list[Row]]], int]] = {
    ".csv": write_csv,
    ".json": write_json,
    ".parquet": write_parquet,
}
