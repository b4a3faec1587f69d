"""Owns ``plumbline reform``: before and after a redesign of a process. It refuses to compute."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table
from console.domain.period import parse
from console.i18n import Phrases
from console.jobs.reform import reforms
from console.jobs.reform_answers import ReformAnswer, ReformEffect, ReformLine, ReformOutcome, ReformRequest
from console.jobs.theme_answers import PageScope

SHOWN = 20


def run(
    typer_context: typer.Context,
    file: FileArgument,
    reform: Annotated[str, typer.Option("--reform")] = "",
    kind: Annotated[str, typer.Option("--kind")] = "",
    pooled: Annotated[bool, typer.Option("--pooled")] = False,
    item: Annotated[str, typer.Option("--item")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Compare before and after a reform."""
    context = context_of(typer_context)
    day: date | None = parse(since).starts if since else None
    scope = PageScope(english=context.phrases.language == "en")
    request = ReformRequest(scope, reform, kind, pooled, item, day)
    with opened(context, file, trust, diagnose) as (extract, progress):
        found = reforms(extract, request, progress)
        if json:
            print_json({"mark": extract.mark, "reforms": found})
        else:
            _print(context.phrases, found)


def _print(phrases: Phrases, found: ReformAnswer) -> None:
    if found.why_not:
        typer.echo(phrases.text(f"reform-why-{found.why_not}", names=", ".join(found.missing) or "—"))
        return
    names = ("reform", "outcome", "before", "after", "mean", "compared", "declared")
    rows = [
        [line_name(phrases, line), *_outcome(phrases, one)]
        for line in found.lines[:SHOWN]
        for one in line.outcomes
    ]
    print_table([phrases.text(f"reform-column-{name}") for name in names], rows, right=(2, 3))
    counts = {
        "reforms": phrases.number(sum(line.reforms for line in found.lines)),
        "straddling": phrases.number(sum(line.straddling for line in found.lines)),
    }
    typer.echo(phrases.text("reform-summary", **counts))


def line_name(phrases: Phrases, line: ReformLine) -> str:
    """Return what a line is about: an item with its kind of reform, or a kind with the number of reforms."""
    kind = phrases.text(f"reform-kind-{line.kind.replace('_', '-')}") if line.kind else ""
    if line.item:
        return " · ".join(part for part in (line.item, line.organisation, kind) if part)
    return phrases.text("reform-pooled", kind=kind, count=phrases.number(line.reforms))


def _outcome(phrases: Phrases, one: ReformOutcome) -> list[str]:
    declared = "—"
    if one.declared_before is not None and one.declared_after is not None:
        declared = f"{phrases.number(one.declared_before, 1)} → {phrases.number(one.declared_after, 1)}"
    return [
        phrases.text(f"reform-outcome-{one.name}"),
        phrases.number(one.before, 2),
        phrases.number(one.after, 2),
        phrases.text(f"reform-short-{one.why_not}") if one.why_not else effect_text(phrases, one.mean),
        effect_text(phrases, one.compared),
        declared,
    ]


def effect_text(phrases: Phrases, one: ReformEffect | None) -> str:
    """Return an effect with its interval."""
    if one is None:
        return "—"
    low, high = phrases.number(one.low, 2, True), phrases.number(one.high, 2, True)
    return f"{phrases.number(one.point, 2, True)} ({low} … {high})"
