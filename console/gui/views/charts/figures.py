"""Owns how a judged series becomes a figure: numbers in, worded marks out. It refuses to compute anything else."""

from __future__ import annotations

from console.charts.control_chart import ControlWords
from console.charts.figure import Figure
from console.charts.parts import Hit, Measure
from console.charts.stepped_chart import SteppedSeries, stepped_chart
from console.gui.theme import Look
from console.gui.views.charts.wording import doubts, value_of, verdict
from console.jobs.charts_answers import ControlAnswer

STATES = ("better", "worse", "changed")


def control_figure(
    look: Look, found: ControlAnswer, selected: int | None, size: tuple[float, float], measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the chart, the selected point's month shaded."""
    words = ControlWords(
        look.words(verdict(found)),
        doubts(look, found),
        look.text(f"charts-unit-{found.unit}"),
        look.text("services-limit-high"),
        look.text("services-limit-centre"),
        look.text("services-limit-low"),
        look.text("services-ranges"),
        (
            look.text("control-column-point"),
            look.text("control-column-value"),
            look.text("control-column-state"),
        ),
        tuple((state, look.text(f"charts-flag-{state}")) for state in STATES),
    )
    return stepped_chart(
        series_of(look, found, selected),
        words,
        size,
        measure,
        lambda value: value_of(look, found.unit, found.digits, value),
    )


def series_of(look: Look, found: ControlAnswer, selected: int | None) -> SteppedSeries:
    """Return the series to draw."""
    points = found.points
    firsts = [one.first for one in found.phases[1:]]
    starts = tuple(place for place, one in enumerate(points) if one.label in firsts)
    second = tuple(one.second for one in points)
    limits = [one.range_upper for one in points if one.range_upper is not None]
    return SteppedSeries(
        tuple(one.label[2:] for one in points),
        tuple(one.value for one in points),
        tuple(one.state for one in points),
        tuple(one.lower for one in points),
        tuple(one.centre for one in points),
        tuple(one.upper for one in points),
        starts,
        tuple(look.text("charts-rebased") for _ in starts),
        second if any(value is not None for value in second) else (),
        tuple(one.moving_range for one in points),
        limits[-1] if limits else None,
        selected,
    )
