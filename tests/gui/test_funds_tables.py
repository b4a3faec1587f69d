"""A payee paid under several vendor names says how many, in either language."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.gui.theme import Look
from console.gui.views.funds.tables import payee_columns, payee_rows
from console.gui.widgets.table import DataTable
from console.gui.words import say
from console.jobs.funds_answers import Payee, Payees

FOUND = Payees(
    (), (Payee("V1", "甲公司", Decimal(5), 2, 1, 0.5, 2), Payee("V2", "乙公司", Decimal(5), 2, 1, 0.5, 1))
)


def _names(table: DataTable) -> list[str]:
    return [table.rows.index(row, 1).data(Qt.ItemDataRole.DisplayRole) for row in (0, 1)]


def test_a_payee_of_several_names_says_how_many(look: Look, qtbot: QtBot) -> None:
    table = DataTable(look, payee_columns(), say("funds-payees"))
    qtbot.addWidget(table)
    look.set_language("zh-CN")
    table.set_rows(payee_rows(FOUND))
    assert _names(table) == ["甲公司（2 个名称）", "乙公司"]
    look.set_language("en")
    assert _names(table) == ["甲公司 (2 names)", "乙公司"]
