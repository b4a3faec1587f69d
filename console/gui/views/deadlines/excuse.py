"""Owns the dialog by which a card is excused or re-opened.

It refuses to keep either without evidence and a name,
and to keep a passphrase after it was handed on.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from console.gui.theme import Look
from console.gui.views.deadlines.tables import cause_words
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.words import Words, say
from console.jobs.card_excuses import DECIDING, MOST_DAYS, ExcuseRequest
from console.jobs.cards_answers import EXCUSES, Card
from console.jobs.findings_answers import login_name

SIZE = (520, 560)


class ExcuseDialog(Dialog):
    """Asks what excuses a card, for how many days, what shows it and who accepts it; an excused card is re-opened instead.

    Where the casebook is locked it asks for the passphrase too; left empty, this computer keeps the decision.
    """

    answered = Signal(object, str, str)  # ExcuseRequest, capacity, passphrase

    def __init__(self, look: Look, card: Card, begun: bool, locked: bool, parent: QWidget | None) -> None:
        self._withdraws = card.excuse is not None
        title = say("deadlines-reopen" if self._withdraws else "deadlines-excuse")
        super().__init__(look, title, parent, SIZE)
        self._card = card
        self.kind = ChoiceBox(look)
        for kind in EXCUSES:
            self.kind.addItem(look.text(f"card-excuse-kind-{kind.replace('_', '-')}"), kind)
        self.kind.setCurrentIndex(self.kind.findData("outage" if card.cause == "outage" else EXCUSES[0]))
        self.days = QSpinBox()
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(max(1, min(card.worst, MOST_DAYS)))
        self.evidence = QPlainTextEdit("" if self._withdraws else "\n".join(card.evidence))
        self.name = QLineEdit(login_name())
        self.role = ChoiceBox(look)
        for role in DECIDING:
            self.role.addItem(look.text(f"role-{role.value}"), role.value)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.wrong = Label(look, "", "red", px=12, wrap=True)
        self.body.addWidget(Label(look, title, px=16, weight=600))
        self.body.addWidget(Label(look, cause_words(look, card), "dim", px=12, wrap=True))
        if not self._withdraws:
            self._add(say("deadlines-excuse-kind"), self.kind)
            self._add(say("deadlines-excuse-days"), self.days)
        self._add(
            say("deadlines-reopen-why" if self._withdraws else "deadlines-excuse-evidence"), self.evidence
        )
        self._add(say("deadlines-excuse-who"), self.name)
        self._add(say("finding-field-role"), self.role)
        if locked:
            self._add(say("finding-passphrase"), self.secret)
        state = "locked" if locked else "book" if begun else "here"
        self.body.addWidget(Label(look, say(f"deadlines-keeps-{state}"), "dim", px=12, wrap=True))
        self.body.addWidget(self.wrong)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(Button(look, say("deadlines-keep"), kind="primary", on_click=self.submit))
        self.body.addLayout(self.foot)
        look.dress(self)

    def submit(self) -> None:
        """Hand the decision on where it is whole."""
        evidence, who = self.evidence.toPlainText().strip(), self.name.text().strip()
        if not evidence or not who:
            self.wrong.set_words(say("error-card-excuse-evidence"))
            return
        kind = str(self.kind.currentData())
        days = 0 if self._withdraws else self.days.value()
        asked = ExcuseRequest(self._card.key, kind, days, evidence, who, self._withdraws)
        self.answered.emit(asked, str(self.role.currentData()), self.secret.text())
        self.secret.clear()
        self.accept()

    def _add(self, words: Words, control: QWidget) -> None:
        label = Label(self.look, words, "faint", px=12)
        label.setBuddy(control)
        control.setAccessibleName(self.look.words(words))
        self.body.addWidget(label)
        self.body.addWidget(control)
