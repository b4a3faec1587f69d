"""Owns what errands beside the next steps have in common: a menu item, a question for a file, reading and writing the casebook.

It refuses to read or write on the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from console.domain.ports import Progress
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.tasks import Ticket
from console.gui.views.findings.acts import Acts, Surface
from console.gui.views.findings.outgoing import Outgoing, done_words
from console.gui.words import Say, say
from console.jobs.findings_answers import BoardRow, News

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk


class Errand(QObject):
    """One kind of errand of the page; ``parts`` write decisions and files for it."""

    def __init__(
        self, page: Surface, context: ViewContext, parts: tuple[Acts, Outgoing], window: QWidget
    ) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._acts, self._outgoing = parts
        self._look = context.look

    def item(self, menu: QMenu, icon: str, key: str, run: Callable[[], object]) -> QAction:
        """Add an errand to a menu."""
        action = menu.addAction(self._look.icon(icon), self._look.text(f"finding-{key}"))
        action.triggered.connect(lambda _checked=False: run())
        return action

    def ask_file(self, key: str, kinds: str = "") -> Path | None:
        """Ask for a file to read; None where somebody thought better of it."""
        title = self._look.text(f"finding-{key}")
        name, _kind = QFileDialog.getOpenFileName(self._over.window(), title, str(Path.home()), kinds)
        return Path(name) if name else None

    def write(self, row: BoardRow, action: str, work: Callable[[CaseDesk], News]) -> None:
        """Write into the casebook about a finding, asking for the passphrase where it is locked."""
        page = self._page
        words = say("finding-writing", action=say(f"decision-{action}"))
        self._acts.write(
            lambda passphrase: page.keeper.write(page.found, work, words, passphrase),
            row.identity,
            done_words(action, row.number),
        )

    def read(
        self, work: Callable[[CaseDesk, Progress], object], words: Say, show: Callable[..., object]
    ) -> None:
        """Do something with the opened casebook that writes nothing about a finding here, and show what came of it."""
        self.follow(self._page.keeper.use(work, words), show)

    def follow(self, ticket: Ticket, show: Callable[..., object]) -> None:
        """Show what comes of a ticket, or say why nothing does."""
        ticket.succeeded.connect(show)
        ticket.failed.connect(self._failed)

    def _failed(self, failure: Failure) -> None:
        self._outgoing.tell_fault(failure.sentence(self._look))
