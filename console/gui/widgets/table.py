"""Owns the data table: one QTableView with one delegate, keys, copying as TSV with headers, delegated sorting.

It refuses to sort a large result itself, to walk a selection index by index, and to size rows by their contents.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from console.gui.models.columns import Column
from console.gui.models.paged import PagedModel
from console.gui.models.rows import Row, RowsModel, TableModel
from console.gui.theme import Look
from console.gui.widgets.delegate import CellDelegate, natural_width
from console.gui.widgets.header import Header
from console.gui.words import Words, say

ROW_HEIGHT = 28
SAMPLE = 200  # rows looked at to find a column's natural width
LARGEST_COPY = 1_000_000  # cells
Index = QModelIndex | QPersistentModelIndex


class DataTable(QTableView):
    """A table over a RowsModel or a PagedModel.

    Signals: ``opened(row)`` on Enter or double click, ``selected(row)`` on every move, ``sort_asked(key, descending)`` on a
    head, ``copy_refused(Say)`` where a selection is too large or not fetched yet.
    """

    opened = Signal(int)
    selected = Signal(int)
    sort_asked = Signal(str, bool)
    copy_refused = Signal(object)

    def __init__(
        self,
        look: Look,
        columns: Sequence[Column] = (),
        name: Words = "",
        row_height: int = ROW_HEIGHT,
        numbered: bool = False,
        cells: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._name = name
        self._row_height = row_height
        self._local_sort = True
        self._fitted_scale = 0.0
        self._waiting_copy: QItemSelection | None = None
        self._least: list[int] | None = None  # widths that cut nothing, until another value or word is shown
        self.rows = RowsModel(look, columns)
        self.head = Header(look, self)
        self.setHorizontalHeader(self.head)
        self.cell_delegate = CellDelegate(look, self)
        self.setItemDelegate(self.cell_delegate)
        self._set_up(numbered, cells)
        self.setModel(self.rows)
        self._forget_widths_with(self.rows)
        self.head.sectionClicked.connect(self._head_clicked)
        self._add_copy()
        self.restyle()
        self.retranslate()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the order asked for by a click on a head is kept, and so is the selected row's number."""
        kept = self.currentIndex().row()
        self.rows.set_rows(rows)
        if self._local_sort and self.head.sorted_key:
            self.rows.order_by(self.head.sorted_key, self.head.descending)
        self.fit()
        if 0 <= kept < len(rows):
            self.select(kept)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, without rows."""
        self.rows.set_columns(columns)
        self.head.sorted_key = None
        self._least = None
        self.fit()

    def set_model(self, model: TableModel, local_sort: bool = False) -> None:
        """Show another model, such as a PagedModel; sorting is then asked for by ``sort_asked``."""
        self._local_sort = local_sort
        self.setModel(model)
        self._forget_widths_with(model)
        if isinstance(model, PagedModel):
            model.page_arrived.connect(self._page_arrived)
        self.fit()

    def table_model(self) -> TableModel:
        """Return the model shown."""
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def select(self, row: int) -> None:
        """Select a row and bring it into view."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def set_sorted(self, key: str | None, descending: bool = False) -> None:
        """Show by which column the rows are in order."""
        self.head.sorted_key, self.head.descending = key, descending
        self._least = None  # the arrow takes room
        self.head.viewport().update()

    def replace_head(self, head: Header) -> None:
        """Show heads of another kind."""
        self.head = head  # the view deletes the one before
        self.setHorizontalHeader(head)
        head.sectionClicked.connect(self._head_clicked)
        self._least = None

    def set_strong_rows(self, rows: Sequence[int]) -> None:
        """Draw these rows in semibold: totals."""
        self.cell_delegate.strong_rows = frozenset(rows)
        self.viewport().update()

    def fit(self) -> None:
        """Give every column its width: as told, or shared by free text, or by its widest value; never below what cuts a value."""
        model = self.table_model()
        if not model.columns:
            return
        if self._least is None:
            self._least = [self._least_width(number) for number in range(len(model.columns))]
        widths = list(self._least)
        flexible = [n for n, column in enumerate(model.columns) if column.width == 0 and _free(column)]
        spare = self.viewport().width() - sum(widths)
        if flexible and spare > 0:
            for number in flexible:
                widths[number] += spare // len(flexible)
            widths[flexible[-1]] += spare % len(flexible)
        elif spare > 0:
            widths[-1] += spare
        for number, wide in enumerate(widths):
            self.setColumnWidth(number, wide)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab separated values under their heads."""
        selection = self.selectionModel().selection()
        if selection.isEmpty():
            return
        cells = sum(part.height() * part.width() for part in _parts(selection))
        if cells > LARGEST_COPY:
            self.copy_refused.emit(say("table-copy-too-large", cells=self.look.phrases.number(cells)))
            return
        words = self._as_tsv(selection)
        if words is None:
            self._waiting_copy = QItemSelection(selection)
            self.copy_refused.emit(say("table-copy-waiting"))
            return
        QApplication.clipboard().setText(words)

    def restyle(self) -> None:
        """Take sizes at the present text scale; another theme alone changes no width."""
        if self._fitted_scale == self.look.scale:
            return
        self._fitted_scale = self.look.scale
        self._least = None
        self.verticalHeader().setDefaultSectionSize(self.look.px(self._row_height))
        self.setFont(self.look.font(13))
        self.fit()

    def retranslate(self) -> None:
        """Take words of the present language."""
        self.setAccessibleName(self.look.words(self._name))
        self.table_model().words_changed()
        self._least = None
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Hear a change of theme or language."""
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; Home and End reach the first and last row."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        row_mode = self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif row_mode and key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            self.select(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Tint no row."""
        self._hover(-1)
        super().leaveEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.selected.emit(current.row())

    def _set_up(self, numbered: bool, cells: bool) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        behavior = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behavior.SelectItems if cells else behavior.SelectRows)
        self.verticalHeader().setVisible(numbered)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(self.look.px(20))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.cell_delegate.lines = cells

    def _add_copy(self) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.copy)
        self.addAction(action)

    def _forget_widths_with(self, model: TableModel) -> None:
        """Measure the columns anew after the model showed other values; a resize alone measures nothing."""
        for changed in (model.modelReset, model.layoutChanged, model.dataChanged, model.rowsInserted):
            changed.connect(self._forget_widths)
        self._least = None

    def _forget_widths(self) -> None:
        self._least = None

    def _hover(self, row: int) -> None:
        if row != self.cell_delegate.hovered_row:
            self.cell_delegate.hovered_row = row
            self.viewport().update()

    def _head_clicked(self, section: int) -> None:
        column = self.table_model().columns[section]
        if not column.sortable:
            return
        descending = not self.head.descending if self.head.sorted_key == column.key else column.right
        self.set_sorted(column.key, descending)
        if self._local_sort and self.model() is self.rows:
            self.rows.order_by(column.key, descending)
        self.fit()
        self.sort_asked.emit(column.key, descending)

    def _page_arrived(self, _number: int) -> None:
        waiting = self._waiting_copy
        if waiting is None:
            return
        words = self._as_tsv(waiting)
        if words is not None:
            self._waiting_copy = None
            QApplication.clipboard().setText(words)

    def _as_tsv(self, selection: QItemSelection) -> str | None:
        """Join the ranges of a selection; None while some rows are not here yet."""
        model = self.table_model()
        columns = sorted({n for part in _parts(selection) for n in range(part.left(), part.right() + 1)})
        spans = sorted({(part.top(), part.bottom()) for part in _parts(selection)})
        if isinstance(model, PagedModel) and False in {model.want_rows(*span) for span in spans}:
            return None
        lines = ["\t".join(self.look.words(model.columns[n].title) for n in columns)]
        rows = sorted({row for first, last in spans for row in range(first, last + 1)})
        lines.extend("\t".join(model.copied(row, n) or "" for n in columns) for row in rows)
        return "\n".join(lines)

    def _least_width(self, number: int) -> int:
        model = self.table_model()
        column = model.columns[number]
        if column.width:
            return self.look.px(column.width)
        head = self.head.sectionSizeFromContents(number).width()
        if _free(column):
            return max(head, self.look.px(96 if column.kind in {"text", "dim", "strong", "lines"} else 64))
        edge = 8 if number in (0, len(model.columns) - 1) else 0
        shown = range(min(model.rowCount(), SAMPLE)) if model is self.rows else range(0)
        widest = max(
            (natural_width(self.look, column, model.value(row, number)) for row in shown), default=72.0
        )
        return max(head, self.look.px(widest + 16 + edge) + 1)


def _parts(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(number) for number in range(selection.count())]


def _free(column: Column) -> bool:
    return column.kind in {"text", "dim", "strong", "lines", "whisker", "bar"}
