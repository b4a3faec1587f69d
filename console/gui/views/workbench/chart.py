"""Owns the chart of the result: what is drawn over what, chosen from its columns. It refuses to sum anything itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from console.charts.figure import Figure
from console.charts.result_chart import KINDS, ResultSeries, ResultWords, result_chart
from console.domain.query import ChartData, Result, ResultColumn
from console.gui.plots import FigureWidget
from console.gui.theme import Look
from console.gui.views.workbench.columns import is_number, is_time
from console.gui.widgets.brush import painting
from console.gui.widgets.panel import Panel
from console.gui.widgets.piece import column, row
from console.gui.words import say
from console.jobs.workbench import ChartRequest

FIELDS = ("kind", "x", "y", "colour")
LONG = 2_000  # rows beyond which a result is taken for plain rows
MOST_WORDS = 24  # different words in the first rows that still make useful colours
ROWS = ""  # the value of y that counts rows, and of colour that means one colour


class Field(QComboBox):
    """A drop-down whose arrow is one of our icons."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field without its words, then what fits of them and the arrow."""
        painter = QStylePainter(self)
        try:
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        finally:
            painter.end()
        with painting(self, self.look) as brush:
            palette = brush.palette
            ink = palette.text if self.isEnabled() else palette.text3
            brush.text((9, 0, brush.width - 34, brush.height), self.currentText(), ink, elide=True)
            at = (brush.width - 21, (brush.height - 14) / 2)
            brush.icon("chevron-down", at, 14, palette.text2 if self.isEnabled() else palette.text3)


class ChartPanel(Panel):
    """``asked(ChartRequest)`` fires whenever another chart is wanted."""

    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look, say("workbench-chart"), say("workbench-chart-follows"))
        self._columns: tuple[ResultColumn, ...] = ()
        self._found: ChartData | None = None
        self._filling = False
        self.fields = {name: Field(look) for name in FIELDS}
        self.chart = FigureWidget(look, say("workbench-chart"), least=(220, 120))
        px = look.px
        body = QWidget()
        layout = column(px(8))
        for pair in (("kind", "x"), ("y", "colour")):
            line = row(px(8))
            for name in pair:
                line.addWidget(self.fields[name], 1)
            layout.addLayout(line)
        layout.addWidget(self.chart, 1)
        body.setLayout(layout)
        self.set_content(body)
        for name, field in self.fields.items():
            field.currentIndexChanged.connect(lambda _at, name=name: self._changed(name))
        self.retranslate()
        self.show_none()

    def show_columns(self, result: Result, rows: Sequence[Sequence[object]]) -> None:
        """Offer the columns of another result, whose first rows these are, and ask for the chart that suits them."""
        self._columns = result.columns
        self._found = None
        self._offer(*suited(result, rows))
        self._ask()

    def show_answer(self, found: ChartData) -> None:
        """Draw."""
        self._found = found
        self.chart.set_builder(self._figure)
        self.state.show_content()

    def show_none(self) -> None:
        """Say that there is nothing to draw yet."""
        self.state.show_empty(say("workbench-chart-none"), say("workbench-chart-none-detail"))

    def retranslate(self) -> None:
        """Take words of the present language."""
        super().retranslate()
        if hasattr(self, "fields"):
            for name, field in self.fields.items():
                field.setAccessibleName(self.look.text(f"workbench-field-{name}"))
                field.setToolTip(self.look.text(f"workbench-field-{name}"))
            self._offer(*(self._chosen(name) for name in ("x", "y", "colour")))

    def _offer(self, x: str, y: str, colour: str) -> None:
        """Fill the fields; what is chosen stays chosen in another language."""
        look, kind = self.look, self._chosen("kind") or KINDS[0]
        names = [one.name for one in self._columns]
        numbers = [one.name for one in self._columns if is_number(one.type)]
        offers: dict[str, list[tuple[str, str]]] = {
            "kind": [(key, look.text(f"workbench-kind-{key}")) for key in KINDS],
            "x": [(name, name) for name in names],
            "y": [(ROWS, look.text("workbench-row-count")), *((name, name) for name in numbers)],
            "colour": [(ROWS, look.text("workbench-one-colour")), *((name, name) for name in names)],
        }
        chosen = {"kind": kind, "x": x, "y": y, "colour": colour}
        self._filling = True
        for name, field in self.fields.items():
            field.clear()
            for key, words in offers[name]:
                field.addItem(f"{look.text(f'workbench-short-{name}')} {words}", key)
            field.setCurrentIndex(max(field.findData(chosen[name]), 0))
            field.setEnabled(bool(offers[name]) and bool(names))
        self._filling = False

    def _chosen(self, name: str) -> str:
        return str(self.fields[name].currentData() or "")

    def _changed(self, name: str) -> None:
        if self._filling or not self._columns:
            return
        if name == "kind":
            self.chart.set_builder(self._figure)
        else:
            self._ask()

    def _ask(self) -> None:
        self.asked.emit(ChartRequest(self._chosen("x"), self._chosen("y"), self._chosen("colour")))

    def _figure(self, width: float, height: float) -> Figure:
        look, found = self.look, self._found
        kind = next((one for one in KINDS if one == self._chosen("kind")), KINDS[0])
        if found is None:
            words = ResultWords("", "", "", "")
            return result_chart((), (), kind, words, (width, height), self._measure, self._number)
        places = [look.text("workbench-others") if place is None else place for place in found.places]
        if found.x_kind == "time":
            places = shorter_days(places)
        elif found.x_kind == "number":
            places = [self._number(float(place)) for place in places]
        series = [
            ResultSeries(
                look.text("workbench-others") if one.name is None else one.name,
                one.values,
                self._number(sum(value for value in one.values if value is not None)),
                one.name is None,
            )
            for one in found.series
        ]
        told = self._chosen("y") or look.text("workbench-row-count")
        verdict = look.text("workbench-chart-says", y=told, x=self._chosen("x"), places=len(places))
        words = ResultWords(verdict, self._folded(found), told, self._chosen("x"))
        return result_chart(places, series, kind, words, (width, height), self._measure, self._number)

    def _folded(self, found: ChartData) -> str:
        """Say what does not stand for itself: a picture must not pass for the whole."""
        parts = []
        if found.grain:
            parts.append(self.look.text(f"workbench-grain-{found.grain}"))
        if found.binned:
            parts.append(self.look.text("workbench-binned"))
        if found.folded_places:
            parts.append(self.look.text("workbench-folded", count=found.folded_places))
        if found.folded_series:
            parts.append(self.look.text("workbench-folded-colours", count=found.folded_series))
        told = " · ".join(parts)
        self.set_meta(told or say("workbench-chart-follows"))
        return told

    def _measure(self, words: str, size: float, bold: bool) -> float:
        return self.look.fonts.metrics(size, 600 if bold else 400).horizontalAdvance(words)

    def _number(self, value: float) -> str:
        digits = 0 if float(value).is_integer() or abs(value) >= 1000 else 2
        return self.look.phrases.number(value, digits)


def suited(result: Result, rows: Sequence[Sequence[object]]) -> tuple[str, str, str]:
    """Return what to draw over what to begin with: time or words across, up the first number, colours for few words.

    A long result is taken for plain rows, which are counted; its numbers are more often keys than amounts.
    """
    times = [one.name for one in result.columns if is_time(one.type)]
    numbers = [one.name for one in result.columns if is_number(one.type)]
    distinct = {
        one.name: len({str(row[at]) for row in rows})
        for at, one in enumerate(result.columns)
        if not is_time(one.type) and not is_number(one.type)
    }
    few = [name for name, count in distinct.items() if 1 < count <= MOST_WORDS]
    x = next(iter((*times, *few, *distinct, *numbers)), "")
    y = next((name for name in numbers if name != x), ROWS) if result.row_count <= LONG else ROWS
    colour = next((name for name in few if name != x), ROWS) if times else ROWS
    return x, y, colour


def shorter_days(places: Sequence[str]) -> list[str]:
    """Leave out the year where all share one, and the day where all are the first of a month."""
    if any(len(place) < 10 or place[4:5] != "-" for place in places):
        return list(places)
    days = [place[:10] for place in places]
    if all(len(place) == 10 and place.endswith("-01") for place in places) and len(places) > 1:
        return [day[:7] for day in days]
    same_year = len({day[:4] for day in days}) == 1
    return [place[5:] if same_year else place for place in places]
