"""Owns the page on missing data: what is asked of the worker, where the answer goes, and where a click leads.

It refuses to compute, and to let a silence pass for a clear verdict.
"""

from __future__ import annotations

from console.gui.context import Page, ViewContext
from console.gui.offers import Hit, PageAction
from console.gui.scope import Scope
from console.gui.views.lacking.tables import (
    gap_columns,
    gap_rows,
    silenced_columns,
    silenced_rows,
    unjudged_columns,
    unjudged_rows,
)
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column, row
from console.gui.widgets.table import DataTable
from console.gui.words import Named, say
from console.jobs.lacking_answers import LackingAnswer, LackingRequest
from console.jobs.theme_answers import PageScope

GUTTER = 12
LINES = 40


class LackingPage(Page):
    """The page 缺什么数据."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        look = context.look
        self.gaps = DataTable(look, gap_columns(), say("lacking-gaps"), LINES)
        self.silenced = DataTable(look, silenced_columns(), say("lacking-silenced"), LINES)
        self.unjudged = DataTable(look, unjudged_columns(), say("lacking-unjudged"), LINES)
        self.gaps_panel = Panel(look, say("lacking-gaps"), flush=True)
        self.silenced_panel = Panel(look, say("lacking-silenced"), flush=True)
        self.unjudged_panel = Panel(look, say("lacking-unjudged"), flush=True)
        self._answer: LackingAnswer | None = None
        self._request = LackingRequest()
        self._lay_out()
        self.gaps.selected.connect(lambda _number: self._narrow())
        self.silenced.opened.connect(self._to_rule)
        self.unjudged.opened.connect(lambda _number: self._show_rows())
        self.unjudged.selected.connect(lambda _number: self.actions_changed.emit())

    def scope_changed(self, scope: Scope) -> None:
        """Count again where region or organisation changed."""
        self._request = LackingRequest(PageScope(scope.region_id, scope.organisation_id))
        self._ask()

    def retranslate(self) -> None:
        """Word again what was put together from words."""
        if getattr(self, "_answer", None) is not None:
            self._fill()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Return the rows the selected rule could not judge."""
        found = self.unjudged.currentIndex().row() >= 0
        return (
            PageAction(
                "rows", say("lacking-show-rows"), "table-2", self._show_rows, primary=True, enabled=found
            ),
        )

    def command(self, key: str) -> bool:
        """Show the SQL of the selected rule's rows."""
        return key == "show-sql" and self._show_rows()

    def search(self, words: str) -> tuple[Hit, ...]:
        """Offer what is missing."""
        gaps = self._answer.gaps if self._answer is not None else ()
        return tuple(
            Hit(
                say("lacking-title"),
                Named(gap.names),
                lambda place=place: self.gaps.select(place),  # type: ignore[misc]
                "eye-off",
                searched=gap.name,
            )
            for place, gap in enumerate(gaps)
        )

    def _lay_out(self) -> None:
        gap = self.look.px(GUTTER)
        pairs = (
            (self.gaps_panel, self.gaps),
            (self.silenced_panel, self.silenced),
            (self.unjudged_panel, self.unjudged),
        )
        for panel, table in pairs:
            panel.set_content(table)
        line = row(gap)
        line.addWidget(self.silenced_panel, 520)
        line.addWidget(self.unjudged_panel, 668)
        layout = column(gap)
        layout.addWidget(self.gaps_panel, 300)
        layout.addLayout(line, 420)
        self.setLayout(layout)

    def _ask(self) -> None:
        ticket = self.context.ask("lacking", self._request, say("lacking-working"), "lacking", LackingAnswer)
        self.gaps_panel.state.watch(ticket, self._show, self._ask)
        self.silenced_panel.state.watch(ticket, lambda _found: self._narrow(), self._ask)
        self.unjudged_panel.state.watch(ticket, lambda _found: self._show_unjudged(), self._ask)

    def _show(self, found: object) -> None:
        assert isinstance(found, LackingAnswer)
        self._answer = found
        self._fill()

    def _fill(self) -> None:
        found = self._answer
        if found is None:
            return
        number = self.look.phrases.number
        self.gaps.set_rows(gap_rows(self.look, found.gaps))
        self.gaps_panel.set_meta(say("lacking-gaps-meta") if found.gaps else "")
        if not found.gaps:
            told = say("lacking-no-gap-detail", rules=number(found.rules), measures=number(found.measures))
            self.gaps_panel.state.show_empty(say("lacking-no-gap"), told)
        self.subtitle_changed.emit(
            say(
                "lacking-subtitle",
                gaps=number(len(found.gaps)),
                rules=number(found.silent_rules),
                measures=number(found.silent_measures),
            )
        )
        self.figures_changed.emit(3 * len(found.gaps) + 3 * len(found.unjudged))

    def _narrow(self) -> None:
        """Show what the selected gap silences, everything that is silent where none is selected."""
        found = self._answer
        if found is None:
            return
        place = self.gaps.currentIndex().row()
        name = str(self.gaps.rows.row(place)["gap"]) if 0 <= place < self.gaps.rows.rowCount() else ""
        kept = [one for one in found.silenced if not name or name in one.missing]
        self.silenced.set_rows(silenced_rows(kept))
        self.silenced_panel.set_meta(
            say("lacking-silenced-meta", count=len(kept), total=len(found.silenced)) if kept else ""
        )
        if not found.silenced:
            self.silenced_panel.state.show_empty(say("lacking-none-silenced"), "")

    def _show_unjudged(self) -> None:
        found = self._answer
        if found is None:
            return
        self.unjudged.set_rows(unjudged_rows(found.unjudged))
        self.unjudged_panel.set_meta(say("lacking-unjudged-meta") if found.unjudged else "")
        if not found.unjudged:
            self.unjudged_panel.state.show_empty(say("lacking-all-judged"), "")
        self.actions_changed.emit()

    def _to_rule(self, place: int) -> None:
        line = self.silenced.rows.row(place)
        if line["kind_key"] == "rule":
            self.context.navigate("findings", rule=str(line["id"]))

    def _show_rows(self) -> bool:
        place = self.unjudged.currentIndex().row()
        if not 0 <= place < self.unjudged.rows.rowCount():
            return False
        self.context.navigate("workbench", sql=str(self.unjudged.rows.row(place)["sql"]))
        return True
