"""Owns the popup of a scope field: a filter above an indented list. It refuses to cut a long list: what is typed filters it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from console.gui.scope import Choice
from console.gui.theme import Look
from console.gui.widgets.piece import column

KEY = int(Qt.ItemDataRole.UserRole) + 1
WIDTH, HEIGHT = 280, 320
Interpret = Callable[[str], Choice | None]


class ChoicePopup(QFrame):
    """A list of choices below a field. ``chosen(key)`` fires once and closes it.

    ``interpret`` may turn typed words that match nothing into a choice (2026-01..2026-05).
    """

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        choices: Sequence[Choice],
        current: str,
        interpret: Interpret | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.look = look
        self._interpret = interpret
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(look.text("choices-filter"))
        self.filter.setAccessibleName(look.text("choices-filter"))
        self.list = QListView()
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(look.text("choices-list"))
        self._model = _model(look, choices)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._shown)
        layout = column(look.px(6), (look.px(6),) * 4)
        layout.addWidget(self.filter)
        layout.addWidget(self.list)
        self.setLayout(layout)
        self.resize(look.px(WIDTH), look.px(HEIGHT))
        self.filter.textChanged.connect(self._filtered)
        self.filter.returnPressed.connect(self._take_current)
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        self._select(current)
        look.dress(self)

    def open_below(self, widget: QWidget) -> None:
        """Show it under a field."""
        corner = widget.mapToGlobal(QPoint(0, widget.height()))
        screen = widget.screen().availableGeometry()
        corner.setX(min(corner.x(), screen.right() - self.width()))
        corner.setY(min(corner.y(), screen.bottom() - self.height()))
        self.move(corner)
        self.show()
        self.filter.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list while typing."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.list.setFocus()
            step = 1 if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -1
            row = min(max(self.list.currentIndex().row() + step, 0), self._shown.rowCount() - 1)
            self.list.setCurrentIndex(self._shown.index(row, 0))
        else:
            super().keyPressEvent(event)

    def _filtered(self, words: str) -> None:
        self._shown.setFilterFixedString(words.strip())
        self.list.setCurrentIndex(self._shown.index(0, 0))

    def _take_current(self) -> None:
        if self._shown.rowCount():
            index = self.list.currentIndex()
            self._take(index if index.isValid() else self._shown.index(0, 0))
            return
        made = self._interpret(self.filter.text()) if self._interpret else None
        if made is not None:
            self._leave(made.key)

    def _take(self, index: QModelIndex) -> None:
        key = index.data(KEY)
        if isinstance(key, str):
            self._leave(key)

    def _leave(self, key: str) -> None:
        self.chosen.emit(key)
        self.close()

    def _select(self, current: str) -> None:
        for row in range(self._shown.rowCount()):
            if self._shown.index(row, 0).data(KEY) == current:
                self.list.setCurrentIndex(self._shown.index(row, 0))
                self.list.scrollTo(self._shown.index(row, 0))
                return


def _model(look: Look, choices: Sequence[Choice]) -> QStandardItemModel:
    model = QStandardItemModel()
    for choice in choices:
        item = QStandardItem("\u2003" * choice.depth + look.words(choice.words))
        item.setData(choice.key, KEY)
        model.appendRow(item)
    return model
