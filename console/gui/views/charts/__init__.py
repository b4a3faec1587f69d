"""Owns how the page of control charts stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class ChartsView:
    """The page 控制图: is it the process or is it chance, and what changed."""

    key = "charts"
    icon = "chart-line"
    group = "assess"
    title_key = "charts-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.charts.page import ChartsPage

        return ChartsPage(context)
