"""Owns how the page on payees stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class PayeesView:
    """The page 收款方归并: which vendors are one payee behind several names, why, and what people decided."""

    key = "payees"
    icon = "users-round"
    group = "supervise"
    title_key = "payees-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.payees.page import PayeesPage

        return PayeesPage(context)
