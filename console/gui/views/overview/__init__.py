"""Owns how the page 总览 stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class OverviewView:
    """How the page stands in the navigation."""

    key = "overview"
    icon = "layout-dashboard"
    group = ""
    title_key = "page-overview"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.overview.page import OverviewPage

        return OverviewPage(context)
