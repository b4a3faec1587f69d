"""Owns what a page gets from the window: the Look, the scope, the open extract, and ways to ask, to go elsewhere, to tell.

It refuses to know any page. A page is a Page made by a View; the explicit tuple VIEWS lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from console.bootstrap import Context as Start
from console.domain.finding import FindingState, excusables, uncountables
from console.domain.ledger import Witness
from console.domain.payee_groups import PayeeDecisions
from console.domain.ports import Progress
from console.gui.beside import Beside
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.scope import Choices, Scope
from console.gui.session import Session, held_back
from console.gui.tasks import Lanes, Ticket, Work
from console.gui.theme import Look
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Piece
from console.gui.words import Say, Words
from console.i18n import Phrases

Shape = TypeVar("Shape")
KEPT_LANE = "kept"  # for answers that are there
UNHELD = frozenset({"readings", KEPT_LANE, "warm-up"})  # lanes that verification itself, or nobody, waits for
GROUPS = ("", "assess", "supervise", "act", "analyse", "deliver", "data")


class Page(Piece):
    """The widget of a page. Build in __init__; read data in ``scope_changed`` by asking the context.

    Set ``subtitle`` through ``subtitle_changed``, and emit ``actions_changed`` when the title row must be built again.
    ``figures`` counts the numbers on the page that can be recomputed, for the status bar.
    """

    subtitle_changed = Signal(object)  # Words
    actions_changed = Signal()
    figures_changed = Signal(int)
    outdated = Signal()  # what it shows must be read again when it is next shown

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context.look)
        self.context = context

    def showEvent(self, event: QShowEvent) -> None:
        """Wear the style sheet from the first showing on, when everything is in its place and is polished once."""
        self.look.dress(self)
        super().showEvent(event)

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the buttons of the title row, the primary last."""
        return ()

    def scope_changed(self, scope: Scope) -> None:
        """Read again: called when the page is first shown, and when the scope or the extract changed while or since shown."""

    def read_again(self) -> None:
        """Read what is shown again: at once where somebody looks, else when the page is next shown."""
        if self.context.session is None:
            return
        if self.isVisible():
            self.scope_changed(self.context.scope)
        else:
            self.outdated.emit()

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Somebody came here with something to look at (``finding``, ``rule``, ``sql`` …)."""

    def command(self, key: str) -> bool:
        """Do a command of the keyboard map (as-table, show-sql, add-evidence, …); return whether it was one of yours."""
        return False

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return entries of this page for the search palette; must not wait for anything."""
        return ()

    def panels(self) -> tuple[QWidget, ...]:
        """Return the panels in reading order, for F6."""
        shown = [panel for panel in self.findChildren(Panel) if panel.isVisible()]
        return tuple(sorted(shown, key=lambda panel: _reading_order(self, panel)))


def _reading_order(page: QWidget, panel: QWidget) -> tuple[int, int]:
    corner = panel.mapTo(page, panel.rect().topLeft())
    return (corner.y(), corner.x())


class View(Protocol):
    """What VIEWS lists: how a page stands in the navigation and how it is made when first opened."""

    key: str
    icon: str
    group: str  # one of GROUPS
    title_key: str  # phrase of its title
    needs_extract: bool  # whether it is empty without an open extract

    def build(self, context: ViewContext) -> Page:
        """Make the page; import what is heavy here, not at the top of the module."""
        ...


@dataclass(slots=True)
class _Kept:
    """What changes while the window is open."""

    scope: Scope = field(default_factory=Scope)
    choices: Choices = field(default_factory=Choices)
    session: Session | None = None
    pages: frozenset[str] = frozenset()
    findings: tuple[FindingState, ...] | None = None
    payees: PayeeDecisions = field(default_factory=PayeeDecisions)


class ViewContext(QObject):
    """The window as pages see it."""

    scope_changed = Signal(object)  # Scope
    session_changed = Signal(object)  # Session or None
    session_verified = Signal()  # what was shown while it was being verified is what was signed
    choices_changed = Signal(object)  # Choices
    findings_changed = Signal()  # what the casebook says was read again
    navigate_asked = Signal(str, object)  # page key, facts
    told = Signal(object)  # Words for the status bar
    banner_asked = Signal(object, str)  # a Banner (or None to take it away), the key it replaces
    counted = Signal(str, object)  # page key, NavCount or None

    def __init__(self, look: Look, start: Start, lanes: Lanes) -> None:
        super().__init__()
        self.look = look
        self.start = start
        self.lanes = lanes
        self.beside = Beside(self)
        self.witnesses: list[Witness] = []  # heads from outside the casebook is held to, on every page
        self._kept = _Kept()

    @property
    def scope(self) -> Scope:
        """Return what the window looks at."""
        return self._kept.scope

    @property
    def choices(self) -> Choices:
        """Return what the scope fields offer."""
        return self._kept.choices

    @property
    def session(self) -> Session | None:
        """Return the open extract, or none."""
        return self._kept.session

    @property
    def findings(self) -> tuple[FindingState, ...] | None:
        """Return the findings of the casebook as somebody last read them; None while nobody has unlocked it."""
        return self._kept.findings

    def set_findings(self, findings: Iterable[FindingState]) -> None:
        """Tell what the casebook says, so that every page shows the same cards.

        Where other things are tolerated than before, every page reads its figures again.
        """
        before = excusables(self._kept.findings or ())
        self._kept.findings = tuple(findings)
        self._tell_session()
        if self._kept.session is not None and excusables(self._kept.findings) != before:
            self.scope_changed.emit(self._kept.scope)
        self.findings_changed.emit()

    def _tell_session(self) -> None:
        """Tell the extract what no longer counts; its workers hear of it with the next question."""
        if self._kept.session is not None:
            self._kept.session.uncounted = uncountables(self._kept.findings or ())

    @property
    def payees(self) -> PayeeDecisions:
        """Return what the casebook says of payees, nothing while nobody has unlocked it."""
        return self._kept.payees

    def set_payees(self, decided: PayeeDecisions) -> None:
        """Tell what people decided about payees: rules group vendors by it, so every page reads again."""
        if decided == self._kept.payees:
            return
        self._kept.payees = decided
        if self._kept.session is not None:
            self._kept.session.payees = decided
            self.scope_changed.emit(self._kept.scope)

    def set_pages(self, keys: Iterable[str]) -> None:
        """Tell which pages the window has."""
        self._kept.pages = frozenset(keys)

    def offers(self, page: str) -> bool:
        """Say whether the window has a page, so that nobody offers a way to nowhere."""
        return page in self._kept.pages

    @property
    def phrases(self) -> Phrases:
        """Return the phrases of the present language."""
        return self.look.phrases

    def set_scope(self, scope: Scope) -> None:
        """Look at something else; every page shown reads again."""
        if scope != self._kept.scope:
            self._kept.scope = scope
            self.scope_changed.emit(scope)

    def set_choices(self, choices: Choices) -> None:
        """Offer these values in the scope fields."""
        self._kept.choices = choices
        self.choices_changed.emit(choices)

    def set_session(self, session: Session | None, scope: Scope) -> None:
        """Work on another extract; the one before is closed by whoever opened it."""
        self._kept.session = session
        if session is not None:
            session.payees = self._kept.payees
        self._tell_session()
        self._kept.scope = scope
        self.session_changed.emit(session)

    def ask(
        self,
        job: str,
        arguments: object,
        words: Say,
        slot: str = "",
        shape: type[Shape] | None = None,
        worker: str = "readings",
    ) -> Ticket:
        """Have a worker process do a job; ``words`` say what is computed, a new request in ``slot`` replaces the earlier.

        ``worker`` is ``readings`` (measures, rules, quality) or ``workbench`` (the analyst's SQL). ``shape`` is the class the
        outcome is decoded to. Follow the ticket with ``panel.state.watch(ticket, show)``.
        """
        session = self._kept.session
        assert session is not None, "no extract is open"
        kept = session.answer_kept(job, arguments)
        if kept is not None:
            return self.run(lambda _progress: kept, words, slot, KEPT_LANE)

        def work(progress: Progress) -> object:
            return session.worker(worker, progress).call(job, arguments, progress, shape)

        return self.run(work, words, slot, worker)

    def run(self, work: Work[object], words: Say, slot: str = "", lane: str = "files") -> Ticket:
        """Run a blocking function off the window's thread: casebook writes (lane ``casebook``), files, signing."""
        session = self._kept.session
        if session is not None and not session.verified and lane not in UNHELD:
            work = held_back(session, work)  # nothing is decided or signed on bytes nobody has hashed
        return self.lanes.lane(lane).submit(work, words, slot)

    def navigate(self, key: str, **facts: str) -> None:
        """Go to another page, with what to look at there."""
        self.navigate_asked.emit(key, facts)

    def tell(self, words: Words) -> None:
        """Say something in the status bar."""
        self.told.emit(words)

    def show_banner(self, banner: QWidget | None, key: str) -> None:
        """Show a banner above the page, in the place of the one with the same key; None takes it away."""
        self.banner_asked.emit(banner, key)

    def count(self, page: str, counted: NavCount | None) -> None:
        """Show a number beside a page in the navigation."""
        self.counted.emit(page, counted)
