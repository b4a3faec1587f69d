"""Owns the form that says where one column comes from. It refuses to change anything by itself: it tells what was said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from console.domain.mapping import IDENTIFIERS, ColumnMapping, Pseudonym
from console.domain.proposal import WORDED
from console.gui.theme import Look
from console.gui.views.wizard.draft import origin_of, parse_values, values_text
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.piece import Label, Piece, column
from console.gui.words import Named, say
from console.jobs.wizard_answers import TargetColumn

ORIGINS = ("column", "constant", "expression", "nothing")
INSTANTS = ("DATE", "TIMESTAMP")
VALUES_HEIGHT = 96
CLEAR = ""
POINT, COMMA = ".", ","
MARKS = {COMMA: "comma", POINT: "point", " ": "blank", "'": "apostrophe"}


class ColumnForm(Piece):
    """Origin, source column, forms of dates, codes, default, pseudonym; ``told`` carries a ColumnMapping or None."""

    told = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._target: TargetColumn | None = None
        self._held: ColumnMapping | None = None
        self._table = ""
        self._filling = False
        self.title = Label(look, "", weight=600, wrap=True)
        self.about = Label(look, "", "faint", px=12, wrap=True)
        self.origin, self.source, self.hidden = ChoiceBox(look), ChoiceBox(look), ChoiceBox(look)
        self.decimal, self.thousands = ChoiceBox(look), ChoiceBox(look)
        self.text, self.formats, self.default = QLineEdit(), QLineEdit(), QLineEdit()
        self.values = QPlainTextEdit()
        self.values.setFixedHeight(look.px(VALUES_HEIGHT))
        self._pairs: dict[str, tuple[Label, QWidget]] = {}
        layout = column(look.px(3))
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addSpacing(look.px(6))
        fields: tuple[tuple[str, QWidget], ...] = (
            ("origin", self.origin),
            ("source", self.source),
            ("text", self.text),
            ("formats", self.formats),
            ("decimal", self.decimal),
            ("thousands", self.thousands),
            ("values", self.values),
            ("default", self.default),
            ("hidden", self.hidden),
        )
        for name, control in fields:
            label = Label(look, say(f"wizard-field-{name}"), "faint", px=12)
            label.setBuddy(control)
            layout.addWidget(label)
            layout.addWidget(control)
            self._pairs[name] = (label, control)
        layout.addStretch(1)
        self.setLayout(layout)
        self._fill_boxes()
        self._connect()

    def show_column(
        self, table: str, target: TargetColumn, held: ColumnMapping | None, sources: Sequence[str]
    ) -> None:
        """Show where a column comes from."""
        self._filling = True
        self._table, self._target, self._held = table, target, held
        self.title.set_words(Named(target.names))
        allowed = ", ".join(target.allowed)
        self.about.set_words(
            say("wizard-about-codes", name=target.name, type=target.type, codes=allowed)
            if allowed
            else say("wizard-about", name=target.name, type=target.type)
        )
        self.source.clear()
        for name in sources:
            self.source.addItem(name, name)
        column_name = held.column if held is not None else ""
        self.source.setCurrentIndex(self.source.findData(column_name) if column_name else -1)
        self.origin.setCurrentIndex(self.origin.findData(origin_of(held)))
        told = held or ColumnMapping(target.name)
        self.text.setText(told.expression or ("" if told.constant is None else str(told.constant)))
        self.formats.setText(", ".join(told.formats))
        self.decimal.setCurrentIndex(max(self.decimal.findData(told.decimal or POINT), 0))
        self._offer_marks(told.thousands)
        self.values.setPlainText(values_text(told.values))
        self.default.setText(told.default)
        for line in (self.text, self.formats, self.default):
            line.setCursorPosition(0)  # what is longer than the field shows its beginning
        kind = told.pseudonym.kind if told.pseudonym is not None else CLEAR
        self.hidden.setCurrentIndex(max(self.hidden.findData(kind), 0))
        self._show_fields()
        self._filling = False

    def retranslate(self) -> None:
        """Word the boxes anew."""
        if self._pairs if hasattr(self, "_pairs") else False:
            self._filling = True
            self._fill_boxes()
            self._filling = False

    def mapping(self) -> ColumnMapping | None:
        """Return what the form says now; None where the column comes from nowhere."""
        assert self._target is not None
        name, origin = self._target.name, self.origin.chosen
        if origin == "column" and self.source.chosen:
            return self._from_column(name)
        if origin == "constant" and self.text.text().strip():
            return ColumnMapping(name, constant=self.text.text().strip())
        if origin == "expression" and self.text.text().strip():
            return ColumnMapping(name, expression=self.text.text().strip())
        return None

    def _from_column(self, name: str) -> ColumnMapping:
        held = self._held or ColumnMapping(name)
        formats = tuple(part.strip() for part in self.formats.text().split(",") if part.strip())
        values = parse_values(self.values.toPlainText()) if self._coded() else dict(held.values or {})
        kind = self.hidden.chosen
        key = held.pseudonym.key if held.pseudonym is not None else self._table.replace("_", "-")
        return ColumnMapping(
            name,
            column=self.source.chosen,
            formats=formats,
            values=values or None,
            other=held.other,
            default=self.default.text().strip(),
            split=held.split,
            thousands=self.thousands.chosen if self._counted() else held.thousands,
            pseudonym=Pseudonym(key, kind) if kind else None,
            decimal=self._decimal() if self._counted() else held.decimal,
        )

    def _decimal(self) -> str:
        return "" if self.decimal.chosen == POINT else self.decimal.chosen

    def _counted(self) -> bool:
        return self._target is not None and self._target.type not in WORDED

    def _offer_marks(self, kept: str) -> None:
        """Offer what may part thousands: never what stands before the decimals; a mark of a mapping stays among them."""
        marks = [mark for mark in (CLEAR, *MARKS) if mark != self.decimal.chosen]
        if kept and kept not in marks and kept != self.decimal.chosen:
            marks.append(kept)
        self.thousands.clear()
        for mark in marks:
            words = self.look.text(f"wizard-mark-{MARKS[mark]}") if mark in MARKS else mark
            self.thousands.addItem(words if mark else self.look.text("wizard-mark-none"), mark)
        self.thousands.setCurrentIndex(max(self.thousands.findData(kept), 0))

    def _coded(self) -> bool:
        return self._target is not None and bool(self._target.allowed)

    def _show_fields(self) -> None:
        """Show only the fields that mean something for this column and this origin."""
        target, origin = self._target, self.origin.chosen
        assert target is not None
        column_wanted = origin == "column"
        shown = {
            "source": column_wanted,
            "text": origin in {"constant", "expression"},
            "formats": column_wanted and target.type in INSTANTS,
            "decimal": column_wanted and self._counted(),
            "thousands": column_wanted and self._counted(),
            "values": column_wanted and bool(target.allowed),
            "default": column_wanted,
            "hidden": column_wanted and target.type == "VARCHAR" and target.personal,
        }
        for name, visible in shown.items():
            for part in self._pairs[name]:
                part.setVisible(visible)

    def _fill_boxes(self) -> None:
        text = self.look.text
        kinds = [(CLEAR, text("wizard-hide-no"))] + [(one, text(f"wizard-hide-{one}")) for one in IDENTIFIERS]
        origins = [(one, text(f"wizard-origin-{one}")) for one in ORIGINS]
        points = [(one, text(f"wizard-mark-{MARKS[one]}")) for one in (POINT, COMMA)]
        for box, choices in ((self.origin, origins), (self.hidden, kinds), (self.decimal, points)):
            kept = max(box.currentIndex(), 0)
            box.clear()
            for key, words in choices:
                box.addItem(words, key)
            box.setCurrentIndex(kept)
        self._offer_marks(self.thousands.chosen)
        for name, (_label, control) in self._pairs.items():
            control.setAccessibleName(text(f"wizard-field-{name}"))
        self.formats.setPlaceholderText("%Y-%m-%d")
        self.values.setPlaceholderText(text("wizard-values-hint"))

    def _connect(self) -> None:
        for box in (self.origin, self.source, self.hidden, self.decimal, self.thousands):
            box.currentIndexChanged.connect(lambda _place: self._changed())
        for line in (self.text, self.formats, self.default):
            line.editingFinished.connect(self._changed)
        self.values.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if self._filling or self._target is None:
            return
        self._show_fields()
        self._filling = True
        self._offer_marks(self.thousands.chosen)
        self._filling = False
        told = self.mapping()
        if told != self._held:
            self._held = told
            self.told.emit(told)
