"""Owns taking over another inspector's casebook, and reading what was taken over.

It refuses to let that move a finding of one's own.

Every entry of the other log becomes a leaf of this one, with the text its own leaf is the hash of: the other head can be
rebuilt from here alone. Where both know the same thing and say different things of it, both stay and the difference is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from console.casebook import Casebook, verify_casebook
from console.casebook.verification import document_of
from console.domain.documents import from_document
from console.domain.entries import AnyEntry, Erased, Recorded
from console.domain.finding import Actor, FindingState, Role, canonical
from console.domain.foreign import ForeignEntry, ForeignHead
from console.domain.ledger import Tree, TreeHead, leaf_hash, read_head
from console.domain.lifecycle import step
from console.errors import CasebookError
from console.jobs.findings import CaseDesk


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same thing in two casebooks that say different things of it."""

    identity: str
    own: FindingState
    foreign: FindingState


@dataclass(frozen=True, slots=True)
class ForeignLog:
    """Another casebook as far as it was taken over; ``holds`` says whether its entries still add up to its head."""

    casebook_id: str
    head: TreeHead
    holds: bool
    states: tuple[FindingState, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging did: entries added, entries known before, payloads erased after the other's example."""

    log: ForeignLog
    added: int
    known: int
    erased: int
    head: TreeHead


@dataclass(slots=True)
class _Taken:
    """What was taken over of one log so far, by sequence there."""

    leaves: dict[int, bytes] = field(default_factory=dict)
    recorded: dict[int, Recorded] = field(default_factory=dict)
    places: dict[int, int] = field(
        default_factory=dict
    )  # sequence there → sequence here of the copy that carries it
    gone: set[int] = field(default_factory=set)  # sequences there whose copy carries nothing
    head: TreeHead | None = None


def merge(desk: CaseDesk, other: Path, key: bytes, actor: Actor) -> Merged:
    """Take over what is new in another casebook.

    Raises CasebookError merge-untrusted where it does not verify, merge-itself, merge-rewritten where it no longer continues
    what was taken over before; nothing is written then.
    """
    found = verify_casebook(other, key)
    if not found.valid:
        wrong = next(check.key for check in found.checks if not check.passed)
        raise CasebookError("merge-untrusted", folder=str(other), reason=wrong)
    with desk.writing() as book, Casebook.open(other, key, desk.clock, read_only=True) as theirs:
        if theirs.casebook_id == book.casebook_id:
            raise CasebookError("merge-itself", folder=str(other))
        taken = _taken(book).get(theirs.casebook_id, _Taken())
        _require_continued(theirs, taken, other)
        fresh = _fresh(theirs, len(taken.leaves))
        head = theirs.head()
        if fresh:
            told = ForeignHead(theirs.casebook_id, head.size, head.root_hex)
            book.record([*fresh, told], actor)
        erased = _follow_erasures(book, theirs, actor)
        log = _log(theirs.casebook_id, _taken(book)[theirs.casebook_id], book)
        return Merged(log, len(fresh), len(taken.leaves), erased, book.head())


def read_foreign(desk: CaseDesk) -> tuple[ForeignLog, ...]:
    """Return every casebook that was taken over."""
    with desk.reading() as book:
        return tuple(_log(name, taken, book) for name, taken in sorted(_taken(book).items()))


def _require_continued(theirs: Casebook, taken: _Taken, folder: Path) -> None:
    size = len(taken.leaves)
    leaves = list(theirs.leaves().values())
    if leaves[:size] != list(taken.leaves.values()):
        raise CasebookError("merge-rewritten", folder=str(folder), known=size, size=len(leaves))


def _fresh(theirs: Casebook, known: int) -> list[ForeignEntry]:
    return [_copy(theirs, recorded) for recorded in theirs.entries() if recorded.sequence >= known]


def _copy(theirs: Casebook, recorded: Recorded) -> ForeignEntry:
    text = theirs.leaf_text(recorded.sequence)
    whole = "" if isinstance(recorded.entry, Erased) else canonical(document_of(recorded)).decode()
    return ForeignEntry(theirs.casebook_id, recorded.sequence, leaf_hash(text.encode()).hex(), text, whole)


def _follow_erasures(book: Casebook, theirs: Casebook, actor: Actor) -> int:
    """Erase our copy of what the other casebook erased since; a copy without content takes its place, every proof stays."""
    taken = _taken(book)[theirs.casebook_id]
    gone = [one for one in theirs.entries() if isinstance(one.entry, Erased)]
    waiting = [one for one in gone if one.sequence not in taken.gone]
    if waiting:
        book.record([_copy(theirs, one) for one in waiting], actor)
    for one in waiting:
        book.erase_payload(taken.places[one.sequence], f"{theirs.casebook_id}:{one.sequence}", actor)
    return len(waiting)


def _taken(book: Casebook) -> dict[str, _Taken]:
    found: dict[str, _Taken] = {}
    for recorded in book.entries():
        entry = recorded.entry
        if isinstance(entry, ForeignHead):
            found[entry.casebook_id].head = read_head(entry.size, entry.root)
        elif isinstance(entry, ForeignEntry):
            taken = found.setdefault(entry.casebook_id, _Taken())
            taken.leaves[entry.sequence] = leaf_hash(entry.leaf_text.encode())
            taken.recorded[entry.sequence] = _recorded(entry)
            taken.places[entry.sequence] = recorded.sequence
            if not entry.document:
                taken.gone.add(entry.sequence)
        elif isinstance(entry, Erased) and entry.kind == ForeignEntry.kind:
            _, name, sequence, leaf = entry.subject.split(":")
            taken = found.setdefault(name, _Taken())
            taken.leaves.setdefault(int(sequence), bytes.fromhex(leaf))
            taken.gone.add(int(sequence))
    return found


def _recorded(told: ForeignEntry) -> Recorded:
    header = json.loads(told.leaf_text)
    entry: AnyEntry | Erased = Erased(header["kind"], header["subject"])
    if told.document:
        entry = from_document(header["kind"], json.loads(told.document))
    actor = Actor(header["actor"], Role(header["role"]))
    return Recorded(told.sequence, datetime.fromisoformat(header["at"]), actor, entry, header["procedure"])


def _log(name: str, taken: _Taken, book: Casebook) -> ForeignLog:
    leaves = [taken.leaves[sequence] for sequence in sorted(taken.leaves)]
    rebuilt = Tree(leaves).head()
    head = taken.head or rebuilt
    states = _states(taken.recorded[sequence] for sequence in sorted(taken.recorded))
    return ForeignLog(name, head, rebuilt == head, states, tuple(_conflicts(states, book)))


def _states(recorded: Iterable[Recorded]) -> tuple[FindingState, ...]:
    """Return their findings; what rests on an entry whose copy was erased here cannot be told any more, the rest can."""
    found: dict[str, FindingState] = {}
    for one in recorded:
        with suppress(CasebookError):
            state = step(found, one)
            if state is not None:
                found[state.identity] = state
    return tuple(found.values())


def _conflicts(states: Iterable[FindingState], book: Casebook) -> Iterable[Conflict]:
    for foreign in states:
        own = book.states().get(foreign.identity)
        if own is not None and _said(own) != _said(foreign):
            yield Conflict(foreign.identity, own, foreign)


def _said(state: FindingState) -> tuple[object, ...]:
    return state.stage, state.standing, state.severity, state.amount, state.dismissal, state.tolerated
