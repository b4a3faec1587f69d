"""Tables align, copy, sort and page as promised."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.ports import Progress
from console.gui.models.cells import PENDING, NotComputableCell
from console.gui.models.columns import Column, cell_text, copied_text
from console.gui.models.paged import LARGEST_HEIGHT, PAGE, PagedModel
from console.gui.models.rows import RowsModel
from console.gui.tasks import Lane
from console.gui.theme import Look
from console.gui.widgets.brush import shortened
from console.gui.widgets.delegate import natural_width
from console.gui.widgets.result_table import ResultTable
from console.gui.widgets.table import DataTable

COLUMNS = (
    Column("card", "牌级", "mark"),
    Column("id", "编号", "code"),
    Column("title", "问题", "text"),
    Column("amount", "金额/万元", "money"),
)
ROWS: list[dict[str, object]] = [
    {"card": "yellow", "id": "WT-2", "title": "乙", "amount": Decimal("2864000.00")},
    {"card": "red", "id": "WT-10", "title": "甲\t一", "amount": Decimal("-41600")},
    {"card": "red", "id": "WT-3", "title": "丙", "amount": None},
]


def _table(look: Look, qtbot: QtBot) -> DataTable:
    table = DataTable(look, COLUMNS, "问题")
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    table.resize(700, 300)
    table.show()
    return table


def test_numbers_read_with_separators_and_a_true_minus(look: Look) -> None:
    """Money is in ten-thousands, a missing value is a dash, a minus is U+2212."""
    money = COLUMNS[3]
    assert cell_text(look, money, Decimal("2864000.00")) == "286.40"
    assert cell_text(look, money, Decimal("-41600")) == "−4.16"
    assert cell_text(look, money, None) == "—"
    assert cell_text(look, Column("n", "n", "number"), 1284306) == "1,284,306"
    assert cell_text(look, Column("s", "s", "number"), NotComputableCell()) == "无法计算"
    assert copied_text(look, money, Decimal("-41600")) == "-41600"


def test_columns_are_measured_when_values_change_not_when_the_window_does(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another width shares the room anew; only other rows, words or an arrow in a head make the table measure its cells."""
    table = _table(look, qtbot)
    measured: list[object] = []

    def counted(told: Look, column: Column, value: object) -> float:
        measured.append(value)
        return natural_width(told, column, value)

    monkeypatch.setattr("console.gui.widgets.table.natural_width", counted)
    before = table.columnWidth(2)
    table.resize(900, 400)
    QApplication.processEvents()
    assert not measured
    assert table.columnWidth(2) == before + 200
    table.set_rows([{**ROWS[0], "id": "WT-2000000000000000"}])
    assert measured
    assert table.columnWidth(1) > natural_width(look, COLUMNS[1], "WT-2000000000000000")
    measured.clear()
    look.set_language("en")
    assert measured


def test_copying_gives_tab_separated_values_under_their_heads(look: Look, qtbot: QtBot) -> None:
    """Two rows copied: heads first, full numbers, no stray tabs."""
    table = _table(look, qtbot)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in (0, 1):
        table.selectionModel().select(table.model().index(row, 0), flags)
    table.copy()
    assert QApplication.clipboard().text().split("\n") == [
        "牌级\t编号\t问题\t金额/万元",
        "黄牌\tWT-2\t乙\t2864000.00",
        "红牌\tWT-10\t甲 一\t-41600",
    ]


def test_a_head_orders_rows_and_missing_values_come_last(look: Look, qtbot: QtBot) -> None:
    """Ascending and descending both leave rows without a value at the end; severity orders cards."""
    table = _table(look, qtbot)
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    table._head_clicked(3)
    assert [row["id"] for row in table.rows.rows] == ["WT-2", "WT-10", "WT-3"]
    table._head_clicked(3)
    assert [row["id"] for row in table.rows.rows] == ["WT-10", "WT-2", "WT-3"]
    table._head_clicked(0)
    assert [row["card"] for row in table.rows.rows] == ["red", "red", "yellow"]
    assert asked == [("amount", True), ("amount", False), ("card", False)]


def test_enter_opens_and_end_reaches_the_last_row(look: Look, qtbot: QtBot) -> None:
    """The keyboard alone is enough."""
    table = _table(look, qtbot)
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.select(0)
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [2]


def test_words_of_a_screen_reader_include_the_mark(look: Look, qtbot: QtBot) -> None:
    """Marks read as words, in the language of the moment."""
    table = _table(look, qtbot)
    index = table.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "红牌"
    look.set_language("en")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Red card"


def test_only_free_text_is_cut_in_a_narrow_table(look: Look, qtbot: QtBot) -> None:
    """Codes, marks and money keep their width; the title is elided."""
    table = _table(look, qtbot)
    table.set_rows([{**ROWS[0], "title": "同一供应商三十日内拆分采购均低于限额标准" * 3}])
    table.resize(320, 200)
    assert look.audit is not None
    QApplication.processEvents()
    look.audit.found.clear()
    table.grab()
    assert look.audit.clipped == []
    assert any(entry[0] == "elided" for entry in look.audit.found)


def test_a_path_loses_its_middle_and_keeps_the_name_of_its_file(look: Look) -> None:
    path = "/data/extracts/of the whole province/quarter by quarter/lanjiang-2026Q2.duckdb"
    metrics = look.fonts.metrics(12)
    told = shortened(metrics, path, metrics.horizontalAdvance(path) * 0.6, middle=True)
    assert told != path and told.endswith("…/lanjiang-2026Q2.duckdb") and told.startswith("/data")
    windows = path.replace("/", "\\")
    least = metrics.horizontalAdvance("…/lanjiang-2026Q2.duckdb") + 1
    assert shortened(metrics, windows, least, middle=True) == "…\\lanjiang-2026Q2.duckdb"
    assert shortened(metrics, path, least / 2, middle=True).endswith("db")
    assert not shortened(metrics, path, metrics.horizontalAdvance(path) * 0.6).endswith("duckdb")


def _numbers(first: int, count: int, progress: Progress) -> Sequence[Sequence[object]]:
    return [(number, f"行 {number}") for number in range(first, first + count)]


def test_a_paged_model_shows_placeholders_until_its_pages_arrive(look: Look, qtbot: QtBot) -> None:
    """Ten million rows: the last one is there after one page was fetched, and the first was never needed."""
    total = 10_000_000
    columns = (Column("n", "n", "number"), Column("t", "t", "text"))
    model, lane = PagedModel(look, columns, total), Lane("pages")
    asked: list[int] = []
    model.page_wanted.connect(lambda first, count: asked.append(first))
    model.fetch_with(lane, _numbers)
    assert model.rowCount() == total
    assert model.value(total - 1, 0) is PENDING
    with qtbot.waitSignal(model.page_arrived, timeout=60000):
        pass
    assert model.value(total - 1, 0) == total - 1
    assert asked == [(total - 1) // PAGE * PAGE]
    lane.close()


def test_rows_beyond_what_qt_can_count_come_in_segments(look: Look) -> None:
    """No segment is higher than Qt's 2^31 pixels, and none of the rows is lost."""
    total, height = 200_000_000, 30
    model = PagedModel(look, (Column("n", "n", "number"),), total, height)
    counted = 0
    for segment in range(model.segments):
        model.set_segment(segment)
        assert model.rowCount() * height <= LARGEST_HEIGHT
        assert model.absolute_row(0) == counted
        counted += model.rowCount()
    assert counted == total
    assert model.segments > 1


def test_copying_waits_for_rows_that_are_not_here_yet(look: Look, qtbot: QtBot) -> None:
    """The clipboard gets the whole selection once the missing page came."""
    table, lane = DataTable(look, name="结果"), Lane("pages")
    qtbot.addWidget(table)
    model = PagedModel(look, (Column("n", "n", "number"),), 1200)
    model.fetch_with(lane, _numbers)
    table.set_model(model)
    refused: list[object] = []
    table.copy_refused.connect(refused.append)
    QApplication.clipboard().setText("before")
    table.selectAll()
    table.copy()
    assert len(refused) == 1
    assert QApplication.clipboard().text() == "before"
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "before", timeout=60000)
    assert QApplication.clipboard().text().split("\n")[1200] == "1199"
    lane.close()


def test_rows_replaced_keep_the_order_asked_for(look: Look) -> None:
    """A refresh does not undo the sorting."""
    model = RowsModel(look, COLUMNS, ROWS)
    model.order_by("id", False)
    assert [row["id"] for row in model.rows] == ["WT-10", "WT-2", "WT-3"]


def test_a_result_of_any_length_can_be_reached_segment_by_segment(look: Look, qtbot: QtBot) -> None:
    """Two hundred million rows: the strip names the rows of the segment, and the last row is there."""
    lane = Lane("pages")
    result = ResultTable(look, lane, _numbers, "结果")
    qtbot.addWidget(result)
    result.resize(500, 300)
    result.show()
    total = 200_000_000
    result.show_result((Column("n", "n", "number"), Column("t", "t", "text")), total)
    assert result.model.segments > 1
    assert result.said.accessibleName().startswith("第 1 段")
    for _ in range(result.model.segments):
        result._step(1)
    last = result.model.rowCount() - 1
    result.table.select(last)
    qtbot.waitUntil(lambda: result.model.value(last, 0) == total - 1, timeout=60000)
    assert f"{total:,}" in result.said.accessibleName()
    lane.close()


def test_a_row_the_lower_edge_would_cut_is_not_drawn(look: Look, qtbot: QtBot) -> None:
    """It is drawn whole as soon as there is room for it, or when it is stepped to."""
    table = _table(look, qtbot)
    table.set_rows(ROWS * 4)
    row = table.rowHeight(0)
    head = table.height() - table.viewport().height()
    table.resize(700, head + 2 * row + row // 2)
    QApplication.processEvents()
    assert _drawn(table, row) == {0, 1}
    table.resize(700, head + 3 * row)
    QApplication.processEvents()
    assert _drawn(table, row) == {0, 1, 2}


def _drawn(table: DataTable, row: int) -> set[int]:
    """Return the rows in which more than one colour can be seen."""
    seen = table.viewport().grab().toImage()
    wide, high = table.columnWidth(0), seen.height()
    inks = {
        place: {
            seen.pixel(x, y)
            for x in range(0, wide, 2)
            for y in range(place * row, min(place * row + row - 2, high))
        }
        for place in range(-(-high // row))
    }
    return {place for place, found in inks.items() if len(found) > 1}
