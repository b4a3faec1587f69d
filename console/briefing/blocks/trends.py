"""Owns the row of small charts, each under its verdict in words. It refuses a chart without a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from console.briefing.blocks.findings import nothing
from console.briefing.charts import trend_figure
from console.briefing.drawing import draw_figure
from console.briefing.funds_charts import CHAIN_HIGH
from console.briefing.pen import Pen
from console.briefing.setting import LEFT, WIDTH, Piece, Setting, heading
from console.charts.figure import Figure
from console.domain.briefing_blocks import Trend, Trends
from console.domain.briefing_funds import ChainTrend

GUTTER = 16.0
ACROSS = 3
TITLE, SAID = 9.0, 7.5


def pieces(block: Trends, setting: Setting) -> tuple[Piece, ...]:
    """Return the heading and the charts side by side, each as wide as the next."""
    head = heading(setting, block.heading, block.note)
    if not block.charts:
        return (head, nothing(setting, ""))
    return (head, *charted(block.charts, setting))


def charted(charts: Sequence[Trend], setting: Setting) -> tuple[Piece, ...]:
    """Return charts in rows of three."""
    starts = range(0, len(charts), ACROSS)
    return tuple(_row(charts[start : start + ACROSS], setting) for start in starts)


def _row(charts: Sequence[Trend], setting: Setting) -> Piece:
    wide = (WIDTH - GUTTER * (len(charts) - 1)) / len(charts)
    titles = [setting.wrapped(setting.filled(chart.title), wide, TITLE, "bold") for chart in charts]
    verdicts = [setting.wrapped(setting.filled(chart.verdict), wide, SAID) for chart in charts]
    words_high = max(
        11.0 * len(title) + 9.5 * len(verdict) for title, verdict in zip(titles, verdicts, strict=True)
    )
    strip = all(isinstance(chart, ChainTrend) for chart in charts)
    chart_high = CHAIN_HIGH if strip else setting.density.chart
    figures = [trend_figure(chart, setting, wide, chart_high) for chart in charts]

    def draw(pen: Pen, top: float) -> None:
        for place, figure in enumerate(figures):
            x = LEFT + place * (wide + GUTTER)
            with pen.element("P"):
                pen.lines(x, top + 8, titles[place], wide, 11, TITLE, "bold")
                pen.lines(
                    x, top + 11 * len(titles[place]) + 7, verdicts[place], wide, 9.5, SAID, "sans", "text2"
                )
            with pen.element("Figure", _told(figure)):
                draw_figure(pen, figure, x, top + words_high + 5)

    return Piece(words_high + 5 + chart_high, draw, before=3)


def _told(figure: Figure) -> str:
    """Return a chart in words for who does not see it: what it shows, its verdict, its values."""
    rows = "; ".join(" ".join(row) for row in figure.rows)
    return f"{figure.description}. {figure.verdict}. {rows}"
