"""Owns the scan: the control chart of one measure for every value of one column, and how many signals are chance.

It refuses to show signals without the number that would be there if nothing had happened anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from console.domain.measure import Measure
from console.domain.ports import Progress, stop_if_cancelled
from console.engine.columns import quoted
from console.errors import UsageError
from console.jobs.charts import fits, is_share, judge, rare
from console.jobs.charts_answers import (
    ROWS_KINDS,
    ControlAnswer,
    ScanAnswer,
    ScanLine,
    ScanRequest,
)
from console.jobs.charts_rebases import rebases_of
from console.jobs.charts_series import (
    Wanted,
    measure_of,
    months_joined,
    months_read,
    unreadable,
    wanted_of,
    whole_months,
)
from console.jobs.extract import OpenedExtract
from console.jobs.measure import check_subject
from console.jobs.page_scope import name_column
from console.jobs.theme_answers import PageScope
from console.methods.control_alarms import expected_signals, false_alarms, share_alarms

ORDER = {"worse": 0, "changed": 1, "improved": 2, "stable": 3, "unknown": 4}
NAMED = {
    "organisation_id": "organisation",
    "item_id": "service_item",
    "region_id": "region",
    "system_id": "system",
}
ENGLISH = frozenset({"organisation", "service_item", "region"})
MOST_LINES = 2_000
SCANNED = 100  # simulations a chart, where many are scanned


def scan(extract: OpenedExtract, request: ScanRequest, progress: Progress) -> ScanAnswer:
    """Judge every subject of a column; raises UsageError for a measure or a column that does not exist."""
    measure = measure_of(extract, request.control.measure_id)
    check_subject(extract, [measure], request.column)
    if request.control.kind in ROWS_KINDS:
        raise UsageError("control-scan-kind", name=request.control.kind)
    if not fits(measure, request.control.kind):
        return ScanAnswer(request, "kind")
    wanted = wanted_of(extract, request.control)
    columns = (*(name for name in wanted if name != request.column), request.column)
    every: Wanted = {**{name: wanted.get(name, frozenset()) for name in columns}}
    if (why := unreadable(extract, measure, {name: frozenset({""}) for name in columns})) is not None:
        return ScanAnswer(request, why[0], why[1])
    months = whole_months(extract, request.control)
    readings = months_read(extract, measure, columns, months, progress)
    found = sorted({one.subject.split("|")[-1] for one in readings})
    if request.column in wanted:
        found = [subject for subject in found if subject in wanted[request.column]]
    names = subject_names(extract, request.control.scope, request.column)
    by_subject: dict[str, list[int]] = {}
    for place, one in enumerate(readings):
        by_subject.setdefault(one.subject.split("|")[-1], []).append(place)
    answers = []
    for number, subject in enumerate(found[:MOST_LINES]):
        if number % 50 == 0:
            stop_if_cancelled(progress)
            progress.report(0.5 + 0.5 * number / len(found), "control-scan")
        own = {**every, request.column: frozenset({subject})}
        points = months_joined(measure, [readings[place] for place in by_subject[subject]], own, months)
        few = is_share(measure) and rare(points)
        asked = replace(request.control, subjects=(*request.control.subjects, (request.column, subject)))
        told = judge(asked, measure, points, rebases_of(asked), doubting=False)
        if wanted and not any(one.value is not None for one in points):
            continue  # belongs to another region: it is not one with too few data here
        answers.append(
            (subject, replace(told, state="unknown", rule="", length=0, since="") if few else told)
        )
    return _told(request, measure, answers, names)


def _told(
    request: ScanRequest,
    measure: Measure,
    answers: list[tuple[str, ControlAnswer]],
    names: dict[str, str],
) -> ScanAnswer:
    lines = [_line(subject, names.get(subject, subject), one) for subject, one in answers]
    lines.sort(key=lambda one: (ORDER[one.state], -one.length, -one.flagged, one.subject))
    judged = [one for _, one in answers if one.state != "unknown"]
    known: dict[int, float] = {}
    return ScanAnswer(
        request,
        "",
        (),
        tuple(lines),
        len(judged),
        len(lines) - len(judged),
        sum(one.state != "stable" for one in judged),
        expected_signals([_chance(request, measure, one, known) for one in judged]),
    )


def _chance(request: ScanRequest, measure: Measure, one: ControlAnswer, known: dict[int, float]) -> float:
    """Return the chance that a chart's last point is flagged where nothing happened: of shares by their own sizes."""
    control = request.control
    held = [point for point in one.points if point.value is not None]
    if is_share(measure) and control.kind in {"xmr", "p"}:
        sizes = [point.denominator for point in held if point.denominator]
        share = sum(point.numerator or 0.0 for point in held) / sum(sizes)
        told = share_alarms(
            sizes, share, rules=control.rules, screening=control.screening, simulations=SCANNED
        )
        return told.last_point
    if len(held) not in known:
        kind = control.kind if control.kind in {"ewma", "cusum"} else "xmr"
        alarms = false_alarms(kind, len(held), rules=control.rules, screening=control.screening)
        known[len(held)] = alarms.last_point if alarms else 1.0
    return known[len(held)]


def _line(subject: str, name: str, one: ControlAnswer) -> ScanLine:
    held = [point for point in one.points if point.value is not None]
    return ScanLine(
        subject,
        name,
        one.state,
        one.rule,
        one.length,
        one.since,
        held[-1].value if held else None,
        one.phases[-1].centre if one.phases else None,
        sum(bool(point.rule) for point in held),
        len(held),
        tuple(point.value for point in held if point.value is not None),
        tuple(point.side for point in held),
        held[-1].lower if held else None,
        held[-1].upper if held else None,
    )


def subject_names(extract: OpenedExtract, scope: PageScope, column: str) -> dict[str, str]:
    """Return the names of a column's values where the extract names them: the newest version of an item's."""
    table = NAMED.get(column, "")
    if not table or table in extract.missing:
        return {}
    name = name_column(scope) if table in ENGLISH else "name"
    key = quoted(column)
    if table == "service_item":
        return dict(
            extract.connection.rows(
                f"SELECT i.item_id, arg_max({name_column(scope, 'i.')}, i.item_version) "
                "|| coalesce(' · ' || any_value(o.owner), '') FROM service_item i "
                f"LEFT JOIN (SELECT organisation_id, {name} AS owner FROM organisation) o "
                "ON o.organisation_id = i.organisation_id GROUP BY i.item_id"
            )
        )
    return dict(
        extract.connection.rows(
            f"SELECT {key}, any_value({name}) FROM {table} WHERE {name} IS NOT NULL GROUP BY 1"
        )
    )
