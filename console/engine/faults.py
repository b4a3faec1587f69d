"""Owns the wording-free translation of DuckDB's errors into ours. It refuses to let a foreign error pass.

DuckDB is asked for its errors as JSON, so that the position in the query is a number and not part of a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from console.errors import Cancelled, ExitCode, ExtractError, LimitError, PlumblineError, QueryError

UNKNOWN_POSITION = -1
DAMAGE = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.FatalException,
    duckdb.ConnectionException,
)
CORRUPT = ("Corrupt", "Computed AES tag")
"""How DuckDB begins to tell of a checksum, or of the tag of an encrypted block, that does not hold: both come without a kind."""
WRITING = (duckdb.IOException, duckdb.TransactionException)  # a commit that cannot be written is the second
DISK_WORDS = ("max_temp_directory_size", "no space left", "offload")
FULL = ("no space left", "disk quota", "file too large", "not enough space")
"""What the systems say, in small letters, of a disk that takes no more."""


def fault_of(error: duckdb.Error, file: str = "", sql: str = "") -> PlumblineError:
    """Return our error for one of DuckDB's; ``file`` is the extract that was being read, ``sql`` what was asked.

    A wrong query tells ``position``, counted in characters from 0, and ``character``, counted from 1.
    """
    told, position = details(error)
    if isinstance(error, duckdb.InterruptException):
        return Cancelled()
    if isinstance(error, duckdb.OutOfMemoryException):
        return _limit(told)
    if isinstance(error, WRITING) and any(word in told.lower() for word in FULL):
        return LimitError("disk-full", detail=told)
    if isinstance(error, DAMAGE) or told.startswith(CORRUPT):
        return ExtractError("extract-unreadable", exit_code=ExitCode.DAMAGED, file=file, detail=told)
    if isinstance(error, duckdb.PermissionException):
        return QueryError("query-outside", detail=told)
    if position == UNKNOWN_POSITION:
        return QueryError("query-failed", detail=told)
    before = len(sql.encode()[:position].decode("utf-8", "ignore")) if sql else position
    return QueryError("query-wrong", detail=told, position=before, character=before + 1)


def details(error: duckdb.Error) -> tuple[str, int]:
    """Return DuckDB's own message and the position in the query, counted in bytes from 0, or −1."""
    text = str(error)
    start = text.find("{")
    if start >= 0:
        try:
            told = json.loads(text[start:])
        except ValueError:
            return _first_line(text), UNKNOWN_POSITION
        if isinstance(told, dict) and "exception_message" in told:
            return _first_line(str(told["exception_message"])), int(told.get("position", UNKNOWN_POSITION))
    return _first_line(text), UNKNOWN_POSITION


@contextmanager
def translated(file: str = "", sql: str = "") -> Iterator[None]:
    """Turn whatever DuckDB raises inside into our error."""
    try:
        yield
    except duckdb.Error as error:
        raise fault_of(error, file, sql) from error
    except MemoryError as error:
        raise LimitError("memory-reached") from error
    except RuntimeError as error:
        raise QueryError("query-failed", detail=_first_line(str(error))) from error


def _limit(told: str) -> LimitError:
    if any(word in told.lower() for word in DISK_WORDS):
        return LimitError("spill-reached")
    return LimitError("memory-reached")


def _first_line(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n\n", 1)[0].splitlines())
