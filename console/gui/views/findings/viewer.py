"""Owns the looking at an evidence file: its pages as pictures, and boxes drawn over what must not be seen.

It refuses to change the original: covering makes a picture of its own, without what was beneath and without hidden data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from console.gui.theme import Look
from console.gui.widgets.buttons import Button
from console.gui.widgets.dialogs import Dialog
from console.gui.widgets.piece import Label, row
from console.gui.words import Words, say

LEAST = 4  # pixels of a box somebody meant to draw


class PageView(QWidget):
    """One page at the width it is given; dragging draws a box over it, where boxes are wanted."""

    boxed = Signal()

    def __init__(self, page: QImage, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[QRect] = []  # in pixels of the page
        self.covering = False
        self._begun: QPoint | None = None
        self._reached = QPoint()
        self._wide = wide
        self.set_page(page)

    def set_page(self, page: QImage) -> None:
        """Show another page, without boxes."""
        self.page = page
        self.boxes.clear()
        wide = min(self._wide, page.width())
        self._scale = wide / max(page.width(), 1)
        self.setFixedSize(wide, round(page.height() * self._scale))
        self.update()

    def covered(self) -> bytes:
        """Return the page with its boxes black as a PNG: drawn anew, so that nothing of the file but its pixels is left."""
        made = self.page.convertToFormat(QImage.Format.Format_RGB32)
        clean = QImage(made.size(), QImage.Format.Format_RGB32)
        painter = QPainter(clean)
        try:
            painter.drawImage(0, 0, made)
            for box in self.boxes:
                painter.fillRect(box, QColor("black"))
        finally:
            painter.end()
        out = QBuffer()
        out.open(QIODevice.OpenModeFlag.WriteOnly)
        clean.save(out, "PNG")  # type: ignore[call-overload]
        return bytes(out.data().data())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page and its boxes."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.page)
            for box in self.boxes:
                painter.fillRect(self._shown(box), QColor("black"))
            if self._begun is not None:
                painter.setPen(QPen(QColor("black"), 1, Qt.PenStyle.DashLine))
                painter.drawRect(QRect(self._begun, self._reached).normalized())
        finally:
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a box."""
        if self.covering:
            self._begun = self._reached = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the box so far."""
        if self._begun is not None:
            self._reached = event.position().toPoint()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the box."""
        if self._begun is None:
            return
        drawn = QRect(self._begun, event.position().toPoint()).normalized()
        self._begun = None
        if min(drawn.width(), drawn.height()) >= LEAST:
            self.cover(drawn)
        self.update()

    def cover(self, drawn: QRect) -> None:
        """Put a box over a part of the page as it is shown; what it touches is covered whole."""
        scale = self._scale
        left, top = int(drawn.left() / scale), int(drawn.top() / scale)
        right, bottom = int(drawn.right() / scale) + 1, int(drawn.bottom() / scale) + 1
        self.boxes.append(QRect(QPoint(left, top), QPoint(right, bottom)).intersected(self.page.rect()))
        self.boxed.emit()

    def uncover(self) -> None:
        """Take the last box away."""
        if self.boxes:
            self.boxes.pop()
            self.boxed.emit()
            self.update()

    def _shown(self, box: QRect) -> QRect:
        scale = self._scale
        size = (round(box.width() * scale) + 1, round(box.height() * scale) + 1)
        return QRect(round(box.left() * scale), round(box.top() * scale), *size)


class ViewerDialog(Dialog):
    """The pages of a file; ``covered(png, page)`` carries a covered page that somebody wants to keep."""

    covered = Signal(bytes, int)

    def __init__(
        self,
        look: Look,
        words: tuple[Words, Words],
        pages: Sequence[QImage],
        may_cover: bool,
        parent: QWidget | None,
    ) -> None:
        super().__init__(look, words[0], parent, (900, 720))
        self._pages, self._at = pages, 0
        self.body.addWidget(Label(look, words[0], px=16, weight=600, elide=True))
        self.body.addWidget(Label(look, words[1], "dim", px=12, wrap=True))
        self.view = PageView(pages[0], look.px(840))
        self.view.covering = may_cover
        area = QScrollArea()
        area.setWidget(self.view)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(area, 1)
        self.where = Label(look, "", "faint", px=12)
        self.undo = Button(look, say("finding-cover-undo"), "undo-2", on_click=self.view.uncover)
        self.keep = Button(look, say("finding-cover-keep"), "eye-off", on_click=self._keep)
        foot = row(look.px(8))
        for icon, key, step in (("chevron-left", "before", -1), ("chevron-right", "after", 1)):
            turn = Button(look, say(f"finding-page-{key}"), icon, "ghost", self._turner(step), icon_only=True)
            turn.setEnabled(len(pages) > 1)
            foot.addWidget(turn)
        foot.addWidget(self.where)
        foot.addStretch(1)
        for button in (self.undo, self.keep):
            button.setVisible(may_cover)
            foot.addWidget(button)
        self.body.addLayout(foot)
        self.view.boxed.connect(self._say)
        self._say()
        self.finish()

    def _turner(self, step: int) -> Callable[[], None]:
        return lambda: self._turn(step)

    def _turn(self, step: int) -> None:
        self._at = (self._at + step) % len(self._pages)
        self.view.set_page(self._pages[self._at])
        self._say()

    def _say(self) -> None:
        facts = {"page": self._at + 1, "pages": len(self._pages), "boxes": len(self.view.boxes)}
        self.where.set_words(say("finding-page-of", **facts))
        for button in (self.undo, self.keep):
            button.setEnabled(bool(self.view.boxes))
        self.view.update()

    def _keep(self) -> None:
        self.covered.emit(self.view.covered(), self._at + 1)
        self.accept()
