"""Owns the dialog by which limits begin anew at a month. It refuses to keep one without a reason and a name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from console.gui.theme import Look
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.words import Words, say
from console.jobs.charts_answers import ControlAnswer
from console.jobs.charts_rebases import RebaseRequest
from console.jobs.findings_answers import login_name

SIZE = (520, 380)


class RebaseDialog(Dialog):
    """Asks from which month limits begin anew, why and who says so; a month already in force is taken back instead."""

    answered = Signal(object)  # RebaseRequest

    def __init__(self, look: Look, found: ControlAnswer, month: str, parent: QWidget | None) -> None:
        super().__init__(look, say("charts-rebase"), parent, SIZE)
        self._found = found
        self._kept = {one.first for one in found.phases[1:]}
        self.month = QLineEdit(month)
        self.reason = QPlainTextEdit()
        self.name = QLineEdit(login_name())
        self.wrong = Label(look, "", "red", px=12, wrap=True)
        self.body.addWidget(Label(look, say("charts-rebase"), px=16, weight=600))
        self.body.addWidget(Label(look, say("charts-rebase-detail"), "dim", px=12, wrap=True))
        for words, control in (
            (say("charts-rebase-month"), self.month),
            (say("charts-rebase-why"), self.reason),
            (say("charts-rebase-who"), self.name),
        ):
            self._add(words, control)
        self.body.addWidget(self.wrong)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.sign = Button(look, self._words(), kind="primary", on_click=self.submit)
        self.foot.addWidget(self.sign)
        self.body.addLayout(self.foot)
        self.month.textChanged.connect(lambda _text: self.sign.set_words(self._words()))
        look.dress(self)
        self.reason.setFocus()

    def submit(self) -> None:
        """Hand the decision on where it is whole."""
        month = self.month.text().strip()
        reason, who = self.reason.toPlainText().strip(), self.name.text().strip()
        labels = [one.label for one in self._found.points]
        if month not in labels[1:]:
            self.wrong.set_words(say("charts-rebase-no-month", first=labels[1], last=labels[-1]))
            return
        if not reason or not who:
            self.wrong.set_words(say("error-control-rebase-reason"))
            return
        self.answered.emit(
            RebaseRequest(self._found.request, month, reason, who, withdrawn=month in self._kept)
        )
        self.accept()

    def _words(self) -> Words:
        kept = self.month.text().strip() in self._kept
        return say("charts-rebase-withdraw" if kept else "charts-rebase-keep")

    def _add(self, words: Words, control: QWidget) -> None:
        label = Label(self.look, words, "faint", px=12)
        label.setBuddy(control)
        control.setAccessibleName(self.look.words(words))
        self.body.addWidget(label)
        self.body.addWidget(control)
