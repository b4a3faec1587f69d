"""Owns the page of tolerance: cases left, one case right, pilots below the list, the buttons of the case's step.

It refuses to wait on the window's thread: the casebook is read and written down its lane.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from console.domain.finding import Actor, Role
from console.gui.casebook import LOCKED
from console.gui.context import Page, ViewContext
from console.gui.faults import Failure
from console.gui.idle import IdleLock
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.scope import Scope
from console.gui.views.tolerance.acts import Acts
from console.gui.views.tolerance.keeper import Known, ToleranceKeeper
from console.gui.views.tolerance.listing import CaseList
from console.gui.views.tolerance.panels import (
    CaseFacts,
    CaseHead,
    CaseTrail,
    GroundsPanel,
    PilotsPanel,
    PrecedentsPanel,
)
from console.gui.views.tolerance.wording import title_of
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.forms import PassphraseForm
from console.gui.widgets.piece import column, row
from console.gui.widgets.states import Move
from console.gui.words import Words, say
from console.jobs.findings_answers import login_name
from console.jobs.tolerance_sheet import CaseSheet

GUTTER = 12
BUTTONS = 3


class TolerancePage(Page):
    """The page."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.keeper = ToleranceKeeper(context)
        self.known: Known | None = None
        self.sheet: CaseSheet | None = None
        self.actor = Actor(login_name() or self.look.text("role-inspector"), Role.INSPECTOR)
        self._wanted = ""
        self._identity = ""
        self._stale = False  # another page read or wrote the casebook since
        self._subtitle: Words = ""
        self._make_parts()
        self._lay_out()
        self.acts = Acts(self, context, self)
        self.acts.changed.connect(self.actions_changed)
        self.list.chosen.connect(self._chosen)
        self.pilots.link_followed.connect(self.acts.ask_pilot)
        context.findings_changed.connect(self._read_elsewhere)
        self.idle = IdleLock(context.start.settings.lock_minutes, self)
        self.idle.idle.connect(self.lock)
        context.choices_changed.connect(lambda _choices: self._fill())

    @property
    def shown(self) -> str:
        """Return the identity of the finding in detail, or nothing."""
        return self._identity

    @property
    def today(self) -> date:
        """Return the present day."""
        return self.context.start.clock.now().date()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the buttons of the case's step, and a menu with the rest."""
        return self.acts.buttons()

    def scope_changed(self, scope: Scope) -> None:
        """Read the casebook once; the scope of the extract does not narrow what is under way."""
        if self.known is None:
            self.reload()

    def reload(self, passphrase: str = "") -> None:
        """Read the casebook."""
        ticket = self.keeper.read(self.actor, say("finding-reading"), passphrase)
        ticket.failed.connect(self._not_read)
        self.list.state.watch(ticket, self._read, self.reload)

    def lock(self) -> None:
        """Forget the casebook's key and show nothing of it until it is unlocked again."""
        if not self.keeper.open:
            return
        for dialog in self.window().findChildren(Dialog):
            dialog.reject()
        self.keeper.lock()
        self.known = self.sheet = None
        self.detail.hide()
        move = Move(say("finding-unlock"), self.reload, "lock-open", primary=True)
        self.list.state.show_empty(say("finding-locked"), say("tolerance-locked-detail"), moves=(move,))
        self.pilots.state.show_empty(say("finding-locked"), say("tolerance-locked-detail"))
        self.actions_changed.emit()

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Show the case of the finding somebody came for."""
        self._wanted = facts.get("finding", "")
        QTimer.singleShot(0, self, lambda: self.subtitle_changed.emit(self._subtitle))
        if self.known is not None and self._wanted and self.list.reveal(self._wanted):
            self._wanted = ""

    def command(self, key: str) -> bool:
        """Do the keys of the page."""
        done = {
            "next-finding": lambda: self.list.step(1),
            "previous-finding": lambda: self.list.step(-1),
            "filter": self.list.lanes.setFocus,
        }.get(key)
        if done is None:
            return False
        done()
        return True

    def search(self, words: str) -> tuple[Hit, ...]:
        """Return the cases whose number or title holds the words."""
        known = self.known
        if known is None or known.book is None:
            return ()
        found = []
        for one in known.book.board.rows:
            title = title_of(one.state, known.rules)
            told = f"{one.state.number} {self.look.words(title)}"
            if words.casefold() in told.casefold():
                go = self._goer(one.state.number)
                found.append(Hit(say("page-tolerance"), told, go, "scale"))
        return tuple(found[:12])

    def _goer(self, number: str) -> Callable[[], object]:
        return lambda: self.context.navigate("tolerance", finding=number)

    def showEvent(self, event: QShowEvent) -> None:
        """Say the line about the cases again: the title row was emptied on the way here."""
        super().showEvent(event)
        QTimer.singleShot(0, self, lambda: self.subtitle_changed.emit(self._subtitle))
        if self._stale:
            self.reload()

    def _read_elsewhere(self) -> None:
        """Read again once somebody looks: another page wrote into the casebook."""
        book = self.known.book if self.known is not None else None
        self._stale = self.known is not None and (book is None or self.context.findings is not book.states)

    def _make_parts(self) -> None:
        look = self.look
        self.list, self.pilots = CaseList(look), PilotsPanel(look)
        self.head, self.grounds, self.facts = CaseHead(look), GroundsPanel(look), CaseFacts(look)
        self.precedents, self.trail = PrecedentsPanel(look), CaseTrail(look)

    def _lay_out(self) -> None:
        gap = self.look.px(GUTTER)
        self.detail = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)
        grid.addWidget(self.head, 0, 0, 1, 2)
        grid.addWidget(self.grounds, 1, 0)
        grid.addWidget(self.facts, 1, 1)
        grid.addWidget(self.precedents, 2, 0)
        grid.addWidget(self.trail, 2, 1)
        grid.setColumnStretch(0, 60)
        grid.setColumnStretch(1, 40)
        grid.setRowStretch(1, 62)
        grid.setRowStretch(2, 38)
        self.detail.setLayout(grid)
        left = QWidget()
        stack = column(gap)
        stack.addWidget(self.list, 68)
        stack.addWidget(self.pilots, 32)
        left.setLayout(stack)
        whole = row(gap)
        whole.addWidget(left, 36)
        whole.addWidget(self.detail, 64)
        self.setLayout(whole)
        self.detail.hide()

    def _read(self, value: object) -> None:
        assert isinstance(value, Known)
        self.take(value)

    def _not_read(self, failure: Failure) -> None:
        key = getattr(failure.error, "key", "")
        if key in LOCKED:
            self._ask_passphrase("" if key == "casebook-passphrase-needed" else failure.sentence(self.look))

    def _ask_passphrase(self, wrong: Words = "") -> None:
        form = PassphraseForm(self.look, False, 0, wrong, self.window())
        form.given.connect(self.reload)
        form.open()

    def take(self, known: Known, identity: str = "") -> None:
        """Show another reading of the casebook, and in it this case."""
        self.known, self._stale = known, False
        if known.book is None:
            self._show_nothing()
            return
        board = known.book.board
        self.context.set_findings(known.book.states)
        self.context.set_payees(known.book.payees)
        self.pilots.show_board(board)
        self._fill(identity)
        if self._wanted and self.list.reveal(self._wanted):
            self._wanted = ""
        if not board.rows and not board.candidates:
            self.list.state.show_empty(say("tolerance-none"), say("tolerance-none-detail"))
        self._say_counts()

    def _fill(self, identity: str = "") -> None:
        """Fill the list with the names the open extract tells."""
        known = self.known
        if known is None or known.book is None:
            return
        chosen = identity or self._identity
        self.list.set_board(known.book.board, known.rules, self._names(), self.today, chosen)

    def _names(self) -> Mapping[str, Words]:
        return {choice.key: choice.words for choice in self.context.choices.organisations}

    def _show_nothing(self) -> None:
        self.detail.hide()
        move = Move(say("tolerance-go-findings"), lambda: self.context.navigate("findings"), "clipboard-list")
        self.list.state.show_empty(say("tolerance-no-book"), say("tolerance-no-book-detail"), moves=(move,))
        self.pilots.state.show_empty(say("tolerance-pilots-none"), say("tolerance-pilots-none-detail"))

    def _say_counts(self) -> None:
        assert self.known is not None
        assert self.known.book is not None
        board = self.known.book.board
        number = self.look.phrases.number
        late = sum(one.overdue for one in board.rows)
        self._subtitle = say(
            "tolerance-subtitle",
            cases=number(len(board.rows)),
            late=number(late),
            pilots=number(len(board.pilots)),
            notices=number(sum(board.noticed.values())),
        )
        self.subtitle_changed.emit(self._subtitle)
        self.context.count("tolerance", NavCount(len(board.rows)) if board.rows else None)
        self.figures_changed.emit(4 + len(board.rows))

    def _chosen(self, identity: str) -> None:
        self._identity = identity
        book = self.known.book if self.known is not None else None
        state = book.find(identity) if book is not None else None
        if book is None or state is None:
            self.sheet = None
            self.detail.hide()
            self.actions_changed.emit()
            return
        ticket = self.keeper.sheet(book, state, self.actor, say("finding-reading"))
        self.grounds.state.watch(ticket, self._sheet_read)

    def _sheet_read(self, value: object) -> None:
        assert isinstance(value, CaseSheet)
        known = self.known
        if known is None or known.book is None:
            return
        self.sheet = value
        self.head.show_sheet(value, known.rules, self._names(), self.today)
        self.facts.show_sheet(value, self.today)
        self.precedents.show_sheet(value)
        self.trail.show_sheet(value, known.book)
        self.grounds.show_sheet(value)
        self.detail.show()
        self.actions_changed.emit()
