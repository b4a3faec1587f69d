"""Owns the dialogs of the page: one step with its fields, the casebook's passphrase.

It refuses to send a step on whose required fields are empty, and to keep a passphrase after it was handed on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from console.domain.finding import Actor, Role
from console.gui.theme import Look
from console.gui.views.tolerance.deeds import Field
from console.gui.widgets.boxes import ChoiceBox, DayBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, column, row
from console.gui.words import Words, say

PEOPLE = (Role.INSPECTOR, Role.REVIEWER, Role.LEADER)
TEXT_HEIGHT = 64
HEIGHTS = {"text": 90, "exhibits": 76, "negative": 150, "files": 58}
BETWEEN = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a form lets one choose from: exhibits by digest, entries of the negative list by id, each with its words."""

    exhibits: tuple[tuple[str, Words], ...] = ()
    negative: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """What was filled in, the files chosen, and who answers for it."""

    actor: Actor
    values: Mapping[str, object]
    files: tuple[Path, ...]


class _Form(Dialog):
    """Labelled fields, a line for what is wrong, two buttons."""

    def __init__(
        self, look: Look, title: Words, detail: Words, sign: Words, over: QWidget, high: int
    ) -> None:
        super().__init__(look, title, over, (540, high))
        self.body.addWidget(Label(look, title, px=16, weight=600, wrap=True))
        self.body.addWidget(Label(look, detail, "dim", px=12, wrap=True))
        self.fields = column(look.px(10))
        self.body.addLayout(self.fields)
        self.body.addStretch(1)
        self.wrong = Label(look, "", "red", px=12, wrap=True)
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(Button(look, sign, kind="primary", on_click=self.submit))
        self.body.addLayout(self.foot)

    def add(self, name: Words, control: QWidget) -> None:
        """Put a labelled control into the form."""
        control.setAccessibleName(self.look.words(name))
        pair = column(self.look.px(2))
        pair.addWidget(Label(self.look, name, "faint", px=12))
        pair.addWidget(control)
        self.fields.addLayout(pair)

    def refuse(self, words: Words) -> None:
        """Say what is wrong; the form stays."""
        self.wrong.set_words(words)
        self.wrong.setVisible(words != "")

    def open(self) -> None:
        """Show the form in the colours of the window."""
        self.look.dress(self)
        super().open()

    def submit(self) -> None:
        """Check the fields and hand them on."""
        raise AssertionError(f"{type(self).__name__} hands on nothing")


class StepForm(_Form):
    """Asks for what a step needs; ``answered`` carries it once and the form closes."""

    answered = Signal(object)  # Answered

    def __init__(
        self,
        look: Look,
        words: tuple[Words, Words],
        fields: Sequence[Field],
        actor: Actor,
        over: QWidget,
        today: date,
        offer: Offer,
    ) -> None:
        high = 210 + sum(HEIGHTS.get(field.kind, 52) for field in fields)
        super().__init__(look, *words, say("finding-form-sign"), over, min(high, 760))
        self._fields, self._today, self._offer = tuple(fields), today, offer
        self.controls = {field.name: self._control(field) for field in fields}
        self.name = QLineEdit(actor.name)
        self.role = ChoiceBox(look)
        for role in PEOPLE:
            self.role.addItem(look.text(f"role-{role.value}"), role.value)
        self.role.setCurrentIndex(max(self.role.findData(actor.role.value), 0))
        self._add_actor()
        next(iter(self.controls.values()), self.name).setFocus()

    def submit(self) -> None:
        """Hand the step on where every required field is filled."""
        values: dict[str, object] = {}
        for field in self._fields:
            found = self._value(field)
            if field.required and found in ("", None, ()):
                self._refuse_empty(say(f"tolerance-field-{field.name}"), self.controls[field.name])
                return
            if field.kind == "maybe_day" and found is False:
                self.refuse(say("tolerance-no-day", field=say(f"tolerance-field-{field.name}")))
                return
            values[field.name] = found
        name = self.name.text().strip()
        if not name:
            self._refuse_empty(say("finding-field-actor"), self.name)
            return
        files = values.pop("files", ())
        assert isinstance(files, tuple)
        self.answered.emit(Answered(Actor(name, Role(self.role.chosen)), values, files))
        self.accept()

    def _refuse_empty(self, field: Words, control: QWidget) -> None:
        self.refuse(say("finding-field-empty", field=field))
        control.setFocus()

    def _control(self, field: Field) -> QWidget:
        made = self._made(field)
        self.add(say(f"tolerance-field-{field.name}"), made)
        return made

    def _made(self, field: Field) -> QWidget:
        look = self.look
        match field.kind:
            case "text":
                text = QPlainTextEdit()
                text.setTabChangesFocus(True)
                text.setFixedHeight(look.px(TEXT_HEIGHT))
                return text
            case "day":
                return DayBox(look, self._today)
            case "choice":
                box = ChoiceBox(look)
                for key, phrase in field.choices:
                    box.addItem(look.text(phrase), key)
                return box
            case "exhibits" | "negative":
                return Checks(
                    look, self._offer.exhibits if field.kind == "exhibits" else self._offer.negative
                )
            case "files":
                return Files(look)
            case _:
                line = QLineEdit()
                if field.kind in ("names", "maybe_day"):
                    line.setPlaceholderText(look.text(f"tolerance-hint-{field.kind}"))
                return line

    def _value(self, field: Field) -> object:
        """Return what a control holds; False for what is no day."""
        control = self.controls[field.name]
        if isinstance(control, QPlainTextEdit):
            return control.toPlainText().strip()
        if isinstance(control, DayBox):
            return control.day
        if isinstance(control, ChoiceBox):
            return control.chosen
        if isinstance(control, Checks | Files):
            return control.chosen
        assert isinstance(control, QLineEdit)
        told = control.text().strip()
        if field.kind == "names":
            return tuple(part for part in BETWEEN.split(told) if part)
        return _maybe_day(told) if field.kind == "maybe_day" else told

    def _add_actor(self) -> None:
        pair = row(self.look.px(8))
        for name, control, share in (("actor", self.name, 2), ("role", self.role, 1)):
            part = column(self.look.px(2))
            words = say(f"finding-field-{name}")
            control.setAccessibleName(self.look.words(words))
            part.addWidget(Label(self.look, words, "faint", px=12))
            part.addWidget(control)
            pair.addLayout(part, share)
        self.fields.addLayout(pair)


def _maybe_day(told: str) -> date | bool | None:
    if not told:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError:
        return False


class Checks(QWidget):
    """Several choices, any number of which may be ticked; says so where there is nothing to choose."""

    def __init__(self, look: Look, told: Sequence[tuple[str, Words]]) -> None:
        super().__init__()
        whole = column(look.px(2))
        self.boxes: dict[str, QCheckBox] = {}
        for key, words in told:
            box = QCheckBox(look.words(words))
            self.boxes[key] = box
            whole.addWidget(box)
        if not told:
            whole.addWidget(Label(look, say("tolerance-nothing-to-choose"), "faint", px=12))
        self.setLayout(whole)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the keys that are ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())


class Files(QWidget):
    """Files chosen from the disk."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.chosen: tuple[Path, ...] = ()
        self._told = Label(look, say("tolerance-files-none"), "faint", px=12, elide=True)
        self.choose = Button(look, say("tolerance-files-choose"), "paperclip", on_click=self._choose)
        line = row(look.px(8))
        line.addWidget(self.choose)
        line.addWidget(self._told, 1)
        self.setLayout(line)

    def set_files(self, files: Sequence[Path]) -> None:
        """Take these files."""
        self.chosen = tuple(files)
        names = ", ".join(path.name for path in self.chosen)
        self._told.set_words(names or say("tolerance-files-none"))

    def _choose(self) -> None:
        dialog = QFileDialog(self.window())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.set_files([Path(name) for name in names]))
        dialog.open()


class PassphraseForm(_Form):
    """Asks for the casebook's passphrase; ``given`` carries it once."""

    given = Signal(str)

    def __init__(self, look: Look, wrong: Words, over: QWidget) -> None:
        title, detail = say("finding-passphrase-known"), say("finding-passphrase-known-detail")
        super().__init__(look, title, detail, say("finding-passphrase-known-go"), over, 240)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(self.submit)
        self.add(say("finding-passphrase"), self.line)
        self.refuse(wrong)
        self.line.setFocus()

    def submit(self) -> None:
        """Hand the passphrase on and forget it."""
        told = self.line.text()
        if told:
            self.line.clear()
            self.accept()
            self.given.emit(told)
