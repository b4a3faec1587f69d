"""Owns remembering which extracts were open in this window. It refuses to write on the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console import paths
from console.domain.ports import Progress
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.session import Session
from console.gui.words import say

LANE = "files"


class Recent(QObject):
    """Writes an extract on the list of the shelf whenever one was opened, on its own or beside another."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self._context = context
        self._known: set[str] = set()
        context.session_changed.connect(self._opened)
        context.beside.changed.connect(self._look_beside)

    def _opened(self, session: Session | None) -> None:
        if session is not None:
            self._context.beside.drop(session.opened.digest)  # opened again on its own
            self._remember(session)

    def _look_beside(self) -> None:
        for session in self._context.beside.sessions:
            if session.opened.digest not in self._known:
                self._remember(session)

    def _remember(self, session: Session) -> None:
        from console.jobs.shelf import entry_of, remember

        self._known.add(session.opened.digest)
        clock = self._context.start.clock

        def work(progress: Progress) -> None:
            # Only now: work waits until the bytes are hashed, and what is told of them is final then.
            remember(paths.user_folder(), [entry_of(session.opened, clock.now())])

        ticket = self._context.run(work, say("shelf-remembering"), "", LANE)
        ticket.failed.connect(self._failed)

    def _failed(self, failure: Failure) -> None:
        self._context.tell(failure.sentence(self._context.look))
