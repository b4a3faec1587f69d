"""Owns the panels of the page of deadlines and redesign, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.gui.hit_figure import HitFigure
from console.gui.theme import Look
from console.gui.views.deadlines.figures import reform_figure, reform_verdict
from console.gui.views.deadlines.tables import (
    backtest_columns,
    backtest_rows,
    card_columns,
    card_rows,
    clear_effect,
    reform_columns,
    reform_name,
    reform_rows,
    risk_columns,
    risk_rows,
)
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, column, row
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs.cards_answers import Card, CardsAnswer
from console.jobs.reform_answers import OUTCOMES, ReformAnswer
from console.jobs.risk_answers import RiskAnswer

GUTTER, DENSE = 12, 26
CASES, TEST = "cases", "test"
POOLED, SINGLE = "pooled", "single"
WIDE = (660, 528)
HIGH = (400, 344)


class RiskPanel(Panel):
    """Open cases with their chance, or the backtest the chances rest on."""

    case_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("deadlines-risk"), flush=True)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters([Filter(key, say(f"deadlines-{key}")) for key in (CASES, TEST)], (CASES,))
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else CASES))
        self.add_button(self.chips)
        self.cases = DataTable(look, risk_columns(), say("deadlines-risk"), DENSE)
        self.tests = DataTable(look, backtest_columns(), say("deadlines-test"), DENSE)
        self.cases.opened.connect(
            lambda number: self.case_asked.emit(str(self.cases.rows.row(number)["case"]))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.cases)
        self._stack.addWidget(self.tests)
        self.said = Label(look, "", "dim", px=12, wrap=True)
        self.said.setContentsMargins(look.px(16), look.px(6), look.px(16), look.px(6))
        body = QWidget()
        layout = column(0)
        layout.addWidget(self.said)
        layout.addWidget(self._stack, 1)
        body.setLayout(layout)
        self.set_content(body)

    def show_part(self, part: str) -> None:
        """Show cases or backtest."""
        self._stack.setCurrentWidget(self.cases if part == CASES else self.tests)

    def show_risk(self, found: RiskAnswer) -> None:
        """Take the answer."""
        if show_lacking(self, found.missing):
            return
        if found.why_not:
            self.state.show_not_computable(say(f"risk-why-{found.why_not}", names="—"))
            return
        number = self.look.phrases.number
        self.said.set_words(
            say(
                "risk-summary",
                open=number(found.open_cases),
                modelled=number(found.modelled),
                late=number(found.late_already),
                split=self.look.phrases.day(found.split_on),
            )
        )
        self.cases.set_rows(risk_rows(self.look, found))
        self.tests.set_rows(backtest_rows(self.look, found))
        self.state.show_content()


class CardsPanel(Panel):
    """One card a cause; the selected one can be excused or re-opened."""

    excuse_asked = Signal(object)  # Card
    case_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("deadlines-cards"), flush=True)
        self._cards: tuple[Card, ...] = ()
        self.table = DataTable(look, card_columns(), say("deadlines-cards"), DENSE)
        self.table.opened.connect(
            lambda number: self.case_asked.emit(str(self.table.rows.row(number)["first"]))
        )
        self.table.selected.connect(lambda _number: self._offer())
        self.excuse = Button(look, say("deadlines-excuse"), "shield-check", "ghost", self._excuse)
        self.add_button(self.excuse)
        self.set_content(self.table)
        self._offer()

    def show_cards(self, found: CardsAnswer) -> None:
        """Take the answer."""
        if show_lacking(self, found.missing):
            return
        self._cards = found.cards
        number = self.look.phrases.number
        self.set_meta(say("deadlines-cards-meta", cards=number(found.total), cases=number(found.cases)))
        self.setToolTip("" if found.verified else self.look.text("card-unverified"))
        self.table.set_rows(card_rows(self.look, found))
        self._offer()
        if found.cards:
            self.state.show_content()
        else:
            self.state.show_empty(say("deadlines-no-cards"), say("deadlines-no-cards-detail"))

    def chosen(self) -> Card | None:
        """Return the selected card."""
        number = self.table.currentIndex().row()
        if not 0 <= number < self.table.rows.rowCount():
            return None
        key = self.table.rows.row(number)["key"]
        return next((one for one in self._cards if one.key == key), None)

    def _offer(self) -> None:
        card = self.chosen()
        self.excuse.setEnabled(card is not None and card.level != "notice")
        excused = card is not None and card.excuse is not None
        self.excuse.set_words(say("deadlines-reopen" if excused else "deadlines-excuse"))

    def _excuse(self) -> None:
        card = self.chosen()
        if card is not None:
            self.excuse_asked.emit(card)


class ReformPanel(Panel):
    """Reforms of one outcome, by kind or one by one, and the series of the selected one beside them."""

    pooled_asked = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("deadlines-reforms"), flush=True)
        self._found: ReformAnswer | None = None
        self.outcome = OUTCOMES[0]
        self.ways = FilterChips(look, exclusive=True)
        self.ways.set_filters([Filter(key, say(f"deadlines-{key}")) for key in (POOLED, SINGLE)], (POOLED,))
        self.ways.changed.connect(lambda keys: self.pooled_asked.emit(POOLED in keys))
        self.outcomes = FilterChips(look, exclusive=True)
        self.outcomes.set_filters(
            [Filter(key, say(f"reform-outcome-{key}")) for key in OUTCOMES], (self.outcome,)
        )
        self.outcomes.changed.connect(lambda keys: self.show_outcome(keys[0] if keys else self.outcome))
        self.add_button(self.ways)
        self.add_button(self.outcomes)
        self.table = DataTable(look, reform_columns(), say("deadlines-reforms"), DENSE)
        self.table.selected.connect(self._show_line)
        self.name = Label(look, "", px=12, weight=600, elide=True)
        self.verdict = Label(look, "", "dim", px=12, wrap=True)
        self.chart = HitFigure(look, say("deadlines-reforms"), (300, 110))
        self.set_content(self._laid_out())

    def show_reforms(self, found: ReformAnswer) -> None:
        """Take the answer."""
        if show_lacking(self, found.missing):
            return
        self._found = found
        if found.why_not:
            self.state.show_empty(say("deadlines-no-reforms"), say("reform-why-none"))
            return
        number = self.look.phrases.number
        self.set_meta(say("deadlines-reforms-meta", count=number(sum(one.reforms for one in found.lines))))
        self.show_outcome(self.outcome)
        self.state.show_content()

    def show_outcome(self, outcome: str) -> None:
        """Show another outcome of the same reforms."""
        self.outcome = outcome
        if self._found is None or not self._found.lines:
            return
        self.table.set_rows(reform_rows(self.look, self._found, OUTCOMES.index(outcome)))
        self.table.select(max(0, min(self.table.currentIndex().row(), len(self._found.lines) - 1)))
        self._show_line(self.table.currentIndex().row())

    def sql(self) -> str:
        """Return the SQL behind the series."""
        return self._found.sql if self._found else ""

    def _show_line(self, number: int) -> None:
        found = self._found
        if found is None or not 0 <= number < len(found.lines):
            return
        name = self.table.rows.row(number)["name"]
        line = next((one for one in found.lines if reform_name(self.look, one) == name), found.lines[number])
        one = line.outcomes[OUTCOMES.index(self.outcome)]
        self.name.set_words(reform_name(self.look, line))
        self.verdict.set_words(reform_verdict(self.look, one))
        self.verdict.set_role("accent" if clear_effect(one.mean) else "dim")
        self.chart.show_chart(lambda size, measure: reform_figure(self.look, line, one, size, measure))

    def _laid_out(self) -> QWidget:
        body, side = QWidget(), QWidget()
        px = self.look.px
        shown = column(px(4), (px(16), px(8), px(16), px(10)))
        shown.addWidget(self.name)
        shown.addWidget(self.verdict)
        shown.addWidget(self.chart, 1)
        side.setLayout(shown)
        layout = row(0)
        layout.addWidget(self.table, 6)
        layout.addWidget(side, 5)
        body.setLayout(layout)
        return body


class Parts(QObject):
    """Every panel of the page."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.risk = RiskPanel(look)
        self.cards = CardsPanel(look)
        self.reforms = ReformPanel(look)

    def lay_out(self, page: QWidget) -> None:
        """Stand risk beside cards, reforms below."""
        gap = self.look.px(GUTTER)
        top = row(gap)
        top.addWidget(self.risk, WIDE[0])
        top.addWidget(self.cards, WIDE[1])
        layout = column(gap)
        layout.addLayout(top, HIGH[0])
        layout.addWidget(self.reforms, HIGH[1])
        page.setLayout(layout)
