"""Owns the reply form on the page: hearing an organisation by a form that goes out, taking in the one that comes back.

It refuses to make or read a workbook on the window's thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from console.domain.finding import Stage
from console.domain.procedure import possible
from console.gui.context import ViewContext
from console.gui.views.findings.acts import Acts, Surface
from console.gui.views.findings.deeds import DEEDS
from console.gui.views.findings.forms import Answered, DeedForm
from console.gui.views.findings.outgoing import Outgoing, done_words
from console.gui.words import say
from console.jobs.findings_answers import BoardRow, News

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk


class Replies(QObject):
    """Sends forms out and takes them back."""

    def __init__(
        self, page: Surface, context: ViewContext, parts: tuple[Acts, Outgoing], window: QWidget
    ) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._acts, self._outgoing = parts
        self._look = context.look

    def add_to(self, menu: QMenu, row: BoardRow) -> None:
        """Add to a menu what may be done with the reply form of a finding."""
        state, look = row.state, self._look
        if state is None:
            return
        if "hear" in possible(state):
            out = menu.addAction(look.icon("file-spreadsheet"), look.text("finding-form-send"))
            out.setEnabled(self._acts.free)
            out.triggered.connect(lambda: self.ask_send(row))
        if state.stage is Stage.HEARING:
            back = menu.addAction(look.icon("inbox"), look.text("finding-form-take"))
            back.setEnabled(self._acts.free)
            back.triggered.connect(lambda: self.ask_take(row))

    def ask_send(self, row: BoardRow) -> DeedForm:
        """Ask whom to hear until when, then where the form goes."""
        deed = next(one for one in DEEDS if one.action == "hear")
        return self._acts.fill(deed, row, lambda told: self._send(row, told))

    def ask_take(self, row: BoardRow) -> None:
        """Ask for the form that came back and take it in."""
        title = self._look.text("finding-form-take")
        name, _kind = QFileDialog.getOpenFileName(
            self._over.window(), title, str(Path.home()), "PDF, XLSX (*.pdf *.xlsx)"
        )
        if name:
            self.take(row, Path(name))

    def take(self, row: BoardRow, path: Path) -> None:
        """Take in a form that came back today."""
        page, actor, today = self._page, self._acts.actor, self._page.today

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_form import take_reply

            return take_reply(desk, path, actor, today, row.identity).news

        words = say("finding-writing", action=say("decision-reply"))
        self._acts.write(
            lambda passphrase: page.keeper.write(page.found, work, words, passphrase),
            row.identity,
            done_words("reply", row.number),
        )

    def _send(self, row: BoardRow, told: Answered) -> None:
        path = self._outgoing.place("finding-form-send", f"{row.number}.pdf", "PDF (*.pdf);;XLSX (*.xlsx)")
        if path is None:
            return
        page, look = self._page, self._look
        phrases, keeper = look.phrases, page.keeper
        name = phrases.items(row.organisation) if row.organisation_id else ""

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_files import write_chosen
            from console.jobs.findings_form import FormRequest, hear_by_form

            values = told.values
            organisation, due_on = str(values["organisation_id"]), values["due_on"]
            text = str(values["text"])
            pdf = path.suffix.lower() == ".pdf"
            request = FormRequest(row.identity, due_on, text, organisation, "", name, pdf)  # type: ignore[arg-type]
            heard = hear_by_form(desk, request, told.actor, keeper.catalogue, phrases)
            write_chosen(path, heard.form)
            return heard.acted.news

        words = say("finding-writing", action=say("decision-hear"))
        self._acts.write(
            lambda passphrase: keeper.write(page.found, work, words, passphrase),
            row.identity,
            done_words("hear", row.number),
        )
