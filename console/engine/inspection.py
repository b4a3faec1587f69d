"""Owns what is looked at before an extract is trusted: its first bytes, then everything stored in it that is a program.

It refuses to let DuckDB touch a file whose bytes are not those of a plain DuckDB database of a known storage, and to
leave a macro, a view or a column in place that does more than compute from the file's own tables.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from console.engine.allowed import Builtins, Offence, builtins_of, macro_offence, view_offence
from console.engine.columns import literal, quoted
from console.engine.session import Session
from console.errors import ExitCode, ExtractError, Fact

HEADER_BYTES = 3 * 4096
MAGIC = b"DUCK"
SQLITE_MAGIC = b"SQLite format 3\0"
OLDEST_STORAGE = 64  # DuckDB 0.10
NEWEST_STORAGE = 69
DEVELOPMENT_STORAGE = 999  # what 2.0 writes; the serialization version beside it tells the real age
NEWEST_SERIALIZATION = 69
ENCRYPTED = 1
NONE_YET = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a DuckDB file tell."""

    storage: int
    serialization: int
    library: str
    encrypted: bool
    size_told: int  # bytes with every block, those at the end that are free and need not be there included
    block_size: int
    size: int  # bytes the file has

    @property
    def short(self) -> bool:
        """Whether blocks are not there; whether any of them is used only DuckDB can tell."""
        return self.size < self.size_told


def inspect_bytes(path: Path) -> Header:
    """Read the header in Python and return it; raises ExtractError where DuckDB should not be given the file."""
    refuse_path(path)
    head = require_database(path)
    if len(head) < HEADER_BYTES:
        raise ExtractError("extract-truncated", file=str(path), size=len(head), expected=HEADER_BYTES)
    header = _parsed(head, path.stat().st_size)
    _refuse_storage(path, header)
    _refuse_log(path)
    return header


def require_database(path: Path) -> bytes:
    """Return the first bytes of a DuckDB file; raises ExtractError extract-sqlite or extract-not-duckdb for any other."""
    head = _head(path)
    if head.startswith(SQLITE_MAGIC):
        raise ExtractError("extract-sqlite", exit_code=ExitCode.NOT_AN_EXTRACT, file=str(path))
    if head[8:12] != MAGIC:
        raise ExtractError("extract-not-duckdb", exit_code=ExitCode.NOT_AN_EXTRACT, file=str(path))
    return head


def truncated(path: Path, header: Header) -> ExtractError:
    """Return what is said of a file whose used blocks are not all there."""
    return ExtractError("extract-truncated", file=str(path), size=header.size, expected=header.size_told)


def inspect_extent(session: Session, catalogue: str, path: Path, header: Header) -> None:
    """Raise ExtractError extract-truncated where a used block lies beyond the end of the file.

    DuckDB cuts free blocks off the end of a file and goes on counting them, so the size alone tells nothing.
    """
    tables = session.rows(
        "SELECT schema_name, table_name FROM system.main.duckdb_tables() "
        f"WHERE database_name = {literal(catalogue)} AND NOT internal"
    )
    sources = [f"SELECT max(block_id) AS last FROM pragma_metadata_info({literal(catalogue)})"]
    for schema, table in tables:
        name = literal(f"{catalogue}.{quoted(schema)}.{quoted(table)}")
        sources.append(
            f"SELECT max(greatest(block_id, coalesce(list_max(additional_block_ids), -1))) FROM pragma_storage_info({name})"
        )
    last = session.row(f"SELECT coalesce(max(last), -1) FROM ({' UNION ALL '.join(sources)})")[0]
    if HEADER_BYTES + (int(last) + 1) * header.block_size > header.size:
        raise truncated(path, header)


def refuse_path(path: Path) -> None:
    """Refuse a path with a question mark: DuckDB takes what follows for a query and looks elsewhere for the file's log."""
    if "?" in str(path):
        raise ExtractError("extract-path", exit_code=ExitCode.NOT_FOUND, file=str(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEADER_BYTES)
    except FileNotFoundError as error:
        raise ExtractError("file-not-found", exit_code=ExitCode.NOT_FOUND, file=str(path)) from error
    except OSError as error:
        detail = error.strerror or ""
        raise ExtractError(
            "extract-unreadable", exit_code=ExitCode.NOT_FOUND, file=str(path), detail=detail
        ) from error


def _parsed(head: bytes, size: int) -> Header:
    storage, flags = struct.unpack_from("<QQ", head, 12)
    library = head[52:84].split(b"\0", 1)[0].decode("ascii", "replace")
    if flags & ENCRYPTED:  # what follows is unreadable without the key: DuckDB itself must tell
        return Header(storage, 0, library, True, 0, 0, size)
    blocks = max((struct.unpack_from("<8Q", head, offset) for offset in (4096, 8192)), key=_iteration)
    count, block_size = (0, 0) if blocks[4] >= NONE_YET else (blocks[4], blocks[5])
    told = HEADER_BYTES + count * block_size
    return Header(storage, blocks[7], library, bool(flags & ENCRYPTED), told, block_size, size)


def _iteration(blocks: tuple[int, ...]) -> int:
    return blocks[1]


def _refuse_storage(path: Path, header: Header) -> None:
    known = OLDEST_STORAGE <= header.storage <= NEWEST_STORAGE or header.storage == DEVELOPMENT_STORAGE
    newer = header.storage > NEWEST_STORAGE or header.serialization > NEWEST_SERIALIZATION
    facts: dict[str, Fact] = {"file": str(path), "library": header.library or "?", "storage": header.storage}
    if newer and not (known and header.serialization <= NEWEST_SERIALIZATION):
        raise ExtractError("extract-newer", exit_code=ExitCode.NEWER_STORAGE, **facts)
    if not known:
        raise ExtractError("extract-older", exit_code=ExitCode.NEWER_STORAGE, **facts)


def _refuse_log(path: Path) -> None:
    """A log beside the file would be replayed into it: other data than what was hashed and signed."""
    log = path.with_name(path.name + ".wal")
    if log.exists():
        raise ExtractError("extract-log", exit_code=ExitCode.UNSAFE, file=str(path), log=str(log))


def inspect_catalogue(session: Session, catalogue: str, file: str) -> None:
    """Look through everything stored in the attached file that is a program; raises ExtractError UNSAFE naming it."""
    known = builtins_of(session)
    own = frozenset(_names(session, catalogue, "duckdb_tables()", "table_name")) | frozenset(
        _names(session, catalogue, "duckdb_views()", "view_name")
    )
    _refuse_shadows(own, known, file)
    _refuse_macros(session, catalogue, known, own, file)
    _refuse_views(session, catalogue, known, own, file)
    _refuse_generated(session, catalogue, file)


def _names(session: Session, catalogue: str, source: str, column: str) -> list[str]:
    sql = f"SELECT {column} FROM system.main.{source} WHERE database_name = '{catalogue}' AND NOT internal"
    return [str(name).lower() for (name,) in session.rows(sql)]


def _refuse_shadows(own: frozenset[str], known: Builtins, file: str) -> None:
    for name in sorted(own & known.relations):
        raise _unsafe("extract-shadow", file, name=name)


def _refuse_macros(session: Session, catalogue: str, known: Builtins, own: frozenset[str], file: str) -> None:
    found = session.rows(
        "SELECT function_name, function_type, macro_definition FROM system.main.duckdb_functions() "
        f"WHERE database_name = '{catalogue}' AND NOT internal ORDER BY function_name"
    )
    for name, kind, body in found:
        if str(name).lower() in known.names:
            raise _unsafe("extract-redefines", file, name=str(name))
        _raise(macro_offence(session, str(kind), str(body), known, own), file, str(name))


def _refuse_views(session: Session, catalogue: str, known: Builtins, own: frozenset[str], file: str) -> None:
    found = session.rows(
        "SELECT view_name, sql FROM system.main.duckdb_views() "
        f"WHERE database_name = '{catalogue}' AND NOT internal ORDER BY view_name"
    )
    for name, sql in found:
        _raise(view_offence(session, str(sql), known, own), file, str(name))


def _refuse_generated(session: Session, catalogue: str, file: str) -> None:
    """A generated column computes whenever it is read; an extract holds values."""
    found = session.rows(
        "SELECT t.table_name FROM system.main.duckdb_tables() t "
        f"WHERE t.database_name = '{catalogue}' AND t.sql ILIKE '%GENERATED ALWAYS%' ORDER BY t.table_name"
    )
    for (name,) in found:
        raise _unsafe("extract-generated", file, name=str(name))


def _raise(offence: Offence | None, file: str, name: str) -> None:
    if offence is None:
        return
    raise _unsafe(f"extract-{offence.kind}", file, name=name, called=offence.called)


def _unsafe(key: str, file: str, **facts: str) -> ExtractError:
    return ExtractError(key, exit_code=ExitCode.UNSAFE, file=file, **facts)
