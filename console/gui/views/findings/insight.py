"""Owns the casebook in figures: rectification by organisation, how often rules were right, another value of a rule tried.

It refuses to save a value: a preview changes no definition and no finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QMenu, QWidget

from console.domain.finding import FindingState
from console.domain.ports import Progress
from console.domain.rule import Parameter
from console.gui.context import ViewContext
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.findings.acts import Surface
from console.gui.views.findings.outgoing import Outgoing
from console.gui.widgets.forms import Form
from console.gui.widgets.table_dialog import TableDialog
from console.gui.words import Named, Words, say
from console.jobs.findings_answers import (
    BoardRow,
    PreviewRequest,
    RectificationRequest,
    Rectified,
    RuleSheet,
)

if TYPE_CHECKING:
    from console.jobs.findings_precision import Precision


class PreviewForm(Form):
    """Asks for other values of a rule's parameters; ``tried(values)`` carries them."""

    tried = Signal(object)

    def __init__(self, look: Look, sheet: RuleSheet, parent: QWidget | None) -> None:
        words = (
            say("finding-preview-title"),
            say("finding-preview-detail", rule=sheet.id),
            say("finding-preview-go"),
        )
        super().__init__(look, *words, parent, 190 + 56 * len(sheet.parameters))
        self.boxes = {one.name: self._box(one) for one in sheet.parameters}

    def submit(self) -> None:
        """Hand the values on."""
        self.tried.emit({name: box.value() for name, box in self.boxes.items()})
        self.accept()

    def _box(self, one: Parameter) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        digits = max(_digits(value) for value in (one.value, one.low, one.high))
        box.setDecimals(digits)
        box.setRange(one.low, one.high)
        box.setValue(one.value)
        number = self.look.phrases.number
        told = {"low": number(one.low, digits), "high": number(one.high, digits)}
        self.add(say("finding-preview-value", name=one.name, **told), box)
        return box


def _digits(value: float) -> int:
    """Return how many decimals a number is written with."""
    return len(repr(float(value)).partition(".")[2].rstrip("0"))


class Insight(QObject):
    """Shows the casebook in figures."""

    def __init__(self, page: Surface, context: ViewContext, outgoing: Outgoing, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._context, self._over = page, context, window
        self._outgoing, self._look = outgoing, context.look

    def add_to(self, menu: QMenu, row: BoardRow) -> None:
        """Add to the menu of a row what may be asked."""
        look, sheet = self._look, self._sheet(row)
        there = self._context.session is not None
        tried = menu.addAction(look.icon("sliders-horizontal"), look.text("finding-preview"))
        tried.setEnabled(there and sheet is not None and bool(sheet.parameters))
        tried.triggered.connect(lambda: self.ask_preview(row))
        right = menu.addAction(look.icon("target"), look.text("finding-precision"))
        right.setEnabled(bool(self._states()))
        right.triggered.connect(self.ask_precision)
        figures = menu.addAction(look.icon("chart-column"), look.text("finding-rectified"))
        figures.setEnabled(there and bool(self._states()))
        figures.triggered.connect(self.ask_rectified)

    def ask_precision(self) -> None:
        """Count how often each rule was right."""
        states = self._states()

        def work(_progress: Progress) -> tuple[Precision, ...]:
            from console.jobs.findings_precision import precision

            return precision(states)

        ticket = self._context.run(work, say("finding-precision-working"), "precision")
        ticket.succeeded.connect(self.show_precision)
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

    def show_precision(self, found: tuple[Precision, ...]) -> TableDialog:
        """Show what held of those decided; precision and interval only where dismissals were reviewed blind."""
        counts = ("confirmed", "false-alarms", "undecided", "reviewed")
        columns = (
            Column("rule", say("column-rule"), "code", sortable=False),
            *(Column(name, say(f"column-{name}"), "number", sortable=False) for name in counts),
            Column("share", say("column-decided-share"), "percent", sortable=False),
            Column("precision", say("column-precision"), "percent", sortable=False),
            Column("interval", say("finding-precision-interval"), "text", sortable=False),
        )
        title = (say("finding-precision"), say("finding-precision-detail"))
        return self._shown(title, columns, [self._precision_row(one) for one in found])

    def _precision_row(self, one: Precision) -> dict[str, object]:
        percent = self._look.phrases.percent
        known = one.corrected is not None
        interval = f"{percent(one.corrected_low, 0)}–{percent(one.corrected_high, 0)}" if known else "—"
        counts = {"false-alarms": one.false_alarms, "undecided": one.undecided, "reviewed": one.reviewed}
        told = {"rule": one.rule_id, "confirmed": one.confirmed, **counts}
        return {**told, "share": one.value, "precision": one.corrected, "interval": interval}

    def ask_preview(self, row: BoardRow) -> PreviewForm | None:
        """Ask which other values to try for the rule of a row."""
        sheet = self._sheet(row)
        if sheet is None:
            return None
        form = PreviewForm(self._look, sheet, self._over.window())
        form.tried.connect(lambda values: self.preview(sheet.id, values))
        form.open()
        return form

    def preview(self, rule_id: str, values: Mapping[str, float]) -> None:
        """Try other values of a rule."""
        from console.jobs.findings_threshold import ThresholdPreview

        known = tuple(state for state in self._states() if state.rule_id == rule_id)
        request, words = PreviewRequest(rule_id, values, known), say("finding-preview-working", rule=rule_id)
        ticket = self._context.ask("threshold-preview", request, words, "threshold-preview", ThresholdPreview)
        ticket.succeeded.connect(self.show_preview)
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

    def show_preview(self, value: object) -> TableDialog:
        """Show what another value would flag, and what it means for what was decided."""
        from console.jobs.findings_threshold import ThresholdPreview

        assert isinstance(value, ThresholdPreview)
        number = self._look.phrases.number
        counts = {name: number(getattr(value, name)) for name in ("now", "then", "appear", "go")}
        detail = (
            say("finding-preview-silent", reason=value.reason)
            if value.reason
            else say("preview-flags", rule=value.rule_id, **counts)
        )
        columns = (
            Column("outcome", say("column-outcome"), "text", sortable=False),
            Column("stay", say("column-stay"), "number", sortable=False),
            Column("go", say("column-go"), "number", sortable=False),
        )
        rows = [
            {"outcome": say(f"outcome-{one.outcome}"), "stay": one.stay, "go": one.go} for one in value.known
        ]
        return self._shown((say("finding-preview-title"), detail), columns, rows)

    def ask_rectified(self) -> None:
        """Ask for the measures of rectification."""
        request = RectificationRequest(self._states(), self._page.today)
        words = say("finding-rectified-working")
        ticket = self._context.ask("rectification", request, words, "rectification", list[Rectified])
        ticket.succeeded.connect(self.show_rectified)
        ticket.failed.connect(lambda failure: self._outgoing.tell_fault(failure.sentence(self._look)))

    def show_rectified(self, value: object) -> TableDialog:
        """Show each measure, of all findings first, then by organisation; nobody is ranked."""
        assert isinstance(value, list)
        names = self._page.found.organisations if self._page.found is not None else {}
        columns = (
            Column("measure", say("finding-rectified-measure"), "text", sortable=False),
            Column("organisation", say("finding-rectified-organisation"), "text", sortable=False),
            Column("value", say("finding-rectified-value"), "name", sortable=False),
            Column("judged", say("finding-rectified-judged"), "number", sortable=False),
            Column("apart", say("finding-rectified-apart"), "number", sortable=False),
        )
        rows = [self._line(one, names) for one in value]
        return self._shown((say("finding-rectified"), say("finding-rectified-detail")), columns, rows)

    def _line(self, one: Rectified, names: Mapping[str, tuple[str, str]]) -> dict[str, object]:
        known = names.get(one.organisation_id, (one.organisation_id,) * 2)
        who: Words = (
            Named({"zh-CN": known[0], "en": known[1]})
            if one.organisation_id
            else say("finding-rectified-all")
        )
        told = {"measure": Named(dict(one.name)), "organisation": who, "value": self._value(one)}
        return {**told, "judged": one.judged, "apart": one.not_judged}

    def _value(self, one: Rectified) -> Words:
        number = self._look.phrases.number
        if one.value is None:
            return say("finding-rectified-nothing")
        if one.unit == "percent":
            return self._look.phrases.percent(one.value, one.digits)
        return number(one.value, one.digits)

    def _shown(
        self, words: tuple[Words, Words], columns: tuple[Column, ...], rows: list[dict[str, object]]
    ) -> TableDialog:
        dialog = TableDialog(self._look, words, columns, rows, self._over.window())
        dialog.open()
        return dialog

    def _sheet(self, row: BoardRow) -> RuleSheet | None:
        board = self._page.board
        return board.rules.get(row.rule_id) if board is not None else None

    def _states(self) -> tuple[FindingState, ...]:
        board = self._page.board
        return board.ledger.states if board is not None and board.ledger is not None else ()
