"""Owns how the import wizard stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class WizardView:
    """The page 数据导入: from files of any system to a mapping, a trial, and an extract with its manifest."""

    key = "wizard"
    icon = "wand-sparkles"
    group = "data"
    title_key = "wizard-title"
    needs_extract = False

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.wizard.page import WizardPage

        return WizardPage(context)
