"""Owns the check of a casebook: rows, payloads, procedure, checkpoint, witnesses. It refuses to repair what it finds."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from console.casebook.checkpoints import CheckpointFile
from console.casebook.checkpoints import read as read_checkpoints
from console.casebook.sealing import Header, leaf_of, unseal
from console.casebook.store import CHECKPOINT, Row, Store, open_store
from console.domain.documents import from_document, to_document
from console.domain.entries import AnyEntry, Erased, Erasure, Founding, Recorded
from console.domain.finding import Actor, FindingState, Role
from console.domain.ledger import Tree, Witness
from console.domain.lifecycle import step
from console.domain.verification import Check, Verdict, Verification
from console.errors import CasebookError, Fact

CAUTIONS = frozenset({"casebook-tail", "casebook-clock-back", "casebook-snapshot"})
"""Checks that hold and are worth saying all the same."""

_WITHOUT_CHECKPOINT = frozenset({"casebook-checkpoint-missing", "casebook-checkpoint-damaged"})


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a casebook."""

    casebook_id: str
    tree: Tree
    states: MutableMapping[str, FindingState]
    last_at: datetime | None
    checks: tuple[Check, ...]
    pending: bool = False  # opened from a snapshot: the whole was not read yet

    @property
    def sound(self) -> bool:
        """Whether every check holds."""
        return all(check.passed for check in self.checks)

    @property
    def warnings(self) -> tuple[Check, ...]:
        """Return what must be said: what does not hold, and the cautions."""
        return tuple(check for check in self.checks if not check.passed or check.key in CAUTIONS)


@dataclass(slots=True)
class Reading:
    """One pass over the rows; each fault keeps the first sequence it was seen at."""

    tree: Tree = field(default_factory=Tree)
    states: MutableMapping[str, FindingState] = field(default_factory=dict)
    casebook_id: str = ""
    last_at: datetime | None = None
    clock_back: list[int] = field(default_factory=list)
    missing: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    faults: dict[str, int] = field(default_factory=dict)
    refused: CasebookError | None = None

    def take(self, row: Row) -> None:
        """Look at one row."""
        here = self.tree.size
        leaf = leaf_of(row.header, row.digest)
        if row.header.sequence != here or leaf != row.leaf:
            self.faults.setdefault("row", here)
        self.tree.append(leaf)
        if row.sealed is None:
            self.missing.add(row.header.sequence)
        elif row.sealed.digest() != row.digest:
            self.faults.setdefault("payload", row.header.sequence)
            return
        try:
            self._understand(recorded_of(row))
        except CasebookError:
            self.faults.setdefault("payload", row.header.sequence)

    def _understand(self, recorded: Recorded) -> None:
        if self.last_at is not None and recorded.at < self.last_at:
            self.clock_back.append(recorded.sequence)
        self.last_at = recorded.at
        if isinstance(recorded.entry, Founding) and recorded.sequence == 0:
            self.casebook_id = recorded.entry.casebook_id
        if isinstance(recorded.entry, Erasure):
            self.erased.add(recorded.entry.erased)
        try:
            state = step(self.states, recorded)
        except CasebookError as fault:
            if self.refused is None:
                self.refused, self.faults["procedure"] = fault, recorded.sequence
            return
        if state is not None:
            self.states[state.identity] = state

    def cautions(self, checkpoints: CheckpointFile) -> Iterable[Check]:
        """Return what holds and is worth saying all the same."""
        acknowledged = checkpoints.last.size if checkpoints.last else 0
        if not checkpoints.damage and self.tree.size > acknowledged:
            yield Check("tail", True, "casebook-tail", {"count": self.tree.size - acknowledged})
        if self.clock_back:
            facts: dict[str, Fact] = {"count": len(self.clock_back), "sequence": self.clock_back[0]}
            yield Check("clock", True, "casebook-clock-back", facts)


def recorded_of(row: Row) -> Recorded:
    """Return the entry of a row, decrypted.

    Raises CasebookError where the payload is not the row's, or of a shape this console does not know.
    """
    header = row.header
    entry: AnyEntry | Erased = Erased(header.kind, header.subject)
    if row.sealed is not None:
        entry = from_document(header.kind, unseal(header, row.sealed))
        if entry.subject != header.subject:
            raise CasebookError("casebook-payload", sequence=header.sequence)
    try:
        at, actor = datetime.fromisoformat(header.at), Actor(header.actor, Role(header.role))
    except ValueError as fault:
        raise CasebookError("casebook-payload", sequence=header.sequence) from fault
    return Recorded(header.sequence, at, actor, entry, header.procedure)


def header_of(recorded: Recorded) -> Header:
    """Return what the log tells of an entry."""
    entry, actor = recorded.entry, recorded.actor
    told = (recorded.sequence, recorded.at.isoformat(), actor.name, actor.role.value)
    return Header(*told, entry.kind, entry.subject, recorded.procedure)


def document_of(recorded: Recorded) -> dict[str, object]:
    """Return the payload of an entry."""
    assert not isinstance(recorded.entry, Erased)
    return to_document(recorded.entry)


def examine(store: Store, checkpoints: CheckpointFile, witnesses: Sequence[Witness] = ()) -> Examination:
    """Read a casebook from its first entry to its last and compare it with what lies outside it."""
    reading = Reading()
    for row in store.rows():
        reading.take(row)
    named = {
        reading.casebook_id,
        store.meta().get("casebook", ""),
        checkpoints.casebook_id or reading.casebook_id,
    }
    checks = [
        _check("pages", store.pages_hold(), "casebook-pages", "casebook-pages-changed"),
        _check("schema", store.schema_kept(), "casebook-schema", "casebook-schema-changed"),
        _check("identity", len(named) == 1, "casebook-identity", "casebook-identity-differs"),
        *_content_checks(reading),
        against_checkpoint(reading.tree, checkpoints),
        *reading.cautions(checkpoints),
        *(against_witness(reading.tree, witness, reading.casebook_id) for witness in witnesses),
    ]
    return Examination(reading.casebook_id, reading.tree, reading.states, reading.last_at, tuple(checks))


def _check(name: str, passed: bool, holds: str, fails: str, **facts: Fact) -> Check:
    return Check(name, passed, holds if passed else fails, facts)


def _content_checks(reading: Reading) -> Iterable[Check]:
    size, faults = reading.tree.size, reading.faults
    unexplained = reading.missing ^ reading.erased
    payload = min([*unexplained, *([faults["payload"]] if "payload" in faults else [])], default=-1)
    yield _check(
        "rows",
        "row" not in faults,
        "casebook-rows",
        "casebook-row-changed",
        size=size,
        sequence=faults.get("row", -1),
    )
    yield _check(
        "payloads",
        payload < 0,
        "casebook-payloads",
        "casebook-payload-changed",
        size=size,
        erased=len(reading.erased),
        sequence=payload,
    )
    yield _check(
        "procedure",
        reading.refused is None,
        "casebook-procedure",
        "casebook-procedure-broken",
        sequence=faults.get("procedure", -1),
        reason=reading.refused.key if reading.refused else "",
    )


def against_checkpoint(tree: Tree, checkpoints: CheckpointFile) -> Check:
    """Hold a log against the heads outside the database."""
    if checkpoints.damage == "missing":
        return Check("checkpoint", False, "casebook-checkpoint-missing", {"size": tree.size})
    if checkpoints.damage:
        told: dict[str, Fact] = {"line": int(checkpoints.damage), "size": tree.size}
        return Check("checkpoint", False, "casebook-checkpoint-damaged", told)
    last = checkpoints.last
    if last is not None and last.size > tree.size:
        return Check("checkpoint", False, "casebook-shorter", {"size": tree.size, "expected": last.size})
    wrong = next((head for head in checkpoints.heads if tree.head(head.size) != head), None)
    if wrong is not None:
        return Check("checkpoint", False, "casebook-rewritten", {"size": wrong.size, "expected": wrong.short})
    return Check("checkpoint", True, "casebook-checkpoint", {"size": tree.size, "head": tree.head().short})


def against_witness(tree: Tree, witness: Witness, casebook_id: str) -> Check:
    """Hold a log against a head somebody kept.

    Raises CasebookError witness-foreign for the head of another casebook: that says nothing about this one.
    """
    head = witness.head
    if witness.casebook_id and witness.casebook_id != casebook_id:
        found, wanted = witness.casebook_id[:8], casebook_id[:8]
        raise CasebookError("witness-foreign", source=witness.source, found=found, wanted=wanted)
    facts: dict[str, Fact] = {"source": witness.source, "expected": head.size, "size": tree.size}
    if head.size > tree.size:
        return Check("witness", False, "casebook-behind-witness", facts)
    return _check(
        "witness", tree.head(head.size) == head, "casebook-witness", "casebook-against-witness", **facts
    )


def verify_casebook(folder: Path, key: bytes, witnesses: Sequence[Witness] = ()) -> Verification:
    """Check a casebook on disk; nothing is written. ``witnesses`` are heads kept outside, such as of signed briefings.

    Raises CasebookError where there is no casebook or the key is wrong: both say nothing about the record.
    """
    checkpoints = read_checkpoints(folder / CHECKPOINT, key)
    try:
        store = open_store(folder, key)
    except CasebookError as fault:
        return _unreadable(fault)
    try:
        found = examine(store, checkpoints, witnesses).checks
    except CasebookError as fault:
        return _unreadable(fault)
    finally:
        store.close()
    limit = () if witnesses else (Check("witness", True, "casebook-no-witness"),)
    return Verification(_verdict(found), "casebook", (*found, *limit))


def _unreadable(fault: CasebookError) -> Verification:
    if fault.key not in {"casebook-damaged", "casebook-database-gone"}:
        raise fault
    return Verification(
        Verdict.INVALID, "casebook", (Check("readable", False, "casebook-unreadable", fault.facts),)
    )


def _verdict(checks: Sequence[Check]) -> Verdict:
    failed = {check.key for check in checks if not check.passed}
    if not failed:
        return Verdict.VALID
    return Verdict.UNTRUSTED if failed <= _WITHOUT_CHECKPOINT else Verdict.INVALID
