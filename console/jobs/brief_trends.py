"""Owns the small charts of a briefing: a process over time and execution against time. It refuses a chart of nothing."""

from __future__ import annotations

from console.domain.briefing_blocks import (
    ControlTrend,
    ExecutionBar,
    ExecutionTrend,
    Trend,
    TrendPoint,
    Trends,
)
from console.domain.briefing_definition import TrendDefinition
from console.domain.measure import Measure, Reading
from console.jobs.brief_draft import BARE_SHARE, SHARE, Draft, label, plain_print
from console.jobs.brief_index import ranking
from console.jobs.recompute import Ask
from console.methods.trend_signal import Signal


def trends(draft: Draft) -> Trends | None:
    """Return the first charts of the definition that there is something to draw of."""
    limit = draft.definition.limits["trends"]
    charts: list[Trend] = []
    for told in draft.definition.trends:
        if len(charts) < limit and (chart := _chart(draft, told)) is not None:
            charts.append(chart)
    return Trends(draft.words(draft.definition.text, "heading_trends"), tuple(charts)) if charts else None


def _chart(draft: Draft, told: TrendDefinition) -> Trend | None:
    if told.kind == "ranking":
        return ranking(draft, told)
    return control(draft, told) if told.kind == "control" else execution(draft, told)


def control(draft: Draft, told: TrendDefinition) -> ControlTrend | None:
    """Return a measure by month with its limits; None where no month has a reading."""
    measure = draft.calculator.extract.catalogue.measures[told.measure]
    cut, key, months = draft.scope.cut, draft.scope.region_id, draft.months
    series = draft.calculator.readings.series(measure, cut, key, months)
    if all(value is None for _, value in series):
        return None
    found = draft.calculator.readings.signal(measure, cut, key, months)
    shown = plain_print(measure)
    limits = (
        [draft.book.put(_ask(draft, measure, "control", part), shown) for part in _PARTS]
        if found.chart
        else []
    )
    return ControlTrend(
        draft.words(told.text, "title"),
        _verdict(draft, measure, found),
        tuple(
            TrendPoint(label(month), draft.book.put(_ask(draft, measure, "series", month), shown), mark)
            for (month, _), mark in zip(series, _marks(measure, found, len(series)), strict=True)
        ),
        *(limits or ("", "", "")),
    )


_PARTS = ("centre", "lower", "upper")


def _ask(draft: Draft, measure: Measure, recipe: str, detail: str) -> Ask:
    name = f"{measure.id}@{measure.version}"
    return Ask(recipe, name, draft.scope.subject, draft.months.name, detail)


def _marks(measure: Measure, found: Signal, count: int) -> list[str]:
    if found.chart is None:
        return [""] * count
    return ["" if flag is None else _side(flag.side, measure.direction) for flag in found.chart.flags]


def _side(side: int, direction: str) -> str:
    if direction == "none":
        return ""
    return "better" if (side > 0) == (direction == "up") else "worse"


def _verdict(draft: Draft, measure: Measure, found: Signal) -> str:
    if found.state in ("stable", "unknown"):
        return draft.say(f"control-{found.state}")
    side = draft.say("control-high" if found.side > 0 else "control-low")
    if found.length == 1:
        return draft.say("control-out", side=side)
    run = draft.place(_ask(draft, measure, "control", "run"))
    return draft.say(f"control-{found.state}", run=run, side=side)


def execution(draft: Draft, told: TrendDefinition) -> ExecutionTrend | None:
    """Return the lowest shares against the time gone by: of regions, or of one region's organisations."""
    measure = draft.calculator.extract.catalogue.measures[told.measure]
    column = "organisation_id" if draft.scope.region_id else "region_id"
    names = draft.names(column)
    held = draft.calculator.readings.subjects(measure, (column,), draft.period)
    own = own_subjects(draft, column)
    known = [
        r for r in held if r.value is not None and r.subject in names and (own is None or r.subject in own)
    ]
    if not known:
        return None
    lowest = sorted(known, key=lambda reading: (reading.value or 0.0, reading.subject))[: told.limit or None]
    progress = Ask("extract", "", "", draft.period.name, "time-progress")
    return ExecutionTrend(
        draft.words(told.text, "title"),
        draft.say(
            "execution-verdict" if len(lowest) < len(known) else "execution-verdict-all",
            whole=draft.place(draft.ask_reading(measure), SHARE),
        ),
        tuple(_bar(draft, measure, reading, names[reading.subject]) for reading in reversed(lowest)),
        draft.book.put(progress, BARE_SHARE),
        draft.say("time-progress", value=draft.place(progress, BARE_SHARE)),
    )


def _bar(draft: Draft, measure: Measure, reading: Reading, name: str) -> ExecutionBar:
    subject = f"{reading.subject_column}={reading.subject}"
    return ExecutionBar(name, draft.book.put(draft.ask_reading(measure, subject=subject), BARE_SHARE))


def own_subjects(draft: Draft, column: str) -> frozenset[str] | None:
    """Return the organisations of the scope, None where every subject belongs to it."""
    if column == "region_id":
        return None
    rows = draft.calculator.extract.connection.rows(
        "SELECT CAST(organisation_id AS VARCHAR) FROM organisation WHERE region_id = ?",
        parameters=[draft.scope.region_id],
    )
    return frozenset(str(row[0]) for row in rows)
