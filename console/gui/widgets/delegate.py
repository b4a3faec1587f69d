"""Owns how every kind of table cell is drawn, for all tables. It refuses to cut a number, a code, a date or a status."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from console.charts.scale import nice_ticks
from console.gui.models.cells import (
    BarCell,
    DueCell,
    FindingCell,
    LinesCell,
    MarkCell,
    NotComputableCell,
    Pending,
    SignalCell,
    Spark,
    StageCell,
    TallyCell,
    ToldCell,
    WhiskerCell,
)
from console.gui.models.columns import NUMERIC, Column, cell_text, due_text
from console.gui.models.rows import CELL, TableModel
from console.gui.theme import Look
from console.gui.widgets.brush import LEFT, RIGHT, Brush, borrowed
from console.gui.widgets.finding_cell import LEAST_WIDTH, draw_finding, draw_standing
from console.gui.widgets.marks import (
    draw_bar,
    draw_delta,
    draw_mark,
    draw_mark_word,
    draw_signal,
    draw_spark,
    draw_stage,
    draw_tally,
    draw_whisker,
    signal_word,
)

PADDING = 8  # px left and right in every cell; the first and last columns get 16 on the outside
EDGE = 16
Index = QModelIndex | QPersistentModelIndex
Area = tuple[float, float, float, float]


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a DataTable from the column's kind and the value."""

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(parent)
        self.look = look
        self._view = parent
        self.hovered_row = -1
        self.strong_rows: frozenset[int] = frozenset()
        self.lines = False  # hairlines between columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, hairline, value and focus of a cell; nothing of a row that the table's lower edge would cut."""
        if self._cut(option):
            return
        model = index.model()
        assert isinstance(model, TableModel)
        area = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's stubs leave the style option's fields out
        state = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        with borrowed(painter, self.look, area) as brush:
            self._ground(brush, index, selected)
            draw_cell(
                brush,
                model.columns[index.column()],
                index.data(CELL),
                cell_area(brush.width, brush.height, index.column(), len(model.columns)),
                selected,
                index.row() in self.strong_rows,
            )
            self._focus(brush, index, len(model.columns), bool(state & QStyle.StateFlag.State_HasFocus))

    def _cut(self, option: QStyleOptionViewItem) -> bool:
        """Whether the row begins below the first and ends below what is seen; it comes whole with the next step down."""
        view = self._view
        area = option.rect  # type: ignore[attr-defined]  # Qt's stubs leave the style option's fields out
        seen: int = view.viewport().height()
        return bool(area.top() > 0 and area.bottom() >= seen and not view.verticalHeader().isVisible())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width that cuts nothing."""
        model = index.model()
        assert isinstance(model, TableModel)
        wide = natural_width(self.look, model.columns[index.column()], index.data(CELL))
        edges = 2 * PADDING + (EDGE - PADDING) * (index.column() in (0, len(model.columns) - 1))
        return QSize(self.look.px(wide + edges), self.look.px(28))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole text of a cell that was elided, or why it cannot be computed."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        model = index.model()
        assert isinstance(model, TableModel)
        value = index.data(CELL)
        words = cell_text(self.look, model.columns[index.column()], value)
        area = option.rect  # type: ignore[attr-defined]
        short = self.sizeHint(option, index).width() > area.width()
        if isinstance(value, ToldCell):
            QToolTip.showText(event.globalPos(), self.look.words(value.told), view)
        elif short or isinstance(value, NotComputableCell | TallyCell | WhiskerCell):
            QToolTip.showText(event.globalPos(), words, view)
        else:
            QToolTip.hideText()
        return True

    def _focus(self, brush: Brush, index: Index, columns: int, focused: bool) -> None:
        """Draw the ring around the current row, or around the current cell where cells are selected."""
        view = self.parent()
        assert isinstance(view, QAbstractItemView)
        accent, wide, high = brush.palette.accent, brush.width, brush.height - 1
        if view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectItems:
            if focused:
                brush.box((1, 0, wide - 2, high), None, accent, 2, 2)
            return
        if not view.hasFocus() or view.currentIndex().row() != index.row():
            return
        brush.line((0, 1), (wide, 1), accent, 2)
        brush.line((0, high - 1), (wide, high - 1), accent, 2)
        if index.column() in (0, columns - 1):
            edge = 1 if index.column() == 0 else wide - 1
            brush.line((edge, 0), (edge, high), accent, 2)

    def _ground(self, brush: Brush, index: Index, selected: bool) -> None:
        palette = brush.palette
        if selected:
            brush.box((0, 0, brush.width, brush.height), palette.accent_soft)
            if index.column() == 0:
                brush.box((0, 0, 2, brush.height), palette.accent)
        elif index.row() == self.hovered_row:
            brush.box((0, 0, brush.width, brush.height), palette.hover)
        brush.line((0, brush.height - 1), (brush.width, brush.height - 1))
        if self.lines and index.column():
            brush.line((0, 0), (0, brush.height))


def cell_area(width: float, height: float, column: int, columns: int) -> Area:
    """Return the part of a cell that holds its value: the outer columns keep 16 px from the panel's border."""
    left = EDGE if column == 0 else PADDING
    right = EDGE if column == columns - 1 else PADDING
    return (left, 0, width - left - right, height - 1)


def axis_ticks(axis: tuple[float, float], width: float) -> list[tuple[float, float]]:
    """Return where the round values of an axis lie, in pixels from its start, and the values; few where it is narrow."""
    low, high = axis
    span = (high - low) or 1.0
    return [((value - low) / span * width, value) for value in nice_ticks(low, high, 5 if width > 180 else 2)]


def draw_cell(brush: Brush, column: Column, value: object, area: Area, selected: bool, strong: bool) -> None:
    """Draw one value as its column's kind asks."""
    if isinstance(value, Pending):
        _pending(brush, column, area)
    elif isinstance(value, NotComputableCell):
        _not_computable(brush, column, area)
    elif value is None or value == "":
        align = RIGHT if column.right else LEFT
        brush.text(area, "—", brush.palette.text3, align=align)
    elif column.kind in DRAWERS:
        DRAWERS[column.kind](brush, column, value, area, selected)
    else:
        _words(brush, column, value, area, strong)


def _pending(brush: Brush, column: Column, area: Area) -> None:
    x, y, wide, high = area
    bar = min(wide, 48.0 if column.right else 90.0)
    start = x + wide - bar if column.right else x
    brush.box((start, y + high / 2 - 4, bar, 8), brush.palette.na_soft, None, 2)


def _not_computable(brush: Brush, column: Column, area: Area) -> None:
    x, y, wide, high = area
    words = brush.look.text("mark-na-short")
    used = 18 + brush.advance(words, 12, 600)
    draw_mark_word(brush, (x + wide - used if column.right else x, y), high, "na", words)


def _words(brush: Brush, column: Column, value: object, area: Area, strong: bool) -> None:
    palette = brush.palette
    x, y, wide, high = area
    icon = column.icon(value) if column.icon else None
    if icon:
        brush.icon(icon, (x, y + (high - 14) / 2), 14, palette.text2)
        x, wide = x + 20, wide - 20
    code = column.kind == "code"
    brush.text(
        (x, y, wide, high),
        cell_text(brush.look, column, value),
        palette.text2 if column.kind in {"dim", "code"} else palette.text,
        12 if code else 13,
        600 if strong or column.kind == "strong" else 400,
        RIGHT if column.right else LEFT,
        "mono" if code else "ui",
        elide=column.kind in {"text", "dim", "strong"},
    )


def _mark(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, SignalCell):
        _signal(brush, column, value, area, selected)
        return
    kind = value.kind if isinstance(value, MarkCell) else str(value)
    word = brush.look.words(value.word) if isinstance(value, MarkCell) else ""
    at = (area[0], area[1] + (area[3] - 14) / 2)
    if isinstance(value, MarkCell) and value.proposed:
        draw_standing(brush, at, kind, card=False)
        brush.text((area[0] + 18, area[1], area[2] - 18, area[3]), word, brush.palette.mark(kind), 12, 600)
    elif area[2] < 30:
        draw_mark(brush, at, kind)
    else:
        draw_mark_word(brush, (area[0], area[1]), area[3], kind, word or None)


def _lines(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, LinesCell):
        x, y, wide, high = area
        top = y + high / 2 - 17
        brush.text((x, top, wide, 18), brush.look.words(value.first), elide=True)
        second = brush.look.words(value.second)
        brush.text(
            (x, top + 17, wide, 16),
            second,
            brush.palette.text2 if selected else brush.palette.text3,
            12,
            elide=True,
            middle=value.path,
        )


def _stage(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, StageCell):
        at = (area[0], area[1])
        draw_stage(brush, at, area[3], value.done, value.total, brush.look.words(value.word), selected)


def _bar(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, BarCell) and value.share is not None:
        draw_bar(brush, area, value.share, value.limit, value.mark)


def _spark(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, Spark):
        draw_spark(brush, (area[0], area[1] + 4, area[2], area[3] - 8), value)


def _whisker(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, WhiskerCell):
        for at, _ in axis_ticks(column.axis, area[2]) if column.axis else ():
            brush.line((area[0] + at, area[1] + 1), (area[0] + at, area[1] + area[3]), brush.palette.grid)
        draw_whisker(brush, area, (value.low, value.value, value.high), value.axis, value.previous)


def _tally(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, TallyCell) and not value.red + value.yellow:
        brush.text(area, brush.look.phrases.number(0), brush.palette.text3, 12)
    elif isinstance(value, TallyCell) and not draw_tally(brush, area, value.red, value.yellow):
        brush.text(area, f"{value.red} · {value.yellow}", px=12)


def _signal(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, SignalCell):
        x, y, wide, high = area
        draw_signal(brush, (x, y + (high - 16) / 2), value.judgement, value.rising)
        palette = brush.palette
        ink = {1: palette.ok, -1: palette.red, 0: palette.text2}[value.judgement]
        brush.text((x + 22, y, wide - 22, high), signal_word(brush.look, value.judgement), ink, 12)


def _delta(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, int | float) or hasattr(value, "quantize"):
        unit = brush.look.words(column.unit)
        draw_delta(brush, area, value, column.digits, column.good, unit)  # type: ignore[arg-type]  # a Decimal


def _due(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, DueCell):
        late = value.late_days > 0
        ink = brush.palette.red if late else brush.palette.text
        brush.text(area, due_text(brush.look, value), ink, 12 if late else 13, 600 if late else 400, RIGHT)


def _heat(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    words = cell_text(brush.look, column, value)
    low, high = column.heat or (0.0, 1.0)
    ramp = brush.palette.seq
    share = (float(str(value)) - low) / ((high - low) or 1.0)
    ground = ramp[min(max(int(share * len(ramp)), 0), len(ramp) - 1)]
    x, y, wide, tall = area
    brush.box((x - PADDING + 1, y + 1, wide + 2 * PADDING - 2, tall - 1), ground, None, 2)
    brush.text(area, words, brush.palette.ink_on(ground), align=RIGHT)


def _flag(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if value:
        brush.icon("check", (area[0], area[1] + (area[3] - 14) / 2), 14, brush.palette.accent, 2.4)
        brush.text((area[0] + 18, area[1], area[2] - 18, area[3]), brush.look.text("cell-yes"), px=12)
    else:
        brush.text(area, brush.look.text("cell-no"), brush.palette.text3, 12)


def _finding(brush: Brush, column: Column, value: object, area: Area, selected: bool) -> None:
    if isinstance(value, FindingCell):
        draw_finding(brush, area, value, selected)


Drawer = Callable[[Brush, Column, object, Area, bool], None]
DRAWERS: dict[str, Drawer] = {
    "mark": _mark,
    "lines": _lines,
    "stage": _stage,
    "bar": _bar,
    "spark": _spark,
    "whisker": _whisker,
    "tally": _tally,
    "signal": _signal,
    "delta": _delta,
    "due": _due,
    "heat": _heat,
    "flag": _flag,
    "finding": _finding,
}
_DRAWN_WIDTHS = {"bar": 90.0, "spark": 110.0, "whisker": 130.0, "finding": LEAST_WIDTH}


def natural_width(look: Look, column: Column, value: object) -> float:
    """Return the design pixels a value needs to be drawn whole."""
    words = cell_text(look, column, value)
    if isinstance(value, NotComputableCell):
        return 20 + look.fonts.metrics(12, 600).horizontalAdvance(look.text("mark-na-short"))
    if column.kind in _DRAWN_WIDTHS:
        return _DRAWN_WIDTHS[column.kind]
    if column.kind == "mark" and not isinstance(value, SignalCell):
        shown = (
            words
            if isinstance(value, MarkCell) and value.word
            else look.text(f"mark-{value}-short")
            if value
            else ""
        )
        return 20 + look.fonts.metrics(12, 600).horizontalAdvance(shown)
    if isinstance(value, StageCell):
        return value.total * 9 + 7 + look.fonts.metrics(12).horizontalAdvance(words)
    if isinstance(value, TallyCell):
        return min((value.red + value.yellow) * 7.5, 120) + 2
    if isinstance(value, DueCell) and value.late_days:
        return 1 + look.fonts.metrics(12, 600).horizontalAdvance(words)
    kind = "signal" if isinstance(value, SignalCell) else column.kind
    lead = {"delta": 14, "signal": 24, "flag": 20}.get(kind, 20 if column.icon else 1)
    if column.kind == "code":
        return lead + look.fonts.metrics(12, 400, "mono").horizontalAdvance(words)
    weight = 600 if column.kind == "strong" else 400
    return lead + look.fonts.metrics(13, weight).horizontalAdvance(words)


def is_numeric(column: Column) -> bool:
    """Whether a column holds numbers one may add or average."""
    return column.kind in NUMERIC
