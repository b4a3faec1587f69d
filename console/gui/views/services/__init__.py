"""Owns how the services page stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class ServicesView:
    """The page 办事流程: where cases leave the legal path or the legal clock."""

    key = "services"
    icon = "workflow"
    group = "supervise"
    title_key = "services-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.services.page import ServicesPage

        return ServicesPage(context)
