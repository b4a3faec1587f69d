"""Owns the dialogs of the page: a decision with its fields, the casebook's passphrase, one row of evidence.

It refuses to send a decision on whose required fields are empty, and to keep a passphrase after it was handed on.
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
    QPlainTextEdit,
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
from console.gui.widgets.piece import Label, column, row
from console.gui.words import Words, say
from console.jobs.findings_answers import login_name

PEOPLE = (Role.INSPECTOR, Role.REVIEWER, Role.LEADER, Role.ANALYST)
TEXT_HEIGHT = 84
MODIFIERS = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Answered:
    """What was filled in, and who answers for it."""

    actor: Actor
    values: Mapping[str, object]


def login(look: Look) -> Actor:
    """Return whoever is logged in here, until they say otherwise."""
    return Actor(login_name() or look.text("role-inspector"), Role.INSPECTOR)


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
        self.name = QLineEdit(actor.name)
        self.role = ChoiceBox(look)
        for role in PEOPLE:
            self.role.addItem(look.text(f"role-{role.value}"), role.value)
        self.role.setCurrentIndex(max(self.role.findData(actor.role.value), 0))
        self._add_actor()
        next(iter(self.controls.values()), self.name).setFocus()

    def submit(self) -> None:
        """Hand the decision on where every required field is filled."""
        values: dict[str, object] = {}
        for name, field in self._kinds.items():
            try:
                found = _value(self.controls[name])
                values[name] = _number(field.kind, found)
            except InvalidOperation:
                wrong = "finding-field-no-amount" if field.kind == "amount" else "finding-field-no-count"
                self.refuse(say(wrong, field=self._named(field)))
                return
            if field.required and values[name] in ("", None):
                self.refuse(say("finding-field-empty", field=self._named(field)))
                self.controls[name].setFocus()
                return
        if not self.name.text().strip():
            self.refuse(say("finding-field-empty", field=say("finding-field-actor")))
            return
        self.answered.emit(Answered(Actor(self.name.text().strip(), Role(self.role.chosen)), values))
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

    def _add_actor(self) -> None:
        pair = row(self.look.px(8))
        for name, control in (("actor", self.name), ("role", self.role)):
            part = column(self.look.px(2))
            words = say(f"finding-field-{name}")
            control.setAccessibleName(self.look.words(words))
            part.addWidget(Label(self.look, words, "faint", px=12))
            part.addWidget(control)
            pair.addLayout(part, 2 if name == "actor" else 1)
        self.fields.addLayout(pair)


def _made(look: Look, field: Field, value: object) -> QWidget:
    if field.kind == "text":
        text = QPlainTextEdit(str(value or ""))
        text.setTabChangesFocus(True)
        text.setFixedHeight(look.px(TEXT_HEIGHT))
        return text
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


def _value(control: QWidget) -> object:
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
