"""Owns a box with choices and a box with a day, with the signs of the kit that say that they open. It refuses to hold data."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import painting

SIGN = 16


class ChoiceBox(QComboBox):
    """Choices by key; ``chosen`` is the key, "" while nothing was chosen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look

    @property
    def chosen(self) -> str:
        """Return the key of the choice shown."""
        return str(self.currentData() or "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and the arrow that says that it opens."""
        super().paintEvent(event)
        _sign(self, self.look, "chevron-down")


class DayBox(QDateEdit):
    """A day as 2026-07-12, typed or picked from a calendar."""

    def __init__(self, look: Look, day: date, parent: QWidget | None = None) -> None:
        super().__init__(QDate(day.year, day.month, day.day), parent)
        self.look = look
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)

    @property
    def day(self) -> date:
        """Return the day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and the sign of the calendar."""
        super().paintEvent(event)
        _sign(self, self.look, "calendar")


def _sign(control: QWidget, look: Look, icon: str) -> None:
    with painting(control, look) as brush:
        ink = brush.palette.text2 if control.isEnabled() else brush.palette.text3
        brush.icon(icon, (brush.width - SIGN - 8, (brush.height - SIGN) / 2), SIGN, ink)
