"""Owns the form in which one or two people sign with their own keys. It refuses to keep a passphrase after it was handed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from console.gui.theme import Look
from console.gui.views.findings.forms import TEXT_HEIGHT
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.forms import Form, secret_line, text_box
from console.gui.words import Words, say


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """An identity whose key lies on this computer: its file name, and whose it is."""

    identity: str
    person: str
    organisation: str


@dataclass(frozen=True, slots=True)
class KeysAnswered:
    """Who signs, each with the passphrase typed, and the words beside."""

    identities: tuple[str, ...]
    passphrases: tuple[str, ...] = field(repr=False)
    values: Mapping[str, str] = field(default_factory=dict)


class KeyForm(Form):
    """Asks each signer (``finding-field-<who>``) for an identity and its passphrase, and for texts (name → required)."""

    answered = Signal(object)  # KeysAnswered

    def __init__(
        self,
        look: Look,
        words: tuple[Words, Words, Words],
        choices: Sequence[KeyChoice],
        signers: Sequence[str],
        texts: Mapping[str, bool],
        parent: QWidget | None,
    ) -> None:
        high = 200 + 112 * len(signers) + 116 * len(texts)
        super().__init__(look, words[0], words[1], words[2], parent, high)
        self._texts = texts
        self.texts = {name: self._text(name) for name in texts}
        self.boxes = [self._box(who, choices, place) for place, who in enumerate(signers)]
        self.secrets = [self._secret(who) for who in signers]
        for who, box, line in zip(signers, self.boxes, self.secrets, strict=True):
            self.add(say(f"finding-field-{who}"), box)
            self.add(say("finding-field-key-passphrase", who=say(f"finding-field-{who}")), line)
        self.setTabOrder(self.secrets[-1], self.sign)
        next(iter(self.texts.values()), self.secrets[0]).setFocus()

    def submit(self) -> None:
        """Hand identities and passphrases on where all are there and the signers differ, and forget them."""
        values = {name: box.toPlainText().strip() for name, box in self.texts.items()}
        lacking = next((name for name, needed in self._texts.items() if needed and not values[name]), "")
        identities = tuple(box.chosen for box in self.boxes)
        if lacking:
            self.refuse(say("finding-field-empty", field=say(f"finding-field-{lacking}")))
        elif not all(identities) or not all(line.text() for line in self.secrets):
            self.refuse(say("finding-keys-empty"))
        elif len(set(identities)) < len(identities):
            self.refuse(say("finding-keys-same"))
        else:
            told = KeysAnswered(identities, tuple(line.text() for line in self.secrets), values)
            for line in self.secrets:
                line.clear()
            self.answered.emit(told)
            self.accept()

    def _text(self, name: str) -> QPlainTextEdit:
        box = text_box(self.look, "", TEXT_HEIGHT)
        self.add(say(f"finding-field-{name}"), box)
        return box

    def _box(self, who: str, choices: Sequence[KeyChoice], place: int) -> ChoiceBox:
        box = ChoiceBox(self.look)
        for one in choices:
            box.addItem(f"{one.person} · {one.organisation} ({one.identity})", one.identity)
        box.setCurrentIndex(min(place, len(choices) - 1))
        return box

    def _secret(self, who: str) -> QLineEdit:
        line = secret_line()
        line.returnPressed.connect(self.submit)
        return line
