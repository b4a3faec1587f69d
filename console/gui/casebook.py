"""Owns what the window knows of the casebook: its key once a page unlocked it, and before that the findings, where no
passphrase must be asked for.

It refuses to ask for a passphrase and to keep one: a casebook that is locked stays unknown, which is not the same as empty.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console import paths
from console.domain.finding import CasebookSnapshot, FindingState
from console.domain.ledger import Witness
from console.domain.payee_groups import PayeeDecisions
from console.domain.ports import Clock, Progress
from console.errors import KeyStoreError
from console.gui.context import ViewContext
from console.gui.words import say

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk

LANE = "casebook"
LOCKED = frozenset({"casebook-passphrase-needed", "casebook-passphrase-short", "wrapped-key-refused"})
"""Errors another passphrase answers."""


class CasebookKey:
    """The key of the user's casebook, in memory from the unlocking until it is locked again; blocking, for its lane."""

    def __init__(self, clock: Clock, witnesses: list[Witness]) -> None:
        self._clock = clock
        self._desk: CaseDesk | None = None
        self.witnesses = witnesses
        """Heads kept outside, the same for every page: the casebook has to agree with them until the window closes."""

    @property
    def open(self) -> bool:
        """Return whether the key is at hand."""
        return self._desk is not None

    def lock(self) -> None:
        """Forget the key: whatever comes next asks for the passphrase, or the system's own store, again."""
        self._desk = None

    def desk(self, passphrase: str = "", begin: bool = False) -> CaseDesk:
        """Return the unlocked desk; a passphrase that was typed comes before the system's own store."""
        from console.jobs.findings import CasebookRequest, unlock
        from console.vault.asking_vault import AskingVault, open_vault

        if self._desk is None:
            typed: Callable[[str], str | None] = lambda _name: passphrase or None  # noqa: E731
            vault = AskingVault(typed) if passphrase else open_vault(typed, os.environ)
            self._desk = unlock(CasebookRequest(paths.casebook_folder()), vault, self._clock, begin)
        return replace(self._desk, request=replace(self._desk.request, witnesses=tuple(self.witnesses)))


class CasebookLook(QObject):
    """Reads the findings once an extract is open, and tells the context."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self._context = context
        context.session_changed.connect(self._look)

    def _look(self, session: object) -> None:
        if session is None or self._context.findings is not None:
            return
        clock = self._context.start.clock
        ticket = self._context.run(
            lambda _progress: known_book(clock), say("progress-casebook-read"), "casebook-look", LANE
        )
        ticket.succeeded.connect(self._tell)
        ticket.failed.connect(lambda failure: self._context.tell(failure.sentence(self._context.look)))

    def _tell(self, known: object) -> None:
        if isinstance(known, KnownBook) and self._context.findings is None:
            self._context.set_findings(known.states)
            self._context.set_payees(known.payees)


@dataclass(frozen=True, slots=True)
class KnownBook:
    """What every page may know of the casebook: the findings, and what was decided about payees."""

    states: tuple[FindingState, ...] = ()
    payees: PayeeDecisions = field(default_factory=PayeeDecisions)


def known_findings(clock: Clock) -> tuple[FindingState, ...] | None:
    """Return the findings; none where no casebook was begun, None where it is locked. Blocking."""
    known = known_book(clock)
    return None if known is None else known.states


def known_book(clock: Clock) -> KnownBook | None:
    """Return what is known of the casebook; nothing where none was begun, None where it is locked. Blocking."""
    from console.jobs.findings import CasebookRequest, has_casebook, read_ledger, unlock
    from console.vault.asking_vault import open_vault

    request = CasebookRequest(paths.casebook_folder())
    if not has_casebook(request.folder):
        return KnownBook()
    try:
        found = read_ledger(unlock(request, open_vault(lambda _name: None, os.environ), clock))
    except KeyStoreError:
        return None
    return KnownBook(found.states, found.payees)


def is_locked(clock: Clock) -> bool:
    """Say whether a briefing needs the casebook's passphrase. Blocking."""
    return known_findings(clock) is None


def snapshot_of(clock: Clock, passphrase: str, least: float, _progress: Progress) -> CasebookSnapshot | None:
    """Return the casebook at its head for a briefing; None where none was begun. Blocking.

    Raises KeyStoreError where neither the system's own store nor the passphrase opens it.
    """
    from console.jobs.findings import CasebookRequest, has_casebook, snapshot
    from console.vault.asking_vault import AskingVault, open_vault

    request = CasebookRequest(paths.casebook_folder())
    if not has_casebook(request.folder):
        return None
    vault = AskingVault(lambda _name: passphrase) if passphrase else open_vault(lambda _n: None, os.environ)
    return snapshot(request, vault, clock, least)
