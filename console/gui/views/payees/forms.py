"""Owns the dialog in which somebody says why vendors are one payee, or are not.

It refuses a decision without reason or name, and to keep a passphrase after it was handed on.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from console.domain.finding import Actor, Role
from console.gui.theme import Look
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, column
from console.gui.words import Words, say
from console.jobs.findings_answers import login_name

PEOPLE = (Role.INSPECTOR, Role.REVIEWER, Role.LEADER)


class DecisionForm(Dialog):
    """Asks why, who and in which capacity; where the casebook is locked also for its passphrase.

    ``given`` carries the reason, the actor and the passphrase once.
    """

    given = Signal(str, object, str)

    def __init__(self, look: Look, title: Words, detail: Words, over: QWidget) -> None:
        super().__init__(look, title, over, (520, 420))
        self.body.addWidget(Label(look, title, px=16, weight=600, wrap=True))
        self.body.addWidget(Label(look, detail, "dim", px=12, wrap=True))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.name = QLineEdit(login_name())
        self.role = ChoiceBox(look)
        for role in PEOPLE:
            self.role.addItem(look.text(f"role-{role.value}"), role.value)
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret = self._add(say("finding-passphrase"), self.secret)
        self._secret.hide()
        self._add(say("finding-field-reason"), self.reason)
        self._add(say("finding-field-actor"), self.name)
        self._add(say("finding-field-role"), self.role)
        self.wrong = Label(look, "", "red", px=12, wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(Button(look, say("finding-form-sign"), kind="primary", on_click=self.submit))
        self.body.addLayout(self.foot)
        look.dress(self)
        self.reason.setFocus()

    def ask_secret(self, words: Words) -> None:
        """Ask for the passphrase too, and say why."""
        self._secret.show()
        self.refuse(words)
        self.secret.setFocus()

    def refuse(self, words: Words) -> None:
        """Say what is wrong; the form stays."""
        self.wrong.set_words(words)
        self.wrong.setVisible(words != "")

    def submit(self) -> None:
        """Hand the decision on where reason and name are there."""
        reason, name = self.reason.toPlainText().strip(), self.name.text().strip()
        for told, control, field in ((reason, self.reason, "reason"), (name, self.name, "actor")):
            if not told:
                self.refuse(say("finding-field-empty", field=say(f"finding-field-{field}")))
                control.setFocus()
                return
        secret = self.secret.text()
        self.secret.clear()
        self.given.emit(reason, Actor(name, Role(self.role.chosen)), secret)

    def _add(self, name: Words, control: QWidget) -> QWidget:
        control.setAccessibleName(self.look.words(name))
        pair = QWidget()
        inside = column(self.look.px(2))
        inside.addWidget(Label(self.look, name, "faint", px=12))
        inside.addWidget(control)
        pair.setLayout(inside)
        self.body.addWidget(pair)
        return pair
