"""Owns the plot one zooms into: lines, bars, points, bands and limits over pyqtgraph, as data, drawn again in another theme.

It refuses to load pyqtgraph before a plot is made, to draw a million symbols one by one, and to truncate a bar's axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.theme import Look
from console.gui.widgets.brush import translucent
from console.gui.widgets.piece import Piece, column
from console.gui.words import Words

MOST_SYMBOLS = 20_000  # more points than this are drawn as a density picture
DENSITY_BINS = 300
BREATH = 0.08  # of the range kept free around the data, so that words at a limit fit
Numbers: TypeAlias = Any  # a sequence of numbers or a numpy array, which is not loaded before it is needed


@dataclass(frozen=True, slots=True)
class LineLayer:
    """A line through points; colour is a token (ink, ghost, series_0 …)."""

    xs: Numbers
    ys: Numbers
    color: str = "ink"
    width: float = 1
    dashed: bool = False
    stepped: bool = False


@dataclass(frozen=True, slots=True)
class BarLayer:
    """Bars from ``base`` upwards, as wide as told in the units of x."""

    xs: Numbers
    heights: Numbers
    color: str = "accent_line"
    width: float = 0.8
    base: Numbers | None = None


@dataclass(frozen=True, slots=True)
class PointLayer:
    """Points of one shape: o dot, d diamond, t triangle; many of them become a density picture."""

    xs: Numbers
    ys: Numbers
    color: str = "ink"
    symbol: str = "o"
    size: float = 6


@dataclass(frozen=True, slots=True)
class BandLayer:
    """A horizontal band from low to high over the whole width: limits, a threshold zone."""

    low: float
    high: float
    color: str = "band"


@dataclass(frozen=True, slots=True)
class LimitLayer:
    """A horizontal line with its words at the right end: mean solid, limits dashed."""

    at: float
    words: Words = ""
    color: str = "axis"
    dashed: bool = True


Layer = LineLayer | BarLayer | PointLayer | BandLayer | LimitLayer


@dataclass(frozen=True, slots=True)
class Axes:
    """Ticks as (value, words); empty ticks are chosen by the plot. Ranges None fit the data; bars always start at zero."""

    x_ticks: tuple[tuple[float, str], ...] = ()
    y_ticks: tuple[tuple[float, str], ...] = ()
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    left: int = 44
    room_right: int = 0  # design px kept free for the words of limits


class ZoomPlot(Piece):
    """A plot with wheel zoom and drag; double click shows everything again.

    ``picked(layer, index)`` fires when a point is clicked, ``range_changed(low, high)`` when x was zoomed.
    """

    picked = Signal(int, int)
    range_changed = Signal(float, float)

    def __init__(self, look: Look, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        import pyqtgraph

        self._pg: Any = pyqtgraph
        self._name = name
        self._layers: tuple[Layer, ...] = ()
        self._axes = Axes()
        self._plot: Any = pyqtgraph.PlotWidget(self, background=None)
        self._plot.setAntialiasing(True)
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        item = self._plot.getPlotItem()
        item.hideButtons()
        item.setMenuEnabled(False)
        item.setClipToView(True)
        item.setDownsampling(auto=True, mode="peak")
        item.getViewBox().sigXRangeChanged.connect(self._zoomed)
        layout = column()
        layout.addWidget(self._plot)
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self._plot)
        self._plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plot.scene().sigMouseClicked.connect(self._clicked)
        self.restyle()
        self.retranslate()

    def set_layers(self, layers: Sequence[Layer], axes: Axes | None = None) -> None:
        """Show these layers, the first at the bottom."""
        self._layers = tuple(layers)
        self._axes = axes or Axes()
        self._draw()
        self.show_all()

    def show_all(self) -> None:
        """Zoom out to everything."""
        view = self._plot.getPlotItem().getViewBox()
        view.enableAutoRange()
        if self._axes.x_range is not None:
            view.setXRange(*self._axes.x_range, padding=0)
        low_high = self._axes.y_range or self._fitting_range()
        if low_high is not None:
            view.setYRange(*low_high, padding=0)

    def restyle(self) -> None:
        """Draw everything again in the present colours."""
        item = self._plot.getPlotItem()
        palette = self.look.palette
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(self._pg.mkPen(QColor(palette.axis)) if side == "bottom" else self._pg.mkPen(None))
            axis.setTickPen(self._pg.mkPen(None))
            axis.setTextPen(QColor(palette.text3))
            axis.setTickFont(self.look.font(12))
            axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
        item.getAxis("bottom").setHeight(self.look.px(24))
        item.showGrid(y=True, alpha=0.12)
        self._draw()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        self.setAccessibleName(self.look.words(self._name))
        self._plot.setAccessibleName(self.look.words(self._name))
        self._draw()

    def describe(self, words: Words) -> None:
        """Say the chart's conclusion for readers of the screen."""
        self.setAccessibleDescription(self.look.words(words))
        self._plot.setAccessibleDescription(self.look.words(words))

    def color(self, token: str) -> QColor:
        """Return the colour of a token; series_0 … series_5 are the categorical ones, by index."""
        return QColor(self.look.palette.token(token))

    def _draw(self) -> None:
        item = self._plot.getPlotItem()
        item.clear()
        item.getAxis("left").setWidth(self.look.px(self._axes.left))
        item.layout.setContentsMargins(0, 4, self.look.px(4 + self._axes.room_right), 0)
        item.getAxis("bottom").setTicks([list(self._axes.x_ticks)] if self._axes.x_ticks else None)
        item.getAxis("left").setTicks([list(self._axes.y_ticks)] if self._axes.y_ticks else None)
        for number, layer in enumerate(self._layers):
            made = self._made(number, layer)
            item.addItem(made)
            if isinstance(layer, LineLayer):  # clipping and thinning come with the plot: only then the points
                made.setData(layer.xs, layer.ys, stepMode="center" if layer.stepped else None)

    def _made(self, number: int, layer: Layer) -> Any:
        if isinstance(layer, LineLayer):
            return self._line(layer)
        if isinstance(layer, BarLayer):
            return self._bars(layer)
        if isinstance(layer, PointLayer):
            return self._points(number, layer)
        if isinstance(layer, BandLayer):
            region = self._pg.LinearRegionItem(
                (layer.low, layer.high), "horizontal", self.color(layer.color), movable=False
            )
            for edge in region.lines:
                edge.setPen(self._pg.mkPen(None))
            region.setZValue(-10)
            return region
        return self._limit(layer)

    def _line(self, layer: LineLayer) -> Any:
        style = Qt.PenStyle.DashLine if layer.dashed else Qt.PenStyle.SolidLine
        made = self._pg.PlotDataItem(connect="finite")
        made.setPen(self._pg.mkPen(self.color(layer.color), width=layer.width, style=style))
        return made

    def _bars(self, layer: BarLayer) -> Any:
        base = layer.base if layer.base is not None else [0.0] * len(layer.xs)
        return self._pg.BarGraphItem(
            x=list(layer.xs),
            y0=list(base),
            height=list(layer.heights),
            width=layer.width,
            brush=self.color(layer.color),
            pen=self._pg.mkPen(QColor(self.look.palette.surface), width=0.6),
        )

    def _points(self, number: int, layer: PointLayer) -> Any:
        if len(layer.xs) > MOST_SYMBOLS:
            return self._density(layer)
        made = self._pg.ScatterPlotItem(
            x=list(layer.xs),
            y=list(layer.ys),
            size=self.look.px(layer.size),
            symbol=layer.symbol,
            brush=self.color(layer.color),
            pen=self._pg.mkPen(QColor(self.look.palette.surface), width=0.6),
            data=list(range(len(layer.xs))),
        )
        made.sigClicked.connect(lambda _item, points, _event: self._picked(number, points))
        return made

    def _density(self, layer: PointLayer) -> Any:
        import numpy as np

        across, up = np.asarray(layer.xs, float), np.asarray(layer.ys, float)
        counts, xs, ys = np.histogram2d(across, up, bins=DENSITY_BINS)
        shade = np.log1p(counts)
        made = self._pg.ImageItem(shade)
        ramp = [translucent(self.color(layer.color).name(), share) for share in (0.0, 0.25, 0.6, 1.0)]
        made.setColorMap(self._pg.ColorMap([0.0, 0.02, 0.4, 1.0], ramp))
        made.setRect(xs[0], ys[0], xs[-1] - xs[0], ys[-1] - ys[0])
        return made

    def _limit(self, layer: LimitLayer) -> Any:
        style = Qt.PenStyle.DashLine if layer.dashed else Qt.PenStyle.SolidLine
        words = self.look.words(layer.words)
        made = self._pg.InfiniteLine(
            layer.at,
            angle=0,
            pen=self._pg.mkPen(self.color(layer.color), style=style),
            label=words or None,
            labelOpts={
                "position": 0.98,
                "color": QColor(self.look.palette.text2),
                "anchors": [(1, 1), (1, 1)],
            },
        )
        if words:
            made.label.setFont(self.look.font(12))
        return made

    def _fitting_range(self) -> tuple[float, float] | None:
        """Return the range of y that shows all layers, with breath around it; bars pull it to zero."""
        extents = [extent for layer in self._layers for extent in layer_extent(layer)]
        if not extents:
            return None
        low, high = min(extents), max(extents)
        breath = (high - low) * BREATH or 1.0
        bars = any(isinstance(layer, BarLayer) for layer in self._layers)
        return (low if bars and low == 0 else low - breath, high + breath)

    def _picked(self, number: int, points: Sequence[Any]) -> None:
        if len(points):
            self.picked.emit(number, int(points[0].data()))

    def _zoomed(self, _view: object, shown: tuple[float, float]) -> None:
        self.range_changed.emit(float(shown[0]), float(shown[1]))

    def _clicked(self, event: Any) -> None:
        if event.double():
            self.show_all()


def layer_extent(layer: Layer) -> tuple[float, ...]:
    """Return the lowest and highest y of a layer; a bar reaches from its base."""
    if isinstance(layer, BandLayer):
        return (layer.low, layer.high)
    if isinstance(layer, LimitLayer):
        return (layer.at,)
    if not len(layer.xs):
        return ()
    import numpy as np

    if isinstance(layer, BarLayer):
        base = np.asarray(layer.base if layer.base is not None else [0.0] * len(layer.xs), float)
        tops = base + np.asarray(layer.heights, float)
        return (min(0.0, float(tops.min())), max(0.0, float(tops.max())))
    values = np.asarray(layer.ys, float)
    return (float(np.nanmin(values)), float(np.nanmax(values)))
