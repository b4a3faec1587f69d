"""Owns the row of small charts, each under its verdict in words. It refuses a chart without a verdict."""

from __future__ import annotations

from console.briefing.charts import trend_figure
from console.briefing.drawing import draw_figure
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, WIDTH, Piece, Setting, heading
from console.domain.briefing_blocks import Trends

GUTTER = 16.0
TITLE, SAID = 9.0, 7.5


def pieces(block: Trends, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading and the charts side by side, each as wide as the next."""
    count = max(1, len(block.charts))
    wide = (WIDTH - GUTTER * (count - 1)) / count
    titles = [setting.wrapped(setting.filled(chart.title), wide, TITLE, "bold") for chart in block.charts]
    verdicts = [setting.wrapped(setting.filled(chart.verdict), wide, SAID) for chart in block.charts]
    title_high = 11.0 * max((len(lines) for lines in titles), default=0)
    said_high = 9.5 * max((len(lines) for lines in verdicts), default=0)
    chart_high = setting.density.chart
    figures = [trend_figure(chart, setting, wide, chart_high) for chart in block.charts]

    def draw(pen: Pen, top: float) -> None:
        for place, figure in enumerate(figures):
            x = LEFT + place * (wide + GUTTER)
            pen.lines(x, top + 8, titles[place], wide, 11, TITLE, "bold")
            pen.lines(x, top + title_high + 7, verdicts[place], wide, 9.5, SAID, "sans", "text2")
            draw_figure(pen, figure, x, top + title_high + said_high + 5)

    height = title_high + said_high + 5 + chart_high
    return (heading(setting, block.heading, block.note), Piece(height, draw))
