"""The plot one zooms into: many points stay quick, bars start at zero, a theme change draws again."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from console.gui.theme import Look
from console.gui.widgets.zoomplot import (
    Axes,
    BandLayer,
    BarLayer,
    LimitLayer,
    LineLayer,
    PointLayer,
    ZoomPlot,
)
from console.paths import resource_root


def _plot(look: Look, qtbot: QtBot) -> ZoomPlot:
    plot = ZoomPlot(look, "按时办结率")
    qtbot.addWidget(plot)
    plot.resize(500, 240)
    plot.show()
    return plot


def test_a_control_chart_draws_in_the_colours_of_the_theme(look: Look, qtbot: QtBot) -> None:
    """Band, limits, line and a special cause are there, in light and in dark."""
    plot = _plot(look, qtbot)
    xs = list(range(1, 27))
    ys = [95.0 + (x % 3) * 0.3 for x in xs]
    plot.set_layers(
        (
            BandLayer(94, 97),
            LimitLayer(95.4, "均值 95.4", dashed=False),
            LimitLayer(97, "上限 97.0"),
            LineLayer(xs, ys),
            PointLayer([26], [93.8], "signal_bad", "d", 10),
        ),
        Axes(x_ticks=((1, "1"), (26, "26")), y_range=(92, 98)),
    )
    light = plot.grab().toImage()
    look.set_theme("dark")
    dark = plot.grab().toImage()
    wanted = QColor(look.palette.ink)
    seen = {dark.pixelColor(x, y).name() for x in range(60, 480, 2) for y in range(20, 200)}
    assert light != dark
    assert any(_near(QColor(name), wanted) for name in seen)


def _near(one: QColor, other: QColor) -> bool:
    return (
        abs(one.red() - other.red()) + abs(one.green() - other.green()) + abs(one.blue() - other.blue()) < 24
    )


def test_bars_always_start_at_zero(look: Look, qtbot: QtBot) -> None:
    """Heights between 90 and 100 would look worlds apart otherwise."""
    plot = _plot(look, qtbot)
    plot.set_layers((BarLayer([1, 2, 3], [90, 95, 100]),))
    low, high = plot._plot.getPlotItem().getViewBox().viewRange()[1]
    assert low == 0
    assert high >= 100


def test_a_million_points_become_a_density_picture(look: Look, qtbot: QtBot) -> None:
    """One picture instead of a million symbols."""
    plot = _plot(look, qtbot)
    random = np.random.default_rng(7)
    plot.set_layers((PointLayer(random.normal(size=1_000_000), random.normal(size=1_000_000)),))
    kinds = {type(item).__name__ for item in plot._plot.getPlotItem().items}
    assert kinds == {"ImageItem"}


def test_ten_million_points_of_a_line_are_thinned_to_what_shows(look: Look, qtbot: QtBot) -> None:
    """The line keeps its peaks and draws few enough points to be quick."""
    plot = _plot(look, qtbot)
    ys = np.zeros(3_000_000)
    ys[1_234_567] = 9.0
    plot.set_layers((LineLayer(np.arange(3_000_000), ys),))
    plot.grab()
    (line,) = plot._plot.getPlotItem().items
    xs_shown, ys_shown = line.getData()
    assert len(xs_shown) < 20_000
    assert ys_shown.max() == 9.0


def test_tokens_name_colours(look: Look) -> None:
    """Ramps by place, everything else by name."""
    assert look.palette.token("series_2") == look.palette.series[2]
    assert look.palette.token("ink") == look.palette.ink


def test_the_window_stands_without_pyqtgraph() -> None:
    """Importing the application loads neither pyqtgraph nor numpy nor DuckDB."""
    code = (
        "import sys, console.gui.app; "
        "print(sorted({'pyqtgraph', 'numpy', 'duckdb', 'scipy'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=resource_root().parent, check=True
    )
    assert told.stdout.strip() == "[]"
