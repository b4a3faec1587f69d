"""Owns the casebook as the window keeps it: unlocked once, then read and written down its lane.

It refuses to keep a passphrase: what it holds is the key, in memory, until the window closes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console import paths
from console.domain.entries import Entry
from console.domain.finding import Actor
from console.domain.ports import Progress
from console.domain.verification import Check
from console.gui.casebook import LANE, CasebookKey
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.words import Say
from console.jobs.findings_answers import Board, Ledger, News, Seen, Suspicions

if TYPE_CHECKING:
    from console.domain.catalogue import Catalogue
    from console.jobs.findings import CaseDesk


class Keeper(QObject):
    """Does what the page asks with the casebook, on the casebook's lane; outcomes are Boards."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self.key = CasebookKey(context.start.clock, context.witnesses)
        self._catalogue: Catalogue | None = None
        self._ledger: Ledger | None = None

    def read(self, found: Suspicions | None, words: Say, passphrase: str = "") -> Ticket:
        """Read the casebook where there is one, and join it with what the extract flags."""

        def work(progress: Progress) -> Board:
            from console.jobs.findings import has_casebook, read_ledger

            progress.report(None, "casebook-read")
            begun = has_casebook(paths.casebook_folder())
            self._ledger = read_ledger(self.key.desk(passphrase)) if begun else None
            return self._board(found)

        return self._context.run(work, words, "findings-read", LANE)

    def register(
        self, found: Suspicions, seen: Seen, actor: Actor, words: Say, passphrase: str = ""
    ) -> Ticket:
        """Register these suspicions; the first one begins the casebook."""

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings import register

            return register(desk, seen, actor).news

        return self.write(found, work, words, passphrase, begin=True)

    def decide(
        self,
        found: Suspicions | None,
        identities: tuple[str, ...],
        entry: Entry,
        actor: Actor,
        words: Say,
        passphrase: str = "",
    ) -> Ticket:
        """Write one decision on one finding, or on many at once."""

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings import act
            from console.jobs.findings_bulk import act_many

            if len(identities) == 1:
                return act(desk, identities[0], entry, actor).news
            return act_many(desk, identities, entry, actor).news

        return self.write(found, work, words, passphrase)

    def write(
        self,
        found: Suspicions | None,
        work: Callable[[CaseDesk], News],
        words: Say,
        passphrase: str = "",
        begin: bool = False,
    ) -> Ticket:
        """Do what writes the casebook and answers what is new in it; the outcome is the board after it."""

        def whole(progress: Progress) -> Board:
            from console.jobs.findings import renewed

            progress.report(None, "casebook-write")
            desk = self.key.desk(passphrase, begin)
            self._ledger = renewed(desk, self._ledger, work(desk))
            return self._board(found)

        return self._context.run(whole, words, "", LANE)

    def use(
        self, work: Callable[[CaseDesk, Progress], object], words: Say, passphrase: str = "", lane: str = LANE
    ) -> Ticket:
        """Do what only reads the casebook, such as to write a file beside it; the outcome is the work's own."""
        return self._context.run(lambda progress: work(self.key.desk(passphrase), progress), words, "", lane)

    def check_whole(self, words: Say) -> Ticket:
        """Read the whole casebook beside everything else; the outcome is (whether it holds, checks)."""

        def work(progress: Progress) -> tuple[bool, tuple[Check, ...]]:
            from console.jobs.findings import check_whole

            progress.report(None, "casebook-read")
            return check_whole(self.key.desk())

        return self._context.run(work, words, "casebook-check", "casebook-check")

    def keep_alive(self, words: Say) -> Ticket:
        """Back up and drill where it is due; the outcome is what was done."""

        def work(progress: Progress) -> object:
            from console.jobs.findings_schedule import keep_alive

            return keep_alive(self.key.desk(), paths.user_folder() / "backups", progress)

        return self._context.run(work, words, "casebook-keep", "casebook-check")

    def lock(self) -> None:
        """Forget the key: whatever comes next asks for the passphrase, or the system's own store, again."""
        self.key.lock()
        self._ledger = None

    @property
    def open(self) -> bool:
        """Return whether the key is at hand."""
        return self.key.open

    @property
    def catalogue(self) -> Catalogue:
        """Return the definitions; may read them, so never on the window's thread."""
        if self._catalogue is None:
            self._catalogue = self._context.start.catalogue()
        return self._catalogue

    def join(self, found: Suspicions | None, words: Say) -> Ticket:
        """Join again what is known of the casebook with another answer of the extract."""
        return self._context.run(lambda _progress: self._board(found), words, "findings-join", LANE)

    def _board(self, found: Suspicions | None) -> Board:
        from console.jobs.findings_board import make_board

        least = self._context.start.settings.least_precision
        return make_board(self.catalogue, found, self._ledger, least)
