"""Owns the navigation: groups of pages with counts, icons only in a narrow window. It refuses a link that leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from console.gui.offers import NavCount
from console.gui.theme import Look
from console.gui.widgets.brush import MIDDLE, RIGHT, Brush, painting
from console.gui.widgets.buttons import Button
from console.gui.widgets.finding_cell import draw_standing
from console.gui.widgets.marks import draw_logo
from console.gui.widgets.piece import Clickable, Painted, Piece, column, row
from console.gui.words import Say, say

WIDE, NARROW = 208, 56


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One page in the navigation."""

    key: str
    icon: str
    group: str
    words: Say


class NavItem(Clickable):
    """One page: icon, name, count; a bar and bold words say that it is shown."""

    def __init__(self, look: Look, entry: NavEntry) -> None:
        super().__init__(look)
        self.entry = entry
        self.shown = False
        self.folded = False
        self.count: NavCount | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    pressed = Signal(str)

    def press(self) -> None:
        """Go to the page."""
        self.pressed.emit(self.entry.key)

    def retranslate(self) -> None:
        """Take the name of the present language."""
        words = self.look.words(self.entry.words)
        self.setAccessibleName(words + self._count_words())
        self.setToolTip(self.accessibleName() if self.folded else "")
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of a line."""
        return (NARROW if self.folded else WIDE, 28)

    def draw(self, brush: Brush) -> None:
        """Draw the line."""
        palette = brush.palette
        wide = brush.width
        if self.shown:
            brush.box((8, 0, wide - 16, 28), palette.accent_soft, None, 4)
            brush.box((8, 6, 3, 16), palette.accent, None, 1.5)
        elif self.underMouse():
            brush.box((8, 0, wide - 16, 28), palette.hover, None, 4)
        ink = palette.accent if self.shown else palette.text2
        brush.icon(self.entry.icon, (20, 6), 16, ink)
        if self.folded:
            if self.count and self.count.mark:
                draw_standing(brush, (36, 2), self.count.mark, not self.count.proposed, 10)
            return
        used = self._draw_count(brush)
        words = self.look.words(self.entry.words)
        color = palette.accent if self.shown else palette.text
        brush.text((44, 0, wide - 60 - used, 28), words, color, weight=600 if self.shown else 400, elide=True)

    def focus_area(self, brush: Brush) -> tuple[float, float, float, float]:
        """Return the part that lights up."""
        return (7, 0, brush.width - 14, brush.height)

    def _count_words(self) -> str:
        if not self.count:
            return ""
        mark = self.count.mark
        key = f"mark-{mark}-proposed" if self.count.proposed else f"mark-{mark}"
        return f" {self.look.text(key)} {self.count.count}" if mark else f" {self.count.count}"

    def _draw_count(self, brush: Brush) -> float:
        if not self.count:
            return 0
        number, mark = self.look.phrases.number(self.count.count), self.count.mark
        wide = brush.advance(number, 12)
        brush.text((brush.width - 16 - wide, 0, wide + 1, 28), number, brush.palette.text2, 12, align=RIGHT)
        if mark:
            at = (brush.width - 16 - wide - 14, 9)
            draw_standing(brush, at, mark, not self.count.proposed, 10)
        return wide + (18 if mark else 4)


class NavGroup(Painted):
    """The name of a group of pages; a hairline where the navigation is folded."""

    def __init__(self, look: Look, words: Say) -> None:
        super().__init__(look)
        self.words = words
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def natural(self) -> tuple[float, float]:
        """Return the size of the line."""
        return (40, 13 if self.folded else 28)

    def draw(self, brush: Brush) -> None:
        """Draw the name or the hairline."""
        if self.folded:
            brush.line((16, 6), (brush.width - 16, 6))
        else:
            words = self.look.words(self.words)
            brush.text((16, 8, brush.width - 32, 16), words, brush.palette.text3, 12, 600)


class NavHead(Painted):
    """The plumb bob and the name of the console."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the name of the present language."""
        self.setAccessibleName(self.look.text("app-name"))

    def natural(self) -> tuple[float, float]:
        """Return the size of the head."""
        return (NARROW, 60)

    def draw(self, brush: Brush) -> None:
        """Draw sign and name."""
        draw_logo(brush, (14 if self.folded else 16, 12))
        if not self.folded:
            brush.text((52, 9, brush.width - 60, 20), self.look.text("app-name"), px=16, weight=600)
            other = self.look.text("app-name-other")
            brush.text((52, 27, brush.width - 60, 16), other, brush.palette.text3, 12)


class NavFoot(Painted):
    """Says that nothing leaves this computer."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(self.look.text("nav-offline"))
        self.setToolTip(self.accessibleName())
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of the line."""
        return (40, 32)

    def draw(self, brush: Brush) -> None:
        """Draw the line."""
        brush.line((16, 0), (brush.width - 16, 0))
        brush.icon("wifi-off", (20 if self.folded else 16, 10), 16, brush.palette.text3)
        if not self.folded:
            words = self.look.text("nav-offline")
            brush.text((40, 8, brush.width - 48, 20), words, brush.palette.text3, 12)


class NavUser(Painted):
    """Who is signed in on this computer: the name under which decisions are proposed."""

    def __init__(self, look: Look, person: str) -> None:
        super().__init__(look)
        self.person = person
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(f"{self.look.text('nav-user')} {self.person}")
        self.setToolTip(self.accessibleName())
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the size of two lines."""
        return (40, 36)

    def draw(self, brush: Brush) -> None:
        """Draw the first letter in a circle, the name and what it is."""
        palette = brush.palette
        brush.dot((16, 18), 14, palette.surface, palette.line)
        brush.text((4, 8, 24, 20), self.person[:1].upper(), weight=600, align=MIDDLE)
        wide = brush.width - 38
        brush.text((38, 1, wide, 18), self.person, weight=600, elide=True)
        brush.text((38, 18, wide, 16), self.look.text("nav-user"), palette.text3, 12, elide=True)


class Nav(Piece):
    """The column of pages. ``page_asked(key)`` fires on a press; ``settings_asked`` on the cogwheel."""

    page_asked = Signal(str)
    settings_asked = Signal()

    def __init__(
        self, look: Look, entries: Sequence[NavEntry], person: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._items: dict[str, NavItem] = {}
        self._groups: list[NavGroup] = []
        self.head, self.foot, self.user = NavHead(look), NavFoot(look), NavUser(look, person)
        self.settings = Button(
            look, say("nav-settings"), "settings", "ghost", self.settings_asked.emit, icon_only=True
        )
        self._build(entries)
        self.folded = False
        self.fold(False)
        self.retranslate()

    def fold(self, folded: bool) -> None:
        """Show icons only, or words too."""
        self.folded = folded
        self.user.setVisible(not folded and bool(self.user.person))
        parts: list[NavHead | NavFoot | NavGroup | NavItem] = [self.head, self.foot]
        for part in [*parts, *self._groups, *self._items.values()]:
            part.folded = folded
            part.retranslate()
            part.updateGeometry()
        self.setFixedWidth(self.look.px(NARROW if folded else WIDE))

    def set_shown(self, key: str) -> None:
        """Mark the page that is shown."""
        for item in self._items.values():
            item.shown = item.entry.key == key
            item.update()

    def set_count(self, key: str, counted: NavCount | None) -> None:
        """Show a number beside a page."""
        if key in self._items:
            self._items[key].count = counted
            self._items[key].retranslate()

    def restyle(self) -> None:
        """Take the width at the present text scale."""
        self.setFixedWidth(self.look.px(NARROW if self.folded else WIDE))

    def retranslate(self) -> None:
        """Take the name for readers of the screen."""
        self.setAccessibleName(self.look.text("nav-name"))

    def sizeHint(self) -> QSize:
        """Return the width; the height is the window's."""
        return QSize(self.look.px(NARROW if self.folded else WIDE), self.look.px(400))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        with painting(self, self.look) as brush:
            brush.box((0, 0, brush.width, brush.height), brush.palette.nav)
            brush.line((brush.width - 1, 0), (brush.width - 1, brush.height))

    def _build(self, entries: Sequence[NavEntry]) -> None:
        pages = column()
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                self._groups.append(NavGroup(self.look, say(f"nav-group-{group}")))
                pages.addWidget(self._groups[-1])
            item = NavItem(self.look, entry)
            item.pressed.connect(self.page_asked)
            self._items[entry.key] = item
            pages.addWidget(item)
        pages.addStretch(1)
        outer = column()
        outer.addWidget(self.head)
        outer.addWidget(_scrolling(pages), 1)
        outer.addWidget(self.foot)
        foot = row(0, (self.look.px(12), 0, self.look.px(12), self.look.px(12)))
        foot.addWidget(self.user, 1)
        foot.addWidget(self.settings)
        foot.addStretch(0)
        outer.addLayout(foot)
        self.setLayout(outer)


def _scrolling(layout: QVBoxLayout) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    inside.setLayout(layout)
    area.setWidget(inside)
    return area
