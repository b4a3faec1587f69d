"""The parts of the overview page by themselves: the matrix under mouse and keys, verdicts in words, axes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.gui.theme import Look
from console.gui.views.overview.index import axis_of
from console.gui.views.overview.matrix import RiskMatrix, level_of
from console.gui.views.overview.tiles import standing_words
from console.jobs.overview_answers import Standing


def test_the_matrix_moves_by_arrows_and_presses_by_mouse(look: Look, qtbot: QtBot) -> None:
    """Down is less likely, right has more impact; edges hold."""
    matrix = RiskMatrix(look)
    qtbot.addWidget(matrix)
    matrix.resize(320, 260)
    matrix.show()
    matrix.set_counts(((0,) * 5,) * 4 + ((0, 0, 0, 0, 7),), None)
    opened: list[tuple[int, int]] = []
    matrix.cell_opened.connect(lambda likelihood, impact: opened.append((likelihood, impact)))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(matrix, key)
    assert opened == [(4, 4)]
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(matrix.width() - 12, 8))
    assert opened[-1] == (5, 5)
    assert matrix.totals() == {"red": 7, "yellow": 0, "notice": 0}
    assert "7" in matrix.accessibleDescription()


@pytest.mark.parametrize(
    ("cell", "level"), [((5, 3), 3), ((3, 5), 3), ((2, 4), 2), ((2, 2), 1), ((1, 3), 0), ((3, 4), 2)]
)
def test_levels_of_risk(cell: tuple[int, int], level: int) -> None:
    """Fifteen and more is extreme, eight and more is high."""
    assert level_of(*cell) == level


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(), "期数不足，不作判定"),
        (Standing("stable"), "稳定波动"),
        (Standing("improved", "seven_on_one_side", 1, 9), "改善：连续 9 期高于均值"),
        (Standing("worse", "outside_limits", -1, 1), "恶化：低于下限"),
        (Standing("changed", "seven_monotone", 1, 7), "有变化：连续 7 期上升"),
        (Standing("worse", "two_of_three_beyond_two_sigma", -1, 2), "恶化：三期中两期偏低"),
    ],
)
def test_a_verdict_names_its_rule(look: Look, standing: Standing, words: str) -> None:
    """Never a colour alone, never a verdict without its reason."""
    assert look.words(standing_words(standing)) == words


def test_an_axis_holds_all_it_shows() -> None:
    """Rounded outwards to fives, within nought and a hundred."""
    assert axis_of([(71.2, 88.9), (None, 74.0)]) == (70.0, 90.0)
    assert axis_of([(0.4, 99.6)]) == (0.0, 100.0)
    assert axis_of([(80.0, 80.0)]) == (80.0, 85.0)
    assert axis_of([]) == (0.0, 100.0)
