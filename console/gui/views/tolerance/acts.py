"""Owns what the page does when somebody presses a button: forms, steps, pilots, who reads. It refuses to decide."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.finding import Actor
from console.errors import CasebookError
from console.gui.context import ViewContext
from console.gui.offers import PageAction
from console.gui.tasks import Ticket
from console.gui.views.tolerance.deeds import ASIDE, PILOT, Deed, Field, offered, pilot_of
from console.gui.views.tolerance.forms import Answered, Offer, StepForm
from console.gui.views.tolerance.keeper import Known, ToleranceKeeper
from console.gui.views.tolerance.wording import title_of
from console.gui.widgets.banner import Banner
from console.gui.words import Words, named, say
from console.jobs.tolerance_sheet import CaseSheet

BUTTONS = 3


class Surface(Protocol):
    """What the acts need of the page they belong to."""

    known: Known | None
    sheet: CaseSheet | None
    actor: Actor
    keeper: ToleranceKeeper

    @property
    def today(self) -> date:
        """Return the present day."""
        ...

    @property
    def shown(self) -> str:
        """Return the identity of the finding in detail, or nothing."""
        ...

    def reload(self, passphrase: str = "") -> None:
        """Read the casebook."""
        ...

    def take(self, known: Known, identity: str = "") -> None:
        """Show another reading of the casebook."""
        ...


class Acts(QObject):
    """The buttons of one page and what they do."""

    changed = Signal()  # the buttons are others now

    def __init__(self, page: Surface, context: ViewContext, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._look = context.look
        self._busy = False

    def buttons(self) -> tuple[PageAction, ...]:
        """Return the buttons of the case's step, and a menu with the rest."""
        sheet = self._page.sheet
        if sheet is None:
            return ()
        deeds = offered(sheet.possible)
        unready = sheet.case is not None and bool(sheet.case.unassessed())
        aside = ASIDE | {"tolerance_verify"} if unready else ASIDE
        first = [deed for deed in deeds if deed.action not in aside][:BUTTONS]
        rest = [deed for deed in deeds if deed not in first]
        made = [self._button(deed, deed is first[-1]) for deed in first]
        more = say("finding-more")
        made.insert(0, PageAction("more", more, "ellipsis", lambda: self._more(rest), enabled=not self._busy))
        return tuple(made)

    def _button(self, deed: Deed, primary: bool) -> PageAction:
        words = say("finding-do", action=say(f"decision-{deed.action}"))
        return PageAction(
            deed.action, words, deed.icon, lambda: self.ask(deed), primary=primary, enabled=not self._busy
        )

    def _more(self, deeds: list[Deed]) -> None:
        menu = QMenu(self._over)
        for deed in deeds:
            action = menu.addAction(self._look.icon(deed.icon), self._look.text(f"decision-{deed.action}"))
            action.triggered.connect(lambda _checked=False, chosen=deed: self.ask(chosen))
        reader = menu.addAction(self._look.icon("user"), self._look.text("tolerance-reader"))
        reader.triggered.connect(lambda _checked=False: self.ask_reader())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def ask(self, deed: Deed) -> StepForm | None:
        """Open the form of a step."""
        sheet, known = self._page.sheet, self._page.known
        if sheet is None or known is None:
            return None
        state = sheet.state
        title = say("finding-form-title", action=say(f"decision-{deed.action}"), number=state.number)
        exhibits = tuple((one.digest, one.name) for one in state.exhibits)
        negative = tuple((one.id, named(one.text)) for one in known.negative)
        form = self._form((title, title_of(state, known.rules)), deed.fields, Offer(exhibits, negative))
        form.answered.connect(lambda told: self._answered(deed, state.identity, told))
        form.open()
        return form

    def ask_reader(self) -> StepForm:
        """Ask who reads: whoever does not need to know sees step and outcome alone."""
        form = self._form((say("tolerance-reader"), say("tolerance-reader-detail")), (), Offer())
        form.answered.connect(self._reads)
        form.open()
        return form

    def ask_pilot(self) -> StepForm | None:
        """Open the form of an authorised pilot."""
        if self._page.known is None or self._page.known.book is None or self._busy:
            return None
        words = (say("tolerance-pilot-enter"), say("tolerance-pilot-detail"))
        form = self._form(words, PILOT, Offer())
        form.answered.connect(self._pilot_answered)
        form.open()
        return form

    def _form(self, words: tuple[Words, Words], fields: tuple[Field, ...], offer: Offer) -> StepForm:
        return StepForm(
            self._look, words, fields, self._page.actor, self._over.window(), self._page.today, offer
        )

    def _reads(self, told: object) -> None:
        assert isinstance(told, Answered)
        self._page.actor = told.actor
        self._page.reload()

    def _answered(self, deed: Deed, identity: str, told: object) -> None:
        assert isinstance(told, Answered)
        self._page.actor = told.actor
        action = say(f"decision-{deed.action}")
        entry = deed.make(told.values)
        ticket = self._page.keeper.act(
            identity, told.files, entry, told.actor, say("finding-writing", action=action)
        )
        self._follow(ticket, identity, action)

    def _pilot_answered(self, told: object) -> None:
        assert isinstance(told, Answered)
        self._page.actor = told.actor
        action = say("decision-pilot_enter")
        try:
            pilot = pilot_of(told.values)
        except CasebookError as fault:
            self._refused_with(self._look.phrases.error(fault))
            return
        ticket = self._page.keeper.authorise(pilot, told.actor, say("finding-writing", action=action))
        self._follow(ticket, self._page.shown, action)

    def _follow(self, ticket: Ticket, identity: str, action: Words) -> None:
        self._set_busy(True)
        self._context.show_banner(None, "tolerance")
        ticket.failed.connect(lambda failure: self._refused_with(failure.sentence(self._look)))
        ticket.finished.connect(lambda: self._set_busy(False))
        ticket.succeeded.connect(lambda value: self._written(value, identity, action))

    def _written(self, value: object, identity: str, action: Words) -> None:
        assert isinstance(value, Known)
        self._page.take(value, identity)
        book = value.book
        state = book.find(identity) if book is not None else None
        number = state.number if state is not None else "—"
        self._context.tell(say("finding-written", number=number, action=action))

    def _refused_with(self, sentence: Words) -> None:
        banner = Banner(self._look, "yellow", say("finding-refused"), sentence)
        self._context.show_banner(banner, "tolerance")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.changed.emit()
