"""Owns the casebook as this page keeps it: unlocked once, read and written down the casebook's lane.

It refuses to keep a passphrase: what it holds is the key, in memory, until the window closes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from console import paths
from console.domain.contract import Texts
from console.domain.finding import Actor, FindingState
from console.domain.ports import Progress
from console.domain.tolerance import Pilot
from console.domain.tolerance_code import CodeEntry
from console.domain.tolerance_entries import ToleranceEntry
from console.gui.casebook import LANE, CasebookKey
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.words import Say
from console.jobs.tolerance_sheet import CaseSheet, ToleranceBook

if TYPE_CHECKING:
    from console.domain.tolerance_code import ToleranceCode
    from console.jobs.findings import CaseDesk


@dataclass(frozen=True, slots=True)
class Known:
    """What the page shows: the casebook (None where there is none), the rules' words, the negative list in force."""

    book: ToleranceBook | None
    rules: Mapping[str, Texts]
    negative: tuple[CodeEntry, ...]


class ToleranceKeeper(QObject):
    """Does what the page asks; outcomes are Known and CaseSheet."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self.key = CasebookKey(context.start.clock, context.witnesses)
        self._code: ToleranceCode | None = None
        self._rules: Mapping[str, Texts] | None = None

    def read(self, actor: Actor, words: Say, passphrase: str = "") -> Ticket:
        """Read the casebook where there is one."""

        def work(progress: Progress) -> Known:
            from console.jobs.findings import is_begun

            progress.report(None, "casebook-read")
            begun = is_begun(paths.casebook_folder())
            return self._known(self.key.desk(passphrase), actor) if begun else self._nothing()

        return self._context.run(work, words, "tolerance-read", LANE)

    def act(
        self, identity: str, files: Sequence[Path], entry: ToleranceEntry, actor: Actor, words: Say
    ) -> Ticket:
        """Write one step, with the files it rests on."""

        def work(progress: Progress) -> Known:
            from console.jobs.tolerance import act_with

            progress.report(None, "casebook-write")
            desk = self.key.desk()
            act_with(desk, identity, files, entry, actor, self._read_code())
            return self._known(desk, actor)

        return self._context.run(work, words, "", LANE)

    def authorise(self, pilot: Pilot, actor: Actor, words: Say) -> Ticket:
        """Enter an authorised pilot."""

        def work(progress: Progress) -> Known:
            from console.jobs.tolerance import authorise

            progress.report(None, "casebook-write")
            desk = self.key.desk()
            authorise(desk, pilot, actor)
            return self._known(desk, actor)

        return self._context.run(work, words, "", LANE)

    def sheet(self, book: ToleranceBook, state: FindingState, actor: Actor, words: Say) -> Ticket:
        """Work out one case's sheet: what lacks, precedents, what may lighten liability."""

        def work(_progress: Progress) -> CaseSheet:
            from console.jobs.tolerance_sheet import sheet_of

            today = self._context.start.clock.now().date()
            return sheet_of(state, book.states, self._read_code(), actor, today)

        return self._context.run(work, words, "tolerance-sheet", LANE)

    def lock(self) -> None:
        """Forget the key: whatever comes next asks for the passphrase, or the system's own store, again."""
        self.key.lock()

    @property
    def open(self) -> bool:
        """Return whether the key is at hand."""
        return self.key.open

    def _read_code(self) -> ToleranceCode:
        from console.catalogue.tolerance import read_tolerance_code

        if self._code is None:
            self._code = read_tolerance_code(self._context.start.resources)
        return self._code

    def _known(self, desk: CaseDesk, actor: Actor) -> Known:
        from console.jobs.tolerance import read_tolerance

        return self._told(read_tolerance(desk, self._read_code(), actor))

    def _nothing(self) -> Known:
        return self._told(None)

    def _told(self, book: ToleranceBook | None) -> Known:
        if self._rules is None:
            rules = self._context.start.catalogue().every_rule
            self._rules = {name: rule.text for name, rule in rules.items() if "@" not in name}
        today = self._context.start.clock.now().date()
        return Known(book, self._rules, self._read_code().negative_on(today, ""))
