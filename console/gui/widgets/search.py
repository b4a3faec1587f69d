"""Owns the search palette (Ctrl+K): pages, commands, findings, rules by a few letters. It refuses to wait for a slow source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from console.gui.offers import Hit
from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, borrowed, painting
from console.gui.widgets.marks import draw_mark
from console.gui.widgets.piece import Label, column, row
from console.gui.words import say

WIDTH, ROW, MOST = 560, 36, 60
HIT = int(Qt.ItemDataRole.UserRole) + 1
Source = Callable[[str], Sequence[Hit]]
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def score(wanted: str, words: str) -> int:
    """Return how well words match: 0 not at all, more where all letters stand together and early."""
    wanted, words = wanted.casefold().strip(), words.casefold()
    if not wanted:
        return 1
    at = words.find(wanted)
    if at >= 0:
        return 1000 - min(at, 500) + (200 if at == 0 else 0)
    place = -1
    for letter in wanted.replace(" ", ""):
        place = words.find(letter, place + 1)
        if place < 0:
            return 0
    return 100 - min(place - len(wanted), 90)


def best(look: Look, wanted: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits that match, the best first; a leading ``>`` wants commands only."""
    only_commands = wanted.startswith(">")
    words = wanted.lstrip("> ")
    found = []
    for place, hit in enumerate(hits):
        if only_commands and hit.group.key != "search-command":
            continue
        value = score(words, f"{look.words(hit.words)} {hit.searched}")
        if value:
            found.append((-value, place, hit))
    return [hit for _value, _place, hit in sorted(found, key=lambda entry: entry[:2])[:MOST]]


class _Hits(QAbstractListModel):
    """The hits shown."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.hits: list[Hit] = []

    def show_hits(self, hits: list[Hit]) -> None:
        """Show these."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the words for readers of the screen, or the hit."""
        hit = self.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.look.words(hit.group)} {self.look.words(hit.words)}"
        return hit if role == HIT else None


class _HitDelegate(QStyledItemDelegate):
    """Draws one hit: sign, words, group."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(self.look.px(200), self.look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        hit = index.data(HIT)
        state = option.state  # type: ignore[attr-defined]  # Qt's stubs leave the style option's fields out
        on = bool(state & QStyle.StateFlag.State_Selected)
        with borrowed(painter, self.look, QRectF(option.rect)) as brush:  # type: ignore[attr-defined]
            palette = brush.palette
            wide, high = brush.width, brush.height
            if on:
                brush.box((8, 1, wide - 16, high - 2), palette.accent_soft, None, 4)
            if hit.mark:
                draw_mark(brush, (18, 11), hit.mark)
            else:
                brush.icon(hit.icon, (17, 10), 16, palette.accent if on else palette.text2)
            group = self.look.text("search-open") if on else self.look.words(hit.group)
            used = brush.advance(group, 12) + 20
            brush.text(
                (44, 0, wide - 52 - used, high),
                self.look.words(hit.words),
                None,
                13,
                600 if on else 400,
                elide=True,
            )
            brush.text(
                (wide - used, 0, used - 20 + 1, high),
                group,
                palette.accent if on else palette.text3,
                12,
                align=RIGHT,
            )


class SearchPalette(QDialog):
    """A frameless box in the upper third of its window; Enter does the selected hit after closing."""

    def __init__(self, look: Look, sources: Sequence[Source], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(look.text("search-name"))
        self.look = look
        self._sources = tuple(sources)
        self.input = QLineEdit()
        self.input.setProperty("bare", "true")
        self.input.setFont(look.font(14))
        self.input.setPlaceholderText(look.text("search-name"))
        self.input.setAccessibleName(look.text("search-name"))
        self.hits = _Hits(look)
        self.list = QListView()
        self.list.setModel(self.hits)
        self.list.setItemDelegate(_HitDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setAccessibleName(look.text("search-hits"))
        self.nothing = Label(look, say("search-nothing"), "faint", px=12)
        self._build()
        self.input.textChanged.connect(self._search)
        self.input.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._do(index.row()))
        self._search("")
        look.dress(self)

    def open_over(self, window: QWidget) -> None:
        """Show it over a window."""
        wide = min(self.look.px(WIDTH), window.width() - 32)
        self.resize(wide, min(self.look.px(ROW * 10 + 90), window.height() - 80))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - wide) // 2, corner.y() + window.height() // 8)
        self.show()
        self.input.setFocus()

    def add_hits(self, words: str, hits: Sequence[Hit]) -> None:
        """Add what a slow source found, if the question is still the same."""
        if words == self.input.text():
            self._show([*self.hits.hits, *best(self.look, words, hits)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list and open with the keys while typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in steps:
                self._move(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex().row())
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        with painting(self, self.look) as brush:
            brush.box((0, 0, brush.width, brush.height), brush.palette.surface, brush.palette.line_strong)
            brush.line((1, 43), (brush.width - 1, 43))
            brush.icon("search", (16, 14), 16, brush.palette.accent)

    def _build(self) -> None:
        px = self.look.px
        head = row(px(8), (px(42), 0, px(16), 0))
        head.addWidget(self.input)
        layout = column(0, (1, 1, 1, px(6)))
        layout.addLayout(head)
        head.setContentsMargins(px(42), px(8), px(16), px(8))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        foot = row(0, (px(16), px(4), px(16), 0))
        foot.addWidget(Label(self.look, say("search-keys"), "faint", px=12))
        layout.addLayout(foot)
        self.setLayout(layout)

    def _search(self, words: str) -> None:
        hits = [hit for source in self._sources for hit in source(words)]
        self._show(best(self.look, words, hits))

    def _show(self, hits: list[Hit]) -> None:
        self.hits.show_hits(hits)
        self.nothing.setVisible(not hits)
        if hits:
            self.list.setCurrentIndex(self.hits.index(0, 0))

    def _move(self, step: int) -> None:
        if self.hits.hits:
            at = min(max(self.list.currentIndex().row() + step, 0), len(self.hits.hits) - 1)
            self.list.setCurrentIndex(self.hits.index(at, 0))

    def _do(self, at: int) -> None:
        if 0 <= at < len(self.hits.hits):
            run = self.hits.hits[at].run
            self.close()
            run()
