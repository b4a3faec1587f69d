"""Owns the list of queries that were run: what, when, what came of it. It refuses to keep a row of any result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, borrowed
from console.gui.widgets.panel import Panel
from console.gui.words import say
from console.jobs.notebook import Run

ROW = 44
RUN = int(Qt.ItemDataRole.UserRole) + 1
LONGEST_TITLE = 80
STATES = {
    "done": ("circle-check", "ok"),
    "failed": ("circle-x", "red"),
    "cancelled": ("circle-slash", "text3"),
    "running": ("loader-circle", "accent"),
}
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def title_of(sql: str) -> str:
    """Return what a query calls itself: its first comment, else its beginning on one line."""
    comment = re.match(r"\s*--\s*(\S.*)", sql)
    told = comment[1] if comment else " ".join(sql.split())
    return told[:LONGEST_TITLE].strip()


class _Runs(QAbstractListModel):
    """The runs, the latest first."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.runs: tuple[Run, ...] = ()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show these."""
        self.beginResetModel()
        self.runs = tuple(runs)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.runs)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the words for readers of the screen, the whole text as a tooltip, or the run."""
        run = self.runs[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{title_of(run.sql)}, {said(self.look, run)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return run.sql[:2000]
        return run if role == RUN else None


def said(look: Look, run: Run) -> str:
    """Return when a query was run and what came of it."""
    told = run.detail or look.text(f"workbench-run-{run.state}")
    if run.state == "done" and run.rows is not None:
        told = look.text("workbench-run-rows", rows=look.phrases.number(run.rows))
    return f"{run.at:%H:%M:%S} · {told}"


class _Delegate(QStyledItemDelegate):
    """Draws one run in two lines."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a run."""
        return QSize(self.look.px(120), self.look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the run."""
        run = index.data(RUN)
        state = option.state  # type: ignore[attr-defined]  # Qt's stubs leave the style option's fields out
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        with borrowed(painter, self.look, QRectF(option.rect)) as brush:  # type: ignore[attr-defined]
            palette, wide = brush.palette, brush.width
            if selected or hovered:
                brush.box((0, 0, wide, brush.height - 1), palette.accent_soft if selected else palette.hover)
            brush.line((0, brush.height - 1), (wide, brush.height - 1))
            icon, role = STATES[run.state]
            brush.icon(icon, (16, 7), 14, palette.color(role))
            brush.text((38, 4, wide - 54, 18), title_of(run.sql), palette.text, 12, elide=True)
            spent = self.look.text("workbench-seconds", seconds=self.look.phrases.number(run.seconds, 2))
            spent = spent if run.state != "running" else ""
            used = brush.advance(spent, 12) + 6 if spent else 0
            ink = palette.color(role) if run.state == "failed" else palette.text3
            brush.text((38, 22, wide - 54 - used, 18), said(self.look, run), ink, 12, elide=True)
            brush.text((wide - 16 - used, 22, used, 18), spent, palette.text3, 12, align=RIGHT)


class HistoryPanel(Panel):
    """``opened(sql)`` fires when somebody wants a query back."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("workbench-history"), flush=True)
        self.list = QListView()
        self._model = _Runs(look)
        self._model.setParent(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(look, self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.activated.connect(self._open)
        self.set_content(self.list)
        self.show_runs(())
        self.retranslate()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Show these, the latest first."""
        self._model.show_runs(runs)
        if not runs:
            self.state.show_empty(say("workbench-history-none"), say("workbench-history-none-detail"))
            self.set_meta("")
            return
        self.set_meta(say("workbench-history-count", count=len(runs)))
        self.state.show_content()

    def retranslate(self) -> None:
        """Take words of the present language."""
        super().retranslate()
        if hasattr(self, "list"):
            self.list.setAccessibleName(self.look.text("workbench-history"))
            self.list.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a run with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentIndex().isValid():
            self._open(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(RUN).sql)
