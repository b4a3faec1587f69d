"""Owns the page of deadlines and redesign: what is asked of the worker, where each answer goes, where a click leads.

It refuses to compute, and to show a model's chance without the backtest that earned it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from console.domain.finding import Role
from console.gui.context import Page, ViewContext
from console.gui.offers import PageAction
from console.gui.scope import Scope
from console.gui.views.deadlines.excuse import ExcuseDialog
from console.gui.views.deadlines.keeper import CardKeeper, Known
from console.gui.views.deadlines.parts import Parts
from console.gui.words import say
from console.jobs.card_excuses import ExcuseRequest
from console.jobs.cards_answers import Card, CardsAnswer, CardsRequest
from console.jobs.reform_answers import ReformAnswer, ReformRequest
from console.jobs.risk_answers import RiskAnswer, RiskRequest
from console.jobs.theme_answers import PageScope


class DeadlinesPage(Page):
    """The page 时限与再造."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._scope = PageScope()
        self._pooled = True
        self._risk: RiskAnswer | None = None
        self._cards: CardsAnswer | None = None
        self.dialog: ExcuseDialog | None = None
        self.keeper = CardKeeper(context)
        self._known = Known()
        self._connect()

    def scope_changed(self, scope: Scope) -> None:
        """Read everything again."""
        english = self.look.language == "en"
        self._scope = PageScope(scope.region_id, scope.organisation_id, scope.period, english)
        self._ask_decisions()
        self._ask_reforms()
        self._ask_risk()

    def retranslate(self) -> None:
        """Names of the data come in the language of the reader: read again."""
        if getattr(self, "_cards", None) is not None:
            self.read_again()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the SQL of the panel with the keyboard."""
        return (PageAction("rows", say("charts-sql"), "table-2", self._show_sql, primary=True),)

    def command(self, key: str) -> bool:
        """Show the chart as a table, or the SQL."""
        if key == "as-table":
            self.parts.reforms.chart.show_table()
            return True
        return self._show_sql() if key == "show-sql" else False

    def _connect(self) -> None:
        parts = self.parts
        parts.risk.case_asked.connect(self._to_case)
        parts.cards.case_asked.connect(self._to_case)
        parts.cards.excuse_asked.connect(self._open_excuse)
        parts.reforms.pooled_asked.connect(self._choose_pooled)

    def _ask_risk(self) -> None:
        ticket = self.context.ask(
            "deadline-risk", RiskRequest(self._scope), say("deadlines-working"), "deadline-risk", RiskAnswer
        )
        self.parts.risk.state.watch(ticket, self._take_risk, self._ask_risk)

    def _ask_decisions(self) -> None:
        """Read what the casebook excuses, then put the cards together."""
        self.parts.cards.state.watch(self.keeper.read(), self._take_decisions, self._ask_decisions)

    def _take_decisions(self, found: object) -> None:
        assert isinstance(found, Known)
        self._known = found
        self._ask_cards()

    def _ask_cards(self) -> None:
        request = CardsRequest(self._scope, self._known.decided)
        ticket = self.context.ask("cards", request, say("deadlines-working"), "cards", CardsAnswer)
        self.parts.cards.state.watch(ticket, self._take_cards, self._ask_cards)

    def _ask_reforms(self) -> None:
        request = ReformRequest(self._scope, pooled=self._pooled)
        ticket = self.context.ask("reforms", request, say("deadlines-working"), "reforms", ReformAnswer)
        self.parts.reforms.state.watch(ticket, self._take_reforms, self._ask_reforms)

    def _take_risk(self, found: object) -> None:
        assert isinstance(found, RiskAnswer)
        self._risk = found
        self.parts.risk.show_risk(found)
        self._tell()

    def _take_cards(self, found: object) -> None:
        assert isinstance(found, CardsAnswer)
        self._cards = found
        self.parts.cards.show_cards(found)
        self._tell()

    def _take_reforms(self, found: object) -> None:
        assert isinstance(found, ReformAnswer)
        self.parts.reforms.show_reforms(found)

    def _tell(self) -> None:
        number = self.look.phrases.number
        cards, risk = self._cards, self._risk
        self.subtitle_changed.emit(
            say(
                "deadlines-subtitle",
                cards=number(cards.total) if cards and not cards.missing else "—",
                open=number(risk.open_cases) if risk and not risk.why_not else "…",
            )
        )
        lines = len(risk.lines) + 6 * len(risk.items) if risk else 0
        self.figures_changed.emit(lines + 2 * (len(cards.cards) if cards else 0))

    def _choose_pooled(self, pooled: bool) -> None:
        self._pooled = pooled
        self._ask_reforms()

    def _to_case(self, case: str) -> None:
        self.context.navigate("services", case=case)

    def _open_excuse(self, card: Card) -> None:
        known = self._known
        self.dialog = ExcuseDialog(
            self.look, card, known.begun, known.begun and not known.open, self.window()
        )
        self.dialog.answered.connect(self._keep_excuse)
        self.dialog.finished.connect(lambda _code: setattr(self, "dialog", None))
        self.dialog.open()

    def _keep_excuse(self, asked: ExcuseRequest, role: str, passphrase: str) -> None:
        ticket = self.keeper.keep(asked, Role(role), passphrase)
        ticket.succeeded.connect(self._kept)
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))

    def _kept(self, found: object) -> None:
        assert isinstance(found, Known)
        self.context.tell(say("deadlines-kept-book" if found.open else "deadlines-kept-here"))
        self._take_decisions(found)

    def _show_sql(self) -> bool:
        focused = QApplication.focusWidget()
        parts = self.parts
        sql = self._cards.sql if self._cards else ""
        if focused is not None and parts.risk.isAncestorOf(focused):
            sql = self._risk.sql if self._risk else ""
        if focused is not None and parts.reforms.isAncestorOf(focused):
            sql = parts.reforms.sql()
        if sql:
            self.context.navigate("workbench", sql=sql)
        return bool(sql)
