"""Owns the settings every connection of ours is made with. It refuses extensions, persistent secrets and plain spill files."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from console.engine.columns import literal
from console.engine.encryption import load_writer
from console.engine.spill import Spill

LEAST_MEMORY = 32 * 1024**2  # below this the engine cannot even start a query
SPILL_CAP = 16 * 1024**3
SESSIONS = 4  # sessions that can tell their progress; further ones work and answer "unknown"


def hardened(
    spill: Spill | None,
    memory_bytes: int,
    threads: int | None,
    extension: Path | None = None,
    in_clear: bool = False,
) -> duckdb.DuckDBPyConnection:
    """Return a catalogue in memory that is not yet locked; ``extension`` is what may write encrypted files.

    What spills is ``in_clear`` where what is made of it will stand in clear beside it.
    """
    base = duckdb.connect(":memory:", config=_quiet())
    if extension is not None:
        try:
            load_writer(base, extension)
        except BaseException:
            base.close()
            raise
    settings = {
        "memory_limit": f"'{max(memory_bytes, LEAST_MEMORY) // 1024} KiB'",
        "threads": str(threads or os.cpu_count() or 1),
        "TimeZone": "'UTC'",
        "enable_external_file_cache": "false",
        "allow_extension_repositories": "'forbidden'",
    }
    settings |= _without_spill() if spill is None else _with_spill(spill)
    if extension is not None:
        settings.pop("force_mbedtls_unsafe", None)  # what is kept is never written with it
    if in_clear:
        settings.pop("temp_file_encryption", None)
        settings.pop("force_mbedtls_unsafe", None)
    for name, value in settings.items():
        base.execute(f"SET GLOBAL {name} = {value}")
    return base


def locked(base: duckdb.DuckDBPyConnection) -> list[duckdb.DuckDBPyConnection]:
    """Make the cursors whose progress can be asked for, which must be said before the lock; then lock."""
    cursors = [base.cursor() for _ in range(SESSIONS)]
    for cursor in (*cursors, base):
        cursor.execute("SET enable_progress_bar = true")
        cursor.execute("SET enable_progress_bar_print = false")
        cursor.execute("SET progress_bar_time = 0")
    # Of all sessions, those made later too: the error of any tells where its statement is wrong.
    base.execute("SET GLOBAL errors_as_json = true")
    base.execute("SET GLOBAL enable_external_access = false")
    base.execute("SET GLOBAL lock_configuration = true")
    return cursors


def _quiet() -> dict[str, str | bool | int | float | list[str]]:
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "allow_persistent_secrets": False,
        "python_enable_replacements": False,
    }


def _with_spill(spill: Spill) -> dict[str, str]:
    # The bare wheel has no cryptographic module that may write, so without the second setting every spill fails. Its own
    # cipher keeps plain text off the disk; that the folder is private and purged is what protects the rest.
    return {
        "temp_directory": literal(str(spill.work)),
        "temp_file_encryption": "true",
        "force_mbedtls_unsafe": "true",
        "max_temp_directory_size": f"'{SPILL_CAP // 1024} KiB'",
    }


def _without_spill() -> dict[str, str]:
    return {"temp_directory": "''"}
