"""Owns the dialog of the page: one step with its fields. It refuses to send a step on whose required fields are empty."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from console.domain.finding import Actor, Role
from console.gui.theme import Look
from console.gui.views.tolerance.deeds import Field
from console.gui.widgets.boxes import ChoiceBox, DayBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.forms import Form, text_box, typed
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


class StepForm(Form):
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
        self.add_actor(actor, PEOPLE)
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
        if self.actor is None:
            self._refuse_empty(say("finding-field-actor"), self.name)
            return
        files = values.pop("files", ())
        assert isinstance(files, tuple)
        self.answered.emit(Answered(self.actor, values, files))
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
                return text_box(look, "", TEXT_HEIGHT)
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
        if isinstance(control, Checks | Files):
            return control.chosen
        told = typed(control)
        if field.kind == "names":
            return tuple(part for part in BETWEEN.split(str(told)) if part)
        return _maybe_day(str(told)) if field.kind == "maybe_day" else told


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
