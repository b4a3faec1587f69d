"""Owns chips, marks and deltas as widgets, and the row of filters with counts. It refuses a state shown by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import LEFT, Brush
from console.gui.widgets.marks import (
    draw_chip,
    draw_delta,
    draw_mark,
    draw_mark_word,
    draw_seal,
    draw_stage,
    draw_tally,
    mark_word,
)
from console.gui.widgets.piece import Clickable, Painted, Piece, row
from console.gui.words import Words


class Chip(Painted):
    """A short label on a soft ground: neutral, accent, red, yellow, notice, ok or na."""

    def __init__(
        self,
        look: Look,
        words: Words,
        role: str = "neutral",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._words = words
        self._role = role
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_words(self, words: Words, role: str = "neutral", icon: str | None = None) -> None:
        """Say something else."""
        self._words, self._role, self._icon = words, role, icon
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(self.look.words(self._words))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of the words."""
        wide = self.look.fonts.metrics(12).horizontalAdvance(self.look.words(self._words))
        return (wide + 13 + (16 if self._icon else 0), 20)

    def draw(self, brush: Brush) -> None:
        """Draw the chip."""
        draw_chip(brush, (0, 0), self.look.words(self._words), self._role, self._icon)


class MarkBadge(Painted):
    """A status mark with its word."""

    def __init__(self, look: Look, kind: str = "na", word: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_mark(kind, word)

    def set_mark(self, kind: str, word: Words = "") -> None:
        """Show another mark; without a word its own name."""
        self._kind = kind
        self._word = word
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the word of the present language."""
        self.setAccessibleName(self._said())
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of mark and word."""
        return (19 + self.look.fonts.metrics(12, 600).horizontalAdvance(self._said()), 20)

    def draw(self, brush: Brush) -> None:
        """Draw the mark and its word."""
        draw_mark_word(brush, (0, 0), brush.height, self._kind, self._said())

    def _said(self) -> str:
        return self.look.words(self._word) or mark_word(self.look, self._kind)


class Delta(Painted):
    """A signed change: triangle, sign and colour."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._value: float | Decimal | None = None
        self._digits, self._good, self._unit = 1, 1, ""

    def set_value(
        self, value: float | Decimal | None, digits: int = 1, good: int = 1, unit: Words = ""
    ) -> None:
        """Show another change; good −1 means down is better, 0 that neither is."""
        self._value, self._digits, self._good = value, digits, good
        self._unit = self.look.words(unit)
        self.setAccessibleName(self._said())
        self.updateGeometry()
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of the number."""
        return (14 + self.look.fonts.metrics(13, 600).horizontalAdvance(self._said()), 20)

    def draw(self, brush: Brush) -> None:
        """Draw the change."""
        area = (0, 0, brush.width, brush.height)
        draw_delta(brush, area, self._value, self._digits, self._good, self._unit, align=LEFT, weight=600)

    def _said(self) -> str:
        return self.look.phrases.number(self._value, self._digits, sign=True) + (
            self._unit if self._value is not None else ""
        )


class Seal(Painted):
    """The state of a signature as a seal; its name says the verdict."""

    def __init__(
        self, look: Look, verdict: str = "unsigned", size: int = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_verdict(verdict)

    def set_verdict(self, verdict: str) -> None:
        """Show valid, untrusted, invalid or unsigned."""
        self._verdict = verdict
        self.retranslate()

    def retranslate(self) -> None:
        """Take the verdict's word."""
        self.setAccessibleName(self.look.text(f"seal-{self._verdict}"))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of the seal."""
        return (self._size, self._size)

    def draw(self, brush: Brush) -> None:
        """Draw the seal."""
        draw_seal(brush, (0, 0), min(brush.width, brush.height), self._verdict)


class StageBar(Painted):
    """How far along a life cycle something is, in cells and a word."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._done, self._total, self._word = 0, 5, ""

    def set_stage(self, done: int, total: int, word: Words) -> None:
        """Show another stage."""
        self._done, self._total, self._word = done, total, self.look.words(word)
        self.setAccessibleName(self._word)
        self.updateGeometry()
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of cells and word."""
        return (self._total * 9 + 8 + self.look.fonts.metrics(12).horizontalAdvance(self._word), 20)

    def draw(self, brush: Brush) -> None:
        """Draw the cells and the word."""
        draw_stage(brush, (0, 0), brush.height, self._done, self._total, self._word)


class CardTally(Painted):
    """One small card a finding, red before yellow."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._red = self._yellow = 0

    def set_counts(self, red: int, yellow: int) -> None:
        """Show other counts."""
        self._red, self._yellow = red, yellow
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the counts as words."""
        self.setAccessibleName(self.look.text("card-tally", red=self._red, yellow=self._yellow))
        self.setToolTip(self.accessibleName())
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of all cards, up to twenty."""
        return (min(self._red + self._yellow, 20) * 7.5 + 2, 20)

    def draw(self, brush: Brush) -> None:
        """Draw the cards, or their counts where they do not fit."""
        if not draw_tally(brush, (0, 0, brush.width, brush.height), self._red, self._yellow):
            draw_mark(brush, (0, 3), "red")
            words = f"{self._red} · {self._yellow}"
            brush.text((18, 0, brush.width - 18, brush.height), words, px=12)


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of a row of filters."""

    key: str
    words: Words
    count: int | None = None
    mark: str | None = None


class _FilterChip(Clickable):
    """One filter with its count; the tick says it is on."""

    toggled = Signal(str, bool)

    def __init__(self, look: Look, choice: Filter, on: bool) -> None:
        super().__init__(look)
        self.choice = choice
        self.on = on
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_choice(self, choice: Filter, on: bool) -> None:
        """Show another count or word of the same filter."""
        if (choice, on) != (self.choice, self.on):
            self.choice = choice
            self.set_on(on)

    def press(self) -> None:
        """Switch it."""
        self.set_on(not self.on)
        self.toggled.emit(self.choice.key, self.on)

    def set_on(self, on: bool) -> None:
        """Show it switched on or off."""
        self.on = on
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        state = self.look.text("filter-on" if self.on else "filter-off")
        self.setAccessibleName(f"{self._said()} {state}")
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of mark, words and count."""
        wide = self.look.fonts.metrics(12, 600).horizontalAdvance(self._said())
        return (wide + 18 + (18 if self.choice.mark else 0) + (16 if self.on else 0), 24)

    def draw(self, brush: Brush) -> None:
        """Draw the chip."""
        palette = brush.palette
        ink = palette.accent if self.on else palette.text2
        ground = palette.accent_soft if self.on else palette.hover if self.underMouse() else palette.surface
        brush.box(
            (0, 0, brush.width, brush.height), ground, palette.accent if self.on else palette.line_strong, 4
        )
        at = 8.0
        if self.on:
            brush.icon("check", (at - 1, 6), 12, ink, 2.4)
            at += 16
        if self.choice.mark:
            draw_mark(brush, (at, 5), self.choice.mark)
            at += 18
        brush.text(
            (at, 0, brush.width - at - 4, brush.height), self._said(), ink, 12, 600 if self.on else 400
        )

    def _said(self) -> str:
        words = self.look.words(self.choice.words)
        return (
            words if self.choice.count is None else f"{words} {self.look.phrases.number(self.choice.count)}"
        )


class FilterChips(Piece):
    """A row of filters. ``changed`` carries the keys that are on; ``exclusive`` allows one at a time."""

    changed = Signal(tuple)

    def __init__(self, look: Look, exclusive: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._exclusive = exclusive
        self._chips: list[_FilterChip] = []
        self._row = row(look.px(6))
        self.setLayout(self._row)
        self._row.addStretch(1)

    @property
    def on(self) -> tuple[str, ...]:
        """Return the keys that are on, in order."""
        return tuple(chip.choice.key for chip in self._chips if chip.on)

    def set_filters(self, filters: Sequence[Filter], on: Sequence[str] = ()) -> None:
        """Offer these filters, some of them on; where they are those offered already, only their counts change."""
        if [choice.key for choice in filters] == [chip.choice.key for chip in self._chips]:
            for chip, choice in zip(self._chips, filters, strict=True):
                chip.show_choice(choice, choice.key in on)
            return
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [_FilterChip(self.look, choice, choice.key in on) for choice in filters]
        for place, chip in enumerate(self._chips):
            chip.toggled.connect(self._toggled)
            self._row.insertWidget(place, chip)

    def sizeHint(self) -> QSize:
        """Return the size of the row."""
        return self._row.sizeHint()

    def _toggled(self, key: str, on: bool) -> None:
        if self._exclusive:
            for chip in self._chips:
                chip.set_on(chip.choice.key == key)
        self.changed.emit(self.on)
