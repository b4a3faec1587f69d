"""Owns the index on the overview: the score with its interval and place, the ranking of regions, the dimensions as a table.

It refuses a rank without its band, and to call the median of regions anybody's score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from console.charts.scale import nice_ticks
from console.gui.models.cells import NotComputableCell, WhiskerCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.theme import Look
from console.gui.views.overview.tiles import signal_cell
from console.gui.widgets.brush import LEFT, RIGHT, Brush, translucent
from console.gui.widgets.marks import draw_delta, draw_rank_band
from console.gui.widgets.piece import Painted, Piece, column
from console.gui.widgets.table import DataTable
from console.gui.words import Named, Words, say
from console.jobs.overview_answers import DimensionPart, IndexPart, UnitPart

HEADLINE = 56
STEP = 5.0  # points of score an axis is rounded to
DENSE = 24
AXIS_TICKS = 4
ROOMY = 52  # px above the least height from which the notes stand too
Axis = tuple[float, float]


def axis_of(spans: Sequence[tuple[float | None, ...]]) -> Axis:
    """Return the axis that holds all these values, rounded outwards to fives within 0 and 100."""
    values = [value for span in spans for value in span if value is not None]
    if not values:
        return (0.0, 100.0)
    low, high = math.floor(min(values) / STEP) * STEP, math.ceil(max(values) / STEP) * STEP
    return (max(low, 0.0), min(max(high, low + STEP), 100.0))


class IndexBox(Piece):
    """The body of the index panel: headline above the place of one region, or above the ranking of all.

    ``region_opened`` carries the region somebody chose from the ranking.
    """

    region_opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.headline = Headline(look)
        self.place = PlaceCard(look)
        self.ranking = DataTable(look, name=say("overview-ranking"), row_height=DENSE)
        self._stack = QStackedLayout()
        self._stack.addWidget(_padded(look, self.place))
        self._stack.addWidget(self.ranking)
        layout = column()
        layout.addWidget(_padded(look, self.headline))
        layout.addLayout(self._stack, 1)
        self.setLayout(layout)
        self.ranking.opened.connect(self._opened)

    @property
    def ranked(self) -> bool:
        """Whether the ranking shows."""
        return self._stack.currentWidget() is self.ranking

    def set_index(self, index: IndexPart, count_words: Words) -> None:
        """Show another index."""
        self.headline.set_index(index, count_words)
        self.place.set_index(index)
        axis = axis_of([(unit.low, unit.high, unit.previous) for unit in index.units])
        self.ranking.set_columns(ranking_columns(axis))
        self.ranking.set_rows([ranking_row(unit, axis) for unit in index.units])
        places = [number for number, unit in enumerate(index.units) if unit.id == index.unit]
        self.ranking.set_strong_rows(places)
        self.show_ranking(not index.unit)

    def show_ranking(self, wanted: bool) -> None:
        """Show the ranking of all regions, or the place of the one looked at."""
        self._stack.setCurrentIndex(1 if wanted or not self.place.placed else 0)

    def _opened(self, row: int) -> None:
        self.region_opened.emit(str(self.ranking.rows.row(row)["id"]))


def _padded(look: Look, inside: QWidget) -> QWidget:
    held = QWidget()
    layout = column(0, (look.px(15), 0, look.px(15), 0))
    layout.addWidget(inside)
    held.setLayout(layout)
    return held


class Headline(Painted):
    """The score in large figures, its change and its interval."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._index: IndexPart | None = None
        self._count_words: Words = ""

    def set_index(self, index: IndexPart, count_words: Words) -> None:
        """Show another score; ``count_words`` say of how many regions it is the median."""
        self._index, self._count_words = index, count_words
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        if self._index is not None:
            self.setAccessibleName(f"{self._score()} {self._interval()}")
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return its size."""
        return (200, HEADLINE)

    def draw(self, brush: Brush) -> None:
        """Draw score, change and interval."""
        index, palette = self._index, brush.palette
        if index is None or index.score is None:
            return
        score = self._score()
        wide = brush.advance(score, 40, 600)
        brush.text((0, 2, wide + 1, 48), score, palette.text, 40, 600)
        left = wide + 16
        if index.previous is not None:
            change = round(index.score - index.previous, 1)
            # No colour: the change alone says neither better nor worse while the bands of now and before overlap.
            used = draw_delta(
                brush, (left, 6, brush.width - left, 20), change, 1, good=0, align=LEFT, weight=600
            )
            brush.text(
                (left + used + 6, 6, brush.width - left - used - 6, 20), self._since(), palette.text2, 12
            )
        brush.text(
            (left, 27, brush.width - left, 20), self._interval(), palette.text2, 12, elide=not index.unit
        )

    def _score(self) -> str:
        return self.look.phrases.number(self._index.score if self._index else None, 1)

    def _since(self) -> str:
        return self.look.text("overview-against-before-short")

    def _interval(self) -> str:
        index = self._index
        assert index is not None
        number = self.look.phrases.number
        key = "overview-interval" if index.unit else "overview-spread"
        return self.look.text(
            key,
            low=number(index.low, 1),
            high=number(index.high, 1),
            count=self.look.words(self._count_words),
        )


class PlaceCard(Painted):
    """Where one region stands among all: every region's score on one axis, and the band of plausible ranks."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._index: IndexPart | None = None
        self._unit: UnitPart | None = None

    @property
    def placed(self) -> bool:
        """Whether there is a region to place."""
        return self._unit is not None and self._unit.score is not None

    def set_index(self, index: IndexPart) -> None:
        """Show another place."""
        self._index = index
        self._unit = next((unit for unit in index.units if unit.id == index.unit), None)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        if self.placed:
            self.setAccessibleName(f"{self._among()} {self._rank()}")
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the least size in which strip and band stand, without their notes."""
        return (220, 88)

    def draw(self, brush: Brush) -> None:
        """Draw the strip above, the band below."""
        if not self.placed:
            return
        palette = brush.palette
        spare = brush.height - self.natural()[1]
        roomy = spare >= ROOMY
        if roomy:
            brush.text((0, 2, brush.width, 18), self._among(), palette.text2, 12, elide=True)
        gap = (spare - ROOMY) / 3 if roomy else 0
        self._strip(brush, (46 if roomy else 24) + gap)
        top = (74 if roomy else 46) + 2 * gap
        brush.text((0, top, 120, 20), self.look.text("overview-rank-band"), palette.text2, 12)
        brush.text((0, top, brush.width, 20), self._rank(), palette.text, 13, 600, RIGHT)
        unit, index = self._unit, self._index
        assert unit is not None
        assert index is not None
        if unit.rank is not None and unit.rank_low is not None and unit.rank_high is not None:
            band = (unit.rank_low, unit.rank_high)
            draw_rank_band(
                brush, (0, top + (24 if roomy else 21), brush.width, 18), unit.rank, band, self._ranked()
            )
        note = self.look.text(
            "overview-method",
            aggregation=self.look.text(f"overview-aggregation-{index.aggregation}"),
            count=self.look.phrases.number(index.simulations),
        )
        if roomy:
            brush.text((0, top + 46, brush.width, 18), note, palette.text3, 12, elide=True)

    def _strip(self, brush: Brush, floor: float) -> None:
        """Draw an axis with a tick for every region, the interval of this one as a band, its score as a pin."""
        unit, index = self._unit, self._index
        assert unit is not None
        assert index is not None
        assert unit.score is not None
        low, high = axis_of([(each.score, each.low, each.high) for each in index.units])
        palette, wide = brush.palette, brush.width

        def at(value: float) -> float:
            return (value - low) / (high - low) * wide

        brush.line((0, floor), (wide, floor), palette.line_strong)
        for tick in nice_ticks(low, high, AXIS_TICKS):
            brush.line((at(tick), floor), (at(tick), floor + 4), palette.line_strong)
            label = self.look.phrases.number(tick)
            size = brush.advance(label, 12)
            x = min(max(at(tick) - size / 2, 0), wide - size)
            brush.text((x, floor + 5, size + 1, 16), label, palette.text3, 12)
        for each in index.units:
            if each is not unit and each.score is not None:
                brush.line((at(each.score), floor - 10), (at(each.score), floor), palette.ghost, 1.5)
        if unit.low is not None and unit.high is not None:
            brush.box(
                (at(unit.low), floor - 14, at(unit.high) - at(unit.low), 14), translucent(palette.ink, 0.22)
            )
            for edge in (unit.low, unit.high):
                brush.line((at(edge), floor - 14), (at(edge), floor), palette.ink)
        brush.line((at(unit.score), floor - 18), (at(unit.score), floor), palette.ink, 2)
        brush.dot((at(unit.score), floor - 18), 3.5, palette.ink)

    def _ranked(self) -> int:
        assert self._index is not None
        return sum(unit.rank is not None for unit in self._index.units)

    def _among(self) -> str:
        return self.look.text("overview-among", count=self._ranked())

    def _rank(self) -> str:
        unit = self._unit
        if unit is None or unit.rank_low is None or unit.rank_high is None:
            return "—"
        return self.look.text("overview-rank", low=unit.rank_low, high=unit.rank_high, count=self._ranked())


def ranking_columns(axis: Axis) -> tuple[Column, ...]:
    """Return the columns of the ranking."""
    return (
        Column("rank", say("overview-column-rank"), "name", sortable=False),
        Column("name", say("overview-column-region"), "name"),
        Column("whisker", "", "whisker", axis=axis, sortable=False),
        Column("score", say("overview-column-score"), "number", digits=1),
    )


def ranking_row(unit: UnitPart, axis: Axis) -> Row:
    """Return one region: its band of ranks, its score, the interval and the score before."""
    return {
        "id": unit.id,
        "rank": _band(unit),
        "name": Named(unit.name),
        "whisker": whisker(unit, axis),
        "score": NotComputableCell() if unit.score is None else unit.score,
    }


def _band(unit: UnitPart) -> str:
    if unit.rank_low is None or unit.rank_high is None:
        return ""
    return f"{unit.rank_low}" if unit.rank_low == unit.rank_high else f"{unit.rank_low}–{unit.rank_high}"


def whisker(part: UnitPart | DimensionPart, axis: Axis) -> WhiskerCell | None:
    """Return an interval as a cell, or nothing where there is none."""
    if part.score is None or part.low is None or part.high is None:
        return None
    return WhiskerCell(part.low, part.score, part.high, axis, part.previous)


def dimension_columns(axis: Axis) -> tuple[Column, ...]:
    """Return the columns of the dimensions."""
    return (
        Column("name", say("overview-column-dimension"), "name", sortable=False),
        Column("score", say("overview-column-score"), "number", digits=1),
        Column("whisker", "", "whisker", axis=axis, sortable=False),
        Column(
            "change", say("overview-column-change"), "delta", digits=1, good=0
        ),  # the signal judges, not the change
        Column("signal", say("overview-column-signal"), "signal", sortable=False),
        Column("weight", say("overview-column-weight"), "number", sortable=False),
    )


def dimension_row(look: Look, part: DimensionPart, axis: Axis) -> Row:
    """Return one dimension."""
    both = part.score is not None and part.previous is not None
    short = f"overview-dimension-{part.id}"
    return {
        "name": say(short) if look.phrases.has(short) else Named(part.name),
        "score": NotComputableCell(" ".join(part.missing)) if part.score is None else part.score,
        "whisker": whisker(part, axis),
        "change": round(part.score - part.previous, 1) if both else None,  # type: ignore[operator]  # neither is None
        "signal": signal_cell(part.standing),
        "weight": part.weight * 100,
    }


class Legend(Painted):
    """What dot, ring and bar of an interval mean."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._single = False

    def set_single(self, single: bool) -> None:
        """Say what the bar is: the interval of one region, or lowest to highest of all."""
        self._single = single
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return its size."""
        return (240, 26)

    def draw(self, brush: Brush) -> None:
        """Draw the three signs with their words."""
        palette = brush.palette
        middle = brush.height / 2
        x = 16.0
        brush.dot((x + 4, middle), 4, palette.ink)
        x = self._words(brush, x + 13, "overview-legend-now")
        brush.dot((x + 3, middle), 3, palette.surface, palette.text2, 1.3)
        x = self._words(brush, x + 12, "overview-legend-before")
        brush.box((x, middle - 3, 20, 6), translucent(palette.ink, 0.24))
        for edge in (x, x + 20):
            brush.line((edge, middle - 4), (edge, middle + 4), palette.ink)
        self._words(brush, x + 26, "overview-legend-interval" if self._single else "overview-legend-spread")

    def _words(self, brush: Brush, x: float, key: str) -> float:
        words = self.look.text(key)
        wide = brush.advance(words, 12)
        brush.text((x, 0, wide + 1, brush.height), words, brush.palette.text3, 12)
        return x + wide + 14
