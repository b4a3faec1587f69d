"""Owns the taking in of what comes back: a checked work sheet or a supplier's reply; first what it says, then its supplement.

It refuses to add anything before somebody saw what it says, and to keep a passphrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from console import paths
from console.domain.ports import Progress
from console.gui.context import ViewContext
from console.gui.faults import Failure
from console.gui.tasks import Ticket
from console.gui.theme import Look
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.words import Words, both, say
from console.jobs.returned_answers import ReturnRequest, ReturnTaken
from console.jobs.theme_answers import PageScope

Signers = tuple[tuple[str, str], ...]  # identity, and whose it is


class ReturnForm(Dialog):
    """Says what came back and asks who signs its supplement; ``given(identity, passphrase)`` fires when it should be added."""

    given = Signal(str, str)

    def __init__(self, look: Look, told: Sequence[Words], signers: Signers, over: QWidget) -> None:
        super().__init__(look, say("return-title"), over, (520, 360))
        self.signer, self.passphrase = ChoiceBox(look), QLineEdit()
        self.signer.addItem(look.text("return-unsigned"), "")
        for identity, person in signers:
            self.signer.addItem(person, identity)
        self.signer.setCurrentIndex(1 if signers else 0)
        self.signer.setAccessibleName(look.text("return-signer"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(look.text("return-passphrase"))
        self.fault = Label(look, "", "red", px=12, wrap=True)
        self.fault.hide()
        self.body.addWidget(Label(look, say("return-title"), px=16, weight=600))
        for words in told:
            self.body.addWidget(Label(look, words, px=13, wrap=True))
        for name, control in (("return-signer", self.signer), ("return-passphrase", self.passphrase)):
            self.body.addWidget(Label(look, say(name), "faint", px=12))
            self.body.addWidget(control)
        self.body.addWidget(self.fault)
        self.body.addStretch(1)
        self.add = Button(look, say("return-add"), kind="primary", on_click=self.submit)
        self.foot.addWidget(Button(look, say("action-close"), on_click=self.reject))
        self.foot.addWidget(self.add)
        self.body.addLayout(self.foot)
        self.signer.currentIndexChanged.connect(self._suit)
        self._suit()
        look.dress(self)

    def submit(self) -> None:
        """Hand on who signs; the passphrase does not stay in the form."""
        self.add.setEnabled(False)
        secret = self.passphrase.text() if self.signer.chosen else ""
        self.passphrase.clear()
        self.given.emit(self.signer.chosen, secret)

    def refuse(self, words: Words) -> None:
        """Say why nothing was added; another try is possible."""
        self.fault.set_words(words)
        self.fault.show()
        self.add.setEnabled(True)

    def _suit(self) -> None:
        """Only who signs needs a passphrase."""
        self.passphrase.setEnabled(bool(self.signer.chosen))


class Returns(QObject):
    """The way of one file that comes back, from the choice of it to its supplement."""

    def __init__(self, context: ViewContext, over: QWidget) -> None:
        super().__init__(over)
        self._context, self._over = context, over
        self.form: ReturnForm | None = None

    def ask(self, scope: PageScope) -> None:
        """Ask which file came back, and read it."""
        kinds = self._context.look.text("return-kinds")
        name, _kind = QFileDialog.getOpenFileName(
            self._over.window(), self._context.look.text("return-title"), str(Path.home()), kinds
        )
        if name:
            self.read(Path(name), scope)

    def read(self, path: Path, scope: PageScope) -> Ticket:
        """Have a file read; what it says is shown with the offer to add it."""
        request = ReturnRequest(path, scope=scope)
        ticket = self._asked(request)
        ticket.succeeded.connect(lambda found: self._list_signers(request, found))
        ticket.failed.connect(lambda failure: self._context.tell(failure.sentence(self._context.look)))
        return ticket

    def _asked(self, request: ReturnRequest) -> Ticket:
        return self._context.ask("take-return", request, say("return-reading"), "take-return", ReturnTaken)

    def _list_signers(self, request: ReturnRequest, found: object) -> None:
        assert isinstance(found, ReturnTaken)
        ticket = self._context.run(_signers, say("return-signers"), "return-signers")
        ticket.succeeded.connect(lambda signers: self._offer(request, found, signers))
        ticket.failed.connect(lambda _failure: self._offer(request, found, ()))

    def _offer(self, request: ReturnRequest, found: ReturnTaken, signers: object) -> None:
        assert isinstance(signers, tuple)
        form = ReturnForm(
            self._context.look, told_words(self._context.look, found), signers, self._over.window()
        )
        form.given.connect(lambda identity, secret: self._add(request, identity, secret))
        form.destroyed.connect(self._form_gone)
        self.form = form
        form.open()

    def _form_gone(self) -> None:
        self.form = None

    def _add(self, request: ReturnRequest, identity: str, secret: str) -> None:
        session = self._context.session
        trusted = (
            *self._context.start.trust_folders,
            *(session.trust_folders if session is not None else ()),
        )
        asked = ReturnRequest(
            request.path, True, identity, secret, paths.key_folder(), trusted, request.scope
        )
        ticket = self._asked(asked)
        ticket.succeeded.connect(self._added)
        ticket.failed.connect(self._not_added)

    def _added(self, found: object) -> None:
        assert isinstance(found, ReturnTaken)
        if self.form is not None:
            self.form.accept()
        key = "return-added" if found.signed else "return-added-unsigned"
        self._context.tell(say(key, file=found.supplement))

    def _not_added(self, failure: Failure) -> None:
        if self.form is not None:
            self.form.refuse(failure.sentence(self._context.look))


def _signers(_progress: Progress) -> Signers:
    from console.signing.signer import list_signers

    return tuple((one.identity, one.person or one.identity) for one in list_signers(paths.key_folder()))


def told_words(look: Look, found: ReturnTaken) -> tuple[Words, ...]:
    """Return what came back in sentences: the result of the sample with its bounds, or the answers counted."""
    number = look.phrases.number
    if found.sample is None:
        counts = {name: number(count) for name, count in found.answers.items()}
        return (say("return-reply", request=found.request_id, **counts),)
    one = found.sample
    facts = {
        "items": number(one.items),
        "errors": number(one.errors),
        "amount": look.phrases.money(one.amount),
    }
    facts |= {"overstated": number(one.overstated, 2), "projected": number(one.projected, 2)}
    told: list[Words] = [
        say(
            "sampling-result",
            sample=one.sample_id,
            confidence=look.phrases.percent(one.confidence, 0),
            **facts,
        )
    ]
    if one.upper is None:
        told.append(say("sampling-no-bound"))
    else:
        low: Words = say("sampling-from", low=number(one.low, 2)) if one.low is not None else both("", "")
        told.append(say("sampling-bound", low=low, upper=number(one.upper, 2)))
    if one.rate_upper is not None:
        told.append(say("sampling-rate", rate=look.phrases.percent(one.rate_upper, 2)))
    return tuple(told)
