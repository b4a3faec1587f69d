"""Owns ``plumbline method``: a statistic or a rule set on any file. It refuses to compute."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from console.cli.commands.method_benford import run_benford
from console.cli.commands.method_flags import run_ocds_flags
from console.cli.commands.method_output import ColumnOption, ReadAsOption, data_file, show_rows, start
from console.cli.commands.method_ratings import run_agreement, run_sample
from console.cli.commands.shared import FileArgument, JsonOption
from console.cli.output import print_json, say
from console.i18n import Phrases
from console.jobs.method_series import (
    ChartOutcome,
    ChartRequest,
    IntervalRequest,
    control_chart,
    inequality,
    interval,
    kaplan_meier,
)

ByOption = Annotated[str, typer.Option("--by")]
DenominatorOption = Annotated[str, typer.Option("--denominator")]


def run_control_chart(
    typer_context: typer.Context,
    file: FileArgument,
    column: ColumnOption,
    kind: Annotated[str, typer.Option("--kind")] = "xmr",
    denominator: DenominatorOption = "",
    order: Annotated[str, typer.Option("--order")] = "",
    rules: Annotated[str, typer.Option("--rules")] = "nhs",
    baseline: Annotated[int | None, typer.Option("--baseline", min=2)] = None,
    screening: Annotated[bool, typer.Option("--screening/--no-screening")] = True,
    laney: Annotated[bool, typer.Option("--laney")] = False,
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Draw up a control chart."""
    context, progress = start(typer_context)
    request = ChartRequest(column, kind, denominator, order, rules, baseline, screening, laney)
    with progress:
        found = control_chart(data_file(context, file, read_as), request, progress.bar)
    named = {"method": "control-chart", "file": file.name, "column": column}
    points = _points(found)
    document = {**named, **_chart_facts(found)}
    if json:
        print_json({**document, "points": points})
        return
    show_rows(context.phrases, points)
    _say_chart(context.phrases, document)


def _points(found: ChartOutcome) -> list[dict[str, Any]]:
    chart = found.chart
    return [
        {
            "label": found.labels[place],
            "value": chart.values[place],
            "lower": chart.lower[place],
            "upper": chart.upper[place],
            **({"second": chart.second[place]} if chart.second else {}),
            "flag": None if flagged is None else flagged.rule,
            "side": None if flagged is None else flagged.side,
        }
        for place, flagged in enumerate(chart.flags)
    ]


def _chart_facts(found: ChartOutcome) -> dict[str, Any]:
    chart = found.chart
    return {
        "kind": chart.kind,
        "rules": chart.rules,
        "n": len(chart.values),
        "missing": found.cells.missing,
        "unreadable": found.cells.unreadable,
        "centre": chart.centre,
        "baseline": chart.baseline,
        "screened": chart.screened,
        "range_centre": chart.range_centre,
        "range_upper": chart.range_upper,
        "flagged": sum(flagged is not None for flagged in chart.flags),
        "dependence": found.dependence,
        "expected_false_alarms": found.false_alarms,
    }


def _say_chart(phrases: Phrases, document: dict[str, Any]) -> None:
    centre, flagged, n = document["centre"], document["flagged"], document["n"]
    say(phrases.text("chart-summary", centre=phrases.number(centre, 4), flagged=flagged, n=n))
    alarms = document["expected_false_alarms"]
    if alarms is not None:
        say(phrases.text("chart-alarms", share=phrases.percent(alarms.any_flag, 0)))
    found = document["dependence"]
    if found is not None and (found.autocorrelated or found.seasonal):
        say(phrases.text("chart-dependent"))


def run_interval(
    typer_context: typer.Context,
    file: FileArgument,
    column: ColumnOption,
    kind: Annotated[str, typer.Option("--kind")] = "proportion",
    denominator: DenominatorOption = "",
    by: ByOption = "",
    share: Annotated[float, typer.Option("--share", min=0.001, max=0.999)] = 0.5,
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Estimate with an interval."""
    context, progress = start(typer_context)
    request = IntervalRequest(column, kind, denominator, by, share)
    with progress:
        found = interval(data_file(context, file, read_as), request, progress.bar)
    rows = [
        {
            "group": one.group,
            "n": one.estimate.n,
            "numerator": one.numerator,
            "denominator": one.denominator,
            "point": one.estimate.point,
            "low": one.estimate.low,
            "high": one.estimate.high,
        }
        for one in found.groups
    ]
    names = ("point", "low", "high")
    difference = None if found.difference is None else dict(zip(names, found.difference, strict=True))
    cells = {"missing": found.cells.missing, "unreadable": found.cells.unreadable}
    document = {"method": "interval", "file": file.name, "column": column, "kind": kind, **cells}
    if json:
        print_json({**document, "groups": rows, "difference": difference})
        return
    show_rows(context.phrases, rows)
    if difference is not None:
        told = {name: context.phrases.number(value, 4) for name, value in difference.items()}
        say(context.phrases.text("interval-difference", **told))


def run_gini(
    typer_context: typer.Context,
    file: FileArgument,
    column: ColumnOption,
    by: ByOption = "",
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Measure inequality and concentration."""
    context, progress = start(typer_context)
    with progress:
        found = inequality(data_file(context, file, read_as), column, by, progress.bar)
    document = {
        "method": "gini",
        "file": file.name,
        "column": column,
        "by": by or None,
        "n": found.n,
        "missing": found.cells.missing,
        "unreadable": found.cells.unreadable,
        "total": found.total,
        "gini": found.gini,
        "hhi": found.hhi,
    }
    if json:
        print_json(document)
    else:
        show_rows(context.phrases, [{name: document[name] for name in ("n", "total", "gini", "hhi")}])


def run_kaplan_meier(
    typer_context: typer.Context,
    file: FileArgument,
    column: ColumnOption,
    event: Annotated[str, typer.Option("--event")] = "",
    by: ByOption = "",
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Estimate times to an event."""
    context, progress = start(typer_context)
    with progress:
        found = kaplan_meier(data_file(context, file, read_as), column, event, by, progress.bar)
    document = {
        "method": "kaplan-meier",
        "file": file.name,
        "column": column,
        "rows": found.rows,
        "unusable": found.unusable,
        "groups": found.groups,
    }
    if json:
        print_json(document)
        return
    rows = [
        {
            "group": one.group,
            "n": one.n,
            "events": one.events,
            "median": one.median.median,
            "low": one.median.low,
            "high": one.median.high,
        }
        for one in found.groups
    ]
    show_rows(context.phrases, rows)


COMMANDS = (
    ("benford", run_benford),
    ("control-chart", run_control_chart),
    ("interval", run_interval),
    ("gini", run_gini),
    ("kaplan-meier", run_kaplan_meier),
    ("agreement", run_agreement),
    ("sample", run_sample),
    ("ocds-flags", run_ocds_flags),
)
