"""Owns what is done with the user's casebook: registering suspicions, deciding, listing, proving, the snapshot of a briefing.

It refuses to decide anything by itself, and to let a name out of the case file before somebody confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from console.casebook import Acknowledgement, Casebook, verify_casebook, verify_proof
from console.casebook.store import CHECKPOINT, DATABASE
from console.domain.entries import Confirmation, Entry, Hearing, Recorded
from console.domain.finding import Actor, CasebookSnapshot, FindingState
from console.domain.ledger import TreeHead, Witness, read_head
from console.domain.payee_groups import PAYEES, decisions_of
from console.domain.ports import Clock, Vault
from console.domain.recognition import Known, reconcile
from console.domain.uncounted import clusters
from console.domain.verification import Check, Verification
from console.errors import CasebookError
from console.jobs.findings_answers import Ledger, News, Seen, WeakRule
from console.jobs.findings_doubt import doubted, snapshot_with_doubts
from console.jobs.findings_key import has_key, make_key, open_key
from console.jobs.tolerance_pilots import apply_pilots, pilots_in


@dataclass(frozen=True, slots=True)
class CasebookRequest:
    """Which casebook, and the heads kept outside (signed briefings, printed pages) it must agree with."""

    folder: Path
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """A casebook whose key is at hand. The key is held in memory alone, as long as this is."""

    request: CasebookRequest
    key: bytes = field(repr=False)
    clock: Clock

    @contextmanager
    def reading(self) -> Iterator[Casebook]:
        """Open the casebook for reading; others may write it meanwhile."""
        with self._open(read_only=True) as book:
            yield book

    @contextmanager
    def writing(self) -> Iterator[Casebook]:
        """Open the casebook for writing, and begin it where this is the first entry."""
        folder = self.request.folder
        begun = is_begun(folder)
        book = self._open(read_only=False) if begun else Casebook.create(folder, self.key, self.clock)
        with book:
            yield book

    def _open(self, read_only: bool) -> Casebook:
        request = self.request
        return Casebook.open(request.folder, self.key, self.clock, read_only, request.witnesses, quick=True)


@dataclass(frozen=True, slots=True)
class Registered:
    """What registering did: numbers of new findings, of those recognised again, linked already, no longer flagged; the head."""

    new: tuple[str, ...]
    recognised: tuple[str, ...]
    unchanged: tuple[str, ...]
    vanished: tuple[str, ...]
    head: TreeHead
    news: News = field(repr=False)


@dataclass(frozen=True, slots=True)
class Acted:
    """A decision that is on disk: the finding after it, its entry in the log, and the head that holds it."""

    state: FindingState
    sequence: int
    leaf: bytes
    head: TreeHead
    at: datetime
    clock_went_back: bool
    news: News = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One finding with its entries; ``leaves`` are the leaf hashes of the log by sequence."""

    state: FindingState
    entries: tuple[Recorded, ...]
    leaves: Mapping[int, bytes]
    head: TreeHead
    trusted: bool
    weak: WeakRule | None = None  # its rule was right less often than wished


def has_casebook(folder: Path) -> bool:
    """Say whether a folder holds a casebook, or the checkpoint of one that is gone; a key alone is none yet."""
    return is_begun(folder) or (folder / CHECKPOINT).exists()


def is_begun(folder: Path) -> bool:
    """Say whether the casebook holds its first entry: a key alone is no casebook yet."""
    return (folder / DATABASE).exists()


def unlock(request: CasebookRequest, vault: Vault, clock: Clock, begin: bool = False) -> CaseDesk:
    """Return the desk of a casebook; ``begin`` makes its key where there is none yet, for the first entry.

    Raises KeyStoreError casebook-passphrase-needed where the vault says nothing, CasebookError casebook-not-found.
    """
    if begin and not has_key(request.folder) and not has_casebook(request.folder):
        return CaseDesk(request, make_key(request.folder, vault), clock)
    return CaseDesk(request, open_key(request.folder, vault), clock)


def snapshot(request: CasebookRequest, vault: Vault, clock: Clock, least: float = 0.0) -> CasebookSnapshot:
    """Return what a briefing may say of the casebook: no natural key, no evidence, no name before 认定.

    Of rules whose precision lies below ``least`` it says so.

    Raises CasebookError casebook-not-found where no casebook was begun (ask ``has_casebook``), KeyStoreError where its key
    cannot be had.
    """
    with unlock(request, vault, clock).reading() as book:
        return snapshot_with_doubts(book, least)


def read_ledger(desk: CaseDesk) -> Ledger:
    """Return everything a list shows."""
    with desk.reading() as book:
        return ledger_of(book)


def ledger_of(book: Casebook) -> Ledger:
    """Return everything a list shows of an open casebook."""
    states = tuple(book.states().values())
    pilots = tuple(pilots_in(book).values())
    told = (book.casebook_id, book.head(), book.trusted, book.warnings, states, book.leaves(), pilots)
    payees = decisions_of(recorded.entry for recorded in book.entries(PAYEES))
    return Ledger(*told, pending=book.pending, payees=payees)


def news_of(book: Casebook) -> News:
    """Return what was written since a casebook was opened; costs no more for a longer log."""
    written, pilots = book.written(), tuple(pilots_in(book).values())
    told = (book.casebook_id, written.before, book.head(), book.trusted, book.warnings)
    return News(*told, written.states, written.leaves, pilots, book.pending)


def renewed(desk: CaseDesk, known: Ledger | None, news: News) -> Ledger:
    """Return the ledger after what was written, from the one that was known; read anew where others wrote in between."""
    return (known.after(news) if known is not None else None) or read_ledger(desk)


def check_whole(desk: CaseDesk) -> tuple[bool, tuple[Check, ...]]:
    """Read a casebook from its first entry to its last; return whether it holds, and what must be said of it."""
    request = desk.request
    with Casebook.open(
        request.folder, desk.key, desk.clock, read_only=True, witnesses=request.witnesses
    ) as book:
        return book.trusted, book.warnings


def read_case(desk: CaseDesk, name: str, least: float = 0.0) -> CaseFile:
    """Return one finding by its number, its identity or the beginning of it; below ``least`` its rule is doubted."""
    with desk.reading() as book:
        state = book.find(name)
        entries = tuple(book.entries(state.identity))
        leaves = book.leaves(state.identity)
        weak = doubted(book.states().values(), least).get(state.rule_id)
        return CaseFile(state, entries, leaves, book.head(), book.trusted, weak)


def register(desk: CaseDesk, seen: Seen, actor: Actor) -> Registered:
    """Bring suspicions into the casebook: new ones get a number, known ones are linked to theirs, none is doubled.

    Raises CasebookError register-diagnosis for an extract that is open for diagnosis only, register-nothing where there is
    nothing to take.
    """
    if seen.mark == "diagnosis":
        raise CasebookError("register-diagnosis", extract=seen.extract_id)
    if not seen.suspicions:
        raise CasebookError("register-nothing", extract=seen.extract_id)
    with desk.writing() as book:
        groups = clusters(seen.suspicions)
        found = reconcile(book.states(), seen.suspicions, seen.judged_clear, seen.scheme, groups)
        fresh = found.registrations(seen.scheme, seen.extract_id)
        again = [one for one in found.known if _told_more(one, seen.extract_id)]
        gone = [one for one in found.proposed_for_closing if one.state.vanished != "clear"]
        linked = [one.entry(seen.extract_id) for one in again]
        entries = [*fresh, *linked, *(one.entry(seen.extract_id) for one in gone)]
        if entries:
            book.append_many(entries, actor)
        apply_pilots(book, actor)
        states, told = book.states(), {one.state.identity for one in again}
        return Registered(
            tuple(states[entry.finding].number for entry in fresh),
            tuple(one.state.number for one in again),
            tuple(one.state.number for one in found.known if one.state.identity not in told),
            tuple(one.state.number for one in gone),
            book.head(),
            news_of(book),
        )


def _told_more(known: Known, extract_id: str) -> bool:
    """Say whether linking a finding to this extract says anything it does not know."""
    state, told = known.state, known.suspicion
    return state.last_extract != extract_id or bool(state.vanished) or state.rule_version != told.rule_version


def act(desk: CaseDesk, name: str, entry: Entry, actor: Actor) -> Acted:
    """Write one decision about a finding; what the entry leaves open is taken from the finding.

    Raises CasebookError where the procedure does not allow it, saying what is possible instead.
    """
    with desk.writing() as book:
        state = book.find(name)
        written = book.append(completed(entry, state), actor)
        return acted(book, book.find(state.identity), written)


def acted(book: Casebook, state: FindingState, written: Acknowledgement) -> Acted:
    """Return what was done by an entry that was just written."""
    told = (written.sequence, written.leaf, written.head, written.at, written.clock_went_back)
    return Acted(state, *told, news_of(book))


def completed(entry: Entry, state: FindingState) -> Entry:
    """Return the entry about this finding: heard is its own organisation, confirmed the severity its rule proposed."""
    told = replace(entry, finding=state.identity)
    if isinstance(told, Hearing) and not told.organisation_id:
        return replace(told, organisation_id=state.organisation_id or "")
    if isinstance(told, Confirmation) and not told.severity:
        return replace(told, severity=state.severity)
    return told


def verify_book(request: CasebookRequest, vault: Vault) -> Verification:
    """Check the whole casebook against itself, its checkpoint and the witnesses; nothing is written."""
    return verify_casebook(request.folder, open_key(request.folder, vault), request.witnesses)


def read_log_head(desk: CaseDesk) -> tuple[str, TreeHead]:
    """Return which casebook it is, and the head of its log."""
    with desk.reading() as book:
        return book.casebook_id, book.head()


def prove(desk: CaseDesk, name: str = "", since: int = 0) -> str:
    """Return a proof as text: that a finding's latest entry is in the log, or that the log continues its first ``since``."""
    with desk.reading() as book:
        if name:
            return book.inclusion_proof(book.find(name).last.sequence)
        return book.consistency(since)


def check_proof(text: str, witnesses: Sequence[Witness] = ()) -> Verification:
    """Check a proof with nothing but itself and the heads somebody trusts."""
    return verify_proof(text, witnesses)


def read_witness(told: str, source: str) -> Witness:
    """Return the witness that "size:root" names, the root in 64 hexadecimal digits.

    Raises CasebookError head-unreadable.
    """
    size, _, root = told.strip().partition(":")
    head = read_head(int(size) if size.isdecimal() else size, root)
    return Witness(head, source)
