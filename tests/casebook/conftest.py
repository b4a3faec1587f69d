"""Owns what the tests of the casebook share: a clock that steps, a key, cases to write about. It refuses to fake the casebook."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from console.casebook import Casebook, verify_casebook
from console.casebook.checkpoints import CheckpointWriter
from console.casebook.foundation import row_of
from console.casebook.sealing import leaf_of, seal, unseal
from console.casebook.store import CHECKPOINT, DATABASE, SCHEMA, open_store
from console.domain.entries import Entry, Recorded, Registration, registration
from console.domain.finding import Actor, Role
from console.domain.ledger import Tree, Witness
from console.domain.rule import Suspicion
from console.errors import CasebookError


@dataclass
class StepClock:
    """A clock that goes on by a minute each time it is asked."""

    at: datetime = field(default_factory=lambda: datetime(2026, 6, 22, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the next minute."""
        self.at += timedelta(minutes=1)
        return self.at


@dataclass
class Desk:
    """A folder, a key and people: everything a casebook needs."""

    folder: Path
    key: bytes
    clock: StepClock
    zhou: Actor = field(default_factory=lambda: Actor("周岚", Role.INSPECTOR))
    chen: Actor = field(default_factory=lambda: Actor("陈立", Role.REVIEWER))
    system: Actor = field(default_factory=lambda: Actor("准绳", Role.SYSTEM))

    def create(self) -> Casebook:
        """Return a new casebook."""
        return Casebook.create(self.folder, self.key, self.clock)

    def open(self, **how: Any) -> Casebook:
        """Return the casebook, opened."""
        return Casebook.open(self.folder, self.key, self.clock, **how)

    def case(self, key: str) -> Registration:
        """Return a registration."""
        day = date(2026, 5, 9)
        told = Suspicion(
            "FUND-014", 1, "funds", "red", (key,), "o-7", "r-1", day, None, 3, None, (f"contract/{key}",)
        )
        return registration(told, "k1", "X1")

    def filled(self, count: int = 5) -> None:
        """Make a casebook of so many registrations, each acknowledged alone."""
        with self.create() as book:
            for place in range(count):
                book.append(self.case(f"C{place}"), self.system)

    def tamper(self, *statements: str | tuple[str, Sequence[object]], restore_triggers: bool = True) -> None:
        """Change the database with the right key, past its triggers, which are put back afterwards."""
        connection = sqlcipher.connect(str(self.folder / DATABASE), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{self.key.hex()}'\"")
        triggers = [text for text in SCHEMA if "TRIGGER" in text]
        for text in triggers:
            connection.execute(f"DROP TRIGGER {text.split()[2]}")
        for statement in statements:
            connection.execute(*((statement,) if isinstance(statement, str) else statement))
        for text in triggers if restore_triggers else ():
            connection.execute(text)
        connection.close()

    def rewrite(self, actor: str) -> Tree:
        """Change who wrote entry 3, and make leaf and payload fit again, as one with the key can."""
        with self.open(read_only=True) as book:
            rows = list(book._open_store().rows())
        row = rows[3]
        assert row.sealed is not None
        header = replace(row.header, actor=actor)
        sealed = seal(header, unseal(row.header, row.sealed))
        leaf, digest = leaf_of(header, sealed.digest()), sealed.digest()
        payload = (sealed.salt, sealed.nonce, sealed.data_key, sealed.ciphertext)
        self.tamper(
            ("UPDATE entry SET actor = ?, digest = ?, leaf = ? WHERE sequence = 3", (actor, digest, leaf)),
            (
                "UPDATE payload SET (salt, nonce, data_key, ciphertext) = (?, ?, ?, ?) WHERE sequence = 3",
                payload,
            ),
        )
        return Tree([*(r.leaf for r in rows[:3]), leaf, *(r.leaf for r in rows[4:])])

    def append_past_the_procedure(self, entry: Entry, actor: Actor) -> None:
        """Add an entry and its checkpoint as other software with the key could."""
        store = open_store(self.folder, self.key)
        tree = Tree(row.leaf for row in store.rows())
        row = row_of(Recorded(tree.size, self.clock.now(), actor, entry))
        store.write((row,))
        store.close()
        tree.append(row.leaf)
        writer = CheckpointWriter(self.folder / CHECKPOINT, self.key)
        writer.add(tree.head(), self.clock.now())
        writer.close()

    def copy(self, name: str) -> Path:
        """Copy the files as they lie."""
        target = self.folder.parent / name
        shutil.copytree(self.folder, target)
        return target

    def failed(self, witnesses: Sequence[Witness] = ()) -> list[str]:
        """Verify, and open; both must tell the same. Return the failed checks."""
        found = verify_casebook(self.folder, self.key, witnesses)
        keys = [check.key for check in found.checks if not check.passed]
        with self.open(witnesses=witnesses) as book:
            opened = [check.key for check in book.checks if not check.passed]
            assert book.trusted == (not opened)
            assert [check.key for check in book.warnings if not check.passed] == opened
            if opened:
                assert not book.writable
                with pytest.raises(CasebookError) as caught:
                    book.append(self.case("later"), self.system)
                assert caught.value.key == "casebook-untrusted"
        assert keys == opened
        assert found.kind == "casebook"
        assert found.valid == (not keys)
        return keys


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk without a casebook yet."""
    return Desk(tmp_path / "案卷", bytes(range(32)), StepClock())


@pytest.fixture
def desk_at() -> Callable[[Path], Desk]:
    """Return how to make a desk somewhere else."""
    return lambda folder: Desk(folder, bytes(range(32)), StepClock())
