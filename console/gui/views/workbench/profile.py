"""Owns the heads of the result: below title and type the shape of the column, and what it holds. It refuses to scan anything."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter

from console.domain.query import ColumnProfile
from console.gui.models.rows import TableModel
from console.gui.widgets.brush import Brush, borrowed
from console.gui.widgets.delegate import cell_area
from console.gui.widgets.header import Header
from console.gui.widgets.table import DataTable

CHART_TOP, CHART_HIGH, CAPTION = 42.0, 20.0, 16.0
TALL = 84
LEAST_TABLE = 230  # px of table below which the shapes would take the rows' place


class ProfileHeader(Header):
    """The head of a DataTable with the shape of each column, where the table is high enough for it."""

    def __init__(self, table: DataTable) -> None:
        super().__init__(table.look, table)
        self._profiles: dict[str, ColumnProfile] = {}

    def show_profiles(self, found: Sequence[ColumnProfile]) -> None:
        """Show these, or none."""
        self._profiles = {one.name: one for one in found}
        self.updateGeometry()
        self.geometriesChanged.emit()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the height with or without shapes."""
        hint = super().sizeHint()
        table = self.parentWidget()
        high = table is not None and table.height() > self.look.px(LEAST_TABLE)
        return QSize(hint.width(), self.look.px(TALL)) if self._profiles and high else hint

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw title and type as every head does, then the shape."""
        super().paintSection(painter, rect, logicalIndex)
        model = self.model()
        if not isinstance(model, TableModel) or logicalIndex >= len(model.columns):
            return
        found = self._profiles.get(model.columns[logicalIndex].key)
        if found is None or rect.height() < self.look.px(TALL):
            return
        with borrowed(painter, self.look, QRectF(rect)) as brush:
            x, _y, wide, _high = cell_area(brush.width, brush.height, logicalIndex, len(model.columns))
            wide = min(wide, 132.0)
            _shape(brush, found, x, wide)
            at = (x, CHART_TOP + CHART_HIGH + 2, wide, CAPTION)
            brush.text(at, _caption(brush, found, wide), brush.palette.text3, 12)


def _shape(brush: Brush, found: ColumnProfile, x: float, wide: float) -> None:
    palette = brush.palette
    if found.bins:
        most, pitch = max(found.bins), wide / len(found.bins)
        for at, count in enumerate(found.bins):
            high = CHART_HIGH * count / most if most else 0.0
            if count:
                top = CHART_TOP + CHART_HIGH - max(high, 1.0)
                brush.box((x + at * pitch, top, pitch - 1, max(high, 1.0)), palette.token("seq_3"))
        return
    total, left = sum(count for _word, count in found.words), x
    for at, (_word, count) in enumerate(found.words):
        part = wide * count / total
        brush.box(
            (left, CHART_TOP + 2, max(part - 1, 1.0), CHART_HIGH - 4), palette.token(f"seq_{5 - min(at, 4)}")
        )
        left += part


def _caption(brush: Brush, found: ColumnProfile, wide: float) -> str:
    """Return the most that fits: an end or a count is told whole or not at all."""
    look = brush.look
    key = "workbench-distinct" if found.exact else "workbench-about-distinct"
    span = _span(brush, found) if found.bins else ""
    told = span or look.text(key, count=look.phrases.number(found.distinct))
    empty = look.text("workbench-empty-cells", count=look.phrases.number(found.missing))
    offers = [f"{told} · {empty}", empty, told] if found.missing else [told]
    return next((words for words in offers if brush.advance(words, 12) <= wide), "")


def _span(brush: Brush, found: ColumnProfile) -> str:
    low, high = found.low or "", found.high or ""
    if _is_day(low) and _is_day(high):
        same = low[:4] == high[:4]
        return f"{low[5:10] if same else low[:7]} – {high[5:10] if same else high[:7]}"
    return f"{_short(brush, low)} – {_short(brush, high)}"


def _is_day(told: str) -> bool:
    return len(told) >= 10 and told[4] == told[7] == "-"


def _short(brush: Brush, told: str) -> str:
    """Return a number without its last digits."""
    try:
        value = float(told)
    except ValueError:
        return told
    digits = 0 if value.is_integer() or abs(value) >= 100 else 2
    return brush.look.phrases.number(value, digits)


def dress(table: DataTable) -> ProfileHeader:
    """Give a table heads with shapes."""
    head = ProfileHeader(table)
    table.replace_head(head)
    return head
