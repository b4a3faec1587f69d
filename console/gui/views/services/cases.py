"""Owns the panels of single cases: those with a card as a list, and the one selected day by day.

A card of an open case is a work signal, that of a rule a suspicion. It refuses to call either a finding, and to ask anybody.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.gui.hit_figure import HitFigure
from console.gui.models.cells import MarkCell
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.services.figures import clock_figure, clock_verdict
from console.gui.views.services.steps import step_name
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column
from console.gui.widgets.table import DataTable
from console.gui.words import Named, Words, say
from console.jobs.cards_answers import LEVELS
from console.jobs.services_answers import CaseTimeline, ListedCase, ListedCases

ROW = 28
MARKS = {"supervise": "red", "red": "red", "yellow": "yellow", "notice": "notice"}
Row = Mapping[str, object]
RuleNames = Mapping[str, Mapping[str, str]]  # rule → language → name


class CasePanel(Panel):
    """One case: its steps as they were walked, and which days the law counts, pauses or does not count."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("services-case-panel"))
        self._case: CaseTimeline | None = None
        self.words = Label(look, "", elide=True)
        self.chart = HitFigure(look, say("services-case-panel"), (320, 120))
        body = QWidget()
        layout = column(look.px(4))
        layout.addWidget(self.words)
        layout.addWidget(self.chart, 1)
        body.setLayout(layout)
        self.set_content(body)
        self.show_none()

    def show_none(self) -> None:
        """Say that no case is selected."""
        self._case = None
        self.set_badge("")
        self.set_meta("")
        self.state.show_empty(say("services-no-case"), say("services-no-case-detail"))

    def show_case(self, found: CaseTimeline) -> None:
        """Take one case."""
        self._case = found
        self.set_badge("")
        self.set_meta("")
        if show_lacking(self, found.missing):
            return
        if found.why_not:
            self.set_meta(found.case_id)
            self.state.show_not_computable(say(f"services-clock-{found.why_not}"), found.case_id)
            return
        self._tell(found)
        self.words.set_words(clock_verdict(found))
        self.chart.show_chart(lambda size, measure: clock_figure(self.look, found, size, measure))
        self.state.show_content()

    def sql(self) -> str:
        """Return the SQL behind the case."""
        return self._case.sql if self._case else ""

    def _tell(self, found: CaseTimeline) -> None:
        state = _state(found)
        self.set_badge(say(f"services-clock-{state}") if state else "", state)
        pauses = sum(span.kind == "pause" for span in found.spans)
        paused = sum(day.state == "paused" for day in found.days)
        told = say("services-case-pauses", pauses=pauses, days=paused, kind=found.day_kind or "working")
        self.set_meta(told if pauses else say("services-case-unpaused"))


def _state(found: CaseTimeline) -> str:
    """Return red past the statute, yellow past the promise, nothing in time."""
    used = found.used or 0
    if found.statutory is not None and used > found.statutory:
        return "red"
    return "yellow" if found.promised is not None and used > found.promised else ""


class ListedPanel(Panel):
    """Cases with a card, one row a case. ``chosen_changed`` fires on every move, ``rows_asked`` on Enter."""

    chosen_changed = Signal(object)  # ListedCase
    rows_asked = Signal(str)  # case

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("services-listed"), flush=True)
        self._found: ListedCases | None = None
        self._names: RuleNames = {}
        self._numbers: Mapping[tuple[str, str], str] = {}
        self.table = DataTable(look, listed_columns(), say("services-listed"), ROW)
        self.table.selected.connect(self._selected)
        self.table.opened.connect(
            lambda number: self.rows_asked.emit(str(self.table.rows.row(number)["case"]))
        )
        self.set_content(self.table)

    def show_listed(self, found: ListedCases, names: RuleNames) -> None:
        """Take the cases, and what the rules are called."""
        self._found, self._names = found, names
        self.set_link("")
        if show_lacking(self, found.missing):
            return
        number = self.look.phrases.number
        counts = {level: number(count) for level, count in zip(LEVELS, found.counts, strict=True)}
        self.set_meta(say("services-listed-meta", **counts))
        self._fill()
        if not found.cases:
            self.state.show_empty(say("services-none-listed"), say("services-none-listed-detail"))
            return
        self.set_link(say("services-listed-all", count=number(found.total)))
        self.state.show_content()
        if self.chosen() is None:
            self.table.select(0)

    def set_numbers(self, numbers: Mapping[tuple[str, str], str]) -> None:
        """Take the numbers of findings by rule and case; a case keeps its place and stays selected."""
        if numbers == self._numbers:
            return
        chosen, self._numbers = self.table.currentIndex().row(), numbers
        if self._found is not None and self._found.cases:
            self._fill()
            self.table.select(max(chosen, 0))

    def _fill(self) -> None:
        cases = self._found.cases if self._found is not None else ()
        numbers = self._numbers
        self.table.set_rows(
            [
                {
                    **listed_row(self.look, one, self._names),
                    "number": numbers.get((one.rule_id, one.case_id), "—"),
                }
                for one in cases
            ]
        )

    def chosen(self) -> ListedCase | None:
        """Return the case selected."""
        number = self.table.currentIndex().row()
        if self._found is None or not 0 <= number < self.table.rows.rowCount():
            return None
        case = self.table.rows.row(number)["case"]
        return next((one for one in self._found.cases if one.case_id == case), None)

    def sql(self) -> str:
        """Return the SQL of all cases with a card."""
        return self._found.sql if self._found else ""

    def retranslate(self) -> None:
        """Word the rows again."""
        super().retranslate()
        found = getattr(self, "_found", None)
        if found is not None:
            self.show_listed(found, self._names)

    def _selected(self, _number: int) -> None:
        case = self.chosen()
        if case is not None:
            self.chosen_changed.emit(case)


def listed_columns() -> tuple[Column, ...]:
    """Return the columns of cases with a card."""
    return (
        Column("level", say("card-column-level"), "mark"),
        Column("case", say("services-case"), "code"),
        Column("cause", say("services-listed-cause"), "text"),
        Column("item", say("services-item"), "dim", width=136),
        Column("organisation", say("services-listed-organisation"), "dim", width=160),
        Column("step", say("services-listed-step"), "name", tooltip=say("services-listed-step-tip")),
        Column("promised", say("services-promised"), "number"),
        Column("statutory", say("services-statutory"), "number"),
        Column("used", say("services-listed-used"), "number"),
        Column("over", say("services-listed-over"), "number", tooltip=say("services-listed-over-tip")),
        Column("pauses", say("services-listed-pauses"), "number"),
        Column("number", say("services-listed-number"), "code", tooltip=say("services-listed-number-tip")),
    )


def listed_row(look: Look, one: ListedCase, names: RuleNames) -> Row:
    """Return the row of a case: a suspicion's mark is hollow, that of a running clock too; nothing here is confirmed."""
    return {
        "level": MarkCell(MARKS[one.level], say(f"card-level-{one.level}"), proposed=True),
        "case": one.case_id,
        "cause": _cause(look, one, names),
        "item": one.item,
        "organisation": one.organisation,
        "step": step_name(look, one.step) if one.step else "—",
        "promised": one.promised,
        "statutory": one.statutory,
        "used": one.used,
        "over": one.over,
        "pauses": one.pauses,
    }


def _cause(look: Look, one: ListedCase, names: RuleNames) -> Words:
    if one.rule_id:
        told: Words = say(
            "services-listed-rule", rule=one.rule_id, name=Named(dict(names.get(one.rule_id, {})))
        )
    else:
        told = say(f"services-listed-clock-{one.level}")
    more = one.causes - 1
    return say("services-listed-more", cause=told, count=look.phrases.number(more)) if more else told
