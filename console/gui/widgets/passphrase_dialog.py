"""Owns the question for the passphrase of an encrypted extract. It refuses to keep what was typed after it was handed on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from console.gui.theme import Look
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.words import say

SIZE = (520, 240)


class PassphraseDialog(Dialog):
    """Names the file and asks; ``said`` carries what was typed. ``wrong`` is the sentence about the passphrase before, if any."""

    said = Signal(str)

    def __init__(self, look: Look, file: str, wrong: str, parent: QWidget | None) -> None:
        super().__init__(look, say("extract-passphrase-title"), parent, SIZE)
        self.body.addWidget(Label(look, say("extract-passphrase-title"), px=16, weight=600))
        self.body.addWidget(Label(look, say("extract-passphrase-detail", file=file), "dim", px=12, wrap=True))
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setPlaceholderText(look.text("extract-passphrase-line"))
        self.line.setAccessibleName(look.text("extract-passphrase-line"))
        self.body.addWidget(self.line)
        self.fault = Label(look, wrong, "red", px=12, wrap=True)
        self.fault.setVisible(bool(wrong))
        self.body.addWidget(self.fault)
        self.body.addStretch(1)
        self.agree = Button(look, say("extract-passphrase-open"), kind="primary", on_click=self._hand_on)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(self.agree)
        self.body.addLayout(self.foot)
        self.line.textChanged.connect(lambda text: self.agree.setEnabled(bool(text)))
        self.line.returnPressed.connect(self._hand_on)
        self.agree.setEnabled(False)
        look.dress(self)
        self.line.setFocus()

    def _hand_on(self) -> None:
        typed = self.line.text()
        if typed:
            self.line.clear()
            self.said.emit(typed)
            self.accept()
