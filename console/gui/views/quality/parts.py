"""Owns the panels of the page on data quality and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QStackedWidget, QWidget

from console.gui.theme import Look
from console.gui.views.quality.tables import (
    change_columns,
    change_rows,
    check_columns,
    check_rows,
    dimension_columns,
    dimension_rows,
    dimension_words,
    measure_columns,
    measure_rows,
    month_rows,
    owner_rows,
    subject_columns,
    table_columns,
    trend_columns,
    trend_rows,
    unchecked_columns,
    unchecked_rows,
)
from console.gui.views.quality.wording import kpi_of
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.facts import FactLine, FactList
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Piece, column, row
from console.gui.widgets.table import DataTable
from console.gui.widgets.tile import HEIGHT, Kpi, KpiTile
from console.gui.words import Named, Words, say
from console.jobs.quality_answers import CheckLine, QualityAnswer

GUTTER = 12
DENSE, LINES = 26, 40
FEWEST = 2  # extracts that make a trend
FAILING, UNCHECKED, CHANGED = "failing", "unchecked", "changed"
OWNERS, MONTHS, EXTRACTS, MEASURES = "owners", "months", "extracts", "measures"
STRIP_TABLE = 6 * DENSE + 72
ROWS = (300, 288)
COLUMNS = ((668, 520), (668, 520))


class Strip(Piece):
    """The six dimensions as tiles, or as a table; ``chosen`` names the dimension a tile was opened for."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.tiles: list[KpiTile] = []
        self.table = DataTable(look, dimension_columns(), say("quality-dimensions"), DENSE)
        self._answer: QualityAnswer | None = None
        self._line = row(look.px(GUTTER))
        holder = QWidget()
        holder.setLayout(self._line)
        self._stack = QStackedLayout()
        self._stack.addWidget(holder)
        panel = Panel(look, say("quality-dimensions"), flush=True)
        panel.set_content(self.table)
        self._stack.addWidget(panel)
        self.setLayout(self._stack)
        self.table.opened.connect(self._row_opened)
        self._fit()

    @property
    def as_table(self) -> bool:
        """Return whether the table is shown."""
        return self._stack.currentIndex() == 1

    def flip(self) -> None:
        """Show the other of tiles and table."""
        self._stack.setCurrentIndex(1 - self._stack.currentIndex())
        self._fit()

    def show_answer(self, found: QualityAnswer) -> None:
        """Show what was found of every dimension."""
        self._answer = found
        self.table.set_rows(dimension_rows(found.dimensions))
        for place, line in enumerate(found.dimensions):
            if place == len(self.tiles):
                self._add_tile(line.dimension)
            self.tiles[place].set_kpi(kpi_of(self.look, line, found.months, found.trend))

    def retranslate(self) -> None:
        """Word the figures anew."""
        if getattr(self, "_answer", None) is not None:
            self.show_answer(self._answer)  # type: ignore[arg-type]  # just seen not to be None

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        if hasattr(self, "_stack"):
            self._fit()

    def _add_tile(self, dimension: str) -> None:
        tile = KpiTile(self.look, Kpi(dimension_words(dimension), ""))
        tile.opened.connect(lambda: self.chosen.emit(dimension))
        self.tiles.append(tile)
        self._line.addWidget(tile, 1)

    def _row_opened(self, number: int) -> None:
        if self._answer is not None:
            self.chosen.emit(self._answer.dimensions[number].dimension)

    def _fit(self) -> None:
        self.setFixedHeight(self.look.px(STRIP_TABLE if self.as_table else HEIGHT))


class ChecksPanel(Panel):
    """Checks that fail, or those that could not be made, of all tables and dimensions or of the chosen ones."""

    rows_asked = Signal(str)  # SQL
    line_chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("quality-checks-title"), flush=True)
        self.failing = DataTable(look, check_columns(), say("quality-part-failing"), LINES)
        self.unchecked = DataTable(look, unchecked_columns(), say("quality-part-unchecked"), LINES)
        self.shown = FAILING
        self.table = self.dimension = ""
        self._answer: QualityAnswer | None = None
        self.changes = DataTable(look, change_columns(), say("quality-part-changed"), LINES)
        self._tables = {FAILING: self.failing, UNCHECKED: self.unchecked, CHANGED: self.changes}
        self._stack = QStackedWidget()
        for part in self._tables.values():
            self._stack.addWidget(part)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters([Filter(key, say(f"quality-part-{key}")) for key in self._tables], (FAILING,))
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else self.shown))
        self.clear = self.add_icon_button("x", say("quality-all-checks"), lambda: self.narrow("", ""))
        self.add_button(self.chips)
        self.failing.opened.connect(lambda _number: self.rows_asked.emit(self.sql()))
        self.failing.selected.connect(lambda _number: self.line_chosen.emit())

    def show_answer(self, found: QualityAnswer) -> None:
        """Take what was found."""
        self._answer = found
        self._fill()

    def narrow(self, table: str, dimension: str) -> None:
        """Show only the checks of a table, of a dimension, or of both; empty means all."""
        self.table, self.dimension = table, dimension
        self._fill()

    def show_part(self, part: str) -> None:
        """Show the failing checks, those that could not be made, or those that changed since the extract before."""
        self.shown = part
        self._fill()

    def chosen(self) -> CheckLine | None:
        """Return the failing check that is selected."""
        number = self.failing.currentIndex().row()
        if self.shown != FAILING or not 0 <= number < self.failing.rows.rowCount():
            return None
        line = self.failing.rows.row(number)["line"]
        assert isinstance(line, CheckLine)
        return line

    def sql(self) -> str:
        """Return the failing rows of the selected check as SQL, or an empty text."""
        line = self.chosen()
        return line.sql if line is not None else ""

    def _fill(self) -> None:
        found = self._answer
        self.clear.setVisible(bool(self.table or self.dimension))
        if found is None:
            return
        self._stack.setCurrentWidget(self._tables[self.shown])
        failing = [line for line in found.failing if self._wanted(line.row.table, line.dimension)]
        unchecked = [line for line in found.unchecked if self._wanted(line.unchecked.table, line.dimension)]
        changes = [
            line for line in found.changes if self._wanted(line.changed.now.table, line.changed.now.dimension)
        ]
        self.failing.set_rows(check_rows(failing))
        self.unchecked.set_rows(unchecked_rows(unchecked))
        self.changes.set_rows(change_rows(changes))
        shown = self._tables[self.shown].rows.rowCount()
        self.set_meta(self._meta(found, shown))
        if shown:
            self.state.show_content()
        elif self.shown == CHANGED and len(found.trend) < FEWEST:
            self.state.show_empty(say("quality-no-earlier"), say("quality-no-earlier-detail"))
        else:
            self.state.show_empty(say(f"quality-none-{self.shown}"), say(f"quality-none-{self.shown}-detail"))
        self.line_chosen.emit()

    def _wanted(self, table: str, dimension: str) -> bool:
        return self.table in ("", table) and self.dimension in ("", dimension)

    def _meta(self, found: QualityAnswer, shown: int) -> Words:
        count = self.look.phrases.number(shown)
        names = next((line.names for line in found.tables if line.table == self.table), None)
        if names is not None and self.dimension:
            return say(
                "quality-of-both",
                count=count,
                table=Named(names),
                dimension=dimension_words(self.dimension),
            )
        if names is not None:
            return say("quality-of-one", count=count, what=Named(names))
        if self.dimension:
            return say("quality-of-one", count=count, what=dimension_words(self.dimension))
        return say("quality-of-all", count=count)


class SubjectsPanel(Panel):
    """By organisation, month, extract or measure: whose data are least complete, since when, and what rests on them."""

    owner_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("quality-subjects"), flush=True)
        self.owners = DataTable(
            look, subject_columns(say("quality-organisation")), say("quality-part-owners"), DENSE
        )
        self.months = DataTable(
            look, subject_columns(say("quality-month")), say("quality-part-months"), DENSE
        )
        self.extracts = DataTable(look, trend_columns(), say("quality-part-extracts"), DENSE)
        self.measures = DataTable(look, measure_columns(), say("quality-part-measures"), LINES)
        self.shown = OWNERS
        self._answer: QualityAnswer | None = None
        self._tables = {
            OWNERS: self.owners,
            MONTHS: self.months,
            EXTRACTS: self.extracts,
            MEASURES: self.measures,
        }
        self._stack = QStackedWidget()
        for part in self._tables.values():
            self._stack.addWidget(part)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters([Filter(key, say(f"quality-part-{key}")) for key in self._tables], (OWNERS,))
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else self.shown))
        self.add_button(self.chips)
        self.owners.opened.connect(
            lambda number: self.owner_asked.emit(str(self.owners.rows.row(number)["subject"]))
        )

    def show_answer(self, found: QualityAnswer) -> None:
        """Take what was found."""
        self._answer = found
        self.owners.set_rows(owner_rows(found.owners))
        self.months.set_rows(month_rows(found.months))
        self.extracts.set_rows(trend_rows(found.trend))
        self.measures.set_rows(measure_rows(found.measures))
        self._fill()

    def show_part(self, part: str) -> None:
        """Show organisations, months, extracts, or measures."""
        self.shown = part
        self._fill()

    def _fill(self) -> None:
        if self._answer is None:
            return
        table = self._tables[self.shown]
        self._stack.setCurrentWidget(table)
        self.set_meta(say(f"quality-{self.shown}-meta"))
        if table.rows.rowCount():
            self.state.show_content()
        else:
            self.state.show_empty(say(f"quality-no-{self.shown}"), say(f"quality-no-{self.shown}-detail"))


class Parts:
    """Every panel of the page."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.strip = Strip(look)
        self.tables = DataTable(look, table_columns(), say("quality-tables"), DENSE)
        self.tables_panel = Panel(look, say("quality-tables"), flush=True)
        self.tables_panel.set_content(self.tables)
        self.checks = ChecksPanel(look)
        self.subjects = SubjectsPanel(look)
        self.facts = FactList(look)
        self.provenance = Panel(look, say("quality-provenance"))
        self.provenance.set_content(scrolled(self.facts))

    def lay_out(self, page: QWidget) -> None:
        """Stand the strip above two rows; tables scroll inside themselves."""
        gap = self.look.px(GUTTER)
        layout = column(gap)
        layout.addWidget(self.strip)
        pairs = ((self.tables_panel, self.checks), (self.subjects, self.provenance))
        for pair, wide, high in zip(pairs, COLUMNS, ROWS, strict=True):
            line = row(gap)
            for panel, share in zip(pair, wide, strict=True):
                line.addWidget(panel, share)
            layout.addLayout(line, high)
        page.setLayout(layout)

    def show_provenance(self, lines: Sequence[FactLine], badge: tuple[Words, str]) -> None:
        """Show what the manifest says."""
        self.facts.set_lines(lines)
        self.provenance.set_badge(*badge)
        self.provenance.state.show_content()


def scrolled(inside: QWidget) -> QScrollArea:
    """Return facts in an area that scrolls down where there are many."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    holder = QWidget()
    holder.setAutoFillBackground(False)
    whole = column(0, (0, 0, 8, 0))
    whole.addWidget(inside)
    whole.addStretch(1)
    holder.setLayout(whole)
    area.setWidget(holder)
    return area
