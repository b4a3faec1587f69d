"""Owns how the page of deadlines and redesign stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class DeadlinesView:
    """The page 时限与再造: which open cases will be late, which cards stand, and did the redesign help."""

    key = "deadlines"
    icon = "alarm-clock"
    group = "supervise"
    title_key = "deadlines-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.deadlines.page import DeadlinesPage

        return DeadlinesPage(context)
