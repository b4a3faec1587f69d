"""Owns how the page on trust stands in the navigation. It refuses to load the page before it is opened."""

from __future__ import annotations

from console.gui.context import Page, ViewContext


class TrustView:
    """The page 信任与来源: who vouches for the open extract, whom this computer trusts, until when."""

    key = "trust"
    icon = "shield-check"
    group = "data"
    title_key = "trust-title"
    needs_extract = False

    def build(self, context: ViewContext) -> Page:
        """Make the page."""
        from console.gui.views.trust.page import TrustPage

        return TrustPage(context)
