"""Owns the forms about the casebook that several pages show: labelled fields, who answers, the passphrase.

It refuses to keep a passphrase after it was handed on.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from console.domain.finding import Actor, Role
from console.gui.theme import Look
from console.gui.widgets.boxes import ChoiceBox, DayBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, column, row
from console.gui.words import Words, say

MODIFIERS = Qt.KeyboardModifier.ControlModifier


class Form(Dialog):
    """A dialog with labelled fields, a line for what is wrong, and the two buttons."""

    def __init__(
        self, look: Look, title: Words, detail: Words, sign: Words, parent: QWidget | None, high: int
    ) -> None:
        super().__init__(look, title, parent, (520, high))
        self.body.addWidget(Label(look, title, px=16, weight=600, wrap=True))
        if detail != "":
            self.body.addWidget(Label(look, detail, "dim", px=12, wrap=True))
        self.fields = column(look.px(10))
        self.body.addLayout(self.fields)
        self.body.addStretch(1)
        self.wrong = Label(look, "", "red", px=12, wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.sign = Button(look, sign, kind="primary", on_click=self.submit)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(self.sign)
        self.body.addLayout(self.foot)

    def add(self, name: Words, control: QWidget) -> None:
        """Put a labelled control into the form."""
        control.setAccessibleName(self.look.words(name))
        pair = column(self.look.px(2))
        label = Label(self.look, name, "faint", px=12)
        label.setBuddy(control)
        pair.addWidget(label)
        pair.addWidget(control)
        self.fields.addLayout(pair)

    def refuse(self, words: Words) -> None:
        """Say what is wrong; the form stays."""
        self.wrong.set_words(words)
        self.wrong.setVisible(words != "")

    def add_actor(self, actor: Actor, roles: Sequence[Role]) -> None:
        """Put a line in that says who answers for it, and as what."""
        self.name = QLineEdit(actor.name)
        self.role = ChoiceBox(self.look)
        for role in roles:
            self.role.addItem(self.look.text(f"role-{role.value}"), role.value)
        self.role.setCurrentIndex(max(self.role.findData(actor.role.value), 0))
        pair = row(self.look.px(8))
        for name, control, share in (("actor", self.name, 2), ("role", self.role, 1)):
            part = column(self.look.px(2))
            words = say(f"finding-field-{name}")
            control.setAccessibleName(self.look.words(words))
            part.addWidget(Label(self.look, words, "faint", px=12))
            part.addWidget(control)
            pair.addLayout(part, share)
        self.fields.addLayout(pair)

    @property
    def actor(self) -> Actor | None:
        """Return who answers for it; None where no name stands there."""
        name = self.name.text().strip()
        return Actor(name, Role(self.role.chosen)) if name else None

    def open(self) -> None:
        """Show the form in the colours of the window."""
        self.look.dress(self)
        super().open()

    def submit(self) -> None:
        """Check the fields and hand them on."""
        raise AssertionError(f"{type(self).__name__} hands on nothing")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sign with Ctrl+Enter, as everywhere."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & MODIFIERS:
            self.submit()
            return
        super().keyPressEvent(event)


class PassphraseForm(Form):
    """Asks for the casebook's passphrase, twice where it is a new one; ``given`` carries it once."""

    given = Signal(str)

    def __init__(self, look: Look, new: bool, shortest: int, wrong: Words, parent: QWidget | None) -> None:
        kind = "new" if new else "known"
        title, detail = say(f"finding-passphrase-{kind}"), say(f"finding-passphrase-{kind}-detail")
        super().__init__(
            look, title, detail, say(f"finding-passphrase-{kind}-go"), parent, 300 if new else 240
        )
        self._shortest = shortest
        self.first, self.second = secret_line(), secret_line()
        self.add(say("finding-passphrase"), self.first)
        self._new = new
        if new:
            self.add(say("finding-passphrase-again"), self.second)
        self.refuse(wrong)
        for control in (self.first, self.second):
            control.returnPressed.connect(self.submit)
        self.first.setFocus()

    def submit(self) -> None:
        """Hand the passphrase on and forget it."""
        told = self.first.text()
        if self._new and len(told) < self._shortest:
            self.refuse(say("finding-passphrase-short", shortest=self._shortest))
        elif self._new and told != self.second.text():
            self.refuse(say("finding-passphrase-differs"))
        elif told:
            self.first.clear()
            self.second.clear()
            self.accept()
            self.given.emit(told)


def secret_line() -> QLineEdit:
    """Return a line that shows nothing of what is typed."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def text_box(look: Look, told: str, height: int) -> QPlainTextEdit:
    """Return a box for several lines; the tab key leaves it."""
    made = QPlainTextEdit(told)
    made.setTabChangesFocus(True)
    made.setFixedHeight(look.px(height))
    return made


def typed(control: QWidget) -> object:
    """Return what a control holds."""
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText().strip()
    if isinstance(control, DayBox):
        return control.day
    if isinstance(control, ChoiceBox):
        return control.chosen
    if isinstance(control, QCheckBox):
        return control.isChecked()
    assert isinstance(control, QLineEdit)
    return control.text().strip()
