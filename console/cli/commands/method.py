"""Owns ``plumbline method``: a statistic or a rule set on any file. It refuses to compute."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from console.cli.commands.method_flags import run_ocds_flags
from console.cli.commands.method_output import data_file, show_rows, start
from console.cli.commands.method_ratings import run_agreement, run_sample
from console.cli.commands.shared import FileArgument, JsonOption
from console.cli.output import print_json, say
from console.i18n import Phrases
from console.jobs.method import BenfordOutcome, benford
from console.jobs.method_series import (
    ChartOutcome,
    ChartRequest,
    IntervalRequest,
    control_chart,
    inequality,
    interval,
    kaplan_meier,
)
from console.methods.benford import BenfordResult

ColumnOption = Annotated[str, typer.Option("--column")]
ByOption = Annotated[str, typer.Option("--by")]
DenominatorOption = Annotated[str, typer.Option("--denominator")]
ReadAsOption = Annotated[str, typer.Option("--read-as")]


def run_benford(
    typer_context: typer.Context,
    file: FileArgument,
    column: ColumnOption,
    digits: Annotated[str, typer.Option("--digits")] = "first-two",
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Test digits against Benford's law."""
    context, progress = start(typer_context)
    with progress:
        found = benford(data_file(context, file, read_as), column, digits, progress.bar)
    rows = [
        {
            "digit": row.digit,
            "count": row.count,
            "observed": row.observed,
            "expected": row.expected,
            "z": row.z,
        }
        for row in found.result.rows
    ]
    if json:
        named = {"method": "benford", "file": file.name, "column": column, "digits": digits}
        print_json({**named, **_benford_facts(found), "table": rows})
        return
    show_rows(context.phrases, rows)
    _say_benford(context.phrases, found.result)


def _benford_facts(found: BenfordOutcome) -> dict[str, Any]:
    told, counts = found.result, found.counts
    most = counts.most
    return {
        "n": told.n,
        "rows": counts.rows,
        "missing": counts.missing,
        "unreadable": counts.unreadable,
        "not_positive": counts.not_positive,
        "mad": told.mad,
        "mad_limits": told.mad_limits,
        "chi_square": told.chi_square,
        "degrees_of_freedom": told.degrees,
        "chi_square_p": told.chi_square_p,
        "ks": told.ks,
        "ks_limit": told.ks_limit,
        "mantissa_arc_L2": found.mantissa_arc,
        "distortion_factor_percent": None if found.distortion is None else 100 * found.distortion,
        "second_order_n": counts.distinct - 1,
        "orders_of_magnitude": found.orders,
        "most_repeated_amount": None if most is None else {"amount": most[0], "times": most[1]},
        "verdict": told.conformity,
        "why_not": told.why_not or None,
    }


def _say_benford(phrases: Phrases, told: BenfordResult) -> None:
    key = f"benford-{told.conformity}" if told.conformity else f"benford-why-{told.why_not}"
    figures = {
        "n": phrases.number(told.n),
        "mad": phrases.number(told.mad, 6),
        "chi_square": phrases.number(told.chi_square, 1),
        "ks": phrases.number(told.ks, 6),
    }
    say(phrases.text("benford-summary", verdict=phrases.text(key), **figures))


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
