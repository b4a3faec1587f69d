"""Owns what every widget of the console shares: a Look, restyling and retranslating while running, the focus ring.

It refuses to know any page.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, focus_ring_box, painting
from console.gui.words import Words


class Piece(QWidget):
    """A widget with a Look. Override ``restyle`` (colours, fonts, sizes) and ``retranslate`` (words); call both in __init__."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look

    def restyle(self) -> None:
        """Take colours, fonts and sizes from the Look again."""

    def retranslate(self) -> None:
        """Take words from the Look again."""

    def changeEvent(self, event: QEvent) -> None:
        """Hear a change of theme, text scale or language."""
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
            self.updateGeometry()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.updateGeometry()
        super().changeEvent(event)


class Painted(Piece):
    """A widget drawn by ``draw``; ``natural`` is its size in design pixels. With a click it is also a keyboard target."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def draw(self, brush: Brush) -> None:
        """Draw everything; lengths are design pixels."""
        raise AssertionError(f"{type(self).__name__} draws nothing")

    def natural(self) -> tuple[float, float]:
        """Return the wished width and height in design pixels."""
        return (40, 24)

    def sizeHint(self) -> QSize:
        """Return the wished size at the present text scale."""
        wide, high = self.natural()
        return QSize(self.look.px(wide), self.look.px(high))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that cuts nothing."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw, with the focus ring above."""
        with painting(self, self.look) as brush:
            self.draw(brush)
            if self.hasFocus():
                focus_ring_box(brush, self.focus_area(brush))

    def focus_area(self, brush: Brush) -> tuple[float, float, float, float]:
        """Return where the focus ring goes."""
        return (0, 0, brush.width, brush.height)


class Label(QLabel):
    """Words in one of the type sizes and text roles; ``elide`` only for free text, with the whole text as tooltip."""

    def __init__(
        self,
        look: Look,
        words: Words = "",
        role: str = "",
        px: float = 13,
        weight: int = 400,
        use: str = "ui",
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._words = words
        self._type = (px, weight, use)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self.setMinimumWidth(0)
        self.restyle()
        self.retranslate()

    def set_words(self, words: Words) -> None:
        """Say something else."""
        self._words = words
        self.retranslate()

    @property
    def said(self) -> str:
        """Return the whole words in the present language, also before a change of language reached this label."""
        return self.look.words(self._words)

    def set_role(self, role: str) -> None:
        """Take another text colour: dim, faint, accent, red, yellow, notice, ok, na or none."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def restyle(self) -> None:
        """Take the font at the present text scale."""
        font = self.look.font(*self._type)
        if self.font() != font:
            self.setFont(font)

    def retranslate(self) -> None:
        """Take the words of the present language."""
        whole = self.look.words(self._words)
        self.setAccessibleName(whole)
        self.setText(whole)
        if self._elide:
            self._fit(whole)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: free text may shrink to a few letters, everything else may not."""
        hint = super().minimumSizeHint()
        return QSize(self.look.px(24), hint.height()) if self._elide else hint

    def sizeHint(self) -> QSize:
        """Return the size of the whole text."""
        hint = super().sizeHint()
        if not self._elide:
            return hint
        return QSize(self.fontMetrics().horizontalAdvance(self.accessibleName()) + 2, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide again where the width changed."""
        super().resizeEvent(event)
        if self._elide:
            self._fit(self.accessibleName())

    def changeEvent(self, event: QEvent) -> None:
        """Hear a change of theme or language."""
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _fit(self, whole: str) -> None:
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        cut = shown != whole
        if cut and self.look.audit is not None and self.isVisible():
            self.look.audit.add("elided", whole, self.fontMetrics().horizontalAdvance(whole), self.width())
        self.setToolTip(whole if cut else "")
        if self.text() != shown:
            self.setText(shown)


class Clickable(Painted):
    """A painted widget one may press with mouse, Space or Enter."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def press(self) -> None:
        """Do what a click does."""
        raise AssertionError(f"{type(self).__name__} does nothing")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press with the left button, released inside."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self.isEnabled():
            self.press()

    def event(self, event: QEvent) -> bool:
        """Press with Space or Enter."""
        if event.type() == QEvent.Type.KeyPress and self.isEnabled():
            key = getattr(event, "key", lambda: 0)()
            if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.press()
                return True
        return super().event(event)


def column(spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a vertical layout without the style's own gaps."""
    layout = QVBoxLayout()
    _tight(layout, spacing, margins)
    return layout


def row(spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Return a horizontal layout without the style's own gaps."""
    layout = QHBoxLayout()
    _tight(layout, spacing, margins)
    return layout


def _tight(layout: QLayout, spacing: int, margins: tuple[int, int, int, int]) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
