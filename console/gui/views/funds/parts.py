"""Owns the panels of the funds page and where they stand, from 1280 by 720 up. It refuses to ask anybody anything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.gui.hit_figure import HitFigure
from console.gui.plots import FigureWidget
from console.gui.theme import Look
from console.gui.views.funds.figures import (
    clusters_of,
    months_figure,
    months_verdict,
    splitting_figure,
    splitting_verdict,
)
from console.gui.views.funds.tables import (
    execution_columns,
    execution_rows,
    payee_columns,
    payee_rows,
    ranking_columns,
    ranking_rows,
)
from console.gui.widgets.brush import painting
from console.gui.widgets.chips import Filter, FilterChips
from console.gui.widgets.finding_cell import draw_standing
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import Label, Piece, column, row
from console.gui.widgets.table import DataTable
from console.gui.widgets.theme_panel import RULES, ThemePanel
from console.gui.words import Words, say
from console.jobs.funds_answers import Executions, FundsAnswer, Months, Payees, Purchases
from console.jobs.funds_ranking_answers import FundsRanking
from console.jobs.theme_answers import ThemeRules

GUTTER = 12
MONTHS, PAYEES, SPLITTING, RANKING = "months", "payees", "splitting", "ranking"
DENSE = 26
CHAIN_HEIGHT = 136
ROWS = (288, 300)
COLUMNS = ((594, 594), (472, 716))


class Verdict(Piece):
    """One line: a mark, and beside it what a figure says in words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.label = Label(look, "", px=12, weight=600, elide=True)
        self._sign = _Sign(look)
        layout = row(look.px(6))
        layout.addWidget(self._sign)
        layout.addWidget(self.label, 1)
        self.setLayout(layout)

    def tell(self, words: Words, mark: str) -> None:
        """Say it, under a mark (red, yellow, notice, ok, na)."""
        self.label.set_words(words)
        self.label.set_role(mark)
        self._sign.kind = mark
        self._sign.update()

    def text(self) -> str:
        """Return the words as they are shown."""
        return self.label.text()


class _Sign(Piece):
    """A status mark of its own; a card is hollow, since nobody confirmed it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.kind = "na"
        self.restyle()

    def restyle(self) -> None:
        """Take the size at the present text scale."""
        self.setFixedSize(self.look.px(14), self.look.px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        with painting(self, self.look) as brush:
            draw_standing(brush, (0, 0), self.kind, self.kind in {"ok", "na"})


class MoneyPanel(Panel):
    """Purchases against the tender threshold, payments by month, the largest payees, or organisations by money at risk."""

    month_asked = Signal(int)
    payee_asked = Signal(str)
    cluster_asked = Signal(str)
    ranking_asked = Signal()
    ranked_asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say(f"funds-title-{SPLITTING}"), flush=True)
        self.shown = SPLITTING
        self._answer: FundsAnswer | None = None
        self.months = HitFigure(look, say("funds-months"), (260, 110))
        self.payees = DataTable(look, payee_columns(), say("funds-payees"), DENSE)
        self.splitting = HitFigure(look, say("funds-splitting"), (260, 110))
        self.verdict = Label(look, "", px=12, weight=600, elide=True)
        self.split_verdict = Verdict(look)
        self._rules: ThemeRules | None = None
        self._ranking: FundsRanking | None = None
        self.ranking = DataTable(look, ranking_columns(), say("funds-ranking"), DENSE)
        self._pages: dict[str, QWidget] = {
            SPLITTING: self._body_of(self.split_verdict, self.splitting),
            MONTHS: self._body_of(self.verdict, self.months),
            PAYEES: self.payees,
            RANKING: self.ranking,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.set_content(self._stack)
        self.chips = FilterChips(look, exclusive=True)
        self.chips.set_filters([Filter(key, say(f"funds-part-{key}")) for key in self._pages], (self.shown,))
        self.chips.changed.connect(lambda keys: self.show_part(keys[0] if keys else self.shown))
        self.add_button(self.chips)
        self.splitting.hit.connect(self.cluster_asked.emit)
        self.months.hit.connect(lambda key: self.month_asked.emit(int(key)))
        self.payees.opened.connect(lambda at: self.payee_asked.emit(str(self.payees.rows.row(at)["subject"])))

        self.ranking.opened.connect(
            lambda at: self.ranked_asked.emit(str(self.ranking.rows.row(at)["subject"]))
        )

    def show_ranking(self, found: FundsRanking) -> None:
        """Take the ranking, which is only asked for when somebody looks at it."""
        self._ranking = found
        self.ranking.set_rows(ranking_rows(found))
        if self.shown == RANKING:
            self._fill_ranking(found)

    def show_answer(self, found: FundsAnswer) -> None:
        """Take the counted parts."""
        self._answer = found
        self.payees.set_rows(payee_rows(found.payees))
        self._fill()

    def show_rules(self, found: ThemeRules) -> None:
        """Take the suspicions, so that purchases one of them is about stand out."""
        self._rules = found
        if self.shown == SPLITTING:
            self._fill()

    def show_part(self, part: str) -> None:
        """Show another part."""
        self.shown = part
        self._fill()
        if part == RANKING:
            self.ranking_asked.emit()

    def held(self) -> Months | Payees | Purchases | None:
        """Return what the part shown stands on."""
        answer = self._answer
        if answer is None:
            return None
        held: dict[str, Months | Payees | Purchases] = {
            MONTHS: answer.months,
            PAYEES: answer.payees,
            SPLITTING: answer.purchases,
        }
        return held.get(self.shown)

    def _fill(self) -> None:
        self._stack.setCurrentWidget(self._pages[self.shown])
        self.set_title(say(f"funds-title-{self.shown}"))
        if self.shown == RANKING and self._ranking is not None:
            self._fill_ranking(self._ranking)
        answer, held = self._answer, self.held()
        if answer is None or held is None:
            return
        self.set_meta(self._meta(answer))
        self.set_link(say("funds-payees-grouped") if self.shown == PAYEES else "")
        if show_lacking(self, held.missing):
            return
        if self.shown == SPLITTING:
            self._fill_splitting(answer)
        elif not answer.payees.total and not any(one.paid for one in answer.months.rows):
            self.state.show_empty(say("funds-nothing-paid"), say("funds-nothing-paid-detail"))
        else:
            self.verdict.set_words(months_verdict(self.look, answer.months))
            self.months.show_chart(
                lambda size, measure: months_figure(self.look, answer.months, size, measure)
            )
            self.state.show_content()

    def _fill_ranking(self, found: FundsRanking) -> None:
        self.set_link("")
        if not found.rows:
            self.set_meta("")
            self.state.show_empty(say("funds-ranking-none"), say("funds-ranking-none-detail"))
            return
        self.set_meta(
            say("funds-ranking-meta", count=len(found.rows), amount=self.look.phrases.money(found.at_risk))
        )
        self.state.show_content()

    def _meta(self, answer: FundsAnswer) -> Words:
        if self.shown == MONTHS:
            return say("funds-unit")
        number = self.look.phrases.number
        if self.shown == SPLITTING:
            purchases = answer.purchases
            return say(
                "funds-splitting-meta", count=number(purchases.count), unjudged=number(purchases.unjudged)
            )
        payees = answer.payees
        return say(
            "funds-payees-meta",
            count=self.look.phrases.number(payees.payees),
            share=self.look.phrases.percent(payees.top_share),
        )

    def _fill_splitting(self, answer: FundsAnswer) -> None:
        clusters = clusters_of(self.look, self._rules, answer)
        judged = "red" if clusters else "ok" if answer.purchases.count else "na"
        self.split_verdict.tell(splitting_verdict(clusters, answer), judged)
        self.splitting.show_chart(
            lambda size, measure: splitting_figure(self.look, answer, self._rules, size, measure)
        )
        if answer.purchases.rows:
            self.state.show_content()
        else:
            self.state.show_empty(say("funds-no-purchase"), say("funds-no-purchase-detail"))

    def _body_of(self, verdict: QWidget, chart: HitFigure) -> QWidget:
        body = QWidget()
        px = self.look.px
        layout = column(px(4), (px(16), px(8), px(16), px(8)))
        layout.addWidget(verdict)
        layout.addWidget(chart, 1)
        body.setLayout(layout)
        return body


class Parts:
    """Every panel of the page."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.chain = HitFigure(look, say("funds-chain"), (640, 88))
        self.chain_panel = Panel(look, say("funds-chain"))
        self.chain_panel.set_content(self.chain)
        self.digits = HitFigure(look, say("funds-digits"), (260, 110))
        self.digits_verdict = Verdict(look)
        self.digits_panel = Panel(look, say("funds-digits"))
        self.digits_panel.set_content(self._digits_body())
        self.money = MoneyPanel(look)
        self.execution = DataTable(look, execution_columns(), say("funds-execution"), DENSE)
        self.execution_panel = Panel(look, say("funds-execution"), flush=True)
        self.execution_panel.set_content(self.execution)
        self.theme = ThemePanel(look, money=True, shown=RULES)

    def lay_out(self, page: QWidget) -> None:
        """Stand the chain above two rows; tables scroll inside themselves."""
        gap = self.look.px(GUTTER)
        layout = column(gap)
        self.chain_panel.setFixedHeight(self.look.px(CHAIN_HEIGHT))
        layout.addWidget(self.chain_panel)
        pairs = ((self.digits_panel, self.money), (self.execution_panel, self.theme))
        for pair, wide, high in zip(pairs, COLUMNS, ROWS, strict=True):
            line = row(gap)
            for panel, share in zip(pair, wide, strict=True):
                line.addWidget(panel, share)
            layout.addLayout(line, high)
        page.setLayout(layout)

    def show_execution(self, found: Executions, behind: frozenset[str]) -> None:
        """Show execution, or why it cannot be computed; ``behind`` are organisations a rule suspects of lagging."""
        panel = self.execution_panel
        panel.set_meta("")
        if show_lacking(panel, found.missing):
            return
        if not found.rows:
            panel.state.show_empty(
                say("funds-no-budget"), say("funds-no-budget-detail", year=str(found.as_of.year))
            )
            return
        panel.set_meta(self._execution_meta(found))
        self.execution.set_rows(execution_rows(found, behind))
        panel.state.show_content()

    def _execution_meta(self, found: Executions) -> Words:
        percent = self.look.phrases.percent
        rate = float(found.paid / found.budget) if found.budget else None
        told = {"rate": percent(rate), "elapsed": percent(found.elapsed)}
        ends = None if rate is None else found.forecast(rate)
        if ends is None:
            return say("funds-execution-meta", date=found.as_of.isoformat(), **told)
        low, high = (percent(one) for one in ends)
        return say("funds-execution-forecast", low=low, high=high, **told)

    def panel_of(self, focused: QWidget | None) -> Panel:
        """Return the panel that holds the keyboard, or the chain's."""
        panels = (self.chain_panel, self.digits_panel, self.money, self.execution_panel, self.theme)
        return next(
            (one for one in panels if focused is not None and one.isAncestorOf(focused)), self.chain_panel
        )

    def chart_of(self, focused: QWidget | None) -> FigureWidget:
        """Return the chart of the panel that holds the keyboard, or the chain."""
        panel = self.panel_of(focused)
        money = self.money.splitting if self.money.shown == SPLITTING else self.money.months
        charts = {self.digits_panel: self.digits, self.money: money}
        return charts.get(panel, self.chain)

    def _digits_body(self) -> QWidget:
        body = QWidget()
        layout = column(self.look.px(2))
        layout.addWidget(self.digits_verdict)
        layout.addWidget(self.digits, 1)
        body.setLayout(layout)
        return body
