"""Owns the dialog of a briefing: language, who signs, the casebook, then how far the work is and what came of it.

It refuses to write anything, and to call a briefing signed that nobody signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from console.gui.faults import Failure
from console.gui.tasks import Step, Ticket
from console.gui.theme import Look
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label
from console.gui.widgets.states import ProgressStrip
from console.gui.words import Words, say
from console.settings import LANGUAGES

SIZE = (560, 456)
IN_FORCE = "in-force"


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody with a key on this computer; ``state`` says whether the signature would be believed."""

    identity: str
    person: str
    state: str


@dataclass(frozen=True, slots=True)
class BriefKind:
    """A kind of briefing there is, in the language of the reader."""

    definition: str
    name: str


@dataclass(frozen=True, slots=True)
class BriefWish:
    """What the person chose."""

    language: str
    identity: str
    passphrase: str
    issuer: str
    casebook: bool
    casebook_passphrase: str
    definition: str = ""  # the usual one where empty


class BriefDialog(Dialog):
    """``asked(BriefWish)`` fires when a briefing should be written; ``follow`` shows the work, ``written`` what came of it."""

    asked = Signal(object)

    def __init__(self, look: Look, about: Words, language: str, parent: QWidget | None) -> None:
        super().__init__(look, say("write-brief-title"), parent, SIZE)
        self.ticket: Ticket | None = None
        self._file: Path | None = None
        self.kind, self.language, self.signer = ChoiceBox(look), ChoiceBox(look), ChoiceBox(look)
        self.passphrase, self.issuer, self.casebook_passphrase = QLineEdit(), QLineEdit(), QLineEdit()
        self.casebook = QCheckBox(look.text("write-brief-casebook"))
        self.strip = ProgressStrip(look)
        self.told = Label(look, "", wrap=True)
        self.write = Button(look, say("write-brief-write"), "file-text", "primary", self._ask)
        self.cancel = Button(look, say("action-cancel"), "circle-stop", "danger", self._cancel)
        self.show_file = Button(look, say("write-brief-show-file"), "folder-open", "", self._show_file)
        self._fill(language)
        self._lay_out(about)
        self.signer.currentIndexChanged.connect(lambda _at: self._settle())
        self.casebook.toggled.connect(lambda _on: self._settle())
        self._settle()

    def offer(self, signers: Sequence[Signer], locked: bool) -> None:
        """Offer these signers; those whose signature nobody would believe stand there and say why they cannot sign."""
        model = self.signer.model()
        for one in signers:
            state = self.look.text(f"write-brief-signer-{one.state}")
            self.signer.addItem(
                self.look.text("write-brief-signer", person=one.person, state=state), one.identity
            )
            if one.state != IN_FORCE:
                item = getattr(model, "item", lambda _at: None)(self.signer.count() - 1)
                if item is not None:
                    item.setEnabled(False)
        self._locked = locked
        usable = [n for n, one in enumerate(signers, 1) if one.state == IN_FORCE]
        self.signer.setCurrentIndex(usable[0] if usable else 0)
        self._settle()

    def offer_kinds(self, kinds: Sequence[BriefKind]) -> None:
        """Offer these kinds of briefing, the usual one first."""
        for one in kinds:
            self.kind.addItem(one.name, one.definition)
        self._settle()

    def wish(self) -> BriefWish:
        """Return what is chosen now."""
        return BriefWish(
            self.language.chosen,
            self.signer.chosen,
            self.passphrase.text() if self.signer.chosen else "",
            self.issuer.text().strip(),
            self.casebook.isChecked(),
            self.casebook_passphrase.text(),
            self.kind.chosen,
        )

    def follow(self, ticket: Ticket, last: bool) -> None:
        """Show how far a piece of work is; ``last`` says that nothing comes after it."""
        self.ticket = ticket
        self.say("", "")
        self.strip.set_step(ticket.words, None)
        ticket.progressed.connect(self._stepped)
        ticket.failed.connect(self._failed)
        ticket.cancelled.connect(self.stopped)
        if last:
            ticket.finished.connect(self._ended)
        self._settle()

    def written(self, words: Words, file: Path, signed: bool) -> None:
        """Say what was written, and whether it is signed."""
        self._file = file
        self.say(words, "ok" if signed else "yellow")

    def stopped(self) -> None:
        """Say that it was cancelled."""
        self._ended()
        self.say(say("write-brief-cancelled"), "yellow")

    def say(self, words: Words, role: str) -> None:
        """Say something below the fields."""
        self.told.set_role(role)
        self.told.set_words(words)
        self._settle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs: a file nobody waits for is not written."""
        self._cancel()
        super().closeEvent(event)

    def _fill(self, language: str) -> None:
        self._locked = False
        for each in LANGUAGES:
            self.language.addItem(self.look.text(f"settings-language-{each}"), each)
        self.language.setCurrentIndex(LANGUAGES.index(language))
        self.signer.addItem(self.look.text("write-brief-nobody"), "")
        self.casebook.setChecked(True)
        for secret in (self.passphrase, self.casebook_passphrase):
            secret.setEchoMode(QLineEdit.EchoMode.Password)

    def _lay_out(self, about: Words) -> None:
        px = self.look.px
        self.body.addWidget(Label(self.look, about, px=14, weight=600, wrap=True))
        self.body.addWidget(Label(self.look, say("write-brief-note"), "faint", px=12, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        fields = (
            ("kind", self.kind),
            ("language", self.language),
            ("issuer", self.issuer),
            ("by", self.signer),
            ("passphrase", self.passphrase),
        )
        for at, (key, field) in enumerate(fields):
            grid.addWidget(Label(self.look, say(f"write-brief-{key}"), "dim"), at, 0)
            grid.addWidget(field, at, 1)
            field.setAccessibleName(self.look.text(f"write-brief-{key}"))
        grid.addWidget(self.casebook, len(fields), 0, 1, 2)
        grid.addWidget(self.casebook_passphrase, len(fields) + 1, 1)
        self.casebook_passphrase.setPlaceholderText(self.look.text("write-brief-casebook-passphrase"))
        self.casebook_passphrase.setAccessibleName(self.look.text("write-brief-casebook-passphrase"))
        self.body.addLayout(grid)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.body.addWidget(self.strip)
        self.finish((self.show_file, self.cancel, self.write))

    def _settle(self) -> None:
        running = self.ticket is not None
        for field in (self.kind, self.language, self.issuer, self.signer, self.casebook):
            field.setEnabled(not running)
        self.passphrase.setEnabled(not running and bool(self.signer.chosen))
        self.casebook_passphrase.setVisible(self._locked and self.casebook.isChecked())
        self.write.setEnabled(not running)
        self.cancel.setVisible(running)
        self.strip.setVisible(running)
        self.show_file.setVisible(self._file is not None and not running)

    def _ask(self) -> None:
        self.asked.emit(self.wish())

    def _stepped(self, step: Step) -> None:
        self.strip.set_step(step.words, step.fraction)

    def _failed(self, failure: Failure) -> None:
        self._ended()
        self.say(failure.sentence(self.look), "red")

    def _ended(self) -> None:
        self.ticket = None
        self._settle()

    def _cancel(self) -> None:
        if self.ticket is not None:
            self.ticket.cancel()

    def _show_file(self) -> None:
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))
