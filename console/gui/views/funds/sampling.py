"""Owns the dialog in which somebody says how to draw an audit sample, and where its work sheet goes. It refuses to draw.

The same extract, choices and seed draw the same rows: the seed stands in the form, so that it is nobody's secret.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFileDialog, QSpinBox, QWidget

from console.gui.theme import Look
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, column
from console.gui.words import Words, say
from console.jobs.sampling_answers import METHODS, SamplingRequest
from console.jobs.theme_answers import PageScope

TABLES = ("payment", "contract", "benefit_grant")
MOST_ITEMS, MOST_SEED = 10_000, 2**31 - 1


class SamplingForm(Dialog):
    """Asks for the table, the method, how many rows, strata, confidence and seed; ``given`` carries the request."""

    given = Signal(object)

    def __init__(self, look: Look, scope: PageScope, over: QWidget) -> None:
        super().__init__(look, say("sampling-form"), over, (460, 480))
        self._scope = scope
        plain = SamplingRequest()
        self.table, self.method = ChoiceBox(look), ChoiceBox(look)
        for name in TABLES:
            self.table.addItem(look.text(f"sampling-table-{name.replace('_', '-')}"), name)
        for name in METHODS:
            self.method.addItem(look.text(f"sampling-method-{name}"), name)
        self.size_box = _whole(1, MOST_ITEMS, plain.size)
        self.strata = _whole(1, 100, plain.strata)
        self.seed = _whole(0, MOST_SEED, plain.seed)
        self.confidence = QDoubleSpinBox()
        self.confidence.setRange(50.0, 99.9)
        self.confidence.setDecimals(1)
        self.confidence.setSuffix("%")
        self.confidence.setValue(100 * plain.confidence)
        self._lay_out(look)
        self.method.currentIndexChanged.connect(self._suit)
        self._suit()

    def request(self) -> SamplingRequest:
        """Return what the form says."""
        return SamplingRequest(
            self.table.chosen,
            self.method.chosen,
            self.size_box.value(),
            self.seed.value(),
            self.strata.value(),
            round(self.confidence.value() / 100, 4),
            self._scope,
        )

    def submit(self) -> None:
        """Hand the request on; the form closes."""
        self.given.emit(self.request())
        self.accept()

    def _suit(self) -> None:
        """Strata are of a stratified sample alone."""
        self.strata.setEnabled(self.method.chosen == "stratified")

    def _lay_out(self, look: Look) -> None:
        self.body.addWidget(Label(look, say("sampling-form"), px=16, weight=600, wrap=True))
        self.body.addWidget(Label(look, say("sampling-form-how"), "dim", px=12, wrap=True))
        controls = {
            "table": self.table,
            "method": self.method,
            "size": self.size_box,
            "strata": self.strata,
            "confidence": self.confidence,
            "seed": self.seed,
        }
        for name, control in controls.items():
            self._add(say(f"sampling-field-{name}"), control)
        self.body.addStretch(1)
        self.foot.addWidget(Button(look, say("action-cancel"), on_click=self.reject))
        self.foot.addWidget(Button(look, say("sampling-draw"), kind="primary", on_click=self.submit))
        self.body.addLayout(self.foot)
        look.dress(self)

    def _add(self, name: Words, control: QWidget) -> None:
        control.setAccessibleName(self.look.words(name))
        inside = column(self.look.px(2))
        inside.addWidget(Label(self.look, name, "faint", px=12))
        inside.addWidget(control)
        self.body.addLayout(inside)


def _whole(least: int, most: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    return box


def ask_sheet(look: Look, parent: QWidget) -> str:
    """Ask where the work sheet goes; empty where nobody chose."""
    first = str(Path.home() / "audit-sample.xlsx")
    told, _kind = QFileDialog.getSaveFileName(parent, look.text("sampling-form"), first, "XLSX (*.xlsx)")
    return told if not told or told.lower().endswith(".xlsx") else f"{told}.xlsx"
