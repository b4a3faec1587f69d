"""Owns how the shelf stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class ShelfView:
    """The page 抽取包书架: which extracts are here, which are open, and how their measures compare."""

    key = "shelf"
    icon = "library"
    group = "data"
    title_key = "shelf-title"
    needs_extract = False

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.shelf.page import ShelfPage

        return ShelfPage(context)
