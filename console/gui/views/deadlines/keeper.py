"""Owns excuses for cards as this page reads and writes them, down the casebook's lane: in the casebook where it opens, else here.

It refuses to keep a passphrase, and to say that an excuse is in the casebook where it is on this computer alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from console import paths
from console.domain.card_excuses import CardDecisions
from console.domain.finding import Role
from console.domain.ports import Progress
from console.errors import KeyStoreError
from console.gui.casebook import LANE, LOCKED, CasebookKey
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.words import say
from console.jobs.card_excuses import ExcuseRequest


@dataclass(frozen=True, slots=True)
class Known:
    """What stands, as far as anybody can read it. ``begun`` says that there is a casebook, ``open`` that it was read."""

    decided: CardDecisions = field(default_factory=CardDecisions)
    begun: bool = False
    open: bool = False


class CardKeeper(QObject):
    """Reads what was decided about cards and writes a decision; outcomes are Known."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._key = CasebookKey(context.start.clock, context.witnesses)

    def read(self) -> Ticket:
        """Read without asking anybody for a passphrase."""
        return self._context.run(self._read, say("progress-casebook-read"), "card-decisions", LANE)

    def keep(self, asked: ExcuseRequest, role: Role, passphrase: str) -> Ticket:
        """Write a decision; without a passphrase a locked casebook is left alone and this computer keeps it."""

        def work(progress: Progress) -> Known:
            progress.report(None, "casebook-write")
            return self._written(asked, role, passphrase)

        return self._context.run(work, say("deadlines-working"), "", LANE)

    def _written(self, asked: ExcuseRequest, role: Role, passphrase: str) -> Known:
        from console.jobs.card_excuses import decide_card, keep_excuse
        from console.jobs.findings import is_begun

        if is_begun(paths.casebook_folder()):
            try:
                return Known(decide_card(self._key.desk(passphrase), asked, role), begun=True, open=True)
            except KeyStoreError as fault:
                if passphrase or fault.key not in LOCKED:
                    raise
        keep_excuse(asked, self._context.start.clock)
        return self._read(None)

    def _read(self, _progress: Progress | None) -> Known:
        from console.jobs.card_excuses import read_card_decisions
        from console.jobs.findings import is_begun

        if not is_begun(paths.casebook_folder()):
            return Known()
        try:
            return Known(read_card_decisions(self._key.desk()), begun=True, open=True)
        except KeyStoreError as fault:
            if fault.key in LOCKED:
                return Known(begun=True)
            raise
