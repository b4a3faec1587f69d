"""Owns what the tests of the services page share: the page behind a window, its menu, and what steady jobs said of the province.

It refuses answers of another file than the planted province.
"""

from __future__ import annotations

import functools

from PySide6.QtGui import QAction

from console.gui.views.services.page import ServicesPage
from tests.gui.page_kit import Answers, Shown


@functools.cache
def kept_answers() -> Answers:
    """Return what the steady jobs said of the province so far: each question is asked once for all modules."""
    return {}


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
