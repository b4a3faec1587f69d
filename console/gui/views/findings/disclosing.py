"""Owns the looking at a row of evidence on the page, masked; and in clear once an entry says who looked and why.

It refuses to ask for a value in clear before that entry is on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.domain.entries import Unmasking
from console.gui.context import ViewContext
from console.gui.tasks import Ticket
from console.gui.views.findings.acts import Acts, Surface
from console.gui.views.findings.deeds import Field
from console.gui.views.findings.forms import Answered, DeedForm, RowDialog
from console.gui.views.findings.outgoing import done_words
from console.gui.views.findings.wording import cell_lines, row_words
from console.gui.words import say
from console.jobs.findings_answers import BoardRow, EvidenceRequest, EvidenceRow, EvidenceRows, News

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk


class Disclosing(QObject):
    """Shows rows of evidence."""

    def __init__(self, page: Surface, context: ViewContext, acts: Acts, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._context, self._acts, self._over = page, context, acts, window
        self._look = context.look

    def show_row(self, row: BoardRow, found: EvidenceRow) -> RowDialog:
        """Show a row masked, and offer to unmask it where the finding is registered."""
        personal = any(cell.personal and cell.value is not None for cell in found.cells)
        may = personal and row.state is not None and self._acts.free and self._context.session is not None
        dialog = RowDialog(self._look, row_words(found), cell_lines(found), self._over.window(), may)
        dialog.unmask_asked.connect(lambda: self.ask_reason(row, found))
        dialog.open()
        return dialog

    def ask_reason(self, row: BoardRow, found: EvidenceRow) -> DeedForm:
        """Ask why the row is looked at in clear."""
        page, actor = self._page, self._acts.actor
        title = say("finding-form-title", action=say("decision-unmask"), number=row.number)
        words = (title, say("finding-unmask-detail"), say("finding-unmask-go"))
        fields = [(Field("reason", "text"), "")]
        clock = (page.today, page.terms)
        form = DeedForm(self._look, words, fields, actor, self._over.window(), clock)
        form.answered.connect(lambda told: self._unmask(row, found, told))
        form.open()
        return form

    def _unmask(self, row: BoardRow, found: EvidenceRow, told: Answered) -> None:
        page = self._page
        shown = f"{found.table}/{found.key}"  # its personal parts are masked already
        entry = Unmasking("", shown, str(told.values["reason"]))

        def work(desk: CaseDesk) -> News:
            from console.jobs.findings import act

            return act(desk, row.identity, entry, told.actor).news

        def write(passphrase: str) -> Ticket:
            words = say("finding-writing", action=say("decision-unmask"))
            ticket = page.keeper.write(page.found, work, words, passphrase)
            ticket.succeeded.connect(lambda _board: self._read(found))
            return ticket

        self._acts.write(write, row.identity, done_words("unmask", row.number))

    def _read(self, found: EvidenceRow) -> None:
        request = EvidenceRequest((found.reference,), clear=True)
        words = say("finding-evidence-reading")
        ticket = self._context.ask("evidence", request, words, "evidence-clear", EvidenceRows)
        ticket.succeeded.connect(self._show)

    def _show(self, value: object) -> None:
        assert isinstance(value, EvidenceRows)
        for found in value.rows:
            detail = say("finding-row-clear")
            RowDialog(
                self._look, row_words(found), cell_lines(found), self._over.window(), detail=detail
            ).open()
