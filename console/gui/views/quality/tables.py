"""Owns the tables of the page on data quality: columns, and answers as rows. It refuses to round a failure away."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from console.domain.quality import COMPLETENESS, DIMENSIONS, Tally, shown_share
from console.domain.quality_trend import TrendPoint
from console.domain.resting import MeasureLine
from console.gui.models.cells import LinesCell
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.words import Named, Say, Words, say
from console.jobs.quality_answers import (
    ChangedLine,
    CheckLine,
    DimensionLine,
    MonthLine,
    OwnerLine,
    TableLine,
    UncheckedLine,
)

WORST = 5.0  # percent failing from which a cell has the strongest tint
PLACES = 2
CHANGE = "quality-change-"
CHANGE_ICONS = {
    "worse": "trending-up",
    "better": "trending-down",
    "fails-now": "triangle-alert",
    "passes-now": "circle-check",
}
OWNER_DIMENSIONS = tuple(name for name in DIMENSIONS if name != "accessibility")


def dimension_words(dimension: str) -> Words:
    """Return the name of a dimension."""
    return say(f"quality-dimension-{dimension}")


def failing_percent(tally: Tally | None) -> float | None:
    """Return the failing part in percent, rounded up so that nothing that fails reads as nothing."""
    if tally is None or not tally.checked:
        return None
    scale = 10.0**PLACES
    return math.ceil(tally.failed / tally.checked * 100 * scale - 1e-9) / scale


def passed_words(share: float | None) -> float | None:
    """Return the passing share as it is shown: never all of it where something fails."""
    return None if share is None else shown_share(share, PLACES + 2)


def _heats(dimensions: Sequence[str]) -> tuple[Column, ...]:
    return tuple(
        Column(
            name,
            say(f"quality-short-{name}"),
            "heat",
            digits=PLACES,
            heat=(0.0, WORST),
            tooltip=dimension_words(name),
        )
        for name in dimensions
    )


def _heat_cells(dimensions: Mapping[str, Tally]) -> dict[str, object]:
    return {name: failing_percent(dimensions.get(name)) for name in DIMENSIONS}


def table_columns() -> Sequence[Column]:
    """Return the columns of tables against dimensions."""
    return (
        Column("name", say("quality-table"), "text"),
        Column("rows", say("quality-rows"), "number"),
        *_heats(DIMENSIONS),
    )


def table_rows(lines: Sequence[TableLine]) -> list[Row]:
    """Return one row a table, the one that fails most first."""
    ordered = sorted(lines, key=lambda line: (-_worst(line.dimensions), line.table))
    return [
        {"table": line.table, "name": Named(line.names), "rows": line.rows, **_heat_cells(line.dimensions)}
        for line in ordered
    ]


def _worst(dimensions: Mapping[str, Tally]) -> float:
    return max((failing_percent(tally) or 0.0 for tally in dimensions.values()), default=0.0)


def check_columns() -> Sequence[Column]:
    """Return the columns of failing checks."""
    return (
        Column("where", say("quality-where"), "lines"),
        Column("check", say("quality-check"), "name"),
        Column("failed", say("quality-failed"), "number"),
        Column("checked", say("quality-checked"), "number"),
        Column("percent", say("quality-percent"), "number", digits=PLACES),
    )


def check_rows(lines: Sequence[CheckLine]) -> list[Row]:
    """Return one row a failing check."""
    return [
        {
            "where": where_cell(line.table_names, line.column_names, line.row.table, line.row.column),
            "check": say(f"quality-check-{line.row.check}"),
            "failed": line.row.failed,
            "checked": line.row.checked,
            "percent": failing_percent(Tally(line.row.failed, line.row.checked, 1)),
            "line": line,
        }
        for line in lines
    ]


def unchecked_columns() -> Sequence[Column]:
    """Return the columns of checks that could not be made."""
    return (
        Column("where", say("quality-where"), "lines"),
        Column("check", say("quality-check"), "name"),
        Column("missing", say("quality-lacking"), "text"),
    )


def unchecked_rows(lines: Sequence[UncheckedLine]) -> list[Row]:
    """Return one row a check that could not be made."""
    return [
        {
            "where": where_cell(
                line.table_names, line.column_names, line.unchecked.table, line.unchecked.column
            ),
            "check": say(f"quality-check-{line.unchecked.check}"),
            "missing": ", ".join(line.unchecked.missing),
            "line": line,
        }
        for line in lines
    ]


def where_cell(
    table_names: Mapping[str, str], column_names: Mapping[str, str], table: str, column: str
) -> LinesCell:
    """Return the column in the reader's words, with its table and its name in the extract below; the table where it is whole."""
    if not column:
        return LinesCell(Named(table_names), table)
    below = {language: f"{name} · {column}" for language, name in table_names.items()}
    return LinesCell(Named(column_names), Named(below))


def subject_columns(title: Words) -> Sequence[Column]:
    """Return the columns of organisations or months."""
    return (
        Column("name", title, "text"),
        Column("failed", say("quality-absent"), "number"),
        Column("checked", say("quality-due"), "number"),
        *_heats(OWNER_DIMENSIONS[1:2] + OWNER_DIMENSIONS[:1] + OWNER_DIMENSIONS[2:]),
    )


def _subject(name: Words, subject: str, dimensions: Mapping[str, Tally]) -> Row:
    complete = dimensions.get(COMPLETENESS, Tally())
    return {
        "subject": subject,
        "name": name,
        "failed": complete.failed if complete.checked else None,
        "checked": complete.checked or None,
        **_heat_cells(dimensions),
    }


def owner_rows(lines: Sequence[OwnerLine]) -> list[Row]:
    """Return one row an organisation, the least complete first."""
    return [
        _subject(
            Named(line.names) if line.organisation_id else say("quality-nobody"),
            line.organisation_id,
            line.dimensions,
        )
        for line in lines
    ]


def month_rows(lines: Sequence[MonthLine]) -> list[Row]:
    """Return one row a month, the latest first."""
    return [_subject(line.month, line.month, line.dimensions) for line in reversed(lines)]


def trend_columns() -> Sequence[Column]:
    """Return the columns of the extracts of a trend."""
    return (
        Column("name", say("quality-extract"), "text"),
        Column("cut_off", say("quality-cut-off"), "date"),
        *_heats(DIMENSIONS),
    )


def trend_rows(points: Sequence[TrendPoint]) -> list[Row]:
    """Return one row an extract, the latest first."""
    return [
        {
            "name": say("quality-this-extract", name=one.name) if one.current else one.name,
            "cut_off": one.cut_off,
            **_heat_cells(one.dimensions),
        }
        for one in reversed(points)
    ]


def measure_columns() -> Sequence[Column]:
    """Return the columns of what measures rest on."""
    return (
        Column("name", say("quality-measure"), "lines"),
        Column("columns", say("quality-rests-on"), "number"),
        *_heats(DIMENSIONS[:-1]),
        Column("worst", say("quality-worst"), "lines"),
    )


def measure_rows(lines: Sequence[MeasureLine]) -> list[Row]:
    """Return one row a measure, the worst first."""
    return [
        {
            "measure": line.measure_id,
            "name": LinesCell(Named(line.names), line.measure_id),
            "columns": line.columns,
            **_heat_cells(line.dimensions),
            "worst": _worst_cell(line),
        }
        for line in lines
    ]


def _worst_cell(line: MeasureLine) -> LinesCell:
    if line.lacking:
        return LinesCell(say("quality-lacks"), ", ".join(line.lacking))
    if line.worst is None:
        return LinesCell(say("quality-none-failing"), "")
    row = line.worst
    return LinesCell(
        say(f"quality-check-{row.check}"), f"{row.table}.{row.column}" if row.column else row.table
    )


def change_columns() -> Sequence[Column]:
    """Return the columns of checks that changed since the extract before."""
    return (
        Column("where", say("quality-where"), "lines"),
        Column("check", say("quality-check"), "name"),
        Column("before", say("quality-before"), "number", digits=PLACES),
        Column("now", say("quality-now"), "number", digits=PLACES),
        Column("kind", say("quality-change"), "name", icon=_change_icon),
    )


def change_rows(lines: Sequence[ChangedLine]) -> list[Row]:
    """Return one row a changed check, with the failing parts in percent."""
    return [
        {
            "where": where_cell(
                line.table_names, line.column_names, line.changed.now.table, line.changed.now.column
            ),
            "check": say(f"quality-check-{line.changed.now.check}"),
            "before": failing_percent(Tally(line.changed.before.failed, line.changed.before.checked, 1)),
            "now": failing_percent(Tally(line.changed.now.failed, line.changed.now.checked, 1)),
            "kind": say(f"{CHANGE}{line.changed.kind}"),
        }
        for line in lines
    ]


def _change_icon(value: object) -> str | None:
    return CHANGE_ICONS.get(value.key.removeprefix(CHANGE)) if isinstance(value, Say) else None


def dimension_columns() -> Sequence[Column]:
    """Return the columns of the strip as a table."""
    return (
        Column("name", say("quality-dimension"), "text"),
        Column("checks", say("quality-checks"), "number"),
        Column("failed", say("quality-failed"), "number"),
        Column("checked", say("quality-checked"), "number"),
        Column("passed", say("quality-passed"), "percent", digits=PLACES),
        Column("unchecked", say("quality-unchecked"), "number"),
    )


def dimension_rows(lines: Sequence[DimensionLine]) -> list[Row]:
    """Return one row a dimension."""
    return [
        {
            "name": dimension_words(line.dimension),
            "checks": line.tally.checks,
            "failed": line.tally.failed if line.tally.checked else None,
            "checked": line.tally.checked,
            "passed": passed_words(line.tally.passed),
            "unchecked": line.unchecked,
        }
        for line in lines
    ]
