"""Owns the tables of the page of control charts: subjects with their signals, parts of a change. It refuses to rank people."""

from __future__ import annotations

from collections.abc import Mapping

from console.gui.models.cells import MarkCell, NotComputableCell, SignalCell, Spark
from console.gui.models.columns import Column
from console.gui.theme import Look
from console.gui.views.charts.wording import value_name, value_of
from console.gui.words import Words, say
from console.jobs.charts_answers import ChangeAnswer, ChangeColumn, ControlAnswer, ScanAnswer, ScanLine

Row = Mapping[str, object]
JUDGEMENTS = {"worse": -1, "stable": 0, "improved": 1}
STEP = "step"
SPARK = 24  # months of the small line


def scan_columns() -> tuple[Column, ...]:
    """Return the columns of the scan."""
    return (
        Column("name", say("control-column-name"), "text"),
        Column("state", say("control-column-state"), "mark"),
        Column("since", say("control-column-since"), "code"),
        Column("last", say("charts-last"), "name"),
        Column("spark", say("charts-months"), "spark", width=76),
    )


def scan_rows(look: Look, chart: ControlAnswer, found: ScanAnswer) -> list[Row]:
    """Return one row a subject."""
    return [_scan_row(look, chart, found.request.column, one) for one in found.lines]


def _scan_row(look: Look, chart: ControlAnswer, column: str, one: ScanLine) -> Row:
    return {
        "subject": one.subject,
        "name": value_name(look, column, one.subject, one.name),
        "state": _state(one),
        "since": one.since,
        "last": value_of(look, chart.unit, chart.digits, one.last),
        "spark": _spark(one, chart.direction),
    }


def _state(one: ScanLine) -> object:
    """Return the sign of the process as everywhere; a change of what is neither good nor bad is a mark of its own."""
    if one.state == "unknown":
        return NotComputableCell(say("control-short-unknown"))
    if one.state in JUDGEMENTS:
        return SignalCell(JUDGEMENTS[one.state], bool(one.sides) and one.sides[-1] > 0)
    return MarkCell("notice", say(f"control-short-{one.state}"))


def _spark(one: ScanLine, direction: str) -> Spark | None:
    if one.lower is None or one.upper is None or one.centre is None or len(one.values) < 2:
        return None
    good = {"up": 1, "down": -1}.get(direction, 0)
    quiet = (0,) * (len(one.values[-SPARK:]) - 1)  # the table is about the last point
    return Spark(one.values[-SPARK:], one.centre, one.lower, one.upper, (*quiet, one.sides[-1]), good)


def change_columns(chart: ControlAnswer) -> tuple[Column, ...]:
    """Return the columns of the parts of a change."""
    unit = say("charts-points-unit") if chart.unit == "percent" else ""
    digits = chart.digits + 1
    good = {"up": 1, "down": -1}.get(chart.direction, 0)
    return (
        Column("name", say("control-column-name"), "text"),
        Column("before", say("control-column-before"), "name"),
        Column("after", say("control-column-after"), "name"),
        Column("within", say("control-column-within"), "delta", digits=digits, good=good, unit=unit),
        Column("mix", say("control-column-mix"), "delta", digits=digits, good=good, unit=unit),
    )


def change_rows(look: Look, chart: ControlAnswer, column: ChangeColumn) -> list[Row]:
    """Return one row a part, the largest first, and what the others add together."""
    times = 100 if chart.unit == "percent" else 1
    rows: list[Row] = [
        {
            "subject": part.subject,
            "name": value_name(look, column.column, part.subject, part.name),
            "before": value_of(look, chart.unit, chart.digits, part.value_before),
            "after": value_of(look, chart.unit, chart.digits, part.value_after),
            "within": _told(part.within * times, chart.digits + 1),
            "mix": _told(part.mix * times, chart.digits + 1),
        }
        for part in column.parts
    ]
    left = column.count - len(column.parts)
    if left > 0:
        others: Words = say("charts-others", count=look.phrases.number(left))
        rest = _told(column.rest * times, chart.digits + 1)
        rows.append({"subject": None, "name": others, "before": "", "after": "", "within": rest})
    return rows


def _told(value: float, digits: int) -> float:
    """Return a change as it is shown: one that reads as zero points nowhere."""
    return round(value, digits) + 0.0


def step_columns() -> tuple[Column, ...]:
    """Return the columns of days by step."""
    return (
        Column("name", say("control-subject-step"), "text"),
        Column("before", say("control-column-before"), "number", digits=2),
        Column("after", say("control-column-after"), "number", digits=2),
        Column("within", say("control-column-adds"), "delta", digits=2, good=-1),
    )


def step_rows(look: Look, found: ChangeAnswer) -> list[Row]:
    """Return one row a step, the largest change first."""
    return [
        {
            "subject": one.step,
            "name": value_name(look, STEP, one.step, one.step),
            "before": one.before,
            "after": one.after,
            "within": _told(one.after - one.before, 2),
        }
        for one in found.steps
    ]
