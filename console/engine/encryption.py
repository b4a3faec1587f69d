"""Owns encrypted extracts: telling one by its header, and loading what may write one (DuckDB's AES-256-GCM).

Reading takes nothing but the key. Writing takes OpenSSL's random numbers, which come with DuckDB's httpfs extension; it
refuses to write with the random numbers of the bare library, which DuckDB itself calls unsafe.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from console.engine.columns import literal
from console.engine.faults import details
from console.errors import KeyStoreError

MAGIC, MAGIC_AT = b"DUCK", 8
FLAGS_AT = 20
FLAG = 1


@dataclass(frozen=True, slots=True)
class Encryption:
    """The key of a file to be written (text, as DuckDB takes it), and the httpfs extension that may write it."""

    key: str = field(repr=False)
    extension: Path

    @property
    def options(self) -> tuple[str, ...]:
        """Return what ATTACH is told."""
        return (f"ENCRYPTION_KEY {key_literal(self.key)}", "ENCRYPTION_CIPHER 'GCM'")


def key_literal(key: str) -> str:
    """Return a key as SQL writes it: DuckDB reads the text as bytes, of which those beyond ASCII must be escaped."""
    return "'" + "".join(f"\\x{byte:02X}" for byte in key.encode("utf-8")) + "'"


def is_encrypted(path: Path) -> bool:
    """Say whether a file is an encrypted DuckDB database, by its first bytes; False where it cannot be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(FLAGS_AT + 8)
    except OSError:
        return False
    told = head[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC and len(head) == FLAGS_AT + 8
    return told and bool(struct.unpack_from("<Q", head, FLAGS_AT)[0] & FLAG)


def load_writer(base: duckdb.DuckDBPyConnection, extension: Path) -> None:
    """Load the httpfs extension of exactly this DuckDB; its signature is DuckDB's to check.

    Raises KeyStoreError encrypt-extension, naming version and platform it must be of.
    """
    try:
        base.execute(f"LOAD {literal(str(extension))}")
    except duckdb.Error as fault:
        told, _ = details(fault)
        version, platform = engine_facts()
        raise KeyStoreError(
            "encrypt-extension", file=str(extension), detail=told, version=version, platform=platform
        ) from fault


def require_writer(extension: Path) -> None:
    """Raise KeyStoreError encrypt-extension where the extension cannot be loaded, before anything is begun."""
    with duckdb.connect(":memory:") as asked:
        load_writer(asked, extension)


def engine_facts() -> tuple[str, str]:
    """Return the version and the platform an extension must be made for."""
    with duckdb.connect(":memory:") as asked:
        row = asked.execute("PRAGMA platform").fetchone()
    return duckdb.__version__, "?" if row is None else str(row[0])
