"""Owns what the window knows of the casebook before anybody opens its page: the findings, where no passphrase must be asked for.

It refuses to ask for one and to keep a key: a casebook that is locked stays unknown, which is not the same as empty.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QObject

from console import paths
from console.domain.finding import CasebookSnapshot, FindingState
from console.domain.ports import Clock, Progress
from console.errors import KeyStoreError
from console.gui.context import ViewContext
from console.gui.words import say

LANE = "casebook"


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
            lambda _progress: known_findings(clock), say("progress-casebook-read"), "casebook-look", LANE
        )
        ticket.succeeded.connect(self._tell)
        ticket.failed.connect(lambda failure: self._context.tell(failure.sentence(self._context.look)))

    def _tell(self, states: object) -> None:
        if isinstance(states, tuple) and self._context.findings is None:
            self._context.set_findings(states)


def known_findings(clock: Clock) -> tuple[FindingState, ...] | None:
    """Return the findings; none where no casebook was begun, None where it is locked. Blocking."""
    from console.jobs.findings import CasebookRequest, has_casebook, read_ledger, unlock
    from console.vault.asking_vault import open_vault

    request = CasebookRequest(paths.casebook_folder())
    if not has_casebook(request.folder):
        return ()
    try:
        return read_ledger(unlock(request, open_vault(lambda _name: None, os.environ), clock)).states
    except KeyStoreError:
        return None


def is_locked(clock: Clock) -> bool:
    """Say whether a briefing needs the casebook's passphrase. Blocking."""
    return known_findings(clock) is None


def snapshot_of(clock: Clock, passphrase: str, _progress: Progress) -> CasebookSnapshot | None:
    """Return the casebook at its head for a briefing; None where none was begun. Blocking.

    Raises KeyStoreError where neither the system's own store nor the passphrase opens it.
    """
    from console.jobs.findings import CasebookRequest, has_casebook, snapshot
    from console.vault.asking_vault import AskingVault, open_vault

    request = CasebookRequest(paths.casebook_folder())
    if not has_casebook(request.folder):
        return None
    vault = AskingVault(lambda _name: passphrase) if passphrase else open_vault(lambda _n: None, os.environ)
    return snapshot(request, vault, clock)
