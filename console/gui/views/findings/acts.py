"""Owns what the page does when somebody presses a button: registering, deciding, commenting, unlocking. It refuses to decide."""

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
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.offers import PageAction
from console.gui.tasks import Ticket
from console.gui.views.findings.deeds import Deed, first_value, offered
from console.gui.views.findings.forms import Answered, DeedForm, PassphraseForm, login
from console.gui.views.findings.keeper import LOCKED, Keeper
from console.gui.views.findings.listing import FindingList
from console.gui.views.findings.wording import number_words
from console.gui.widgets.banner import Banner
from console.gui.words import Named, Say, Words, say
from console.jobs.findings_answers import BoardRow, Seen, Suspicions

SHOWN = 2  # buttons of a stage beside "more"
Write = Callable[[str], Ticket]  # with a passphrase, or ""


class Surface(Protocol):
    """What the acts need of the page they belong to."""

    locked: bool
    trusted: bool
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

    def reload(self, passphrase: str = "") -> None:
        """Read everything again."""
        ...

    def follow_write(self, ticket: Ticket, identity: str, done: Say) -> None:
        """Follow a write to its end."""
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

    def buttons(self) -> tuple[PageAction, ...]:
        """Return the buttons for the row shown."""
        row = self._page.shown
        if row is None:
            return ()
        if row.state is None:
            return self._register_buttons()
        deeds = offered(row.state, self._page.today)
        first = deeds[-SHOWN:]
        made = [self._button(deed, row, deed is deeds[-1]) for deed in first]
        if len(deeds) > SHOWN:
            rest = deeds[:-SHOWN]
            more = PageAction(
                "more", say("finding-more"), "ellipsis", lambda: self._more(rest, row), enabled=self._free
            )
            made.insert(0, more)
        return tuple(made)

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
            self._decide(row, Comment("", words), self._actor or login(self._look), say("decision-comment"))

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

    @property
    def _free(self) -> bool:
        return not self._busy and not self._page.locked and self._page.trusted

    def _register_buttons(self) -> tuple[PageAction, ...]:
        count = sum(row.suspicion is not None for row in self._page.list.shown)
        number = self._look.phrases.number(count)
        return (
            PageAction(
                "register-all",
                say("finding-register-all", count=number),
                "list-checks",
                self.register_all,
                enabled=self._free,
            ),
            PageAction(
                "register",
                say("finding-register"),
                "file-plus-2",
                self.register_shown,
                primary=True,
                enabled=self._free,
            ),
        )

    def _button(self, deed: Deed, row: BoardRow, primary: bool) -> PageAction:
        words = say("finding-do", action=say(f"decision-{deed.action}"))
        return PageAction(
            deed.action,
            words,
            deed.icon,
            lambda: self.ask(deed, row),
            primary=primary,
            enabled=self._free,
        )

    def _more(self, deeds: tuple[Deed, ...], row: BoardRow) -> None:
        look = self._look
        menu = QMenu(self._over)
        for deed in deeds:
            action = menu.addAction(look.icon(deed.icon), look.text(f"decision-{deed.action}"))
            action.triggered.connect(lambda _checked=False, chosen=deed: self.ask(chosen, row))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def ask(self, deed: Deed, row: BoardRow) -> DeedForm:
        """Open the form of a decision."""
        assert row.state is not None
        state, actor = row.state, self._actor or login(self._look)
        fields = [(field, first_value(field, state, actor, self._page.today)) for field in deed.fields]
        name = say(f"decision-{deed.action}")
        title = say("finding-form-title", action=name, number=number_words(row))
        form = DeedForm(
            self._look,
            (title, Named(row.title), say("finding-form-sign")),
            fields,
            actor,
            self._over.window(),
        )
        form.answered.connect(lambda told: self._answered(deed, row, told))
        form.open()
        return form

    def _answered(self, deed: Deed, row: BoardRow, told: Answered) -> None:
        self._actor = told.actor
        self._decide(row, deed.make(told.values), told.actor, say(f"decision-{deed.action}"))

    def _decide(self, row: BoardRow, entry: Entry, actor: Actor, action: Words) -> None:
        page = self._page
        words = say("finding-writing", action=action)
        done = say("finding-written", number=number_words(row), action=action)
        self._write(
            lambda passphrase: page.keeper.decide(page.found, row.identity, entry, actor, words, passphrase),
            row.identity,
            done,
        )

    def _register(self, rows: tuple[BoardRow, ...], keep_clear: bool) -> None:
        page = self._page
        found = page.found
        if found is None or not rows or not self._free:
            return
        chosen = tuple(row.suspicion for row in rows if row.suspicion is not None)
        clear = found.seen.judged_clear if keep_clear else ()
        seen: Seen = replace(found.seen, suspicions=chosen, judged_clear=clear)
        actor, words = (
            self._actor or login(self._look),
            say("finding-writing", action=say("decision-register")),
        )
        identity = page.shown.identity if page.shown is not None else rows[0].identity
        count = self._look.phrases.number(len(rows))
        self._write(
            lambda passphrase: page.keeper.register(found, seen, actor, words, passphrase),
            identity,
            say("finding-registered", count=count),
        )

    def _write(self, write: Write, identity: str, done: Say, passphrase: str = "") -> None:
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
        self._write(*waiting, passphrase=passphrase)

    def _give_up(self) -> None:
        self._waiting = None
