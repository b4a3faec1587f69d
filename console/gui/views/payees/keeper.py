"""Owns the casebook as this page uses it: decisions about payees, read and written down the casebook's lane.

It refuses to keep a passphrase: what it holds is the key, in memory, until the window closes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console import paths
from console.domain.finding import Actor
from console.domain.payee_groups import PayeeDecisions, PayeesJoined, PayeesSplit
from console.domain.ports import Progress
from console.errors import KeyStoreError
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.words import say

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk

LANE = "casebook"
LOCKED = frozenset({"casebook-passphrase-needed", "casebook-passphrase-short", "wrapped-key-refused"})
"""Errors another passphrase answers."""


class PayeeKeeper(QObject):
    """Reads and writes decisions about payees; outcomes are PayeeDecisions, None where the casebook is locked."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._desk: CaseDesk | None = None

    def read(self) -> Ticket:
        """Read what was decided, without asking anybody for a passphrase."""
        return self._context.run(self._read, say("payees-reading"), "payees-decisions", LANE)

    def decide(self, entry: PayeesJoined | PayeesSplit, actor: Actor, passphrase: str = "") -> Ticket:
        """Write a decision; begins the casebook where there is none."""

        def work(progress: Progress) -> PayeeDecisions:
            from console.jobs.payees import decide_payees

            progress.report(None, "casebook-write")
            return decide_payees(self._opened(passphrase), entry, actor)

        return self._context.run(work, say("payees-writing"), "", LANE)

    def _read(self, progress: Progress) -> PayeeDecisions | None:
        from console.jobs.findings import is_begun
        from console.jobs.payees import read_decisions

        progress.report(None, "casebook-read")
        if not is_begun(paths.casebook_folder()):
            return PayeeDecisions()
        try:
            return read_decisions(self._opened(""))
        except KeyStoreError as fault:
            if fault.key in LOCKED:
                return None
            raise

    def _opened(self, passphrase: str) -> CaseDesk:
        from console.jobs.findings import CasebookRequest, unlock
        from console.vault.asking_vault import AskingVault, open_vault

        if self._desk is None:
            typed: Callable[[str], str | None] = lambda _name: passphrase or None  # noqa: E731
            vault = AskingVault(typed) if passphrase else open_vault(typed, os.environ)
            request = CasebookRequest(paths.casebook_folder())
            self._desk = unlock(request, vault, self._context.start.clock, begin=True)
        return self._desk
