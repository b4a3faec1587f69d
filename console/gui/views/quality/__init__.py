"""Owns how the page on data quality stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class QualityView:
    """The page 数据质量: can these data be relied on, where not, and where do they come from."""

    key = "quality"
    icon = "scan-search"
    group = "assess"
    title_key = "quality-title"
    needs_extract = True

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.quality.page import QualityPage

        return QualityPage(context)
