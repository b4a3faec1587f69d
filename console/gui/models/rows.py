"""Owns tables whose rows are all in memory, up to a few thousand. It refuses to filter or to fetch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from console.gui.models.cells import Pending
from console.gui.models.columns import Column, cell_text, copied_text
from console.gui.theme import Look

Index = QModelIndex | QPersistentModelIndex
CELL = int(Qt.ItemDataRole.UserRole) + 1  # the value itself, for the delegate
NOWHERE = QModelIndex()


class TableModel(QAbstractTableModel):
    """What every table model offers: columns, ``value`` and words for screen readers and the clipboard."""

    def __init__(self, look: Look, columns: Sequence[Column]) -> None:
        super().__init__()
        self.look = look
        self.columns = tuple(columns)

    def value(self, row: int, column: int) -> object:
        """Return the value of a cell, or PENDING."""
        raise AssertionError(f"{type(self).__name__} has no values")

    def absolute_row(self, row: int) -> int:
        """Return the number of a row in the whole result, from zero."""
        return row

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a cell as value, as words, or its alignment."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == CELL:
            return self.value(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_text(self.look, column, self.value(index.row(), index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """Return the head of a column or the number of a row."""
        if orientation == Qt.Orientation.Vertical:
            return str(self.absolute_row(section) + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look.words(column.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.look.words(column.tooltip) or None
        return None

    def copied(self, row: int, column: int) -> str | None:
        """Return a cell for the clipboard, or None while it is being fetched."""
        value = self.value(row, column)
        return None if isinstance(value, Pending) else copied_text(self.look, self.columns[column], value)

    def words_changed(self) -> None:
        """Tell the view that every word may read otherwise now."""
        if self.rowCount() and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)


Row = Mapping[str, object]


class RowsModel(TableModel):
    """Rows as mappings from column keys to values; ``set_rows`` replaces them all."""

    def __init__(self, look: Look, columns: Sequence[Column], rows: Sequence[Row] = ()) -> None:
        super().__init__(look, columns)
        self._rows: list[Row] = list(rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows in the order shown."""
        return tuple(self._rows)

    def row(self, number: int) -> Row:
        """Return one row."""
        return self._rows[number]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column], rows: Sequence[Row] = ()) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def value(self, row: int, column: int) -> object:
        """Return the value of a cell."""
        return self._rows[row].get(self.columns[column].key)

    def order_by(self, key: str, descending: bool, by: Callable[[object], object] | None = None) -> None:
        """Sort the rows by a column; rows without a value come last either way."""
        self.beginResetModel()
        with_value = [row for row in self._rows if row.get(key) is not None]
        without = [row for row in self._rows if row.get(key) is None]
        with_value.sort(key=lambda row: _sortable(by(row[key]) if by else row[key]), reverse=descending)
        self._rows = with_value + without
        self.endResetModel()


_SEVERITY = {"red": 0, "yellow": 1, "notice": 2, "na": 3, "ok": 4}


def _sortable(value: object) -> tuple[int, float, str]:
    for name in ("share", "value", "done", "red", "judgement", "kind", "on", "first"):
        found = getattr(value, name, None)
        if found is not None and not callable(found):
            return _sortable(found)
    if isinstance(value, int | float | Decimal):
        return (0, float(value), "")
    words = str(value)
    return (0, float(_SEVERITY[words]), "") if words in _SEVERITY else (1, 0.0, words)
