"""Owns the bar above every page: whose extract this is and whether it is genuine, what is looked at, search, theme, language.

It refuses to hide the state of a signature.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import Brush, painting
from console.gui.widgets.buttons import Button
from console.gui.widgets.chips import Seal
from console.gui.widgets.marks import draw_key
from console.gui.widgets.piece import Clickable, Painted, Piece, row
from console.gui.words import Words, say

HEIGHT = 52
LARGEST_FIELD = 190


@dataclass(frozen=True, slots=True)
class SealCard:
    """What the bar says of the open extract."""

    name: str
    verdict: str  # valid, untrusted, invalid, unsigned
    cut_off: str
    detail: Words = ""


class ScopeField(Clickable):
    """A label above a value with a chevron; ``opened`` fires on a press."""

    opened = Signal()

    def __init__(self, look: Look, name: Words, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name = name
        self._value: Words = "—"
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_value(self, value: Words) -> None:
        """Show another value."""
        self._value = value
        self.retranslate()
        self.updateGeometry()

    def press(self) -> None:
        """Open the list."""
        self.opened.emit()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(f"{self.look.words(self._name)} {self.look.words(self._value)}")
        self.setToolTip(self.accessibleName())
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of label and value."""
        metrics = self.look.fonts.metrics
        wide = max(
            metrics(12).horizontalAdvance(self.look.words(self._name)),
            metrics(13, 600).horizontalAdvance(self.look.words(self._value)) + 20,
        )
        return (min(wide + 26, LARGEST_FIELD), 44)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: the value is free text and may be elided."""
        return QSize(self.look.px(72), self.look.px(44))

    def draw(self, brush: Brush) -> None:
        """Draw label, value, chevron and the line before."""
        palette = brush.palette
        if self.underMouse():
            brush.box((3, 0, brush.width - 4, brush.height), palette.hover, None, 4)
        brush.line((0, 8), (0, brush.height - 8))
        brush.text((12, 4, brush.width - 14, 18), self.look.words(self._name), palette.text3, 12, elide=True)
        value = self.look.words(self._value)
        room = brush.width - 12 - 22
        brush.text((12, 22, room, 20), value, weight=600, elide=True)
        wide = min(brush.advance(value, 13, 600), room)
        brush.icon("chevron-down", (12 + wide + 4, 25), 14, palette.text3, 2)


class SealBox(Painted):
    """Name of the extract, state of its signature and the day its data end."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._card: SealCard | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_card(self, card: SealCard | None) -> None:
        """Show another extract, or none."""
        self._card = card
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        card = self._card
        name = card.name if card else self.look.text("scope-nothing-open")
        self.setAccessibleName(f"{name} {self._state()}")
        self.setToolTip(f"{name}\n{self._state()}")
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of both lines."""
        metrics = self.look.fonts.metrics
        name = self._card.name if self._card else self.look.text("scope-nothing-open")
        wide = max(
            metrics(13, 600).horizontalAdvance(name), metrics(12, 600).horizontalAdvance(self._state())
        )
        return (min(wide + 14, 250), 44)

    def minimumSizeHint(self) -> QSize:
        """Return the width of the verdict, which is never cut; the name may be, and the day gives way before it."""
        wide = self.look.fonts.metrics(12, 600).horizontalAdvance(self._state(short=True))
        return QSize(self.look.px(wide + 14), self.look.px(44))

    def draw(self, brush: Brush) -> None:
        """Draw both lines."""
        palette = brush.palette
        if self._card is None:
            brush.text((0, 12, brush.width, 20), self.look.text("scope-nothing-open"), palette.text2)
            return
        kind = {"valid": "ok", "untrusted": "yellow", "invalid": "red"}.get(self._card.verdict, "na")
        brush.text((0, 3, brush.width - 8, 20), self._card.name, weight=600, elide=True)
        weight = 400 if kind == "ok" else 600
        state = self._state()
        if brush.advance(state, 12, weight) > brush.width:
            state = self._state(short=True)
        brush.text((0, 22, brush.width, 18), state, palette.mark(kind), 12, weight)

    def _state(self, short: bool = False) -> str:
        if self._card is None:
            return ""
        if short:
            return self.look.text(f"scope-{self._card.verdict}-short")
        return self.look.text(f"scope-{self._card.verdict}", date=self._card.cut_off)


class SearchBox(Clickable):
    """Looks like a search field and opens the palette."""

    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(look.px(300))
        self.retranslate()

    def press(self) -> None:
        """Open the palette."""
        self.opened.emit()

    def restyle(self) -> None:
        """Take the width at the present text scale."""
        self.setMaximumWidth(self.look.px(300))

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(self.look.text("search-name"))
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the usual size."""
        return (300, 28)

    def minimumSizeHint(self) -> QSize:
        """Return the least size: icon and keys."""
        return QSize(self.look.px(104), self.look.px(28))

    def draw(self, brush: Brush) -> None:
        """Draw the field."""
        palette = brush.palette
        line = palette.accent_line if self.underMouse() else palette.line_strong
        brush.box((0, 0, brush.width, brush.height), palette.sunken, line, 4)
        brush.icon("search", (8, 6), 16, palette.text3)
        wide = brush.advance("Ctrl K", 12) + 12
        room = brush.width - 32 - wide - 12
        if room > 40:
            brush.text((32, 0, room, 28), self.look.text("search-name"), palette.text3, elide=True)
        draw_key(brush, (brush.width - wide - 4, 4), "Ctrl K")


class ScopeBar(Piece):
    """The bar: ``field_opened(name)`` fires for region, organisation, period and compare; ``seal_opened`` for the signature."""

    field_opened = Signal(str)
    seal_opened = Signal()
    search_opened = Signal()
    theme_asked = Signal()
    language_asked = Signal()
    FIELDS = ("region", "organisation", "period", "compare")

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.seal = Seal(look)
        self.card = SealBox(look)
        self.details = Button(
            look, say("scope-details"), "chevron-down", "ghost", self.seal_opened.emit, icon_only=True
        )
        self.fields = {name: ScopeField(look, say(f"scope-{name}")) for name in self.FIELDS}
        self.search = SearchBox(look)
        self.theme = Button(look, say("do-theme"), "moon", "ghost", self.theme_asked.emit, icon_only=True)
        self.language = Button(
            look, say("do-language"), "languages", "ghost", self.language_asked.emit, icon_only=True
        )
        self._build()
        self.set_extract(None)
        self.restyle()
        self.retranslate()

    def set_extract(self, card: SealCard | None) -> None:
        """Show another extract, or that none is open."""
        self.seal.setVisible(card is not None)
        self.details.setVisible(card is not None)
        self.card.set_card(card)
        if card is not None:
            self.seal.set_verdict(card.verdict)
        for field in self.fields.values():
            field.setVisible(card is not None)

    def restyle(self) -> None:
        """Take sizes and the icon of the theme one would switch to."""
        self.setFixedHeight(self.look.px(HEIGHT))
        self.theme.set_icon("sun" if self.look.palette.dark else "moon")

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.look.text("scope-name"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        with painting(self, self.look) as brush:
            brush.box((0, 0, brush.width, brush.height), brush.palette.surface)
            brush.line((0, brush.height - 1), (brush.width, brush.height - 1))

    def _build(self) -> None:
        px = self.look.px
        line = row(px(6), (px(16), 0, px(16), 0))
        line.addWidget(self.seal)
        line.addSpacing(px(2))
        line.addWidget(self.card)
        line.addWidget(self.details)
        for name, field in self.fields.items():
            line.addWidget(field)
            field.opened.connect(lambda wanted=name: self.field_opened.emit(wanted))
        line.addStretch(1)
        line.addWidget(self.search, 6)
        line.addWidget(self.theme)
        line.addWidget(self.language)
        self.search.opened.connect(self.search_opened)
        self.setLayout(line)
