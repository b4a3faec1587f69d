"""Owns the page 容错纠错: tolerance cases, what each ground rests on, precedents, pilots. It refuses to decide by itself."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class ToleranceView:
    """How the page stands in the navigation."""

    key = "tolerance"
    icon = "scale"
    group = "act"
    title_key = "page-tolerance"
    needs_extract = False

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.tolerance.page import TolerancePage

        return TolerancePage(context)
