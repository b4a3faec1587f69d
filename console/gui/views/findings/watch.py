"""Owns what goes on beside the page for the casebook's sake: the check of a long one, backups and drills that are due.

It refuses to keep anybody waiting.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from console.gui.views.findings.acts import Surface
from console.gui.views.findings.outgoing import Outgoing
from console.gui.words import say
from console.jobs.findings_answers import Ledger

KEEP_DELAY = 60_000  # ms after the casebook was read: nobody waits for a backup


class Watch(QObject):
    """Watches over the casebook; ``checked(Ledger)`` carries it once the whole was read."""

    checked = Signal(object)

    def __init__(self, page: Surface, outgoing: Outgoing, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._outgoing = page, outgoing
        self.doubted = False  # the whole was read and does not hold
        self.sound = False  # the whole was read and holds
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(KEEP_DELAY)
        self._clock.timeout.connect(self.keep_alive)

    def begin(self, ledger: Ledger | None) -> None:
        """Hear that the casebook was read: what was opened from a snapshot is checked whole now."""
        if ledger is not None and ledger.pending:
            self._page.keeper.check_whole(say("finding-checking")).succeeded.connect(self._read_whole)
        self._clock.start()

    def keep_alive(self) -> None:
        """Back up and drill where it is due; a failure is said above the page."""
        page = self._page
        if page.keeper.open and page.trusted and page.board is not None and page.board.ledger is not None:
            ticket = page.keeper.keep_alive(say("finding-keeping"))
            ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(page.look)))

    def _read_whole(self, value: object) -> None:
        """Tell what reading the whole casebook came to; where it does not hold, nothing more is written."""
        assert isinstance(value, tuple)
        board = self._page.board
        self.sound, self.doubted = bool(value[0]), not value[0]
        if board is not None and board.ledger is not None:
            ledger = replace(board.ledger, trusted=value[0], warnings=value[1], pending=False)
            self.checked.emit(ledger)
