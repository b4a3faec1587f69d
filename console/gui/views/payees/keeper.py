"""Owns the casebook as this page uses it: decisions about payees, read and written down the casebook's lane.

It refuses to keep a passphrase: what it holds is the key, in memory, until the window closes.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from console import paths
from console.domain.finding import Actor
from console.domain.payee_groups import PayeeDecisions, PayeesJoined, PayeesSplit
from console.domain.ports import Progress
from console.errors import KeyStoreError
from console.gui.casebook import LANE, LOCKED, CasebookKey
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.words import say


class PayeeKeeper(QObject):
    """Reads and writes decisions about payees; outcomes are PayeeDecisions, None where the casebook is locked."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._key = CasebookKey(context.start.clock, context.witnesses)

    def read(self) -> Ticket:
        """Read what was decided, without asking anybody for a passphrase."""
        return self._context.run(self._read, say("payees-reading"), "payees-decisions", LANE)

    def decide(self, entry: PayeesJoined | PayeesSplit, actor: Actor, passphrase: str = "") -> Ticket:
        """Write a decision; begins the casebook where there is none."""

        def work(progress: Progress) -> PayeeDecisions:
            from console.jobs.payees import decide_payees

            progress.report(None, "casebook-write")
            return decide_payees(self._key.desk(passphrase, begin=True), entry, actor)

        return self._context.run(work, say("payees-writing"), "", LANE)

    def _read(self, progress: Progress) -> PayeeDecisions | None:
        from console.jobs.findings import is_begun
        from console.jobs.payees import read_decisions

        progress.report(None, "casebook-read")
        if not is_begun(paths.casebook_folder()):
            return PayeeDecisions()
        try:
            return read_decisions(self._key.desk())
        except KeyStoreError as fault:
            if fault.key in LOCKED:
                return None
            raise
