"""Figures draw with the tokens of the theme, are built for their size, and read as a table."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.charts.figure import Circle, Figure, Line, Polygon, Rect, Text
from console.gui.plots import FigureWidget
from console.gui.theme import Look
from console.gui.widgets.table import DataTable


def build(width: float, height: float) -> Figure:
    """A figure with every primitive, as wide as asked for."""
    return Figure(
        width,
        height,
        (
            Rect(0, 0, width, height / 2, fill="ink"),
            Rect(10, height / 2 + 4, 40, 20, stroke="line_strong", hatch="na", radius=2),
            Line(((0, height - 10), (width, height - 10)), "axis", dash=(4, 2)),
            Polygon(((60, 80), (80, 80), (70, 95)), fill="signal_bad", stroke="surface"),
            Circle(width - 20, height - 20, 8, fill="series_1", stroke="surface"),
            Text(width - 4, height - 12, "96.2%", colour="text", bold=True, anchor="end"),
        ),
        "按时办结率稳定",
        "按周",
        "%",
        26,
        ("周", "比率"),
        (("1", "96.2"), ("2", "95.9")),
    )


def test_a_figure_is_built_for_every_size(look: Look, qtbot: QtBot) -> None:
    """Twice as wide gives another figure, not a stretched one."""
    sizes: list[float] = []

    def noted(width: float, height: float) -> Figure:
        sizes.append(width)
        return build(width, height)

    chart = FigureWidget(look, "图", noted)
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    chart.show()
    chart.resize(600, 200)
    QApplication.processEvents()
    assert sizes[-1] == 600
    assert chart.figure is not None
    assert chart.figure.width == 600


def test_colours_follow_the_theme_and_nothing_is_cut(look: Look, qtbot: QtBot) -> None:
    """The filled half has the token's colour in both themes."""
    chart = FigureWidget(look, "图", build)
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    chart.show()
    for theme in ("light", "dark"):
        look.set_theme(theme)
        seen = chart.grab().toImage().pixelColor(150, 40)
        assert seen == QColor(look.palette.ink)
    assert look.audit is not None
    assert look.audit.clipped == []


def test_words_beyond_the_edge_are_audited(look: Look, qtbot: QtBot) -> None:
    """A figure whose label leaves its own width is found by the tests."""
    figure = Figure(100, 50, (Text(95, 20, "很长的标签文字"),), "", "", "", None, (), ())
    chart = FigureWidget(look, "图")
    chart.set_figure(figure)
    qtbot.addWidget(chart)
    chart.resize(200, 100)
    chart.show()
    chart.grab()
    assert look.audit is not None
    assert [entry[1] for entry in look.audit.clipped][:1] == ["很长的标签文字"]


def test_a_chart_reads_as_its_verdict_and_as_a_table(look: Look, qtbot: QtBot) -> None:
    """The description says the conclusion; T shows the same data in cells."""
    chart = FigureWidget(look, "图", build)
    qtbot.addWidget(chart)
    chart.resize(300, 200)
    chart.show()
    assert "按时办结率稳定" in chart.accessibleDescription()
    assert chart.show_table()
    table = chart.findChild(DataTable)
    assert table is not None
    assert [table.rows.value(row, 1) for row in range(2)] == ["96.2", "95.9"]
    assert not chart.show_table()
