"""Owns ``plumbline chart``: the control chart of a measure, a scan of subjects, what changed. It refuses to compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from console.cli.commands.chart_words import print_change, print_chart, print_scan
from console.cli.commands.rests import QualityOption, print_rests, rests_document, rests_of
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import TerminalProgress, print_json, say
from console.domain.period import Period, parse
from console.errors import UsageError
from console.i18n import Phrases
from console.jobs.charts import control_chart_of
from console.jobs.charts_answers import (
    MONTHS,
    ChangeRequest,
    ControlAnswer,
    ControlRequest,
    ScanRequest,
    spans_at,
)
from console.jobs.charts_change import what_changed
from console.jobs.charts_rebases import RebaseRequest, keep_rebase
from console.jobs.charts_scan import scan
from console.jobs.extract import OpenedExtract
from console.jobs.findings_answers import login_name
from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class _Asked:
    """What beside the chart itself was asked for."""

    by: str
    changed: bool
    before: str
    after: str
    quality: bool
    json: bool


def run(
    typer_context: typer.Context,
    file: FileArgument,
    measure: Annotated[str, typer.Option("--measure")],
    subject: Annotated[list[str] | None, typer.Option("--subject", metavar="COLUMN=VALUE")] = None,
    kind: Annotated[str, typer.Option("--kind")] = "xmr",
    rules: Annotated[str, typer.Option("--rules")] = "nhs",
    screening: Annotated[bool, typer.Option("--screening/--no-screening")] = True,
    laney: Annotated[bool, typer.Option("--laney")] = False,
    months: Annotated[int, typer.Option("--months")] = MONTHS,
    period: Annotated[str, typer.Option("--period")] = "",
    by: Annotated[str, typer.Option("--by")] = "",
    changed: Annotated[bool, typer.Option("--changed")] = False,
    before: Annotated[str, typer.Option("--before")] = "",
    after: Annotated[str, typer.Option("--after")] = "",
    rebase: Annotated[str, typer.Option("--rebase", metavar="MONTH")] = "",
    withdraw: Annotated[str, typer.Option("--withdraw", metavar="MONTH")] = "",
    reason: Annotated[str, typer.Option("--reason")] = "",
    actor: Annotated[str, typer.Option("--actor")] = "",
    quality: QualityOption = True,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Draw up control charts of a measure."""
    context = context_of(typer_context)
    span = parse(period) if period else None
    scope = PageScope(period=span, english=context.phrases.language == "en")
    pairs = tuple(_pair(told) for told in subject or ())
    request = ControlRequest(measure, scope, pairs, kind, rules, screening, laney, months)
    asked = _Asked(by, changed or bool(before or after), before, after, quality, json)
    with opened(context, file, trust, diagnose) as (extract, progress):
        if rebase or withdraw:
            control_chart_of(extract, request, progress)  # a chart that cannot be drawn is not rebased
            who = actor or login_name()
            told = RebaseRequest(request, rebase or withdraw, reason, who, bool(withdraw))
            keep_rebase(told, context.clock)
            say(
                context.phrases.text(
                    f"control-rebase-{'withdrawn' if withdraw else 'kept'}", month=told.month
                )
            )
        _answer(context.phrases, extract, request, asked, progress)


def _answer(
    phrases: Phrases,
    extract: OpenedExtract,
    request: ControlRequest,
    asked: _Asked,
    progress: TerminalProgress,
) -> None:
    if asked.by:
        scanned = scan(extract, ScanRequest(request, asked.by), progress)
        rests = rests_of(extract, (request.measure_id,), progress, asked.quality)
        if asked.json:
            print_json({"mark": extract.mark, "scan": scanned, "quality": rests_document(rests)})
        else:
            print_scan(phrases, extract.catalogue.measures[request.measure_id], scanned)
            print_rests(phrases, rests)
        return
    found = control_chart_of(extract, request, progress)
    spans = _spans(found, asked) if asked.changed else None
    change = what_changed(extract, ChangeRequest(request, *spans), progress) if spans else None
    rests = rests_of(extract, (request.measure_id,), progress, asked.quality)
    if asked.json:
        told = {"changed": change} if change else {}
        print_json({"mark": extract.mark, "chart": found, **told, "quality": rests_document(rests)})
        return
    print_chart(phrases, found)
    if change:
        print_change(phrases, extract.catalogue.measures[request.measure_id], change)
    print_rests(phrases, rests)


def _spans(found: ControlAnswer, asked: _Asked) -> tuple[Period, Period]:
    """Return the two spans to compare: those named, else the last stretch of flags and what lies before it."""
    if asked.before and asked.after:
        return parse(asked.before), parse(asked.after)
    flagged = [place for place, one in enumerate(found.points) if one.side]
    spans = spans_at(found, flagged[-1]) if flagged else None
    if asked.before or asked.after or spans is None:
        raise UsageError("control-no-spans")
    return spans


def _pair(told: str) -> tuple[str, str]:
    column, equals, value = told.partition("=")
    if not equals or not column or not value:
        raise UsageError("control-subject", told=told)
    return column.strip(), value.strip()
