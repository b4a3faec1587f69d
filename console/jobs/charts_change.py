"""Owns where a change sits: the parts of a measure's change between two spans by item, organisation, step, channel and more.

All of it is SQL that pastes into the workbench. It refuses parts that would not add up to the change.
"""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.measure import Kind, Measure
from console.domain.period import Period
from console.domain.ports import Progress
from console.engine.columns import quoted
from console.engine.compile import passes
from console.engine.runs import STEP
from console.engine.session import Row
from console.engine.views import set_period
from console.jobs.charts_answers import (
    ChangeAnswer,
    ChangeColumn,
    ChangePart,
    ChangeRequest,
    StepDays,
)
from console.jobs.charts_scan import subject_names
from console.jobs.charts_series import Wanted, conditions, measure_of, unreadable, wanted_of
from console.jobs.extract import OpenedExtract
from console.jobs.page_scope import absent

SPLIT = frozenset({Kind.COUNT, Kind.SUM, Kind.MEAN, Kind.RATIO})
FIRST = ("item_id", "organisation_id", "region_id", "step", "channel")
MOST_COLUMNS = 10
MOST_PARTS = 12
STEP_NEEDS = ("case_event.case_id", "case_event.occurred_on", "case_event.sequence")


def what_changed(extract: OpenedExtract, request: ChangeRequest, progress: Progress) -> ChangeAnswer:
    """Split the change between two spans; raises UsageError for a measure that does not exist."""
    measure = measure_of(extract, request.control.measure_id)
    wanted = wanted_of(extract, request.control)
    if measure.kind not in SPLIT:
        return ChangeAnswer(request, "not-additive")
    if measure.denominator_view:
        return ChangeAnswer(request, "own-denominator")
    if (why := unreadable(extract, measure, wanted)) is not None:
        return ChangeAnswer(request, why[0], why[1])
    columns = _columns(extract, measure, wanted)
    set_period(extract.connection, request.after, extract.cut_off)
    sql = change_sql(measure, columns, wanted, request)
    rows = extract.connection.rows(sql, progress)
    whole = next((row for row in rows if row[0] == ""), None)
    if whole is None or whole[4] is None or whole[5] is None:
        side = "before" if whole is None or whole[4] is None else "after"
        return ChangeAnswer(request, f"nothing-{side}", sql=sql)
    progress.report(0.7, "control-change")
    told = [_column(extract, request, name, rows) for name in columns]
    steps, steps_sql = _steps(extract, measure, wanted, request, progress)
    return ChangeAnswer(request, "", (), whole[4], whole[5], tuple(told), steps, sql, steps_sql)


def _columns(extract: OpenedExtract, measure: Measure, wanted: Wanted) -> tuple[str, ...]:
    """Return the columns one may look into: all of the view's that the extract can fill and that are not fixed."""
    subjects = extract.catalogue.views[measure.view].subjects
    ordered = [*(name for name in FIRST if name in subjects), *(n for n in subjects if n not in FIRST)]
    fixed = {name for name, values in wanted.items() if len(values) == 1}
    held = [n for n in ordered if n not in fixed and not absent(extract, f"{measure.view}.{n}")]
    return tuple(held[:MOST_COLUMNS])


def change_sql(measure: Measure, columns: Sequence[str], wanted: Wanted, request: ChangeRequest) -> str:
    """Return the SQL that splits the change: column, subject, rows before and after, value before and after, within, mix.

    A ratio splits after Kitagawa (1955, Journal of the American Statistical Association 50:1168-1194): mean weight times
    change of the own ratio, and change of weight times how far the own ratio lies from the whole's; a part absent from one
    span changes by weight alone. A count or a sum splits by itself, a month on average. The row with an empty column is the
    whole.
    """
    part = passes([measure])[0].parts[0]
    at = f"CAST({measure.at} AS DATE)"
    side = f"CASE WHEN {_within(at, request.before)} THEN 0 WHEN {_within(at, request.after)} THEN 1 END"
    names = [quoted(name) for name in columns]
    sets = ", ".join(["(side)", *(f"(side, {name})" for name in names)])
    subject = f"coalesce({', '.join(f'CAST({name} AS VARCHAR)' for name in names)}, '')" if names else "''"
    called = " ".join(
        f"WHEN GROUPING({name}) = 0 THEN '{bare}'" for name, bare in zip(names, columns, strict=True)
    )
    column = f"CASE {called} ELSE '' END" if names else "''"
    return f"""WITH sided AS (
    SELECT *, {side} AS side FROM {quoted(measure.view)}
    WHERE ({_within(at, request.before)} OR {_within(at, request.after)}){conditions(wanted)}
),
grouped AS (
    SELECT {column} AS dimension, {subject} AS subject, side, {part.numerator} AS n, {part.denominator} AS d
    FROM sided GROUP BY GROUPING SETS ({sets})
),
paired AS (
    SELECT dimension, subject, {_side("n", 0)}, {_side("n", 1)}, {_side("d", 0)}, {_side("d", 1)}
    FROM grouped GROUP BY dimension, subject
),
{_split(measure, request)}
ORDER BY dimension, abs(within + mix) DESC, subject"""


def _side(name: str, side: int) -> str:
    return f"coalesce(CAST(max({name}) FILTER (WHERE side = {side}) AS DOUBLE), 0) AS {name}{side}"


def _split(measure: Measure, request: ChangeRequest) -> str:
    if measure.kind in {Kind.COUNT, Kind.SUM}:
        months = [len(span.months()) for span in (request.before, request.after)]
        return f"""shared AS (
    SELECT dimension, subject, d0, d1, n0 / {months[0]} AS r0, n1 / {months[1]} AS r1 FROM paired WHERE d0 > 0 OR d1 > 0
)
SELECT dimension, subject, d0, d1, r0, r1, r1 - r0 AS within, 0.0 AS mix FROM shared"""
    return """shared AS (
    SELECT *, n0 / nullif(d0, 0) AS r0, n1 / nullif(d1, 0) AS r1,
           d0 / nullif(sum(d0) OVER every, 0) AS w0, d1 / nullif(sum(d1) OVER every, 0) AS w1,
           (sum(n0) OVER every / nullif(sum(d0) OVER every, 0) + sum(n1) OVER every / nullif(sum(d1) OVER every, 0)) / 2 AS middle
    FROM paired WINDOW every AS (PARTITION BY dimension)
)
SELECT dimension, subject, d0, d1, r0, r1, (w0 + w1) / 2 * (coalesce(r1, r0) - coalesce(r0, r1)) AS within,
       (w1 - w0) * ((coalesce(r0, r1) + coalesce(r1, r0)) / 2 - middle) AS mix
FROM shared WHERE d0 > 0 OR d1 > 0"""


def _column(extract: OpenedExtract, request: ChangeRequest, name: str, rows: Sequence[Row]) -> ChangeColumn:
    names = subject_names(extract, request.control.scope, name)
    parts = [
        ChangePart(
            str(subject),
            names.get(str(subject), str(subject)),
            float(before),
            float(after),
            old,
            new,
            float(within or 0.0),
            float(mix or 0.0),
        )
        for column, subject, before, after, old, new, within, mix in rows
        if column == name
    ]
    kept = parts[:MOST_PARTS]
    rest = sum(part.within + part.mix for part in parts[MOST_PARTS:])
    return ChangeColumn(name, tuple(kept), len(parts), rest)


def _steps(
    extract: OpenedExtract,
    measure: Measure,
    wanted: Wanted,
    request: ChangeRequest,
    progress: Progress,
) -> tuple[tuple[StepDays, ...], str]:
    """Return the days of a case by step, where the measure is about cases and the extract holds their events."""
    by_case = extract.catalogue.views[measure.view].grain == ("case_id",)
    if not by_case or absent(extract, *STEP_NEEDS):
        return (), ""
    at = f"CAST({measure.at} AS DATE)"
    sql = f"""WITH chosen AS (
    SELECT case_id, CASE WHEN {_within(at, request.before)} THEN 0 ELSE 1 END AS side FROM {quoted(measure.view)}
    WHERE ({_within(at, request.before)} OR {_within(at, request.after)}) AND {measure.judged}{conditions(wanted)}
),
sized AS (SELECT count(*) FILTER (WHERE side = 0) AS before, count(*) FILTER (WHERE side = 1) AS after FROM chosen),
stays AS (
    SELECT c.side, {STEP} AS step,
           lead(e.occurred_on) OVER (PARTITION BY e.case_id ORDER BY e.occurred_at NULLS LAST, e.sequence) - e.occurred_on AS days
    FROM case_event e JOIN chosen c ON c.case_id = e.case_id
)
SELECT step, coalesce(sum(days) FILTER (WHERE side = 0), 0) / any_value(before) AS days_before,
       coalesce(sum(days) FILTER (WHERE side = 1), 0) / any_value(after) AS days_after
FROM stays, sized WHERE step IS NOT NULL AND before > 0 AND after > 0
GROUP BY step ORDER BY abs(days_after - days_before) DESC, step"""
    rows = extract.connection.rows(sql, progress)
    return tuple(StepDays(str(step), float(before), float(after)) for step, before, after in rows), sql


def _within(at: str, span: Period) -> str:
    return f"{at} BETWEEN DATE '{span.starts.isoformat()}' AND DATE '{span.ends.isoformat()}'"
