"""Owns the step in which a proposed mapping is corrected, with live counts. It refuses a change it does not show at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from console.domain.mapping import ColumnMapping
from console.gui.theme import Look
from console.gui.views.wizard.column_form import ColumnForm
from console.gui.views.wizard.draft import Draft
from console.gui.views.wizard.tables import mapping_columns, mapping_rows, table_columns, table_rows
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Piece, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Named, say
from console.jobs.wizard_answers import Tried

GUTTER, LINES = 12, 40
LEFT, RIGHT = 316, 264


class MappingStep(Piece):
    """Tables left with their counts, columns in the middle, the origin of the selected one right; ``changed`` carries a Draft."""

    changed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.draft: Draft | None = None
        self.tried: Tried | None = None
        self.tables = DataTable(look, table_columns(), say("wizard-tables"), LINES)
        self.tables_panel = Panel(look, say("wizard-tables"), flush=True)
        self.tables_panel.set_content(self.tables)
        self.target = ChoiceBox(look)
        self.target.setMaximumWidth(look.px(LEFT // 2))
        self.tables_panel.add_icon_button("circle-plus", say("wizard-table-add"), self._add_table)
        self.tables_panel.add_icon_button("x", say("wizard-table-remove"), self._remove_table)
        self.columns = DataTable(look, mapping_columns(), say("wizard-mapping"), LINES)
        self.columns_panel = Panel(look, say("wizard-mapping"), flush=True)
        self.columns_panel.set_content(self.columns)
        self.columns_panel.add_button(self.target)
        self.form = ColumnForm(look)
        self.form_panel = Panel(look, say("wizard-column"))
        self.form_panel.set_content(_scrolled(self.form))
        self._lay_out()
        self.tables.selected.connect(lambda _number: self._show_table())
        self.columns.selected.connect(lambda _number: self._show_form())
        self.target.currentIndexChanged.connect(lambda _place: self._retarget())
        self.form.told.connect(self._tell)

    @property
    def place(self) -> int:
        """Return which mapping of a source to a table is selected, −1 for none."""
        number = self.tables.currentIndex().row()
        if self.draft is None or not 0 <= number < self.tables.rows.rowCount():
            return -1
        return int(str(self.tables.rows.row(number)["place"]))

    def show_draft(self, draft: Draft) -> None:
        """Show a mapping as it stands."""
        self.draft = draft
        self._fill_targets()
        kept = max(self.tables.currentIndex().row(), 0)
        self.tables.set_rows(table_rows(draft, self.tried))
        if draft.plan.tables:
            self.tables.select(min(kept, len(draft.plan.tables) - 1))
            self.tables_panel.state.show_content()
            self._show_table()
        else:
            self.tables_panel.state.show_empty(say("wizard-no-tables"), say("wizard-no-tables-detail"))
            self.columns.set_rows(())

    def show_tried(self, tried: Tried) -> None:
        """Show what came of the latest trial beside the mapping."""
        self.tried = tried
        if self.draft is None:
            return
        number = self.look.phrases.number
        self.tables.set_rows(table_rows(self.draft, tried))
        key = "wizard-counts" if tried.whole else "wizard-counts-beginning"
        self.tables_panel.set_meta(say(key, rejected=number(tried.rejected)))
        if self.place >= 0:
            self._fill_columns()

    def retranslate(self) -> None:
        """Word what was put together from words."""
        if getattr(self, "draft", None) is not None and hasattr(self, "form"):
            self._fill_targets()
            if self.tried is not None:
                self.show_tried(self.tried)
            self._show_table()

    def _lay_out(self) -> None:
        line = row(self.look.px(GUTTER))
        for panel, width in ((self.tables_panel, LEFT), (self.columns_panel, 0), (self.form_panel, RIGHT)):
            if width:
                panel.setFixedWidth(self.look.px(width))
            line.addWidget(panel, 0 if width else 1)
        self.setLayout(line)

    def _show_table(self) -> None:
        if self.place < 0 or self.draft is None:
            return
        self._fill_columns()
        target = self.draft.target(self.place)
        self.target.blockSignals(True)
        self.target.setCurrentIndex(self.target.findData(target.name))
        self.target.blockSignals(False)
        self.columns_panel.set_title(Named(target.names))
        needed = len(self.draft.empty(self.place))
        self.columns_panel.set_meta(say("wizard-needed", count=needed) if needed else "")
        if self.columns.currentIndex().row() < 0 and self.columns.rows.rowCount():
            self.columns.select(0)
        self._show_form()

    def _fill_columns(self) -> None:
        assert self.draft is not None
        kept = self._target()
        rows = mapping_rows(self.draft, self.place, self.tried)
        self.columns.set_rows(rows)
        place = next((n for n, one in enumerate(rows) if one["target"] == kept), -1)
        if place >= 0 and place != self.columns.currentIndex().row():
            self.columns.select(place)

    def _target(self) -> str:
        number = self.columns.currentIndex().row()
        if not 0 <= number < self.columns.rows.rowCount():
            return ""
        return str(self.columns.rows.row(number)["target"])

    def _show_form(self) -> None:
        target = self._target()
        if self.draft is None or self.place < 0 or not target:
            return
        table = self.draft.target(self.place)
        found = next((one for one in table.columns if one.name == target), None)
        if found is not None:
            held = self.draft.column(self.place, target)
            self.form.show_column(table.name, found, held, self.draft.source_columns(self.place))

    def _tell(self, told: object) -> None:
        target = self._target()
        if self.draft is None or self.place < 0 or not target:
            return
        assert told is None or isinstance(told, ColumnMapping)
        self._change(self.draft.with_column(self.place, target, told))

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        if self.place >= 0:
            self._fill_columns()
            needed = len(draft.empty(self.place))
            self.columns_panel.set_meta(say("wizard-needed", count=needed) if needed else "")
        self.changed.emit(draft)

    def _retarget(self) -> None:
        name = self.target.chosen
        if self.draft is None or self.place < 0 or not name or name == self.draft.target(self.place).name:
            return
        self._show_and_tell(self.draft.with_target(self.place, name))

    def _add_table(self) -> None:
        """Map the selected source to one more table: the first of the contract it does not fill yet."""
        if self.draft is None or not self.draft.looked.sources:
            return
        place = self.place
        source = (
            self.draft.plan.tables[place].source if place >= 0 else self.draft.looked.sources[0].spec.name
        )
        taken = {one.table for one in self.draft.plan.tables if one.source == source}
        name = next((one.name for one in self.draft.looked.tables if one.name not in taken), "")
        if name:
            self._show_and_tell(self.draft.with_new_table(source, name), last=True)

    def _remove_table(self) -> None:
        if self.draft is not None and self.place >= 0:
            self._show_and_tell(self.draft.without_table(self.place))

    def _show_and_tell(self, draft: Draft, last: bool = False) -> None:
        self.show_draft(draft)
        if last:
            self.tables.select(len(draft.plan.tables) - 1)
        self.changed.emit(draft)

    def _fill_targets(self) -> None:
        assert self.draft is not None
        kept = self.target.chosen
        self.target.blockSignals(True)
        self.target.clear()
        for table in self.draft.looked.tables:
            self.target.addItem(self.look.words(Named(table.names)), table.name)
        self.target.setCurrentIndex(max(self.target.findData(kept), 0))
        self.target.setAccessibleName(self.look.text("wizard-table"))
        self.target.blockSignals(False)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.viewport().setAutoFillBackground(False)
    holder = QWidget()
    holder.setAutoFillBackground(False)
    whole = column(0, (0, 0, 6, 0))
    whole.addWidget(inside)
    holder.setLayout(whole)
    area.setWidget(holder)
    return area
