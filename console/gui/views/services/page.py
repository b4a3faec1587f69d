"""Owns the services page: what is asked of the workers, where each answer goes, and where a click leads.

It refuses to compute, and to show a part whose data the extract lacks as anything but not computable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QMenu

from console.gui.context import Page, ViewContext
from console.gui.offers import Hit, NavCount, PageAction
from console.gui.own_rules import OwnRules
from console.gui.resting import Resting
from console.gui.scope import Scope
from console.gui.views.services.cases import CasePanel, ListedPanel
from console.gui.views.services.figures import (
    doubts,
    figures_of,
    map_figure,
    map_meta,
    on_time_figure,
    on_time_meta,
    on_time_verdict,
    shown_variants,
    subtitle,
    variants_figure,
    variants_meta,
)
from console.gui.views.services.listing import numbers_of, suspected, suspicion_of
from console.gui.views.services.parts import Parts, SidePanel
from console.gui.views.services.ruling import RuleMaking
from console.gui.views.services.saving import save_where_asked
from console.gui.views.services.waits import WaitAsking, WaitsPanel
from console.gui.widgets.lacking import show_lacking
from console.gui.widgets.panel import Panel
from console.gui.words import say
from console.jobs import services_rows
from console.jobs.filter_rule_answers import FOLLOWS, STEP, WAY, StepFilter
from console.jobs.services_answers import (
    CaseRequest,
    CaseTimeline,
    ListedCase,
    ListedCases,
    ListedRequest,
    ProcessRequest,
    ProcessView,
    ServicesAnswer,
)
from console.jobs.theme_answers import PageScope, SuspicionLine, ThemeRequest, ThemeRules

ON_TIME = "SVC-001"


class ServicesPage(Page):
    """The page 办事流程."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.parts = Parts(context.look)
        self.parts.lay_out(self)
        self._scope: PageScope | None = None
        self._item = ""
        self._through: StepFilter | None = None
        self._process: ProcessView | None = None
        self._answer: ServicesAnswer | None = None
        self._rules: ThemeRules | None = None
        self._case = ""  # somebody came with it: the list does not put another in its place
        self.menu: QMenu | None = None
        self.ruling = RuleMaking(context, self)
        self.own = OwnRules(context, self)
        self._waiting = WaitAsking(context, self.parts.waits, self._to_workbench)
        context.findings_changed.connect(self._number_cases)
        self._resting = Resting(context, "services-rests", self._mark_rest)
        self._connect()

    def scope_changed(self, scope: Scope) -> None:
        """Read everything again."""
        english = self.look.language == "en"
        self._scope = PageScope(scope.region_id, scope.organisation_id, scope.period, english, scope.compared)
        self._item, self._through, self._rules, self._case = "", None, None, ""
        self._ask_process()
        self._ask_page()
        self._ask_listed()
        self._ask_rules()
        self._waiting.scope_changed(self._scope)

    def retranslate(self) -> None:
        """Names of the data come in the language of the reader: read again."""
        if getattr(self, "_scope", None) is not None:
            self.read_again()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return own rules, rows, and registering the suspicion that is selected."""
        chosen = self._chosen() is not None
        rule = PageAction("save-rule", say("own-rule-save"), "shield-plus", self._save_rule)
        own = PageAction("own-rules", say("own-rules"), "list-checks", self.own.open)
        return (
            *((rule,) if self._through is not None else ()),
            own,
            PageAction("rows", say("services-rows"), "table-2", self._open_rows),
            PageAction(
                "register", say("services-register"), "flag", self._register, primary=True, enabled=chosen
            ),
        )

    def arrived(self, facts: Mapping[str, str]) -> None:
        """Show the case somebody came with."""
        if facts.get("case"):
            self._case = facts["case"]
            self._ask_case(self._case)

    def command(self, key: str) -> bool:
        """Show a chart as table, the SQL of the panel with the keyboard, or register the suspicion selected."""
        if key == "as-table":
            self.parts.chart_of(QApplication.focusWidget()).show_table()
            return True
        if key == "show-sql":
            return self._show_sql()
        if key == "register-finding" and self._chosen() is not None:
            self._register()
            return True
        return False

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer the rules, and a case by its number."""
        typed = words.strip()
        case = Hit(
            say("services-case"), typed, lambda: self.arrived({"case": typed}), "clock", searched=typed
        )
        named = re.fullmatch(r"[\w-]*\d{3,}[\w-]*", typed) is not None
        own = Hit(say("theme-rules"), say("own-rules"), self.own.open, "list-checks")
        return (*((case,) if named else ()), *self.parts.theme.rule_hits(), own)

    def _connect(self) -> None:
        parts = self.parts
        parts.map.hit.connect(self._map_hit)
        parts.variants.hit.connect(self._variant_hit)
        parts.item_asked.connect(self._choose_item)
        parts.through_asked.connect(self._choose_through)
        parts.rule_asked.connect(self._make_rule)
        parts.save_asked.connect(self._save_map)
        parts.changed.clicked.connect(lambda: self.context.navigate("charts", measure=ON_TIME))
        parts.grain.changed.connect(lambda _keys: self._show_on_time(self._answer))
        parts.side.case_asked.connect(self._ask_case)
        parts.listed.chosen_changed.connect(self._listed_chosen)
        parts.listed.rows_asked.connect(lambda case: self._to_workbench(services_rows.case_rows(case)))
        parts.listed.link_followed.connect(lambda: self._to_workbench(parts.listed.sql()))
        parts.bottom.switch.changed.connect(lambda _keys: self.actions_changed.emit())
        parts.side.rows_asked.connect(lambda *asked: self._to_workbench(self._cases_sql(*asked)))
        parts.theme.line_chosen.connect(lambda _line: self.actions_changed.emit())
        parts.theme.line_opened.connect(self._line_opened)
        parts.theme.rule_opened.connect(lambda rule: self.context.navigate("findings", rule=rule))

    def _ask_process(self) -> None:
        assert self._scope is not None
        asked = self._through
        steps = asked.steps if asked is not None else ()
        way = asked is not None and asked.kind == WAY
        request = ProcessRequest(self._scope, self._item, () if way else steps, steps if way else ())
        self.parts.show_through(self._through)
        ticket = self.context.ask(
            "services-process", request, say("services-working"), "services-process", ProcessView
        )
        self.parts.map_panel.state.watch(ticket, self._show_map, self._ask_process)
        self.parts.variants_panel.state.watch(ticket, self._show_variants, self._ask_process)

    def _ask_page(self) -> None:
        assert self._scope is not None
        ticket = self.context.ask(
            "services-page", self._scope, say("services-working"), "services-page", ServicesAnswer
        )
        self.parts.on_time_panel.state.watch(ticket, self._show_on_time, self._ask_page)
        self.parts.side.state.watch(ticket, self._show_side, self._ask_page)

    def _ask_rules(self) -> None:
        assert self._scope is not None
        request = ThemeRequest("services", self._scope)
        ticket = self.context.ask(
            "theme-rules", request, say("services-working"), "services-rules", ThemeRules
        )
        self.parts.theme.state.watch(ticket, self._show_rules, self._ask_rules)

    def _ask_case(self, case_id: str) -> None:
        scope = self._scope or PageScope()
        ticket = self.context.ask(
            "services-case",
            CaseRequest(case_id, scope),
            say("services-working"),
            "services-case",
            CaseTimeline,
        )
        self.parts.case.state.watch(ticket, self._show_case, lambda: self._ask_case(case_id))

    def _ask_listed(self) -> None:
        """Ask for cases with a card: those of running clocks at once, and those of rules once these have spoken."""
        assert self._scope is not None
        request = ListedRequest(self._scope, suspected(self._rules))
        ticket = self.context.ask(
            "services-listed", request, say("services-working"), "services-listed", ListedCases
        )
        self.parts.listed.state.watch(ticket, self._show_listed, self._ask_listed)

    def _show_map(self, found: object) -> None:
        assert isinstance(found, ProcessView)
        self._process = found
        panel = self.parts.map_panel
        self.parts.show_item(found)
        if show_lacking(panel, found.missing):
            return
        if not found.follows:
            panel.state.show_empty(
                say("services-no-events"), say("services-no-events-detail", cases=found.cases)
            )
            return
        panel.set_meta(map_meta(self.look, found))
        self.parts.map.show_chart(lambda size, measure: map_figure(self.look, found, size, measure))
        self._tell()

    def _show_variants(self, found: object) -> None:
        assert isinstance(found, ProcessView)
        panel = self.parts.variants_panel
        if show_lacking(panel, found.missing):
            return
        if not found.variants:
            panel.state.show_empty(
                say("services-no-events"), say("services-no-events-detail", cases=found.cases)
            )
            return
        panel.set_meta(variants_meta(self.look, found))
        self.parts.variants.show_chart(lambda size, measure: variants_figure(self.look, found, size, measure))

    def _show_on_time(self, found: object) -> None:
        if not isinstance(found, ServicesAnswer):  # the chips may be used before anything was answered
            return
        self._answer = found
        panel, on_time = self.parts.on_time_panel, self.parts.on_time_of(found)
        self.parts.verdict.set_words("")
        if show_lacking(panel, on_time.missing):
            return
        if not any(value is not None for value in on_time.series):
            panel.state.show_empty(say("services-nothing-closed"), say("services-nothing-closed-detail"))
            return
        panel.set_meta(on_time_meta(self.look, on_time))
        self.parts.changed.setVisible(self.context.offers("charts"))
        self.parts.show_verdict(
            on_time_verdict(self.look, on_time), on_time.state, doubts(self.look, on_time)
        )
        self.parts.on_time.show_chart(lambda size, measure: on_time_figure(self.look, on_time, size, measure))
        self._tell()
        self._resting.ask([ON_TIME])
        self._mark_rest()

    def _mark_rest(self) -> None:
        self._resting.mark(self.parts.on_time_rest, ON_TIME)

    def _show_side(self, found: object) -> None:
        assert isinstance(found, ServicesAnswer)
        self.parts.side.show_answer(found)

    def _show_case(self, found: object) -> None:
        assert isinstance(found, CaseTimeline)
        self.parts.case.show_case(found)

    def _show_listed(self, found: object) -> None:
        assert isinstance(found, ListedCases)
        names = {rule.rule_id: rule.name for rule in self._rules.rules} if self._rules else {}
        self._number_cases()
        self.parts.listed.show_listed(found, names)
        if not found.cases and not self._case:
            self.parts.case.show_none()
        self._tell()

    def _listed_chosen(self, case: ListedCase) -> None:
        if not self._case or self.parts.listed.table.hasFocus():
            self._case = ""
            self._ask_case(case.case_id)
        self.actions_changed.emit()

    def _number_cases(self) -> None:
        self.parts.listed.set_numbers(numbers_of(self.context.findings))

    def _to_workbench(self, sql: str) -> None:
        if sql:
            self.context.navigate("workbench", sql=sql)

    def _show_rules(self, found: object) -> None:
        assert isinstance(found, ThemeRules)
        self._rules = found
        self.parts.theme.show_rules(found)
        red = sum(rule.in_period for rule in found.rules if rule.severity == "red")
        self._ask_listed()
        self.context.count("services", NavCount(red, "red", proposed=True) if red else None)
        self.actions_changed.emit()
        self._tell()

    def _tell(self) -> None:
        """Say in the title row what is looked at, once the process is known."""
        found = self._process
        if found is None or found.missing:
            return
        self.subtitle_changed.emit(subtitle(self.look, found, self._rules))
        rules = 4 * len(self._rules.rules) if self._rules else 0
        answer = self._answer
        shown = len(self.parts.on_time_of(answer).series) + 6 * len(answer.channels.rows) if answer else 0
        self.figures_changed.emit(figures_of(found) + rules + shown)

    def _choose_item(self, item_id: str) -> None:
        self._item, self._through = item_id, None
        self._ask_process()
        self.actions_changed.emit()

    def _choose_through(self, asked: StepFilter | None) -> None:
        """Look at the cases of one step, transition or way only, or at all again."""
        self._through = asked
        self._ask_process()
        self.actions_changed.emit()

    def _save_rule(self) -> None:
        if self._through is not None:
            self._make_rule(self._through)

    def _make_rule(self, asked: StepFilter) -> None:
        """Make a rule of a filter, for the item and the organisation looked at."""
        scope = self._scope or PageScope()
        kept = replace(asked, item_id=self._item, organisation_id=scope.organisation_id)
        self.ruling.ask(kept, self.parts.item_name(), scope)

    def _save_map(self) -> None:
        """Write the map into a file, with its sources."""
        figure, found = self.parts.map.figure, self._process
        if figure is not None and found is not None:
            save_where_asked(self.context, self, figure, self.look.words(map_meta(self.look, found)))

    def _map_hit(self, key: str) -> None:
        if self._process is None:
            return
        steps = tuple(key.split("→"))
        asked = StepFilter(FOLLOWS if len(steps) > 1 else STEP, steps)
        sql = services_rows.mark_rows(self._process.steps_sql, steps)
        self.menu = self.parts.offer_mark(asked, lambda: self._to_workbench(sql))

    def _variant_hit(self, key: str) -> None:
        found = self._process
        if found is None:
            return
        shown, _rest = shown_variants(found, self.parts.variants.height() / self.look.scale)
        if int(key) < len(shown):
            steps = shown[int(key)].steps
            sql = services_rows.variant_rows(found.steps_sql, steps)
            self.menu = self.parts.offer_mark(StepFilter(WAY, steps), lambda: self._to_workbench(sql))

    def _cases_sql(self, date_column: str, column: str, value: str) -> str:
        answer = self._answer
        assert answer is not None
        return services_rows.clock_rows(answer.scope, answer.period, date_column, column, value)

    def _open_rows(self) -> None:
        if self._answer is not None:
            column, value = ("item_id", self._item) if self._item else ("", "")
            self._to_workbench(self._cases_sql("submitted_on", column, value))

    def _line_opened(self, line: SuspicionLine) -> None:
        case = next((one for one in line.evidence if one.startswith("service_case/")), "")
        if case:
            self._case = case.partition("/")[2]
            self._ask_case(self._case)
        else:
            self.context.navigate("findings", rule=line.rule_id, natural_key="/".join(line.key))

    def _chosen(self) -> SuspicionLine | None:
        """Return the suspicion selected: among the rules', or the one behind the selected case."""
        if self.parts.theme.isVisible():
            return self.parts.theme.chosen()
        case = self.parts.listed.chosen() if self.parts.listed.isVisible() else None
        return suspicion_of(self._rules, case) if case is not None else None

    def _register(self) -> None:
        line = self._chosen()
        if line is not None:
            self.context.navigate("findings", rule=line.rule_id, natural_key="/".join(line.key))

    def _show_sql(self) -> bool:
        sql = self._sql_of(self.parts.panel_of(QApplication.focusWidget()))
        self._to_workbench(sql)
        return bool(sql)

    def _sql_of(self, panel: Panel) -> str:
        process, answer = self._process, self._answer
        if panel is self.parts.map_panel:
            return process.follows_sql if process else ""
        if panel is self.parts.variants_panel:
            return process.variants_sql if process else ""
        if panel is self.parts.on_time_panel:
            return self.parts.on_time_of(answer).sql if answer else ""
        return panel.sql() if isinstance(panel, SidePanel | CasePanel | ListedPanel | WaitsPanel) else ""
