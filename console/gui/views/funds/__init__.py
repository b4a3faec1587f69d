"""Owns how the funds page stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class FundsView:
    """The page 资金使用: does the chain of money reconcile, and where is it abnormal."""

    key = "funds"
    icon = "landmark"
    group = "supervise"
    title_key = "funds-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.funds.page import FundsPage

        return FundsPage(context)
