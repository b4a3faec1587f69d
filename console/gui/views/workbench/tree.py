"""Owns the tree beside the editor: what a query may read, or statements kept, with labels in the present language.

It refuses to run or to read anything: a double click says what was meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, borrowed
from console.gui.words import Words

ROW, PLAIN, HEAD = 40, 26, 28
NODE = int(Qt.ItemDataRole.UserRole) + 1
SEARCHED = int(Qt.ItemDataRole.UserRole) + 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree.

    ``name`` is what a query says (or the words of a head), ``label`` what people call it, ``right`` a count or a type.
    ``text`` is what a double click puts into the editor; ``opens`` says that it is a statement of its own.
    """

    name: Words
    label: Words = ""
    right: Words = ""
    icon: str = ""
    head: bool = False
    faint: bool = False
    text: str = ""
    opens: bool = False
    searched: str = ""
    tooltip: Words = ""
    children: tuple[Node, ...] = ()


class _Delegate(QStyledItemDelegate):
    """Draws one line: icon, name in mono, label, and at the right a count or a type."""

    def __init__(self, look: Look, parent: QTreeView) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        node = index.data(NODE)
        high = HEAD if node.head else ROW if node.label else PLAIN
        return QSize(self.look.px(120), self.look.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        node = index.data(NODE)
        state = option.state  # type: ignore[attr-defined]  # Qt's stubs leave the style option's fields out
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        with borrowed(painter, self.look, QRectF(option.rect)) as brush:  # type: ignore[attr-defined]
            palette, wide, high = brush.palette, brush.width, brush.height
            if node.head:
                brush.text(
                    (2, 2, wide - 4, high - 2), self.look.words(node.name), palette.text2, 12, 600, elide=True
                )
                return
            if selected or hovered:
                brush.box((0, 1, wide, high - 2), palette.accent_soft if selected else palette.hover, None, 4)
            ink = palette.text3 if node.faint else palette.text
            icon_ink = palette.accent if selected else palette.text2
            brush.icon(node.icon, (2, (min(high, 24) - 14) / 2 + 2), 14, icon_ink)
            name, label = self.look.words(node.name), self.look.words(node.label)
            right = self.look.words(node.right)
            used = brush.advance(right, 12) + 2 if right else 0
            first, second = (3, 19) if label else (0, 0)
            line = 18 if label else high
            room = wide - 22 if label else wide - 30 - used
            brush.text((20, first, room, line), name, ink, 12, use="mono", elide=True)
            brush.text((wide - used - 4, second, used, line), right, palette.text3, 12, align=RIGHT)
            if label:
                brush.text((20, second, wide - 32 - used, line), label, palette.text3, 12, elide=True)


class Tree(QTreeView):
    """A tree of Nodes with a filter. ``inserted(text)`` puts text at the cursor, ``opened(name, sql)`` opens a statement."""

    inserted = Signal(str)
    opened = Signal(str, str)

    def __init__(self, look: Look, name: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._name = name
        self._nodes: tuple[Node, ...] = ()
        self._source = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._source)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setAutoAcceptChildRows(True)
        self._shown.setFilterRole(SEARCHED)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._shown)
        self.setItemDelegate(_Delegate(look, self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(look.px(12))
        self.doubleClicked.connect(self._chosen)
        self.clicked.connect(self._toggled)
        self.retranslate()

    def set_nodes(self, nodes: Sequence[Node]) -> None:
        """Show these; heads stand open."""
        self._nodes = tuple(nodes)
        self._source.clear()
        for node in nodes:
            self._source.appendRow(_item(self.look, node))
        self._open_heads()

    def filter(self, words: str) -> None:
        """Show only lines that hold these letters in a name or a label of any language, with what stands below them."""
        self._shown.setFilterFixedString(words.strip())
        if words.strip():
            self.expandAll() if len(words.strip()) > 1 else self._open_heads()
        else:
            self.collapseAll()
            self._open_heads()

    def names(self) -> list[str]:
        """Return every name a query may say, for completion."""
        waiting, found = list(self._nodes), []
        while waiting:
            node = waiting.pop()
            waiting += node.children
            if isinstance(node.name, str) and not node.head:
                found.append(node.name)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a line with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Take words of the present language."""
        self.setAccessibleName(self.look.words(self._name))
        for row in range(self._source.rowCount()):
            item = self._source.item(row)
            item.setText(self.look.words(item.data(NODE).name))
        self.viewport().update()

    def _open_heads(self) -> None:
        for row in range(self._shown.rowCount()):
            index = self._shown.index(row, 0)
            if index.data(NODE).head:
                self.expand(index)

    def _toggled(self, index: QModelIndex) -> None:
        if index.data(NODE).head or (index.data(NODE).children and not index.data(NODE).opens):
            self.setExpanded(index, not self.isExpanded(index))

    def _chosen(self, index: QModelIndex) -> None:
        node = index.data(NODE)
        if node.text and node.opens:
            self.opened.emit(self.look.words(node.name), node.text)
        elif node.text:
            self.inserted.emit(node.text)


def _item(look: Look, node: Node) -> QStandardItem:
    item = QStandardItem(node.searched or look.words(node.name))  # for readers of the screen
    item.setData(node, NODE)
    item.setData("" if node.head else node.searched or look.words(node.name), SEARCHED)
    if node.tooltip:
        item.setToolTip(look.words(node.tooltip))
    for child in node.children:
        item.appendRow(_item(look, child))
    return item
