"""Owns the encrypted database: its tables, its settings, rows in and out. It refuses to change or delete a row, except that a
payload may go once an erasure entry names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from console.casebook.checkpoints import told_key_matches
from console.casebook.sealing import Header, Sealed
from console.errors import CasebookError

DATABASE, CHECKPOINT, LOCK = "casebook.db", "checkpoint.jsonl", "writer.lock"
FORMAT = "1"
KEY_BYTES = 32

SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, procedure INTEGER NOT NULL, digest BLOB NOT NULL, leaf BLOB NOT NULL) STRICT""",
    """CREATE TABLE payload (
  sequence INTEGER PRIMARY KEY REFERENCES entry (sequence), salt BLOB NOT NULL, nonce BLOB NOT NULL,
  data_key BLOB NOT NULL, ciphertext BLOB NOT NULL) STRICT""",
    "CREATE INDEX entry_subject ON entry (subject)",
    """CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
  WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence) + 1, 0) FROM entry)
  BEGIN SELECT raise(ABORT, 'entries are added at the end'); END""",
    """CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
  BEGIN SELECT raise(ABORT, 'entries are not changed'); END""",
    """CREATE TRIGGER entry_remains BEFORE DELETE ON entry
  BEGIN SELECT raise(ABORT, 'entries are not deleted'); END""",
    """CREATE TRIGGER payload_once BEFORE INSERT ON payload
  WHEN NEW.sequence IS NOT (SELECT max(sequence) FROM entry)
    OR EXISTS (SELECT 1 FROM payload WHERE sequence = NEW.sequence)
  BEGIN SELECT raise(ABORT, 'a payload comes with its entry'); END""",
    """CREATE TRIGGER payload_stays BEFORE UPDATE ON payload
  BEGIN SELECT raise(ABORT, 'payloads are not changed'); END""",
    """CREATE TRIGGER payload_erased BEFORE DELETE ON payload
  WHEN NOT EXISTS (SELECT 1 FROM entry WHERE kind = 'erase' AND subject = 'entry:' || OLD.sequence)
  BEGIN SELECT raise(ABORT, 'a payload goes only after its erasure was recorded'); END""",
    """CREATE TRIGGER meta_stays BEFORE UPDATE ON meta
  BEGIN SELECT raise(ABORT, 'the casebook stays itself'); END""",
    """CREATE TRIGGER meta_remains BEFORE DELETE ON meta
  BEGIN SELECT raise(ABORT, 'the casebook stays itself'); END""",
)

_ENTRY = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PAYLOAD = "INSERT INTO payload VALUES (?, ?, ?, ?, ?)"
_ROWS = """SELECT e.sequence, e.at, e.actor, e.role, e.kind, e.subject, e.procedure, e.digest, e.leaf,
  p.salt, p.nonce, p.data_key, p.ciphertext
  FROM entry e LEFT JOIN payload p ON p.sequence = e.sequence"""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it lies in the database; ``sealed`` is None where there is no payload."""

    header: Header
    digest: bytes
    leaf: bytes
    sealed: Sealed | None


@contextmanager
def faults_told(folder: Path) -> Iterator[None]:
    """Turn what the database says into an error somebody can act on."""
    try:
        yield
    except sqlcipher.Error as fault:
        words = str(fault).lower()
        key = next((key for part, key in _FAULTS if part in words), "casebook-damaged")
        raise CasebookError(key, folder=str(folder), detail=str(fault)) from fault


_FAULTS = (
    ("readonly", "casebook-folder-read-only"),
    ("unable to open", "casebook-folder-read-only"),
    ("disk is full", "casebook-disk-full"),
    ("disk i/o error", "casebook-disk-refuses"),  # a changed page is told as malformed, never as this
    ("locked", "casebook-in-use"),
    ("not deleted", "casebook-append-only"),
    ("not changed", "casebook-append-only"),
)


class Store:
    """One connection to the database.

    journal_mode is DELETE: at rest the casebook is one file, and there is no log beside it whose loss would take committed
    entries along; entries come a few at a time or in one large batch, so the extra writes do not matter. synchronous is
    EXTRA (FULL, and the folder is synced after the journal is gone), since with FULL alone a power cut right after a commit
    may bring the journal back and undo an acknowledged entry. secure_delete overwrites what is erased. The index of a long log is
    written all over: 64 MiB of its pages are kept at hand.
    """

    def __init__(self, path: Path, key: bytes, mode: str) -> None:
        self.folder = path.parent
        with faults_told(self.folder):
            self._connection: Any = sqlcipher.connect(
                f"{path.resolve().as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=5,
            )
            try:
                self._configure(key)
            except BaseException:
                self._connection.close()
                raise

    def _configure(self, key: bytes) -> None:
        for pragma in (
            "cipher_log_level = NONE",
            f"key = \"x'{key.hex()}'\"",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "synchronous = EXTRA",
            "cache_size = -65536",
        ):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()

    def lay_out(self, casebook_id: str, first: Row) -> None:
        """Make the tables of a new casebook with its first entry."""
        with faults_told(self.folder):
            self._connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            self._connection.execute("BEGIN IMMEDIATE")
            for statement in SCHEMA:
                self._connection.execute(statement)
            meta = [("format", FORMAT), ("casebook", casebook_id)]
            self._connection.executemany("INSERT INTO meta VALUES (?, ?)", meta)
            self._insert(first)
            self._connection.execute("COMMIT")

    def meta(self) -> dict[str, str]:
        """Return what the database says of itself."""
        with faults_told(self.folder):
            return dict(self._connection.execute("SELECT name, value FROM meta").fetchall())

    def schema_kept(self) -> bool:
        """Say whether tables and triggers are as they were made."""
        with faults_told(self.folder):
            found = self._connection.execute(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
        return {row[0] for row in found} == set(SCHEMA)

    def pages_hold(self) -> bool:
        """Say whether every page of the file bears its authentication code, and tables and indexes agree."""
        with faults_told(self.folder):
            forged = self._connection.execute("PRAGMA cipher_integrity_check").fetchall()
            return not forged and self._connection.execute("PRAGMA integrity_check(1)").fetchall() == [
                ("ok",)
            ]

    def size(self) -> int:
        """Return the number after the last entry."""
        with faults_told(self.folder):
            return int(
                self._connection.execute("SELECT coalesce(max(sequence) + 1, 0) FROM entry").fetchone()[0]
            )

    def rows(self, subject: str | None = None, first: int = 0) -> Iterator[Row]:
        """Return the entries in order, or those about one subject."""
        where, told = ("e.sequence >= ?", [first]) if subject is None else ("e.subject = ?", [subject])
        with faults_told(self.folder):
            cursor = self._connection.execute(f"{_ROWS} WHERE {where} ORDER BY e.sequence", told)
            while found := cursor.fetchmany(1000):
                yield from (_row(values) for values in found)

    def row(self, sequence: int) -> Row | None:
        """Return one entry."""
        with faults_told(self.folder):
            found = self._connection.execute(f"{_ROWS} WHERE e.sequence = ?", [sequence]).fetchone()
        return None if found is None else _row(found)

    def write(self, rows: Sequence[Row], erased: Sequence[int] = ()) -> None:
        """Add entries, and drop the payloads an erasure among them names: all of it or nothing."""
        with faults_told(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for row in rows:
                    self._insert(row)
                for sequence in erased:
                    self._connection.execute("DELETE FROM payload WHERE sequence = ?", [sequence])
                self._connection.execute("COMMIT")
            except BaseException:
                self._undo()
                raise

    def _insert(self, row: Row) -> None:
        header = row.header
        told = (header.sequence, header.at, header.actor, header.role, header.kind, header.subject)
        execute = self._connection.execute
        execute(_ENTRY, (*told, header.procedure, row.digest, row.leaf))
        if row.sealed is not None:
            sealed = (row.sealed.salt, row.sealed.nonce, row.sealed.data_key, row.sealed.ciphertext)
            execute(_PAYLOAD, (header.sequence, *sealed))

    def _undo(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def copy_into(self, other: Store) -> None:
        """Copy the whole database as it is at one instant into another store's."""
        with faults_told(self.folder):
            self._connection.backup(other._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _row(values: tuple[Any, ...]) -> Row:
    sealed = None if values[9] is None else Sealed(*values[9:13])
    return Row(Header(*values[:7]), values[7], values[8], sealed)


def open_store(folder: Path, key: bytes) -> Store:
    """Open the database of a casebook.

    Raises CasebookError where there is none, the key is wrong, the file is damaged or of another format.
    """
    if not isinstance(key, bytes) or len(key) != KEY_BYTES:
        raise CasebookError("casebook-key-shape", wanted=KEY_BYTES)
    if not (folder / DATABASE).exists():
        gone = (folder / CHECKPOINT).exists()
        raise CasebookError("casebook-database-gone" if gone else "casebook-not-found", folder=str(folder))
    try:
        store, found = _opened(folder / DATABASE, key)
    except CasebookError as fault:
        if fault.key != "casebook-damaged":
            raise
        told = told_key_matches(folder / CHECKPOINT, key)
        reason = {
            True: "casebook-damaged",
            False: "casebook-wrong-key",
            None: "casebook-wrong-key-or-damaged",
        }[told]
        detail = str(fault.facts.get("detail", ""))
        raise CasebookError(reason, folder=str(folder), detail=detail) from fault
    if found.get("format") != FORMAT:
        store.close()
        raise CasebookError(
            "casebook-format", folder=str(folder), found=found.get("format", "?"), wanted=FORMAT
        )
    return store


def _opened(path: Path, key: bytes) -> tuple[Store, dict[str, str]]:
    store = Store(path, key, "rw")
    try:
        return store, store.meta()
    except BaseException:
        store.close()
        raise
