"""Owns the dialogs of the page: a decision with its fields, one row of evidence.

It refuses to send a decision on whose required fields are empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from console.domain.finding import Actor, Role
from console.domain.terms import Terms
from console.gui.theme import Look
from console.gui.views.findings.deeds import Field
from console.gui.widgets.boxes import ChoiceBox, DayBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.facts import FactLine, FactList
from console.gui.widgets.forms import MODIFIERS, Form, text_box, typed
from console.gui.widgets.piece import Label, column
from console.gui.words import Words, say
from console.jobs.findings_answers import login_name

PEOPLE = (Role.INSPECTOR, Role.REVIEWER, Role.LEADER, Role.ANALYST)
TEXT_HEIGHT = 84


@dataclass(frozen=True, slots=True)
class Answered:
    """What was filled in, and who answers for it."""

    actor: Actor
    values: Mapping[str, object]


def login(look: Look) -> Actor:
    """Return whoever is logged in here, until they say otherwise."""
    return Actor(login_name() or look.text("role-inspector"), Role.INSPECTOR)


class DeedForm(Form):
    """Asks for what a decision needs; ``answered`` carries it once and the form closes."""

    answered = Signal(object)  # Answered

    def __init__(
        self,
        look: Look,
        words: tuple[Words, Words, Words],
        fields: Sequence[tuple[Field, object]],
        actor: Actor,
        parent: QWidget | None,
        clock: tuple[date, Terms],
    ) -> None:
        title, detail, sign = words
        texts = sum(field.kind == "text" for field, _ in fields)
        dates = sum(field.kind == "date" for field, _ in fields)
        super().__init__(look, title, detail, sign, parent, 210 + 54 * len(fields) + 62 * texts + 18 * dates)
        self._today, self._terms = clock
        self.controls = {field.name: self._control(field, value) for field, value in fields}
        self._kinds = {field.name: field for field, _ in fields}
        self.add_actor(actor, PEOPLE)
        next(iter(self.controls.values()), self.name).setFocus()

    def submit(self) -> None:
        """Hand the decision on where every required field is filled."""
        values: dict[str, object] = {}
        for name, field in self._kinds.items():
            try:
                found = typed(self.controls[name])
                values[name] = _number(field.kind, found)
            except InvalidOperation:
                wrong = "finding-field-no-amount" if field.kind == "amount" else "finding-field-no-count"
                self.refuse(say(wrong, field=self._named(field)))
                return
            if field.required and values[name] in ("", None):
                self.refuse(say("finding-field-empty", field=self._named(field)))
                self.controls[name].setFocus()
                return
        if self.actor is None:
            self.refuse(say("finding-field-empty", field=say("finding-field-actor")))
            return
        self.answered.emit(Answered(self.actor, values))
        self.accept()

    def _named(self, field: Field) -> Words:
        return say(f"finding-field-{field.label or field.name}")

    def _control(self, field: Field, value: object) -> QWidget:
        control = _made(self.look, field, value)
        if field.kind == "flag":
            assert isinstance(control, QCheckBox)
            control.setText(self.look.words(self._named(field)))
            self.fields.addWidget(control)
        else:
            self.add(self._named(field), control)
        if isinstance(control, DayBox):
            self._count_days(control)
        return control

    def _count_days(self, box: DayBox) -> None:
        """Say below a date how many working days away it is, and where the holidays of its year are not known."""
        told = Label(self.look, "", "faint", px=12)

        def count() -> None:
            left = self._terms.left(self._today, box.day)
            key = "finding-term" if self._terms.known(box.day) else "finding-term-estimated"
            told.set_words(say(key, days=left))

        box.dateChanged.connect(lambda _day: count())
        count()
        self.fields.addWidget(told)


def _made(look: Look, field: Field, value: object) -> QWidget:
    if field.kind == "text":
        return text_box(look, str(value or ""), TEXT_HEIGHT)
    if field.kind == "date":
        assert isinstance(value, date)
        return DayBox(look, value)
    if field.kind == "choice":
        box = ChoiceBox(look)
        for key, phrase in field.choices:
            box.addItem(look.text(phrase), key)
        for key, words in field.told:
            box.addItem(words, key)
        box.setCurrentIndex(box.findData(value) if value else (-1 if len(field.choices) > 3 else 0))
        return box
    return QCheckBox() if field.kind == "flag" else QLineEdit(str(value or ""))


def _number(kind: str, found: object) -> object:
    if kind == "amount":
        return amount_value(str(found))
    return count_value(str(found)) if kind == "count" else found


def count_value(words: str) -> int | None:
    """Return how many somebody typed, None where nothing was; raises InvalidOperation for what is no count."""
    bare = words.replace(",", "").strip()
    if bare and not (bare.isascii() and bare.isdecimal()):
        raise InvalidOperation
    return int(bare) if bare else None


def amount_value(words: str) -> Decimal | None:
    """Return an amount somebody typed, None where nothing was; raises InvalidOperation for what is no amount."""
    if not words.strip():
        return None
    found = Decimal(words.replace(",", "").strip())
    if not found.is_finite():
        raise InvalidOperation
    return found


class RowDialog(Dialog):
    """One row of evidence with every value the extract holds of it; ``unmask_asked`` where somebody must see it in clear."""

    unmask_asked = Signal()

    def __init__(
        self,
        look: Look,
        title: Words,
        lines: Sequence[FactLine],
        parent: QWidget | None,
        may_unmask: bool = False,
        detail: Words | None = None,
    ) -> None:
        super().__init__(look, title, parent, (560, 560))
        self.body.addWidget(Label(look, title, px=16, weight=600, wrap=True))
        told = say("finding-row-detail") if detail is None else detail
        self.body.addWidget(Label(look, told, "dim" if detail is None else "red", px=12, wrap=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        self.facts = FactList(look, lines)
        holder = QWidget()
        inner = column(0, (0, 0, look.px(12), 0))
        inner.addWidget(self.facts)
        inner.addStretch(1)
        holder.setLayout(inner)
        area.setWidget(holder)
        self.body.addWidget(area, 1)
        unmask = Button(look, say("finding-unmask"), "eye", on_click=self._unmask)
        self.finish((unmask,) if may_unmask else ())

    def _unmask(self) -> None:
        self.accept()
        self.unmask_asked.emit()


class SignKey(QObject):
    """Hears Ctrl+Enter in a line of text: the key that signs."""

    signed = Signal()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of Ctrl+Enter and take it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & MODIFIERS:
                self.signed.emit()
                return True
        return super().eventFilter(watched, event)
