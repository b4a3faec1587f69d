"""Owns the panels of the page on data quality and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QStackedWidget, QWidget

from console.gui.theme import Look
from console.gui.views.quality.tables import (
    check_columns,
    check_rows,
    dimension_columns,
    dimension_rows,
    dimension_words,
    month_rows,
    owner_rows,
    subject_columns,
    table_columns,
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
from console.jobs.quality_answers import CheckLine, QualityAnswer, UncheckedLine

GUTTER = 12
DENSE, LINES = 26, 40
FAILING, UNCHECKED = "failing", "unchecked"
OWNERS, MONTHS = "owners", "months"
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
            self.tiles[place].set_kpi(kpi_of(self.look, line, found.months))

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
        self._stack = QStackedWidget()
        self._stack.addWidget(self.failing)
        self._stack.addWidget(self.unchecked)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters(
            [Filter(key, say(f"quality-part-{key}")) for key in (FAILING, UNCHECKED)], (FAILING,)
        )
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
        """Show the failing checks, or those that could not be made."""
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
        self._stack.setCurrentWidget(self.failing if self.shown == FAILING else self.unchecked)
        failing = [line for line in found.failing if self._wanted(line.row.table, line.dimension)]
        unchecked = [line for line in found.unchecked if self._wanted(line.unchecked.table, line.dimension)]
        self.failing.set_rows(check_rows(failing))
        self.unchecked.set_rows(unchecked_rows(unchecked))
        self.set_meta(self._meta(found, failing, unchecked))
        if self.shown == FAILING and not failing:
            self.state.show_empty(say("quality-none-failing"), say("quality-none-failing-detail"))
        elif self.shown == UNCHECKED and not unchecked:
            self.state.show_empty(say("quality-all-checked"), say("quality-all-checked-detail"))
        else:
            self.state.show_content()
        self.line_chosen.emit()

    def _wanted(self, table: str, dimension: str) -> bool:
        return self.table in ("", table) and self.dimension in ("", dimension)

    def _meta(
        self, found: QualityAnswer, failing: Sequence[CheckLine], unchecked: Sequence[UncheckedLine]
    ) -> Words:
        number = self.look.phrases.number
        count = number(len(failing if self.shown == FAILING else unchecked))
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
    """Organisations with the least complete data first, or the months."""

    owner_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("quality-subjects"), flush=True)
        self.owners = DataTable(
            look, subject_columns(say("quality-organisation")), say("quality-part-owners"), DENSE
        )
        self.months = DataTable(
            look, subject_columns(say("quality-month")), say("quality-part-months"), DENSE
        )
        self.shown = OWNERS
        self._answer: QualityAnswer | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.owners)
        self._stack.addWidget(self.months)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters(
            [Filter(key, say(f"quality-part-{key}")) for key in (OWNERS, MONTHS)], (OWNERS,)
        )
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
        self._fill()

    def show_part(self, part: str) -> None:
        """Show organisations, or months."""
        self.shown = part
        self._fill()

    def _fill(self) -> None:
        found = self._answer
        if found is None:
            return
        owners = self.shown == OWNERS
        self._stack.setCurrentWidget(self.owners if owners else self.months)
        self.set_meta(say("quality-owners-meta" if owners else "quality-months-meta"))
        if owners and not found.owners:
            self.state.show_empty(say("quality-no-owners"), say("quality-no-owners-detail"))
        elif not owners and not found.months:
            self.state.show_empty(say("quality-no-months"), say("quality-no-months-detail"))
        else:
            self.state.show_content()


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
