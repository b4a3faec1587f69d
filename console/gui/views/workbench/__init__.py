"""Owns how the page SQL 工作台 stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class WorkbenchView:
    """How the page stands in the navigation."""

    key = "workbench"
    icon = "square-terminal"
    group = "analyse"
    title_key = "page-workbench"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.workbench.page import WorkbenchPage

        return WorkbenchPage(context)
