"""Owns the panels of the shelf and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.domain.comparison import JUDGEMENTS, counted
from console.domain.period import Period
from console.gui.theme import Look
from console.gui.views.shelf.comparing import Compared
from console.gui.views.shelf.tables import (
    Place,
    cache_columns,
    cache_rows,
    comparison_columns,
    comparison_rows,
    extract_columns,
    extract_rows,
    rests_cell,
)
from console.gui.widgets.boxes import ChoiceBox
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Named, say
from console.jobs.compare_answers import MeasureCard, SideRequest
from console.jobs.shelf import Shelf, ShelfLine

GUTTER = 12
LINES, DENSE = 40, 26
BY = ("", "organisation", "region")
THEMES = ("services", "funds", "sharing", "security", "inclusion", "continuity", "evaluation")
OWN, SCOPE = "own", "scope"
HEADLINE = "SVC-001"


class ExtractsPanel(Panel):
    """The extracts that are or were open; ``opened`` carries the one somebody wants."""

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("shelf-extracts"), flush=True)
        self.table = DataTable(look, extract_columns(), say("shelf-extracts"), LINES)
        self.set_content(self.table)
        self.table.selected.connect(lambda _number: self.chosen.emit())

    def show_shelf(self, shelf: Shelf, current: Place, beside: frozenset[Place], today: date) -> None:
        """Show what is here and what is open of it."""
        kept = self.line()
        rows = extract_rows(shelf.lines, current, beside, today)
        self.table.set_rows(rows)
        self.set_meta(say("shelf-extracts-meta", count=len(rows), open=len(beside) + any(current)))
        place = next(
            (n for n, each in enumerate(rows) if kept and _line(each).entry.path == kept.entry.path), -1
        )
        if place >= 0:
            self.table.select(place)

    def line(self) -> ShelfLine | None:
        """Return the extract that is selected."""
        number = self.table.currentIndex().row()
        return _line(self.table.rows.row(number)) if 0 <= number < self.table.rows.rowCount() else None

    def place(self) -> str:
        """Return whether the selected one is the one worked on, open beside it, there, or gone."""
        number = self.table.currentIndex().row()
        return str(self.table.rows.row(number)["place"]) if self.line() is not None else ""


def _line(found: object) -> ShelfLine:
    assert isinstance(found, dict)
    line = found["line"]
    assert isinstance(line, ShelfLine)
    return line


class CachesPanel(Panel):
    """What is kept of which extract, and the way to forget it."""

    clear_asked = Signal(str)  # digest, "" for all

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("shelf-caches"), flush=True)
        self.table = DataTable(look, cache_columns(), say("shelf-caches"), LINES)
        self.set_content(self.table)
        self.one = self.add_icon_button("x", say("shelf-clear-one"), self._clear_one)
        self.all = self.add_icon_button("trash-2", say("shelf-clear-all"), lambda: self.clear_asked.emit(""))

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what is kept."""
        rows = cache_rows(shelf.caches)
        self.table.set_rows(rows)
        total = sum(line.bytes for line in shelf.caches) / 1024
        self.set_meta(say("shelf-caches-meta", size=self.look.phrases.number(total, 1)) if rows else "")
        self.one.setEnabled(bool(rows))
        self.all.setEnabled(bool(rows))
        if not rows:
            self.state.show_empty(say("shelf-no-caches"), say("shelf-no-caches-detail"))

    def _clear_one(self) -> None:
        number = self.table.currentIndex().row()
        if 0 <= number < self.table.rows.rowCount():
            self.clear_asked.emit(str(self.table.rows.row(number)["digest"]))


class ComparisonPanel(Panel):
    """Measures of the open extracts side by side; ``asked`` fires when another comparison is wanted."""

    asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("shelf-comparison"), flush=True)
        self.by = ""
        self._cards: tuple[MeasureCard, ...] = ()
        self._held: Compared | None = None
        self.table = DataTable(look, comparison_columns((), ""), say("shelf-comparison"), LINES)
        self.set_content(self.table)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters([Filter(one, say(f"shelf-by-{one or 'whole'}")) for one in BY], ("",))
        self.theme = ChoiceBox(look)
        self.measure = ChoiceBox(look)
        self.span = ChoiceBox(look)
        for control in (self.chips, self.theme, self.measure, self.span):
            self.add_button(control)
        self.measure.hide()
        self._fill_boxes()
        self.chips.changed.connect(self._by_changed)
        self.theme.currentIndexChanged.connect(lambda _place: self._theme_changed())
        for box in (self.measure, self.span):
            box.currentIndexChanged.connect(lambda _place: self.asked.emit())

    def request(self, window_period: Period | None) -> SideRequest:
        """Return what is asked for; ``window_period`` is that of the scope bar."""
        span = window_period if self.span.chosen == SCOPE else None
        ids = (self.measure.chosen or HEADLINE,) if self.by else ()
        return SideRequest(ids, "" if self.by else self.theme.chosen, self.by, span)

    def show_compared(self, held: Compared) -> None:
        """Show a comparison."""
        first = self._held is None or not self._cards
        self._held = held
        if first or self._cards != held.cards:
            self._cards = held.cards
            self._fill_measures()
        self._fill()

    def retranslate(self) -> None:
        """Word boxes and figures anew."""
        super().retranslate()
        if hasattr(self, "span"):
            self._fill_boxes()
            self._fill_measures()
            self._fill()

    def _fill(self) -> None:
        held = self._held
        if held is None:
            return
        columns = comparison_columns(held.sides, held.request.by)
        if tuple(one.key for one in columns) != tuple(one.key for one in self.table.rows.columns) or (
            [one.title for one in columns] != [one.title for one in self.table.rows.columns]
        ):
            self.table.set_columns(columns)
        self.table.set_rows(comparison_rows(self.look, held))
        told = counted(held.found.rows)
        number = self.look.phrases.number
        parts = [say(f"compare-count-{one}", count=number(told[one])) for one in JUDGEMENTS if told[one]]
        self.set_meta(" · ".join(self.look.words(part) for part in parts))
        self._show_rest(held)

    def _show_rest(self, held: Compared) -> None:
        """Say in the head what the one measure that is compared by subject rests on."""
        self.badge.setVisible(bool(held.request.by))
        if held.request.by:
            cell = rests_cell(self.look, held.request.ids[0], held.sides)
            self.badge.set_words(say("rest-short", share=cell.words), "neutral", "database")
            self.badge.setToolTip(self.look.words(cell.told))

    def _fill_boxes(self) -> None:
        _refill(self.theme, [(one, self.look.text(f"brief-theme-{one}")) for one in THEMES])
        _refill(self.span, [(one, self.look.text(f"shelf-span-{one}")) for one in (OWN, SCOPE)])
        for box, name in ((self.theme, "theme"), (self.measure, "measure"), (self.span, "span")):
            box.setAccessibleName(self.look.text(f"shelf-box-{name}"))

    def _fill_measures(self) -> None:
        theme = self.theme.chosen
        words = self.look.words
        named = [(one.measure_id, words(Named(one.names))) for one in self._cards if one.theme == theme]
        _refill(self.measure, named)

    def _by_changed(self, keys: Sequence[str]) -> None:
        self.by = keys[0] if keys else self.by
        self.measure.setVisible(bool(self.by))
        self.asked.emit()

    def _theme_changed(self) -> None:
        self._fill_measures()
        self.asked.emit()


def _refill(box: ChoiceBox, choices: Sequence[tuple[str, str]]) -> None:
    """Put other choices into a box, keeping what was chosen; nobody hears of it."""
    kept = box.chosen
    box.blockSignals(True)
    box.clear()
    for key, words in choices:
        box.addItem(words, key)
    place = box.findData(kept)
    box.setCurrentIndex(max(place, 0) if choices else -1)
    box.blockSignals(False)


class Parts:
    """Every panel of the page."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.extracts = ExtractsPanel(look)
        self.caches = CachesPanel(look)
        self.comparison = ComparisonPanel(look)

    def lay_out(self, page: QWidget) -> None:
        """Stand extracts and caches above the comparison."""
        gap = self.look.px(GUTTER)
        line = row(gap)
        line.addWidget(self.extracts, 820)
        line.addWidget(self.caches, 368)
        layout = column(gap)
        layout.addLayout(line, 240)
        layout.addWidget(self.comparison, 420)
        page.setLayout(layout)
