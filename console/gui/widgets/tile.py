"""Owns the KPI tile: value, unit, change, spark or bar, and one line that judges it. It refuses a number without its doubt."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.gui.models.cells import Spark
from console.gui.theme import Look
from console.gui.widgets.brush import RIGHT, Brush
from console.gui.widgets.marks import (
    draw_bar,
    draw_delta,
    draw_mark,
    draw_signal,
    draw_spark,
    run_length,
    spark_judgement,
)
from console.gui.widgets.piece import Clickable
from console.gui.words import Say, Words, say

LONG_RUN = 8  # points on one side of the mean that make a special cause
WIDTH, HEIGHT = 190, 120
VALUE, VALUELESS = 22, 16  # px of the figure, and of the words that stand for one
REST_MARK, GAP = 12, 6  # px of the mark of a figure's data, and between it and the title
LONGEST_LINE = 186  # px a judgement may ask for; a longer reason is elided, whole in the tooltip


@dataclass(frozen=True, slots=True)
class Rest:
    """How good the data are that a figure rests on: short words, a role (ok, notice, yellow, na), the whole sentence."""

    short: Words
    role: str
    told: Words


@dataclass(frozen=True, slots=True)
class Kpi:
    """What a tile shows. ``value`` None means not computable, and ``line`` must then say why.

    ``line`` overrules the sentence made from the spark; ``mark`` is then its sign. ``share`` and ``limit`` draw a bar
    instead of a spark (budget executed against time elapsed).
    """

    title: Words
    value: str | None
    unit: Words = ""
    change: float | Decimal | None = None
    change_digits: int = 1
    change_unit: Words = ""
    good: int = 1
    spark: Spark | None = None
    share: float | None = None
    limit: float | None = None
    line: Words = ""
    mark: str | None = None
    short: Words = ""  # the line where the tile is too narrow for it: figures are never cut
    rest: Rest | None = None  # right of the title, where there is room for its words, else as a mark alone


class KpiTile(Clickable):
    """A tile of 190×120 design pixels or wider; ``opened`` fires on click or Enter."""

    opened = Signal()

    def __init__(self, look: Look, kpi: Kpi, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_kpi(kpi)

    def set_kpi(self, kpi: Kpi) -> None:
        """Show other figures."""
        self._kpi = kpi
        self.retranslate()
        self.updateGeometry()

    def press(self) -> None:
        """Open what the tile measures."""
        self.opened.emit()

    def retranslate(self) -> None:
        """Take the words of the present language."""
        kpi = self._kpi
        words = self.look.words
        name = self.look.text(
            "tile-name",
            title=words(kpi.title),
            value=self._value(),
            unit=words(kpi.unit),
            delta=self.look.phrases.number(kpi.change, kpi.change_digits, sign=True),
            signal=words(self._line()),
        )
        if kpi.rest is not None:
            name = self.look.text("rest-of-measure", measure=name, rest=words(kpi.rest.told))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def natural(self) -> tuple[float, float]:
        """Return the least size that cuts neither value nor judgement."""
        kpi, metrics = self._kpi, self.look.fonts.metrics
        px = VALUELESS if kpi.value is None else VALUE
        figure = metrics(px, 600).horizontalAdvance(self._value()) + metrics(12).horizontalAdvance(
            self.look.words(kpi.unit)
        )
        change = metrics(12).horizontalAdvance(self._change()) + 24 if kpi.change is not None else 0
        line = metrics(12).horizontalAdvance(self.look.words(self._line())) + 20
        mark = REST_MARK + GAP if kpi.rest is not None else 0
        return (max(150.0, figure + mark + change + 34, min(line + 26, LONGEST_LINE)), HEIGHT)

    def draw(self, brush: Brush) -> None:
        """Draw the tile."""
        kpi, palette = self._kpi, brush.palette
        wide = brush.width
        over = palette.accent_line if self.underMouse() else palette.line
        brush.box((0, 0, wide, brush.height), palette.surface, over, 6)
        brush.text((12, 6, wide - 24, 20), self.look.words(kpi.title), palette.text2, 12, elide=True)
        ink = palette.na if kpi.value is None else palette.text
        px = VALUELESS if kpi.value is None else VALUE
        figure = brush.advance(self._value(), px, 600)
        brush.text((12, 26, figure + 1, 28), self._value(), ink, px, 600)
        unit = self.look.words(kpi.unit) if kpi.value is not None else ""
        after = 15 + figure + brush.advance(unit, 12)
        brush.text((15 + figure, 30, after - 14 - figure, 24), unit, palette.text2, 12)
        self._rest(brush, after + GAP)
        if kpi.change is not None:
            area = (wide - 112, 30, 100, 24)
            draw_delta(brush, area, kpi.change, kpi.change_digits, kpi.good, self._change_unit(), 12, RIGHT)
        self._picture(brush)
        self._judgement(brush)

    def _rest(self, brush: Brush, after: float) -> None:
        """Draw how good the data are: in words beside the title, where those do not fit as a mark after the figure."""
        rest = self._kpi.rest
        if rest is None:
            return
        short = self.look.words(rest.short)
        need = brush.advance(short, 11) + 1
        if brush.width - 24 - brush.advance(self.look.words(self._kpi.title), 12) < need + GAP:
            draw_mark(brush, (after, 36), rest.role, REST_MARK)
            return
        ink = brush.palette.text3 if rest.role == "ok" else brush.palette.mark(rest.role)
        brush.text((brush.width - 12 - need, 6, need, 20), short, ink, 11)

    def _picture(self, brush: Brush) -> None:
        kpi = self._kpi
        area = (12, 60, brush.width - 24, 30)
        if kpi.spark is not None:
            draw_spark(brush, area, kpi.spark)
        elif kpi.share is not None:
            draw_bar(brush, area, kpi.share, kpi.limit)

    def _judgement(self, brush: Brush) -> None:
        kpi, palette = self._kpi, brush.palette
        line = self._fitting(brush, 24 if kpi.mark is None and kpi.value and kpi.spark is None else 43)
        if kpi.mark is not None or kpi.value is None:
            kind = kpi.mark or "na"
            draw_mark(brush, (12, 96), kind)
            ink = palette.mark(kind)
        elif kpi.spark is not None:
            judgement = spark_judgement(kpi.spark)
            draw_signal(brush, (12, 96), judgement, bool(kpi.spark.flags) and kpi.spark.flags[-1] > 0, 14)
            ink = {1: palette.ok, -1: palette.red, 0: palette.text2}[judgement]
        else:
            brush.text((12, 93, brush.width - 24, 20), line, palette.text2, 12, elide=True)
            return
        brush.text((31, 93, brush.width - 43, 20), line, ink, 12, elide=True)

    def _fitting(self, brush: Brush, taken: float) -> str:
        """Return the line, or the short one where the whole does not fit."""
        line, short = self.look.words(self._line()), self.look.words(self._kpi.short)
        return short if short and brush.advance(line, 12) > brush.width - taken else line

    def _value(self) -> str:
        return self.look.text("mark-na") if self._kpi.value is None else self._kpi.value

    def _change(self) -> str:
        kpi = self._kpi
        return self.look.phrases.number(kpi.change, kpi.change_digits, sign=True) + self._change_unit()

    def _change_unit(self) -> str:
        words = self.look.words(self._kpi.change_unit)
        return f" {words}" if words else ""

    def _line(self) -> Words:
        if self._kpi.line or self._kpi.spark is None:
            return self._kpi.line
        return spark_line(self._kpi.spark)


def spark_line(spark: Spark) -> Say:
    """Return the judgement on the last point of a series as a sentence."""
    judgement, run = spark_judgement(spark), run_length(spark.flags)
    if len(spark.values) < LONG_RUN:
        return say("tile-few")
    if judgement == 0:
        return say("tile-stable")
    word = say("signal-better" if judgement > 0 else "signal-worse")
    side = "above" if spark.flags[-1] > 0 else "below"
    if run >= LONG_RUN:
        return say("tile-run", judgement=word, count=run, side=side)
    return say("tile-limit", judgement=word, side=side)
