"""Owns the hash-chain trail: entries newest first, each with its digest, under a banner that says whether the chain holds.

It refuses to show a chain as whole without having been told that it was verified.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, Brush, paragraph_height
from console.gui.widgets.piece import Painted, Piece, column
from console.gui.words import Words

HEAD, LINE, FOOT, GAP = 19, 18, 18, 12


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry: when, who, at which stage, what was written, its digest, how many attachments."""

    key: str
    when: str
    who: str
    stage: Words
    message: Words
    digest: str
    attachments: int = 0


class TimelineTrail(Piece):
    """The trail with its banner; ``opened(key)`` fires when an entry is pressed."""

    opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.banner = _ChainBanner(look)
        self.entries = _Entries(look)
        self.entries.opened.connect(self.opened)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.entries)
        layout = column(look.px(10))
        layout.addWidget(self.banner)
        layout.addWidget(area, 1)
        self.setLayout(layout)

    def set_entries(self, entries: Sequence[TrailEntry], verified: bool | None) -> None:
        """Show these entries, newest first; verified None means nobody has checked the chain yet."""
        self.banner.set_state(len(entries), verified)
        self.entries.set_entries(entries)


class _ChainBanner(Painted):
    """Says whether all entries hang together."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = 0
        self._verified: bool | None = None
        self.retranslate()

    def set_state(self, count: int, verified: bool | None) -> None:
        """Show another state."""
        self._count, self._verified = count, verified
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        state = {True: "whole", False: "broken", None: "unchecked"}[self._verified]
        self.setAccessibleName(self.look.text(f"trail-{state}", count=self._count))
        self.setFixedHeight(self.look.px(self.natural()[1]))
        self.update()

    def restyle(self) -> None:
        """Take sizes at the present text scale."""
        self.setFixedHeight(self.look.px(self.natural()[1]))

    def natural(self) -> tuple[float, float]:
        """Return the height of the words at the present width: a long sentence takes more lines, not a wider panel."""
        wide = max(self.width() / self.look.scale - 36, 120)
        return (160, paragraph_height(self.look, self.accessibleName(), wide, 12, 600, LINE) + 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again at another width."""
        super().resizeEvent(event)
        self.setFixedHeight(self.look.px(self.natural()[1]))

    def draw(self, brush: Brush) -> None:
        """Draw the words."""
        kind = {True: "ok", False: "red", None: "na"}[self._verified]
        icon = "unlink" if self._verified is False else "link-2"
        ink = brush.palette.mark(kind)
        brush.box((0, 0, brush.width, brush.height), brush.palette.soft(kind), None, 4)
        brush.icon(icon, (8, 6), 16, ink, 2)
        brush.paragraph((30, 5), brush.width - 36, self.accessibleName(), ink, 12, 600, LINE)


class _Entries(Painted):
    """The entries on their line."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._entries: tuple[TrailEntry, ...] = ()

    def set_entries(self, entries: Sequence[TrailEntry]) -> None:
        """Show these."""
        self._entries = tuple(entries)
        self.retranslate()
        self.setMinimumHeight(self.look.px(self.natural()[1]))

    def retranslate(self) -> None:
        """Take the words of the present language."""
        words = self.look.words
        lines = [f"{e.when} {e.who} {words(e.stage)}: {words(e.message)}" for e in self._entries]
        self.setAccessibleName("\n".join(lines))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the height of all entries at the present width."""
        wide = max(self.width() / self.look.scale, 160)
        return (200, sum(self._height(entry, wide) for entry in self._entries))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again at another width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.look.px(self.natural()[1]))

    def draw(self, brush: Brush) -> None:
        """Draw every entry and the line that joins them."""
        y = 0.0
        for number, entry in enumerate(self._entries):
            high = self._height(entry, brush.width)
            if number + 1 < len(self._entries):
                brush.line((7, y + 18), (7, y + high - 2), brush.palette.line_strong, 1.5)
            self._draw_entry(brush, y, entry)
            y += high

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the entry under the mouse."""
        y, at = 0.0, event.position().y() / self.look.scale
        for entry in self._entries:
            y += self._height(entry, self.width() / self.look.scale)
            if at < y:
                self.opened.emit(entry.key)
                return

    def _draw_entry(self, brush: Brush, y: float, entry: TrailEntry) -> None:
        palette, wide = brush.palette, brush.width
        brush.dot((7, y + 9), 5, palette.surface, palette.accent, 1.6)
        brush.dot((7, y + 9), 2, palette.accent)
        when = brush.advance(entry.when, 12)
        brush.text((wide - when, y, when + 1, LINE), entry.when, palette.text3, 12, align=RIGHT)
        who = min(brush.advance(entry.who, 13, 600), wide - 22 - when - 60)
        brush.text((22, y, who + 1, LINE), entry.who, weight=600, elide=True)
        stage = self.look.words(entry.stage)
        brush.text((22 + who + 8, y, wide - 38 - who - when, LINE), stage, palette.text3, 12, elide=True)
        end = brush.paragraph((22, y + HEAD), wide - 22, self.look.words(entry.message), line=LINE)
        self._draw_foot(brush, end, entry)

    def _draw_foot(self, brush: Brush, y: float, entry: TrailEntry) -> None:
        palette, wide = brush.palette, brush.width
        if entry.attachments:
            brush.icon("paperclip", (22, y + 3), 13, palette.accent)
            words = self.look.text("trail-attachments", count=entry.attachments)
            brush.text((40, y, wide - 140, FOOT), words, palette.accent, 12)
        digest = short(entry.digest)
        used = brush.advance(digest, 12, 400, "mono")
        brush.text((wide - used, y, used + 1, FOOT), digest, palette.text3, 12, align=RIGHT, use="mono")
        brush.icon("link", (wide - used - 18, y + 3), 12, palette.text3, 2.2)

    def _height(self, entry: TrailEntry, wide: float) -> float:
        message = paragraph_height(self.look, self.look.words(entry.message), wide - 22, line=LINE)
        return HEAD + message + FOOT + GAP


def short(digest: str) -> str:
    """Return the first and last four digits of a digest: 8f21…c9d4."""
    return digest if len(digest) <= 9 else f"{digest[:4]}…{digest[-4:]}"
