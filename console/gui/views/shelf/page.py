"""Owns the shelf: which extracts are open, opening one beside another, bringing one forward, and comparing all that are open.

It refuses to open what its signature does not vouch for in the place of what does: such a file says why it stays closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from console import paths
from console.domain.ports import Progress
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.offers import Hit, PageAction
from console.gui.processes import worker_command
from console.gui.scope import Scope
from console.gui.session import Session, open_session
from console.gui.views.shelf.comparing import Compared, read_comparison
from console.gui.views.shelf.parts import Parts
from console.gui.views.shelf.tables import BESIDE, CURRENT, GONE, THERE, Place
from console.gui.widgets.banner import Banner
from console.gui.widgets.passphrase_dialog import PassphraseDialog
from console.gui.widgets.states import Move
from console.gui.words import Say, say
from console.jobs.compare_answers import SideRequest
from console.jobs.shelf import Shelf, clear_caches, clear_list, forget, read_shelf

LANE, FILES = "shelf", "files"
FEWEST = 2
LACKING, WRONG = "extract-key-missing", "extract-key-wrong"
Wanted = tuple[SideRequest, tuple[str, ...]]


class ShelfPage(Page):
    """The page 抽取包书架."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._compared: Wanted | None = None
        self._shelf: Shelf | None = None
        self.passphrase: PassphraseDialog | None = None
        self._connect()

    def scope_changed(self, scope: Scope) -> None:
        """Read the list again, and compare again where what is compared changed."""
        self._read()
        self._compare()

    def retranslate(self) -> None:
        """Word the list again."""
        if getattr(self, "_shelf", None) is not None:
            self._show_shelf(self._shelf)

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Open the file somebody came with."""
        if facts.get("file"):
            self._open(Path(facts["file"]))

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return what can be done with the selected extract, and the way to another."""
        place = self.parts.extracts.place()
        full = self.context.beside.full
        opened = self.context.session is not None
        return (
            PageAction("forget", say("shelf-forget"), "x", self._forget, enabled=place in {THERE, GONE}),
            PageAction("close", say("shelf-close"), "minus", self._close, enabled=place == BESIDE),
            PageAction("bring", say("shelf-bring"), "arrow-up-right", self._bring, enabled=place == BESIDE),
            PageAction(
                "beside",
                say("shelf-open-selected"),
                "layers",
                self._open_selected,
                enabled=place == THERE and opened and not full,
            ),
            PageAction(
                "open", self._open_words(), "folder-open", self._choose, primary=True, enabled=not full
            ),
        )

    def _open_words(self) -> Say:
        return say("shelf-open" if self.context.session is not None else "do-open")

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the extracts of the list."""
        lines = self._shelf.lines if self._shelf is not None else ()
        return tuple(
            Hit(
                say("shelf-title"),
                line.entry.name,
                lambda path=line.entry.path: self._open(Path(path)),  # type: ignore[misc]
                "database",
                searched=line.entry.path,
            )
            for line in lines
            if line.bytes is not None
        )

    def sessions(self) -> tuple[Session, ...]:
        """Return every open extract in the order of their cut-offs, then of their names."""
        session = self.context.session
        held = (*((session,) if session is not None else ()), *self.context.beside.sessions)
        return tuple(sorted(held, key=lambda each: (each.opened.cut_off, each.name)))

    def _connect(self) -> None:
        parts, context = self.parts, self.context
        parts.extracts.chosen.connect(self.actions_changed.emit)
        parts.extracts.table.opened.connect(lambda _number: self._enter())
        parts.caches.clear_asked.connect(self._clear)
        parts.comparison.asked.connect(self._compare)
        context.beside.changed.connect(self._opened_others)

    def _opened_others(self) -> None:
        self._read()
        self._compare()
        self.actions_changed.emit()

    def _read(self) -> None:
        home, caches = paths.user_folder(), paths.cache_folder()
        ticket = self.context.run(lambda _: read_shelf(home, caches), say("shelf-reading"), "shelf", FILES)
        self.parts.extracts.state.watch(ticket, self._show_shelf, self._read)
        ticket.failed.connect(lambda _failure: self._offer_new_list())
        self.parts.caches.state.watch(ticket, self._show_caches, self._read)

    def _show_shelf(self, found: object) -> None:
        assert isinstance(found, Shelf)
        self._shelf = found
        session, beside = self.context.session, self.context.beside.sessions
        current = place_of(session) if session is not None else ("", "")
        held = frozenset(place_of(each) for each in beside)
        today = self.context.start.clock.now().date()
        self.parts.extracts.show_shelf(found, current, held, today)
        if not found.lines:
            move = Move(self._open_words(), self._choose, "folder-open", primary=True)
            self.parts.extracts.state.show_empty(
                say("shelf-nothing"), say("shelf-nothing-detail"), moves=(move,)
            )
        self.subtitle_changed.emit(say("shelf-subtitle", count=len(self.sessions())))
        self.actions_changed.emit()

    def _show_caches(self, found: object) -> None:
        assert isinstance(found, Shelf)
        self.parts.caches.show_shelf(found)

    def _offer_new_list(self) -> None:
        """A list that cannot be read is replaced only where somebody says so."""
        move = Move(say("shelf-new-list"), self._new_list, "rotate-ccw")
        banner = Banner(self.look, "yellow", say("shelf-list-damaged"), "", (move,))
        self.context.show_banner(banner, "shelf")

    def _new_list(self) -> None:
        self.context.show_banner(None, "shelf")
        self._change(lambda: clear_list(paths.user_folder()))

    def _compare(self) -> None:
        sessions = self.sessions()
        panel = self.parts.comparison
        if len(sessions) < FEWEST:
            self._compared = None
            move = Move(self._open_words(), self._choose, "folder-open")
            detail = say("shelf-compare-detail")
            panel.state.show_empty(say("shelf-compare-nothing"), detail, moves=(move,))
            return
        request = panel.request(self.context.scope.period)
        wanted = (request, tuple(each.opened.digest for each in sessions))
        if wanted == self._compared:
            return
        self._compared = wanted

        def work(progress: Progress) -> Compared:
            return read_comparison(sessions, request, progress)

        ticket = self.context.run(work, say("shelf-comparing", count=len(sessions)), "compare", LANE)
        panel.state.watch(ticket, self._show_compared, self._again)
        ticket.cancelled.connect(self._forget_compared)
        ticket.failed.connect(lambda _failure: self._forget_compared())

    def _forget_compared(self) -> None:
        self._compared = None

    def _again(self) -> None:
        self._compared = None
        self._compare()

    def _show_compared(self, found: object) -> None:
        assert isinstance(found, Compared)
        self.parts.comparison.show_compared(found)
        self._read()  # what was compared is kept now
        cells = sum(cell.value is not None for row in found.found.rows for cell in row.cells)
        self.figures_changed.emit(cells)
        if not found.found.rows:
            self.parts.comparison.state.show_empty(say("shelf-no-rows"), say("shelf-no-rows-detail"))

    def _enter(self) -> None:
        """Do the nearest thing with the selected extract: bring it forward, or open it."""
        if self.parts.extracts.place() == BESIDE:
            self._bring()
        else:
            self._open_selected()

    def _open_selected(self) -> None:
        line = self.parts.extracts.line()
        if line is not None and self.parts.extracts.place() == THERE:
            self._open(Path(line.entry.path))

    def _choose(self) -> None:
        look = self.look
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), look.text("open-title"), str(Path.home()), look.text("open-filter")
        )
        if path:
            self._open(Path(path))

    def _open(self, path: Path, passphrase: str = "") -> None:
        """Open a file beside what is open, an encrypted one under its passphrase; a worker of no use is ended."""
        from console.jobs.opened import OpenRequest
        from console.jobs.remote import RemoteWorker

        start = self.context.start
        self.context.show_banner(None, "beside")
        request = OpenRequest(
            path, start.trust_folders, start.memory_bytes, start.settings.threads, passphrase=passphrase
        )

        def work(progress: Progress) -> Session:
            command = worker_command(start.resources)
            return open_session(request, lambda limits: RemoteWorker(command, limits), progress)

        ticket = self.context.run(work, say("opening", file=path.name), "", LANE)
        self.context.tell(say("opening", file=path.name))
        ticket.succeeded.connect(self._arrived_beside)
        ticket.failed.connect(lambda failure: self._refused(path, failure))

    def _arrived_beside(self, session: object) -> None:
        assert isinstance(session, Session)
        current = self.context.session
        if current is not None and current.opened.digest == session.opened.digest:
            session.close()
            self.context.tell(say("shelf-open-already", name=session.name))
            return
        self.context.beside.put(session)
        self.context.tell(say("shelf-opened", name=session.name))
        if current is None:
            self.context.beside.bring(session.opened.digest)

    def _refused(self, path: Path, failure: Failure) -> None:
        if failure.code.endswith((LACKING, WRONG)):
            self._ask_passphrase(path, failure)
            return
        title = say("open-failed-title", file=path.name)
        self.context.show_banner(Banner(self.look, "red", title, failure.words(self.look)), "beside")
        self.context.tell(title)

    def _ask_passphrase(self, path: Path, failure: Failure) -> None:
        """Ask for what opens an encrypted extract; a wrong passphrase says so and is asked for again."""
        wrong = failure.sentence(self.look) if failure.code.endswith(WRONG) else ""
        self.context.tell(say("open-failed-title", file=path.name))
        self.passphrase = PassphraseDialog(self.look, path.name, wrong, self.window())
        self.passphrase.said.connect(lambda said: self._open(path, said))
        self.passphrase.open()

    def _bring(self) -> None:
        line = self.parts.extracts.line()
        if line is not None:
            self.context.beside.bring(line.entry.digest)

    def _close(self) -> None:
        line = self.parts.extracts.line()
        if line is not None:
            self.context.beside.drop(line.entry.digest)

    def _forget(self) -> None:
        line = self.parts.extracts.line()
        if line is not None and self.parts.extracts.place() != CURRENT:
            path = line.entry.path
            self._change(lambda: forget(paths.user_folder(), path))

    def _clear(self, digest: str) -> None:
        self._change(lambda: clear_caches(paths.cache_folder(), digest))

    def _change(self, act: object) -> None:
        """Do something with the list or the caches off the window's thread, then read them again."""
        assert callable(act)
        ticket = self.context.run(lambda _: act(), say("shelf-changing"), "", FILES)
        ticket.succeeded.connect(lambda _done: self._read())
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))


def place_of(session: Session) -> Place:
    """Return where an open extract stands, and its digest."""
    return str(session.opened.path.absolute()), session.opened.digest
