"""Owns the page 总览: how things stand, whether they change, what to look at first. It refuses to compute and to accuse."""

from __future__ import annotations

from console.gui.context import Page, ViewContext
from console.gui.scope import Scope
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column
from console.gui.words import say


class OverviewView:
    """How the page stands in the navigation."""

    key = "overview"
    icon = "layout-dashboard"
    group = ""
    title_key = "page-overview"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        return OverviewPage(context)


class OverviewPage(Page):
    """The page."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__(context)
        self.index = Panel(self.look, say("overview-index"))
        layout = column()
        layout.addWidget(self.index)
        self.setLayout(layout)

    def scope_changed(self, scope: Scope) -> None:
        """Ask for everything the page shows."""
        from console.jobs.overview import Overview, OverviewRequest

        request = OverviewRequest(
            scope.region_id,
            scope.organisation_id,
            scope.period,
            scope.compared,
            english=self.look.language == "en",
        )
        ticket = self.context.ask("overview", request, say("overview-working"), "overview", Overview)
        self.index.state.watch(ticket, lambda found: None)
