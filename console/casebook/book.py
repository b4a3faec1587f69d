"""Owns an open casebook: adding entries, reading them, its head and proofs. It refuses to write what the procedure forbids, and
to write anything once it is not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from threading import RLock
from types import MappingProxyType, TracebackType

from console.casebook.acknowledgement import Acknowledgement, Written
from console.casebook.checkpoints import CheckpointFile, CheckpointWriter
from console.casebook.checkpoints import read as read_checkpoints
from console.casebook.disclosure import disclosed
from console.casebook.foundation import lay_foundation, row_of
from console.casebook.locks import WriterLock
from console.casebook.proofs import consistency_text, inclusion_text
from console.casebook.quick import examine_quickly
from console.casebook.sealing import leaf_data
from console.casebook.snapshot import FRESH_TAIL, LONG_LOG, LazyStates, drop_snapshot, write_snapshot
from console.casebook.store import CHECKPOINT, DATABASE, KEY_BYTES, LOCK, Row, Store, open_store
from console.casebook.verification import Examination, examine, recorded_of
from console.domain.card_excuses import CARDS, card_decisions, excused_cards
from console.domain.entries import (
    BookEntry,
    Entry,
    Erasure,
    Founding,
    Recorded,
    Renewal,
)
from console.domain.excused import digest_of
from console.domain.finding import Actor, CasebookSnapshot, FindingState, Role, number, summary, uncountables
from console.domain.foreign import ForeignEntry, ForeignHead
from console.domain.ledger import TreeHead, Witness
from console.domain.lifecycle import replay, step
from console.domain.payee_groups import PAYEES, decisions_of
from console.domain.ports import Clock
from console.domain.procedure import PROCEDURE
from console.domain.tolerance_register import REGISTER, RegisterEntry, pilot_entered, pilots_of
from console.domain.verification import Check
from console.errors import CasebookError


class Casebook:
    """An open casebook. Use it in a ``with`` block; one lane at a time may call it."""

    def __init__(
        self,
        folder: Path,
        key: bytes,
        clock: Clock,
        writable: bool,
        witnesses: Sequence[Witness],
        quick: bool = False,
    ) -> None:
        self.folder = folder
        self._key, self._quick = key, quick
        self._clock, self._lane = clock, RLock()
        self._lock = WriterLock(folder / LOCK) if writable and (folder / DATABASE).exists() else None
        self._writer: CheckpointWriter | None = None
        self._store: Store | None = None
        self._halted = False
        self._touched: dict[str, None] = {}
        try:
            checkpoints = read_checkpoints(folder / CHECKPOINT, key)
            self._store = open_store(folder, key)
            self._found = self._examine(checkpoints, witnesses)
            self._opened = self._found.tree.head()
            if self._found.sound and self._lock is not None:
                self._writer = CheckpointWriter(folder / CHECKPOINT, key)
                self._acknowledge_rest(checkpoints.last)
        except OSError as fault:
            self.close()
            raise _not_writable(folder, fault) from fault
        except BaseException:
            self.close()
            raise
        if self._writer is None:
            self._let_go()

    def _examine(self, checkpoints: CheckpointFile, witnesses: Sequence[Witness]) -> Examination:
        store = self._open_store()
        found = (
            examine_quickly(self.folder, self._key, store, checkpoints, witnesses) if self._quick else None
        )
        return found if found is not None else examine(store, checkpoints, witnesses)

    def _acknowledge_rest(self, last: TreeHead | None) -> None:
        """Give entries that a crash left without a checkpoint theirs."""
        head = self._found.tree.head()
        if self._writer is not None and (last is None or last.size < head.size):
            self._add_checkpoint(head)

    @classmethod
    def create(cls, folder: Path, key: bytes, clock: Clock) -> Casebook:
        """Make a new casebook and open it. The folder may exist; it must hold none."""
        if not isinstance(key, bytes) or len(key) != KEY_BYTES:
            raise CasebookError("casebook-key-shape", wanted=KEY_BYTES)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as fault:
            raise _not_writable(folder, fault) from fault
        lock = WriterLock(folder / LOCK)
        try:
            lay_foundation(folder, key, clock)
        except OSError as fault:
            raise _not_writable(folder, fault) from fault
        finally:
            lock.release()
        return cls(folder, key, clock, writable=True, witnesses=())

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        clock: Clock,
        read_only: bool = False,
        witnesses: Sequence[Witness] = (),
        quick: bool = False,
    ) -> Casebook:
        """Open a casebook; what does not hold opens read-only, with ``trusted`` False and ``warnings`` saying what to do.

        ``quick`` opens a long one from its snapshot, where there is one that fits, and keeps one for the next time: it is
        ``pending`` until somebody opens it whole.
        Raises CasebookError where there is none, the key is wrong, the file cannot be read or another process writes it.
        """
        return cls(folder, key, clock, not read_only, witnesses, quick)

    def __enter__(self) -> Casebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        with self._lane:
            if self._store is not None and self._quick and hasattr(self, "_found"):
                self.keep_snapshot()
            self._let_go()
            if self._store is not None:
                self._store.close()
                self._store = None

    def keep_snapshot(self) -> None:
        """Keep a snapshot of a long casebook that was read whole, or has grown since; failing costs nothing but time."""
        found, states = self._found, self._found.states
        since = states.size if isinstance(states, LazyStates) else -FRESH_TAIL
        due = found.tree.size >= max(LONG_LOG, since + FRESH_TAIL) and not self._halted
        if found.sound and due and (self.writable or not isinstance(states, LazyStates)):
            with suppress(OSError):
                told = (states, found.last_at)
                write_snapshot(self.folder, self._key, found.casebook_id, found.tree, told)
        if isinstance(states, LazyStates):
            states.close()

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @property
    def casebook_id(self) -> str:
        """Which casebook this is."""
        return self._found.casebook_id

    @property
    def trusted(self) -> bool:
        """Whether everything that can be checked holds."""
        return self._found.sound

    @property
    def writable(self) -> bool:
        """Whether entries can be added."""
        return self._writer is not None and not self._halted

    @property
    def pending(self) -> bool:
        """Whether it was opened from a snapshot and not read whole: a change further back is not told yet."""
        return self._found.pending

    @property
    def checks(self) -> tuple[Check, ...]:
        """What was checked on opening."""
        return self._found.checks

    @property
    def warnings(self) -> tuple[Check, ...]:
        """What must be said; each sentence is the phrase ``check-<key>``."""
        return self._found.warnings

    def head(self) -> TreeHead:
        """Return the head of the log now."""
        return self._found.tree.head()

    def states(self) -> Mapping[str, FindingState]:
        """Return all findings by identity, in order of registration."""
        return MappingProxyType(self._found.states)

    def find(self, name: str) -> FindingState:
        """Return the finding of a number (WT-0001), an identity, or the first eight digits or more of one.

        Raises CasebookError where there is none.
        """
        told, states = name.strip(), self._found.states
        order = told.upper().removeprefix("WT-")
        if order.isdecimal() and number(int(order)) == told.upper() and 0 < int(order) <= len(states):
            return states[next(islice(states, int(order) - 1, None))]
        if told in states:
            return states[told]
        prefix = told.lower() if len(told) >= 8 else "no identity"
        found = next((identity for identity in states if identity.startswith(prefix)), None)
        if found is None:
            raise CasebookError("finding-unknown", name=told, count=len(states))
        return states[found]

    def entries(self, finding: str | None = None) -> Iterator[Recorded]:
        """Return the entries in order, decrypted: all, or those about one finding."""
        return (recorded_of(row) for row in self._open_store().rows(finding))

    def leaves(self, finding: str | None = None) -> Mapping[int, bytes]:
        """Return the leaf hashes of the log by sequence: all, or of the entries about one finding."""
        if finding is None:
            return self._found.tree.leaves()
        return {row.header.sequence: row.leaf for row in self._open_store().rows(finding)}

    def written(self) -> Written:
        """Return what was written since this casebook was opened; costs no more for a longer log."""
        states, before = self._found.states, self._opened
        told = tuple(states[name] for name in self._touched if name in states)
        return Written(before, told, self._found.tree.leaves(before.size).together)

    def append(self, entry: Entry, actor: Actor) -> Acknowledgement:
        """Add one entry; when this returns it is on disk, and so is its checkpoint."""
        return self.append_many((entry,), actor)[0]

    def append_many(self, entries: Sequence[Entry], actor: Actor) -> tuple[Acknowledgement, ...]:
        """Add entries, all or none, under one checkpoint.

        Raises CasebookError where the procedure forbids one of them, where the casebook is read-only or untrusted, or where
        the disk does not take it.
        """
        if any(not isinstance(entry, Entry) for entry in entries):
            raise CasebookError("casebook-own-entry")
        with self._lane:
            return self._write(entries, actor)

    def record(
        self, entries: Sequence[ForeignEntry | ForeignHead | Renewal | RegisterEntry], actor: Actor
    ) -> tuple[Acknowledgement, ...]:
        """Add what is about the casebook itself: entries of another one, a gap; they move no finding of this one."""
        with self._lane:
            return self._write(entries, actor)

    def erase_payload(self, sequence: int, reason: str, actor: Actor) -> Acknowledgement:
        """Erase what an entry carries, lawfully and with a reason; its leaf and every proof stay."""
        with self._lane:
            row = self._open_store().row(sequence)
            if (
                row is None
                or row.sealed is None
                or isinstance(recorded_of(row).entry, Founding | Erasure | Renewal | ForeignHead)
            ):
                raise CasebookError("casebook-not-erasable", sequence=sequence)
            if not reason.strip() or actor.role is Role.SYSTEM:
                raise CasebookError("casebook-erasure-reason", sequence=sequence)
            drop_snapshot(self.folder)
            acknowledged = self._write((Erasure(sequence, reason),), actor, erased=(sequence,))[0]
            if isinstance(self._found.states, LazyStates):
                self._found.states.close()
            self._found = replace(self._found, states=replay(self.entries()))
            return acknowledged

    def inclusion_proof(self, sequence: int) -> str:
        """Return a small text that proves an entry to be in the log as it stands; ``verify_proof`` checks it."""
        return inclusion_text(self.casebook_id, self._found.tree, self._row(sequence))

    def leaf_text(self, sequence: int) -> str:
        """Return the text whose leaf hash is in the log."""
        row = self._row(sequence)
        return leaf_data(row.header, row.digest).decode()

    def disclosure(self, sequence: int) -> dict[str, str]:
        """Return what opens one entry, and no other, to somebody without the key; empty where it was erased."""
        return disclosed(self._row(sequence))

    def consistency(self, old_size: int) -> str:
        """Return a small text that proves the log of ``old_size`` entries to be the beginning of this one."""
        return consistency_text(self.casebook_id, self._found.tree, old_size)

    def snapshot(self) -> CasebookSnapshot:
        """Return the findings without personal detail, at the present head."""
        with self._lane:
            states = self._found.states.values()
            findings = tuple(summary(state) for state in states)
            held = pilots_of(recorded.entry for recorded in self.entries(REGISTER)).values()
            pilots = tuple(pilot_entered(pilot) for pilot in held)
            told = (self.casebook_id, self.head(), self._clock.now(), self.trusted)
            excused = tuple(digest_of(self.casebook_id, one) for one in uncountables(states))
            payees = decisions_of(recorded.entry for recorded in self.entries(PAYEES))
            cards = excused_cards(self.casebook_id, card_decisions(self.entries(CARDS)))
            return CasebookSnapshot(*told, findings, pilots, excused, payees, cards)

    def _row(self, sequence: int) -> Row:
        row = self._open_store().row(sequence)
        if row is None:
            raise CasebookError("log-position", position=sequence, size=self.head().size)
        return row

    def _open_store(self) -> Store:
        if self._store is None:
            raise CasebookError("casebook-closed", folder=str(self.folder))
        return self._store

    def _write(
        self, entries: Sequence[Entry | BookEntry], actor: Actor, erased: Sequence[int] = ()
    ) -> tuple[Acknowledgement, ...]:
        self._must_be_writable()
        at = self._clock.now()
        back = self._found.last_at is not None and at < self._found.last_at
        first = self._found.tree.size
        recorded = [Recorded(first + n, at, actor, entry, PROCEDURE) for n, entry in enumerate(entries)]
        before = self._advance(recorded)
        try:
            rows = [row_of(item) for item in recorded]
            self._open_store().write(rows, erased)
        except BaseException:
            self._go_back(before)
            raise
        self._touched.update(dict.fromkeys(before))
        head = self._seen(rows, at, back)
        self._add_checkpoint(head)
        return tuple(Acknowledgement(row.header.sequence, row.leaf, head, at, back) for row in rows)

    def _must_be_writable(self) -> None:
        self._open_store()
        if not self.trusted:
            raise CasebookError("casebook-untrusted", folder=str(self.folder))
        if self._halted:
            raise CasebookError("casebook-halted", folder=str(self.folder))
        if self._writer is None:
            raise CasebookError("casebook-read-only", folder=str(self.folder))

    def _advance(self, recorded: Sequence[Recorded]) -> dict[str, FindingState | None]:
        """Bring the states forward; return what they were. Raises CasebookError and changes nothing where one is illegal."""
        before: dict[str, FindingState | None] = {}
        try:
            for item in recorded:
                state = step(self._found.states, item)
                if state is not None:
                    before.setdefault(state.identity, self._found.states.get(state.identity))
                    self._found.states[state.identity] = state
        except CasebookError:
            self._go_back(before)
            raise
        return before

    def _go_back(self, before: Mapping[str, FindingState | None]) -> None:
        for name, state in before.items():
            if state is None:
                del self._found.states[name]
            else:
                self._found.states[name] = state

    def _seen(self, rows: Sequence[Row], at: datetime, back: bool) -> TreeHead:
        """Take into account what is in the database now."""
        for row in rows:
            self._found.tree.append(row.leaf)
        found, checks = self._found, self._found.checks
        if back:
            told = {"count": len(rows), "sequence": rows[0].header.sequence}
            checks = (*checks, Check("clock", True, "casebook-clock-back", told))
        self._found = replace(found, last_at=at, checks=checks)
        return found.tree.head()

    def _add_checkpoint(self, head: TreeHead) -> None:
        assert self._writer is not None
        try:
            self._writer.add(head, self._clock.now())
        except OSError as fault:
            self._halted = True
            raise CasebookError(
                "casebook-not-acknowledged", folder=str(self.folder), detail=str(fault.strerror or fault)
            ) from fault


def _not_writable(folder: Path, fault: OSError) -> CasebookError:
    return CasebookError("casebook-folder-read-only", folder=str(folder), detail=str(fault.strerror or fault))
