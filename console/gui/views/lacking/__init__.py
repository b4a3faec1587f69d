"""Owns how the page on missing data stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class LackingView:
    """The page 缺什么数据: what is not in the extract, and what nobody can examine for want of it."""

    key = "lacking"
    icon = "eye-off"
    group = "supervise"
    title_key = "lacking-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.lacking.page import LackingPage

        return LackingPage(context)
