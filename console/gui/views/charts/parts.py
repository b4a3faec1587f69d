"""Owns the panels of the page of control charts and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.gui.hit_figure import HitFigure
from console.gui.scope import Choice
from console.gui.theme import Look
from console.gui.views.charts.figures import control_figure
from console.gui.views.charts.tables import (
    STEP,
    change_columns,
    change_rows,
    scan_columns,
    scan_rows,
    step_columns,
    step_rows,
)
from console.gui.views.charts.wording import (
    change_sentence,
    column_name,
    doubts,
    scan_meta,
    verdict,
    why_not,
)
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.choices import ChoicePopup
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Words, say
from console.jobs.charts_answers import ChangeAnswer, ControlAnswer, ScanAnswer

GUTTER = 12
DENSE = 26
COLUMNS = (452, 736)
ROWS = (300, 300)
ROLES = {"improved": "ok", "worse": "red", "changed": "notice"}
SCANNED = ("region_id", "organisation_id", "item_id", "channel", "system_id")
MOST_CHIPS = 4


class ScanPanel(Panel):
    """Every subject of a column with its signal, and how many signals chance alone would make."""

    column_asked = Signal(str)
    subject_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("charts-scan"), flush=True)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.changed.connect(lambda keys: self.column_asked.emit(keys[0]) if keys else None)
        self.add_button(self.chips)
        body = QWidget()
        layout = column(0)
        self.meta_line = Label(look, "", "dim", px=12, wrap=True)
        self.meta_line.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        self.table = DataTable(look, scan_columns(), say("charts-scan"), DENSE)
        layout.addWidget(self.meta_line)
        layout.addWidget(self.table, 1)
        body.setLayout(layout)
        self.set_content(body)
        self.table.opened.connect(self._opened)
        self.table.clicked.connect(lambda index: self._opened(index.row()))

    def offer(self, columns: Sequence[str], shown: str) -> None:
        """Offer the columns the measure can be cut by."""
        held = [name for name in SCANNED if name in columns][:MOST_CHIPS]
        filters = [Filter(name, column_name(self.look, name)) for name in held]
        self.chips.set_filters(filters, (shown,))

    def show_scan(self, chart: ControlAnswer, found: ScanAnswer) -> None:
        """Take the scan."""
        if found.why_not:
            self.state.show_not_computable(why_not(found.why_not, found.missing))
            return
        if not found.lines:
            self.state.show_empty(say("charts-nothing"), say("charts-nothing-detail"))
            return
        self.meta_line.set_words(scan_meta(self.look, found))
        self.table.set_rows(scan_rows(self.look, chart, found))
        self.state.show_content()

    def _opened(self, number: int) -> None:
        self.subject_asked.emit(str(self.table.rows.row(number)["subject"]))


class ChartPanel(Panel):
    """One control chart with its verdict above and what speaks against it below."""

    measure_asked = Signal(str)
    kind_asked = Signal(str)
    rules_asked = Signal(str)
    whole_asked = Signal()
    rebase_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("charts-chart"))
        self._offered: dict[str, tuple[list[Choice], str]] = {}
        self.measure = Button(look, "", "chevron-down", "ghost", lambda: self._open("measure"))
        self.kind = Button(look, "", "chevron-down", "ghost", lambda: self._open("kind"))
        self.rules = Button(look, "", "chevron-down", "ghost", lambda: self._open("rules"))
        self.screening = FilterChips(look)
        self.whole = Button(look, say("charts-whole"), "x", "ghost", self.whole_asked.emit)
        self.rebase = Button(look, say("charts-rebase"), "git-branch", "ghost", self.rebase_asked.emit)
        self.chart = HitFigure(look, say("charts-chart"), (420, 96))
        self.verdict = Label(look, "", px=13, weight=600, elide=True)
        self.doubts = Label(look, "", "faint", px=12, wrap=True)
        self.add_button(self.whole)
        self.add_button(self.rebase)
        self.set_content(self._laid_out())

    def offer(self, name: str, choices: list[Choice], current: str, words: Words) -> None:
        """Offer the values of measure, kind or rules, and say the present one."""
        self._offered[name] = (choices, current)
        button: Button = getattr(self, name)
        button.set_words(words)

    def offer_screening(self, on: bool) -> None:
        """Offer to drop ranges that are too large, or not."""
        shown = [Filter("on", say("charts-screening"))]
        self.screening.set_filters(shown, ("on",) if on else ())

    def show_chart(self, found: ControlAnswer, subject: Words, selected: int | None) -> None:
        """Take a chart."""
        self.set_meta(subject)
        if found.why_not:
            self.state.show_not_computable(why_not(found.why_not, found.missing))
            return
        self.verdict.set_words(verdict(found))
        self.verdict.set_role(ROLES.get(found.state, "dim"))
        self.doubts.set_words(doubts(self.look, found))
        self.chart.show_chart(lambda size, measure: control_figure(self.look, found, selected, size, measure))
        self.state.show_content()

    def _laid_out(self) -> QWidget:
        body = QWidget()
        px = self.look.px
        tools = row(px(6))
        for one in (self.measure, self.kind, self.rules, self.screening):
            tools.addWidget(one)
        tools.addStretch(1)
        layout = column(px(4))
        layout.addLayout(tools)
        layout.addWidget(self.verdict)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.doubts)
        body.setLayout(layout)
        return body

    def _open(self, name: str) -> None:
        choices, current = self._offered.get(name, ([], ""))
        button: Button = getattr(self, name)
        asked: Signal = getattr(self, f"{name}_asked")
        popup = ChoicePopup(self.look, choices, current, parent=button.window())
        popup.chosen.connect(asked.emit)  # type: ignore[attr-defined]
        popup.open_below(button)


class ChangePanel(Panel):
    """Where the change of a flagged stretch sits, by one column at a time."""

    part_asked = Signal(str, str)  # column, value

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("charts-change"), flush=True)
        self._chart: ControlAnswer | None = None
        self._change: ChangeAnswer | None = None
        self.shown = ""
        self.chips = FilterChips(look, exclusive=True)
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else self.shown))
        self.table = DataTable(look, (), say("charts-change"), DENSE)
        self.table.opened.connect(self._opened)
        self.sentence = Label(look, "", px=12, weight=600, elide=True)
        self.add_button(self.chips)
        self.set_content(self._laid_out())

    def show_change(self, chart: ControlAnswer, found: ChangeAnswer) -> None:
        """Take the parts of a change."""
        self._chart, self._change = chart, found
        if found.why_not:
            self.state.show_not_computable(why_not(found.why_not, found.missing))
            return
        parts = [one.column for one in found.columns][:5] + ([STEP] if found.steps else [])
        self.sentence.set_words(change_sentence(self.look, chart, found))
        self.shown = self.shown if self.shown in parts else parts[0] if parts else ""
        filters = [Filter(name, column_name(self.look, name)) for name in parts]
        self.chips.set_filters(filters, (self.shown,))
        self.show_part(self.shown)
        self.state.show_content()

    def show_nothing(self, title: Words, detail: Words) -> None:
        """Say why nothing is compared."""
        self._change = None
        self.state.show_empty(title, detail)

    def show_part(self, name: str) -> None:
        """Show the parts of another column."""
        chart, found = self._chart, self._change
        if chart is None or found is None:
            return
        self.shown = name
        if name == STEP:
            self.table.set_columns(step_columns())
            self.table.set_rows(step_rows(self.look, found))
            return
        told = next((one for one in found.columns if one.column == name), None)
        if told is not None:
            self.table.set_columns(change_columns(chart))
            self.table.set_rows(change_rows(self.look, chart, told))

    def sql(self) -> str:
        """Return the SQL of the part shown."""
        found = self._change
        if found is None:
            return ""
        return found.steps_sql if self.shown == STEP else found.sql

    def _laid_out(self) -> QWidget:
        body = QWidget()
        px = self.look.px
        self.sentence.setContentsMargins(px(16), px(6), px(16), px(6))
        layout = column(0)
        layout.addWidget(self.sentence)
        layout.addWidget(self.table, 1)
        body.setLayout(layout)
        return body

    def _opened(self, number: int) -> None:
        subject = self.table.rows.row(number)["subject"]
        if subject and self.shown != STEP:
            self.part_asked.emit(self.shown, str(subject))


class Parts(QObject):
    """Every panel of the page."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.scan = ScanPanel(look)
        self.chart = ChartPanel(look)
        self.change = ChangePanel(look)

    def lay_out(self, page: QWidget) -> None:
        """Stand the scan at the left, the chart above what changed at the right."""
        gap = self.look.px(GUTTER)
        right = column(gap)
        right.addWidget(self.chart, ROWS[0])
        right.addWidget(self.change, ROWS[1])
        line = row(gap)
        line.addWidget(self.scan, COLUMNS[0])
        line.addLayout(right, COLUMNS[1])
        page.setLayout(line)
