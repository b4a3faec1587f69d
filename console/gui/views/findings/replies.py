"""Owns the reply form on the page: hearing an organisation by a form that goes out, taking in the one that comes back.

It refuses to make or read a workbook on the window's thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from console.domain.finding import Stage
from console.domain.procedure import possible
from console.gui.views.findings.deeds import DEEDS
from console.gui.views.findings.errand import Errand
from console.gui.views.findings.forms import Answered, DeedForm
from console.jobs.findings_answers import BoardRow, News

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk


class Replies(Errand):
    """Sends forms out and takes them back."""

    def add_to(self, menu: QMenu, row: BoardRow) -> None:
        """Add to a menu what may be done with the reply form of a finding."""
        state = row.state
        if state is None:
            return
        if "hear" in possible(state):
            out = self.item(menu, "file-spreadsheet", "form-send", lambda: self.ask_send(row))
            out.setEnabled(self._acts.free)
        if state.stage is Stage.HEARING:
            back = self.item(menu, "inbox", "form-take", lambda: self.ask_take(row))
            back.setEnabled(self._acts.free)

    def ask_send(self, row: BoardRow) -> DeedForm:
        """Ask whom to hear until when, then where the form goes."""
        deed = next(one for one in DEEDS if one.action == "hear")
        return self._acts.fill(deed, row, lambda told: self._send(row, told))

    def ask_take(self, row: BoardRow) -> None:
        """Ask for the form that came back and take it in."""
        path = self.ask_file("form-take", "PDF, XLSX (*.pdf *.xlsx)")
        if path is not None:
            self.take(row, path)

    def take(self, row: BoardRow, path: Path) -> None:
        """Take in a form that came back today."""
        actor, today = self._acts.actor, self._page.today

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings_form import take_reply

            return take_reply(desk, path, actor, today, row.identity).news

        self.write(row, "reply", work)

    def _send(self, row: BoardRow, told: Answered) -> None:
        path = self._outgoing.place("finding-form-send", f"{row.number}.pdf", "PDF (*.pdf);;XLSX (*.xlsx)")
        if path is None:
            return
        phrases, keeper = self._look.phrases, self._page.keeper
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

        self.write(row, "hear", work)
