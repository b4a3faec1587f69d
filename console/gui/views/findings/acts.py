"""Owns what the page does when somebody presses a button: registering, deciding on one or many, commenting, unlocking.

It refuses to decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from console import paths
from console.domain.entries import Comment, Entry
from console.domain.finding import Actor
from console.domain.terms import Terms
from console.gui.casebook import LOCKED
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.offers import PageAction
from console.gui.tasks import Ticket
from console.gui.theme import Look
from console.gui.views.findings.deeds import (
    BULK,
    DEEDS,
    Deed,
    fields_of,
    first_value,
    known_values,
    offered,
)
from console.gui.views.findings.forms import Answered, DeedForm, login
from console.gui.views.findings.keeper import Keeper
from console.gui.views.findings.listing import FindingList
from console.gui.views.findings.wording import number_words
from console.gui.widgets.banner import Banner
from console.gui.widgets.forms import PassphraseForm
from console.gui.words import Named, Say, Words, say
from console.jobs.findings_answers import Board, BoardRow, Seen, Suspicions

SHOWN = 2  # buttons of a stage beside "more"
Write = Callable[[str], Ticket]  # with a passphrase, or ""


class Surface(Protocol):
    """What the acts need of the page they belong to."""

    look: Look
    locked: bool
    trusted: bool
    board: Board | None
    found: Suspicions | None
    keeper: Keeper
    list: FindingList

    @property
    def shown(self) -> BoardRow | None:
        """Return the row in detail."""
        ...

    @property
    def today(self) -> date:
        """Return the present day."""
        ...

    @property
    def terms(self) -> Terms:
        """Return how terms are counted."""
        ...

    def lock(self) -> None:
        """Forget the casebook's key."""
        ...

    def reload(self, passphrase: str = "") -> None:
        """Read everything again."""
        ...

    def follow_write(self, ticket: Ticket, identity: str, done: Say) -> None:
        """Follow a write to its end."""
        ...

    def more_menu(self, menu: QMenu, row: BoardRow) -> None:
        """Add to the menu of a row what leaves the page, and what asks for a key."""
        ...


class Acts(QObject):
    """The buttons of one page and what they do."""

    changed = Signal()  # the buttons are others now

    def __init__(self, page: Surface, context: ViewContext, window: QWidget) -> None:
        super().__init__(window)
        self._page = page
        self._context = context
        self._look = context.look
        self._over = window
        self._busy = False
        self._actor: Actor | None = None
        self._waiting: tuple[Write, str, Say] | None = None
        self.countersign: Callable[[BoardRow], object] | None = (
            None  # how a second person agrees with their key
        )

    @property
    def actor(self) -> Actor:
        """Return who acted last here, or else whoever is logged in."""
        return self._actor or login(self._look)

    @property
    def free(self) -> bool:
        """Return whether something may be written now."""
        return not self._busy and not self._page.locked and self._page.trusted

    def buttons(self) -> tuple[PageAction, ...]:
        """Return the buttons for the row shown, or for the rows selected where they are several."""
        row = self._page.shown
        if row is None:
            return ()
        many = self._many()
        if many:
            return self._bulk_buttons(many)
        if row.state is None:
            return self._register_buttons()
        deeds = offered(row.state, self._page.today)
        moves = [deed for deed in deeds if not deed.side]
        made = [self._button(deed, row, deed is moves[-1]) for deed in moves[-SHOWN:]]
        rest = tuple(deed for deed in deeds if deed not in moves[-SHOWN:])
        words = say("finding-more")
        more = PageAction("more", words, "ellipsis", lambda: self._more(rest, row), enabled=not self._busy)
        return (more, *self._with_second(made, row))

    def _with_second(self, made: list[PageAction], row: BoardRow) -> list[PageAction]:
        """Put a second person's countersignature in the place of closing, where a red card still needs one."""
        state, ask = row.state, self.countersign
        lacks = state is not None and row.card and row.severity == "red" and not state.countersigned
        if not lacks or ask is None or made[-1].key != "close":
            return made
        words = say("finding-do", action=say("decision-countersign"))
        run = lambda: ask(row)  # noqa: E731
        second = PageAction("countersign", words, "file-signature", run, primary=True, enabled=self.free)
        return [*made[:-1], second]

    def register_shown(self) -> None:
        """Register the row shown, where nobody did."""
        row = self._page.shown
        if row is not None and row.state is None:
            self._register((row,), keep_clear=False)

    def register_all(self) -> None:
        """Register every suspicion the filters leave."""
        rows = tuple(row for row in self._page.list.shown if row.suspicion is not None)
        self._register(rows, keep_clear=True)

    def comment(self, words: str) -> None:
        """Write a comment on the finding shown."""
        row = self._page.shown
        if row is not None and row.state is not None:
            self._decide((row,), Comment("", words), self.actor, say("decision-comment"))

    def ask_passphrase(self, wrong: Words = "") -> None:
        """Ask for the passphrase; what waited for it is done afterwards."""
        from console.jobs.findings_key import SHORTEST, has_key

        new = not has_key(paths.casebook_folder())
        form = PassphraseForm(self._look, new, SHORTEST, wrong, self._over.window())
        form.given.connect(self._unlocked)
        form.rejected.connect(self._give_up)
        form.open()

    def refused(self, failure: Failure) -> None:
        """Say why a write was refused; where only the passphrase lacks, ask for it."""
        key = getattr(failure.error, "key", "")
        if key in LOCKED and self._waiting is not None:
            self.ask_passphrase("" if key == "casebook-passphrase-needed" else failure.sentence(self._look))
            return
        self._waiting = None
        look = self._look
        banner = Banner(look, "yellow", say("finding-refused"), failure.sentence(look))
        self._context.show_banner(banner, "findings")

    def busy(self, busy: bool) -> None:
        """Keep the buttons from being pressed while a write runs."""
        self._busy = busy
        self.changed.emit()

    def _many(self) -> tuple[BoardRow, ...]:
        picked = self._page.list.picked
        return picked if len(picked) > 1 else ()

    def _bulk_buttons(self, rows: tuple[BoardRow, ...]) -> tuple[PageAction, ...]:
        """Return what may be done with all rows selected: to register them, or to decide the same on each."""
        count = self._look.phrases.number(len(rows))
        fresh = tuple(row for row in rows if row.state is None)
        if fresh:
            words = say("finding-register-picked", count=self._look.phrases.number(len(fresh)))
            run = lambda: self._register(fresh, keep_clear=False)  # noqa: E731
            return (PageAction("register", words, "file-plus-2", run, primary=True, enabled=self.free),)
        words = say("finding-bulk", count=count)
        return (PageAction("bulk", words, "list-checks", lambda: self._bulk(rows), True, self.free),)

    def bulk_deeds(self, rows: tuple[BoardRow, ...]) -> tuple[Deed, ...]:
        """Return what may be decided on all these rows at once."""
        from console.jobs.findings_bulk import shared_acts

        shared = set(shared_acts([row.state for row in rows if row.state is not None]))
        return tuple(deed for deed in DEEDS if deed.action in BULK and deed.action in shared)

    def _bulk(self, rows: tuple[BoardRow, ...]) -> None:
        menu = QMenu(self._over)
        for deed in self.bulk_deeds(rows):
            action = menu.addAction(self._look.icon(deed.icon), self._look.text(f"decision-{deed.action}"))
            action.triggered.connect(lambda _checked=False, chosen=deed: self.ask_many(chosen, rows))
        self._page.more_menu(menu, rows[0])
        self._open(menu)

    def _register_buttons(self) -> tuple[PageAction, ...]:
        count = sum(row.suspicion is not None for row in self._page.list.shown)
        words = say("finding-register-all", count=self._look.phrases.number(count))
        one = say("finding-register")
        return (
            PageAction("register-all", words, "list-checks", self.register_all, enabled=self.free),
            PageAction("register", one, "file-plus-2", self.register_shown, primary=True, enabled=self.free),
        )

    def _button(self, deed: Deed, row: BoardRow, primary: bool) -> PageAction:
        words = say("finding-do", action=say(f"decision-{deed.action}"))
        run = lambda: self.ask(deed, row)  # noqa: E731
        return PageAction(deed.action, words, deed.icon, run, primary=primary, enabled=self.free)

    def _more(self, deeds: tuple[Deed, ...], row: BoardRow) -> None:
        look = self._look
        menu = QMenu(self._over)
        for deed in deeds:
            action = menu.addAction(look.icon(deed.icon), look.text(f"decision-{deed.action}"))
            action.setEnabled(self.free)
            action.triggered.connect(lambda _checked=False, chosen=deed: self.ask(chosen, row))
        self._page.more_menu(menu, row)
        self._open(menu)

    def _open(self, menu: QMenu) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def ask(self, deed: Deed, row: BoardRow) -> DeedForm:
        """Open the form of a decision."""
        assert row.state is not None
        return self._form(deed, (row,), number_words(row), Named(row.title))

    def fill(self, deed: Deed, row: BoardRow, then: Callable[[Answered], None]) -> DeedForm:
        """Open the form of a decision and hand on what was filled in, without writing it."""
        return self._form(deed, (row,), number_words(row), Named(row.title), then)

    def ask_many(self, deed: Deed, rows: tuple[BoardRow, ...]) -> DeedForm:
        """Open the form of one decision on many findings."""
        count = self._look.phrases.number(len(rows))
        numbers = ", ".join(row.number for row in rows)
        return self._form(deed, rows, say("finding-bulk-number", count=count), numbers)

    def _form(
        self,
        deed: Deed,
        rows: tuple[BoardRow, ...],
        number: Words,
        detail: Words,
        then: Callable[[Answered], None] | None = None,
    ) -> DeedForm:
        page, actor = self._page, self.actor
        state = rows[0].state if len(rows) == 1 else None
        fields = [
            (field, first_value(field, state, actor, page.today, page.terms))
            for field in fields_of(deed, state)
        ]
        title = say("finding-form-title", action=say(f"decision-{deed.action}"), number=number)
        words = (title, detail, say("finding-form-sign"))
        clock = (page.today, page.terms)
        form = DeedForm(self._look, words, fields, actor, self._over.window(), clock)
        form.answered.connect(then or (lambda told: self._answered(deed, rows, told)))
        form.open()
        return form

    def _answered(self, deed: Deed, rows: tuple[BoardRow, ...], told: Answered) -> None:
        self._actor = told.actor
        state = rows[0].state
        values = {**told.values, **(known_values(state) if state is not None else {})}
        self._decide(rows, deed.make(values), told.actor, say(f"decision-{deed.action}"))

    def _decide(self, rows: tuple[BoardRow, ...], entry: Entry, actor: Actor, action: Words) -> None:
        page = self._page
        words = say("finding-writing", action=action)
        number = number_words(rows[0])
        if len(rows) > 1:
            number = say("finding-bulk-number", count=self._look.phrases.number(len(rows)))
        names = tuple(row.identity for row in rows)
        self.write(
            lambda passphrase: page.keeper.decide(page.found, names, entry, actor, words, passphrase),
            rows[0].identity,
            say("finding-written", number=number, action=action),
        )

    def _register(self, rows: tuple[BoardRow, ...], keep_clear: bool) -> None:
        page = self._page
        found = page.found
        if found is None or not rows or not self.free:
            return
        chosen = tuple(row.suspicion for row in rows if row.suspicion is not None)
        clear = found.seen.judged_clear if keep_clear else ()
        seen: Seen = replace(found.seen, suspicions=chosen, judged_clear=clear)
        actor, words = self.actor, say("finding-writing", action=say("decision-register"))
        identity = page.shown.identity if page.shown is not None else rows[0].identity
        count = self._look.phrases.number(len(rows))
        self.write(
            lambda passphrase: page.keeper.register(found, seen, actor, words, passphrase),
            identity,
            say("finding-registered", count=count),
        )

    def write(self, write: Write, identity: str, done: Say, passphrase: str = "") -> None:
        """Do what writes; where the passphrase lacks, it is asked for and the write done again."""
        self._waiting = (write, identity, done)
        self._context.show_banner(None, "findings")
        ticket = write(passphrase)
        ticket.succeeded.connect(self._done)
        self._page.follow_write(ticket, identity, done)

    def _done(self, _board: object) -> None:
        self._waiting = None

    def _unlocked(self, passphrase: str) -> None:
        waiting = self._waiting
        if waiting is None:
            self._page.reload(passphrase)
            return
        self.write(*waiting, passphrase=passphrase)

    def _give_up(self) -> None:
        self._waiting = None
