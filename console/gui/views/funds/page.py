"""Owns the funds page: what is asked of the workers, where each answer goes, and where a click leads.

It refuses to compute, and to show a part whose data the extract lacks as anything but not computable.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication

from console.domain.period import Period, month_of
from console.gui.context import Page, ViewContext
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.own_rules import OwnRules, has_own
from console.gui.resting import Resting
from console.gui.scope import Choice, Scope
from console.gui.tasks import Ticket
from console.gui.views.funds.asking import Asking
from console.gui.views.funds.figures import (
    SPLITTING,
    behind_time,
    break_words,
    chain_figure,
    chain_verdict,
    digits_figure,
    digits_mark,
    digits_verdict,
    link_words,
)
from console.gui.views.funds.parts import RANKING, Parts
from console.gui.views.funds.returned import Returns
from console.gui.views.funds.sampling import SamplingForm, ask_sheet
from console.gui.widgets.choices import ChoicePopup
from console.gui.widgets.lacking import show_lacking
from console.gui.words import say
from console.jobs import funds_rows
from console.jobs.funds_answers import ChainLink, FundsAnswer
from console.jobs.funds_ranking_answers import FundsRanking
from console.jobs.sampling_answers import SamplingRequest, SheetRequest, SheetWritten
from console.jobs.theme_answers import PageScope, SuspicionLine, ThemeRequest, ThemeRules

EXECUTION = "FUND-001"


class FundsPage(Page):
    """The page 资金使用."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._scope: PageScope | None = None
        self._answer: FundsAnswer | None = None
        self._rules: ThemeRules | None = None
        self.breaks_popup: ChoicePopup | None = None
        self.digits_popup: ChoicePopup | None = None
        self.sampling_form: SamplingForm | None = None
        self.returns = Returns(context, self)
        self.asking = Asking(context, self)
        self.own = OwnRules(context, self)
        self._resting = Resting(context, "funds-rests", self._mark_rest)
        self._connect()

    def scope_changed(self, scope: Scope) -> None:
        """Read everything again."""
        english = self.look.language == "en"
        self._scope = PageScope(scope.region_id, scope.organisation_id, scope.period, english, scope.compared)
        self._ask_page()
        self._ask_rules()
        if self.parts.money.shown == RANKING:
            self._ask_ranking()

    def retranslate(self) -> None:
        """Names of the data come in the language of the reader: read again."""
        if getattr(self, "_scope", None) is not None:
            self.read_again()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the payments behind the page, and registering the suspicion that is selected."""
        chosen = self.parts.theme.chosen() is not None
        return (
            PageAction("rows", say("funds-rows"), "table-2", lambda: self._rows("TRUE")),
            PageAction(
                "sample",
                say("sampling-draw"),
                "list-checks",
                self._ask_sample,
                enabled=self._answer is not None,
            ),
            PageAction(
                "ask-supplier",
                say("asking-ask"),
                "file-lock",
                self._ask_supplier,
                enabled=self._answer is not None,
            ),
            PageAction(
                "take-in",
                say("return-take"),
                "inbox",
                self._take_in,
                enabled=self._answer is not None,
            ),
            PageAction(
                "register", say("funds-register"), "flag", self._register, primary=True, enabled=chosen
            ),
        )

    def command(self, key: str) -> bool:
        """Show a chart as table, the SQL of the panel with the keyboard, or register the suspicion selected."""
        if key == "as-table":
            self.parts.chart_of(QApplication.focusWidget()).show_table()
            return True
        if key == "show-sql":
            return self._show_sql()
        if key == "register-finding" and self.parts.theme.chosen() is not None:
            self._register()
            return True
        return False

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the rules, and the list of those saved on this computer where there are any."""
        own = Hit(say("theme-rules"), say("own-rules"), self.own.open, "list-checks")
        return (*self.parts.theme.rule_hits(), *((own,) if has_own(self._rules) else ()))

    def _connect(self) -> None:
        parts = self.parts
        parts.chain.hit.connect(self._chain_hit)
        parts.digits.hit.connect(self._offer_digit)
        parts.money.month_asked.connect(self._month_rows)
        parts.money.payee_asked.connect(lambda vendor: self._rows(funds_rows.payee_condition(vendor)))
        parts.money.cluster_asked.connect(
            lambda key: self.context.navigate("findings", rule=SPLITTING, natural_key=key)
        )
        parts.money.ranking_asked.connect(self._ask_ranking)
        parts.money.ranked_asked.connect(
            lambda subject: self.context.set_scope(self.context.scope.with_value("organisation", subject))
        )
        parts.money.link_followed.connect(lambda: self.context.navigate("payees"))
        parts.execution.opened.connect(self._execution_rows)
        parts.theme.line_chosen.connect(lambda _line: self.actions_changed.emit())
        parts.theme.chips.changed.connect(lambda _keys: self.actions_changed.emit())
        parts.theme.line_opened.connect(self._to_finding)
        parts.theme.rule_opened.connect(lambda rule: self.context.navigate("findings", rule=rule))

    def _ask_page(self) -> None:
        assert self._scope is not None
        ticket = self.context.ask("funds-page", self._scope, say("funds-working"), "funds-page", FundsAnswer)
        parts = self.parts
        parts.chain_panel.state.watch(ticket, self._show_chain, self._ask_page)
        parts.digits_panel.state.watch(ticket, self._show_digits, self._ask_page)
        parts.money.state.watch(ticket, self._show_money, self._ask_page)
        parts.execution_panel.state.watch(ticket, self._show_execution, self._ask_page)

    def _ask_ranking(self) -> None:
        if self._scope is not None:
            asked = self.context.ask(
                "funds-ranking", self._scope, say("funds-working"), "funds-ranking", FundsRanking
            )
            self.parts.money.state.watch(asked, self._show_ranking, self._ask_ranking)

    def _show_ranking(self, found: object) -> None:
        assert isinstance(found, FundsRanking)
        self.parts.money.show_ranking(found)

    def _ask_rules(self) -> None:
        assert self._scope is not None
        request = ThemeRequest("funds", self._scope)
        ticket = self.context.ask("theme-rules", request, say("funds-working"), "funds-rules", ThemeRules)
        self.parts.theme.state.watch(ticket, self._show_rules, self._ask_rules)

    def _show_chain(self, found: object) -> None:
        assert isinstance(found, FundsAnswer)
        self._answer = found
        panel = self.parts.chain_panel
        if all(node.missing for node in found.nodes):
            show_lacking(panel, sorted({name for node in found.nodes for name in node.missing}), brief=True)
            return
        panel.set_meta(
            say(
                "funds-chain-meta",
                starts=found.span.starts.isoformat(),
                ends=found.span.ends.isoformat(),
                verdict=chain_verdict(self.look, found),
            )
        )
        self.parts.chain.show_chart(lambda size, measure: chain_figure(self.look, found, size, measure))
        self.parts.chain.setToolTip(
            "\n".join(link_words(self.look, link) for link in found.links if link.breaks)
        )
        self.actions_changed.emit()
        self._tell()

    def _show_digits(self, found: object) -> None:
        assert isinstance(found, FundsAnswer)
        panel, digits = self.parts.digits_panel, found.digits
        panel.set_meta("")
        if show_lacking(panel, digits.missing):
            return
        if not digits.n:
            panel.state.show_empty(say("funds-nothing-paid"), say("funds-nothing-paid-detail"))
            return
        number = self.look.phrases.number
        panel.set_meta(say("funds-digits-meta", count=number(digits.n), left=number(digits.left_out)))
        self.parts.digits_verdict.tell(digits_verdict(self.look, digits), digits_mark(digits))
        self.parts.digits.show_chart(lambda size, measure: digits_figure(self.look, digits, size, measure))

    def _show_money(self, found: object) -> None:
        assert isinstance(found, FundsAnswer)
        self.parts.money.show_answer(found)

    def _show_execution(self, found: object) -> None:
        assert isinstance(found, FundsAnswer)
        self.parts.show_execution(found.executions, behind_time(self._rules, found.span.ends.year))
        self._resting.ask([EXECUTION])
        self._mark_rest()

    def _mark_rest(self) -> None:
        self._resting.mark(self.parts.execution_panel.badge, EXECUTION, brief=True)

    def _show_rules(self, found: object) -> None:
        assert isinstance(found, ThemeRules)
        self._rules = found
        self.parts.theme.show_rules(found)
        self.parts.money.show_rules(found)
        if self._answer is not None and self.parts.execution_panel.state.state == "content":
            self._show_execution(self._answer)
        red = sum(rule.in_period for rule in found.rules if rule.severity == "red")
        self.context.count("funds", NavCount(red, "red", proposed=True) if red else None)
        self.actions_changed.emit()
        self._tell()

    def _tell(self) -> None:
        found = self._answer
        if found is None:
            return
        nodes = {node.key: node for node in found.nodes}
        number = self.look.phrases.number
        paid, budget = nodes["payment"], nodes["budget"]
        self.subtitle_changed.emit(
            say(
                "funds-subtitle",
                year=str(found.span.ends.year),
                lines="—" if budget.missing else number(budget.count),
                payments="—" if paid.missing else number(paid.count),
                suspicions=number(self._rules.in_period) if self._rules else "…",
            )
        )
        rules = 4 * len(self._rules.rules) if self._rules else 0
        chain = 2 * len(found.nodes) + 3 * len(found.links)
        rest = 3 * len(found.executions.rows) + 24 + 4 * len(found.payees.rows) + 3 * len(found.digits.rows)
        self.figures_changed.emit(chain + rest + rules)

    def _chain_hit(self, key: str) -> None:
        found = self._answer
        if found is None:
            return
        node = next((one for one in found.nodes if one.key == key), None)
        link = next((one for one in found.links if f"{one.before}→{one.after}" == key), None)
        if node is not None and node.sql:
            self.context.navigate("workbench", sql=node.sql)
        elif link is not None and len(link.breaks) == 1:
            self.context.navigate("workbench", sql=link.breaks[0].sql)
        elif link is not None and link.breaks:
            self._offer_breaks(link)
        elif link is not None:  # what holds leads to what it joins
            after = next(one for one in found.nodes if one.key == link.after)
            if after.sql:
                self.context.navigate("workbench", sql=after.sql)

    def _offer_digit(self, digits: str) -> None:
        """Let one choose between the payments, the repeated amounts and the payees of a leading pair of digits."""
        found = self._answer
        if found is None:
            return
        sql = {
            "payments": funds_rows.paid_in(found.scope, found.span, funds_rows.digits_condition(digits)),
            "repeated": funds_rows.repeated_amounts(found.scope, found.span, digits),
            "payees": funds_rows.digit_payees(found.scope, found.span, digits),
        }
        offered = [Choice(key, say(f"funds-digit-{key}", digits=digits)) for key in sql]
        popup = ChoicePopup(self.look, offered, "", parent=self.window())
        popup.chosen.connect(lambda key: self.context.navigate("workbench", sql=sql[key]))
        popup.open_below(self.parts.digits)
        self.digits_popup = popup

    def _offer_breaks(self, link: ChainLink) -> None:
        """Let one choose where a link breaks in more than one way."""
        sql = {one.key: one.sql for one in link.breaks}
        offered = [Choice(one.key, break_words(self.look, one)) for one in link.breaks]
        popup = ChoicePopup(self.look, offered, "", parent=self.window())
        popup.chosen.connect(lambda key: self.context.navigate("workbench", sql=sql[key]))
        popup.open_below(self.parts.chain)
        self.breaks_popup = popup

    def _ask_sample(self) -> None:
        """Ask how to draw an audit sample of the year so far, then where its work sheet goes."""
        if self._answer is None:
            return
        scope = PageScope(self._answer.scope.region_id, self._answer.scope.organisation_id, self._answer.span)
        form = SamplingForm(self.look, scope, self.window())
        form.given.connect(self._choose_sheet)
        self.sampling_form = form
        form.open()

    def _take_in(self) -> None:
        """Take in a work sheet that was checked, or a supplier's reply."""
        if self._answer is not None:
            self.returns.ask(PageScope(self._answer.scope.region_id, self._answer.scope.organisation_id))

    def _ask_supplier(self) -> None:
        """Ask a supplier of benefit data who is meant, in a sealed file."""
        if self._answer is not None:
            self.asking.ask(PageScope(self._answer.scope.region_id, self._answer.scope.organisation_id))

    def _choose_sheet(self, request: SamplingRequest) -> None:
        path = ask_sheet(self.look, self.window())
        if path:
            self.draw_sample(request, path)

    def draw_sample(self, request: SamplingRequest, path: str) -> Ticket:
        """Have a sample drawn and its work sheet written; what was drawn is said in the status bar."""
        asked = SheetRequest(request, path, self.look.language)
        ticket = self.context.ask(
            "audit-sheet", asked, say("progress-sampling-draw"), "audit-sheet", SheetWritten
        )
        ticket.succeeded.connect(self._drawn)
        ticket.failed.connect(lambda failure: self.context.tell(failure.sentence(self.look)))
        return ticket

    def _drawn(self, found: object) -> None:
        assert isinstance(found, SheetWritten)
        number = self.look.phrases.number
        told = {"items": number(found.items), "rows": number(found.rows)}
        amount = self.look.phrases.money(found.amount)
        self.context.tell(
            say("sampling-out", sample=found.sample_id, file=Path(found.path).name, amount=amount, **told)
        )

    def _rows(self, condition: str, span: Period | None = None) -> None:
        found = self._answer
        if found is not None:
            sql = funds_rows.paid_in(found.scope, span or found.span, condition)
            self.context.navigate("workbench", sql=sql)

    def _month_rows(self, month: int) -> None:
        if self._answer is not None:
            self._rows("TRUE", month_of(date(self._answer.months.year, month, 1)))

    def _execution_rows(self, number: int) -> None:
        subject = str(self.parts.execution.rows.row(number)["subject"])
        self._rows(funds_rows.payer_condition(subject) if subject else "TRUE")

    def _to_finding(self, line: SuspicionLine) -> None:
        self.context.navigate("findings", rule=line.rule_id, natural_key="/".join(line.key))

    def _register(self) -> None:
        line = self.parts.theme.chosen()
        if line is not None:
            self._to_finding(line)

    def _show_sql(self) -> bool:
        found, parts = self._answer, self.parts
        if found is None:
            return False
        panel = parts.panel_of(QApplication.focusWidget())
        held = parts.money.held()
        told = {
            parts.digits_panel: found.digits.sql,
            parts.money: held.sql if held is not None else "",
            parts.execution_panel: found.executions.sql,
            parts.chain_panel: next((node.sql for node in found.nodes if node.key == "payment"), ""),
        }
        sql = told.get(panel, "")
        if sql:
            self.context.navigate("workbench", sql=sql)
        return bool(sql)
