"""Owns the page 问题台账: suspicions and findings, whose move it is, what was decided. It refuses to decide by itself."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class FindingsView:
    """How the page stands in the navigation."""

    key = "findings"
    icon = "clipboard-list"
    group = "act"
    title_key = "page-findings"
    needs_extract = False

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.findings.page import FindingsPage

        return FindingsPage(context)
