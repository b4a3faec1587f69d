"""Owns the holding of the casebook to a witness from outside: a signed briefing, or the line of a scanned checkpoint.

It refuses to let a witness be forgotten: what contradicts it stays closed for writing until the window closes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from console.domain.ports import Progress
from console.gui.context import ViewContext
from console.gui.theme import Look
from console.gui.verifying import worded
from console.gui.views.findings.acts import Surface
from console.gui.views.findings.outgoing import Outgoing
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import VerificationDialog
from console.gui.widgets.forms import Form
from console.gui.words import say

if TYPE_CHECKING:
    from console.jobs.findings import CaseDesk
    from console.jobs.findings_witness import Held


class WitnessForm(Form):
    """Asks for a witness; ``told(words)`` carries the path, the scanned line or the head."""

    told = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None) -> None:
        words = (say("finding-witness-title"), say("finding-witness-detail"), say("finding-witness-go"))
        super().__init__(look, *words, parent, 300)
        self.line = QLineEdit()
        self.line.returnPressed.connect(self.submit)
        self.add(say("finding-witness-line"), self.line)
        choose = Button(look, say("finding-witness-choose"), "file-search", on_click=self._choose)
        self.fields.addWidget(choose)
        self.line.setFocus()

    def submit(self) -> None:
        """Hand the words on where there are any."""
        words = self.line.text().strip()
        if not words:
            self.refuse(say("finding-field-empty", field=say("finding-witness-line")))
            return
        self.told.emit(words)
        self.accept()

    def _choose(self) -> None:
        title = self.look.text("finding-witness-choose")
        name, _kind = QFileDialog.getOpenFileName(self, title, str(Path.home()), "PDF (*.pdf)")
        if name:
            self.line.setText(name)


class Witnessing(QObject):
    """Holds the casebook to witnesses and shows what came of it."""

    def __init__(self, page: Surface, context: ViewContext, outgoing: Outgoing, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._outgoing, self._look = outgoing, context.look

    def ask(self) -> WitnessForm:
        """Ask for the witness."""
        form = WitnessForm(self._look, self._over.window())
        form.told.connect(self.hold)
        form.open()
        return form

    def hold(self, told: str) -> None:
        """Read the whole casebook and hold it to the witness."""
        folders = self._context.start.trust_folders

        def work(desk: CaseDesk, progress: Progress) -> Held:
            from console.jobs.findings_witness import hold

            progress.report(None, "casebook-read")
            return hold(desk, told, folders)

        ticket = self._page.keeper.use(work, say("finding-witness-working"))
        ticket.succeeded.connect(self.show_held)
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

    def show_held(self, held: Held) -> VerificationDialog:
        """Show every check, and hold whatever is done from now on to the same witness."""
        found = worded(held.witness.source, held.verification, self._look)
        facts = [(say("finding-witness-head"), held.witness.head.short)]
        dialog = VerificationDialog(self._look, found, facts, self._over.window())
        dialog.open()
        self._context.witnesses.append(held.witness)
        self._page.reload()
        return dialog
