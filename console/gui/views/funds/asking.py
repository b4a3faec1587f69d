"""Owns the dialog that asks a supplier of benefit data who is meant: whose certificate, which rules, which file; then what left.

It refuses to collect or seal anything itself.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.theme import Look
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, column, row
from console.gui.words import Words, say
from console.jobs.request_answers import REQUEST_RULES, SealedRequest, SealRequest
from console.jobs.theme_answers import PageScope

SIZE = (600, 420)
SUFFIX = ".sealed"


class AskingForm(Dialog):
    """Asks for certificate, rules and file; ``given`` carries the request. It stays and says what left, or why nothing did."""

    given = Signal(object)  # SealRequest

    def __init__(self, look: Look, scope: PageScope, over: QWidget) -> None:
        super().__init__(look, say("asking-title"), over, SIZE)
        self._scope = scope
        self.certificate, self.out = QLineEdit(), QLineEdit()
        self.rule = ChoiceBox(look)
        self.rule.addItem(look.text("asking-every-rule"), "")
        for name in REQUEST_RULES:
            self.rule.addItem(name, name)
        self.told = Label(look, "", "dim", px=12, wrap=True)
        self.body.addWidget(Label(look, say("asking-title"), px=16, weight=600))
        self.body.addWidget(Label(look, say("asking-how"), "dim", px=12, wrap=True))
        self._add(say("asking-certificate"), self.certificate, self.choose_certificate)
        self._add(say("asking-rules"), self.rule)
        self._add(say("asking-file"), self.out, self.choose_file)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.seal = Button(look, say("asking-seal"), kind="primary", on_click=self.submit)
        self.foot.addWidget(Button(look, say("action-close"), on_click=self.reject))
        self.foot.addWidget(self.seal)
        self.body.addLayout(self.foot)
        look.dress(self)

    def choose_certificate(self) -> None:
        """Ask which certificate the supplier sent."""
        name, _kind = QFileDialog.getOpenFileName(
            self, self.look.text("asking-certificate"), str(Path.home()), self.look.text("asking-kinds")
        )
        if name:
            self.certificate.setText(name)

    def choose_file(self) -> None:
        """Ask where the sealed request goes."""
        first = str(Path.home() / f"benefit-request{SUFFIX}")
        name, _kind = QFileDialog.getSaveFileName(self, self.look.text("asking-file"), first, f"*{SUFFIX}")
        if name:
            self.out.setText(name if Path(name).suffix else name + SUFFIX)

    def submit(self) -> None:
        """Hand the request on where both files are named."""
        certificate, out = self.certificate.text().strip(), self.out.text().strip()
        if not certificate or not out:
            self.refuse(say("asking-unnamed"))
            return
        self.seal.setEnabled(False)
        self._tell(say("asking-working"), "dim")
        rules = (self.rule.chosen,) if self.rule.chosen else ()
        self.given.emit(SealRequest(Path(certificate), Path(out), rules, self._scope))

    def show_sealed(self, found: SealedRequest) -> None:
        """Say what left: another file may follow, this one is not written twice."""
        facts = {"request": found.request_id, "items": self.look.phrases.number(found.items)}
        digest = {"recipient": found.recipient, "file": found.file, "digest": found.sha256}
        self._tell(say("request-sealed", **facts, **digest), "")
        self.out.clear()
        self.seal.setEnabled(True)

    def refuse(self, words: Words) -> None:
        """Say why nothing left; another try is possible."""
        self._tell(words, "red")
        self.seal.setEnabled(True)

    def _tell(self, words: Words, role: str) -> None:
        self.told.set_words(words)
        self.told.set_role(role)

    def _add(self, words: Words, control: QWidget, browse: object = None) -> None:
        control.setAccessibleName(self.look.words(words))
        label = Label(self.look, words, "faint", px=12)
        label.setBuddy(control)
        inside = column(self.look.px(2))
        inside.addWidget(label)
        line = row(self.look.px(8))
        line.addWidget(control, 1)
        if callable(browse):
            line.addWidget(Button(self.look, say("asking-browse"), on_click=browse))
        inside.addLayout(line)
        self.body.addLayout(inside)


class Asking(QObject):
    """The way of one request, from the form to the sealed file."""

    def __init__(self, context: ViewContext, over: QWidget) -> None:
        super().__init__(over)
        self._context, self._over = context, over
        self.form: AskingForm | None = None

    def ask(self, scope: PageScope) -> None:
        """Open the form."""
        form = AskingForm(self._context.look, scope, self._over.window())
        form.given.connect(self._seal)
        form.finished.connect(self._gone)
        self.form = form
        form.open()

    def _gone(self, _how: int) -> None:
        self.form = None

    def _seal(self, request: SealRequest) -> None:
        ticket = self._context.ask(
            "seal-request", request, say("asking-working"), "seal-request", SealedRequest
        )
        ticket.succeeded.connect(self._sealed)
        ticket.failed.connect(self._refuse)

    def _sealed(self, found: object) -> None:
        assert isinstance(found, SealedRequest)
        self._context.tell(say("asking-done", file=Path(found.file).name))
        if self.form is not None:
            self.form.show_sealed(found)

    def _refuse(self, failure: Failure) -> None:
        if self.form is not None:
            self.form.refuse(failure.sentence(self._context.look))
