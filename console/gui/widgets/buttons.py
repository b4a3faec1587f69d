"""Owns buttons: primary, secondary, ghost, danger, icon only, links. It refuses a target below 24 px or without a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, focus_ring_box, painting
from console.gui.words import Words

HEIGHT = 28
SMALLEST = 24


class Button(QAbstractButton):
    """A button of kind "", primary, ghost, danger or link, with words, an icon or both; an icon alone keeps its words as name.

    ``set_progress`` shows a running write inside the button, which keeps its width.
    """

    def __init__(
        self,
        look: Look,
        words: Words = "",
        icon: str | None = None,
        kind: str = "",
        on_click: Callable[[], object] | None = None,
        icon_only: bool = False,
        tooltip: Words | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.kind = kind
        self.words = words
        self.icon_name = icon
        self._icon_only = icon_only
        self._tooltip = tooltip
        self._progress: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if on_click is not None:
            self.clicked.connect(lambda _checked=False: on_click())
        self.retranslate()

    def set_words(self, words: Words) -> None:
        """Say something else."""
        self.words = words
        self.retranslate()

    def set_icon(self, icon: str | None) -> None:
        """Show another icon."""
        self.icon_name = icon
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Become another kind of button."""
        self.kind = kind
        self.update()

    def set_progress(self, fraction: float | None) -> None:
        """Show how far a write is (0 to 1); None shows the plain button again."""
        self._progress = fraction
        self.update()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        words = self.look.words(self.words)
        hint = self.look.words(self._tooltip) if self._tooltip is not None else ""
        self.setText(words)
        self.setAccessibleName(words or hint)
        shortcut = self.shortcut().toString()
        self.setToolTip(
            " ".join(part for part in (hint or (words if self._icon_only else ""), shortcut) if part)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that fits the words."""
        if self._icon_only:
            return QSize(self.look.px(HEIGHT), self.look.px(HEIGHT))
        weight = 600 if self.kind in {"primary", "link"} else 400
        px = 12 if self.kind == "link" else 13
        wide = self.look.fonts.metrics(px, weight).horizontalAdvance(self.text())
        pad = 8 if self.kind == "link" else 28
        lead = 22 if self.icon_name else 0
        high = SMALLEST if self.kind == "link" else HEIGHT
        return QSize(self.look.px(wide + pad + lead) + 1, self.look.px(high))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Hear a change of theme or language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button in its state."""
        with painting(self, self.look) as brush:
            self._draw(brush)

    def _draw(self, brush: Brush) -> None:
        fill, line, ink = self._colors()
        inset = 3 if self.hasFocus() and self.kind != "link" else 0
        brush.box((inset, inset, brush.width - 2 * inset, brush.height - 2 * inset), fill, line, 4)
        if self._progress is not None:
            done = (brush.width - 8) * min(max(self._progress, 0), 1)
            brush.box((4, brush.height - 5, brush.width - 8, 2), brush.palette.line)
            brush.box((4, brush.height - 5, done, 2), brush.palette.accent)
        self._draw_words(brush, ink)
        if self.hasFocus():
            focus_ring_box(brush, (0, 0, brush.width, brush.height), 6)

    def _draw_words(self, brush: Brush, ink: str) -> None:
        weight = 600 if self.kind in {"primary", "link"} else 400
        px = 12 if self.kind == "link" else 13
        if self._icon_only and self.icon_name:
            brush.icon(self.icon_name, ((brush.width - 16) / 2, (brush.height - 16) / 2), 16, ink)
            return
        wide = brush.advance(self.text(), px, weight)
        lead = 22 if self.icon_name else 0
        start = (brush.width - wide - lead) / 2
        if self.icon_name:
            brush.icon(self.icon_name, (start, (brush.height - 16) / 2), 16, ink)
        brush.text((start + lead, 0, wide + 1, brush.height), self.text(), ink, px, weight)

    def _colors(self) -> tuple[str | None, str | None, str]:
        palette = self.look.palette
        over = self.underMouse() or self.isDown()
        if not self.isEnabled():
            flat = self.kind in {"ghost", "link"}
            return (None if flat else palette.sunken, None if flat else palette.line, palette.text3)
        if self.kind == "primary":
            fill = palette.accent_hover if over else palette.accent
            return (fill, fill, palette.on_accent)
        if self.kind == "danger":
            return (palette.red_soft if over else palette.surface, palette.red_line, palette.red)
        if self.kind == "link":
            return (palette.accent_soft if over else None, None, palette.accent)
        if self.kind == "ghost":
            pressed = self.isCheckable() and self.isChecked()
            ground = palette.accent_soft if pressed else palette.hover if over else None
            return (ground, None, palette.accent if pressed else palette.text2)
        if self.isCheckable() and self.isChecked():
            return (palette.accent_soft, palette.accent, palette.accent)
        return (palette.hover if over else palette.surface, palette.line_strong, palette.text)
