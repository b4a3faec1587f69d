"""Owns what the tests of the services page share: the page behind a window, and its menu.

It refuses to judge either.
"""

from __future__ import annotations

from PySide6.QtGui import QAction

from console.gui.views.services.page import ServicesPage
from tests.gui.page_kit import Shown


def page_of(held: Shown) -> ServicesPage:
    """Return the page shown."""
    assert isinstance(held.page, ServicesPage)
    return held.page


def offered(page: ServicesPage) -> list[QAction]:
    """Return what the menu of a mark offers, and close it."""
    assert page.menu is not None
    actions = page.menu.actions()
    page.menu.hide()
    return actions
