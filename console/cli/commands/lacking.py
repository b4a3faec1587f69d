"""Owns ``plumbline lacking``: data the extract lacks, what that silences, rows nobody could judge. It refuses to compute."""

from __future__ import annotations

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
from console.i18n import Phrases
from console.jobs.lacking import lacking
from console.jobs.lacking_answers import Gap, LackingAnswer, LackingRequest, Unjudged, Unseen
from console.jobs.page_scope import require_subjects
from console.jobs.theme_answers import PageScope

SHOWN = 30


def run(
    typer_context: typer.Context,
    file: FileArgument,
    theme: Annotated[list[str] | None, typer.Option("--theme")] = None,
    region: Annotated[str, typer.Option("--region")] = "",
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Say what data an extract lacks and what that leaves unexamined."""
    context = context_of(typer_context)
    request = LackingRequest(PageScope(region, organisation), tuple(theme or ()))
    with opened(context, file, trust, diagnose) as (extract, progress):
        require_subjects(extract, request.scope, progress)
        found = lacking(extract, request, progress)
        if json:
            counts = {"silent_rules": found.silent_rules, "silent_measures": found.silent_measures}
            print_json({"mark": extract.mark, **counts, "lacking": found})
        else:
            _print(context.phrases, found)


def _print(phrases: Phrases, found: LackingAnswer) -> None:
    number = phrases.number
    if found.gaps:
        heads = ("missing", "meaning", "rules", "measures", "alone", "unseen")
        rows = [_gap(phrases, one) for one in found.gaps[:SHOWN]]
        print_table([phrases.text(f"lacking-column-{name}") for name in heads], rows, right=(2, 3, 4))
    if found.unjudged:
        heads = ("rule", "name", "why", "rows", "judged", "amount")
        lines = [_unjudged(phrases, one) for one in found.unjudged[:SHOWN]]
        print_table([phrases.text(f"lacking-column-{name}") for name in heads], lines, right=(3, 4, 5))
    typer.echo(
        phrases.text(
            "lacking-summary",
            gaps=number(len(found.gaps)),
            silent=number(found.silent_rules),
            rules=number(found.rules),
            quiet=number(found.silent_measures),
            measures=number(found.measures),
        )
    )


def _gap(phrases: Phrases, one: Gap) -> list[str]:
    counts = [phrases.number(len(some)) for some in (one.rules, one.measures, one.alone)]
    return [
        one.name,
        phrases.items(one.names),
        *counts,
        " · ".join(_unseen(phrases, each) for each in one.unseen),
    ]


def _unseen(phrases: Phrases, one: Unseen) -> str:
    if one.rows is None:
        return phrases.text("lacking-unseen-unknown", table=phrases.items(one.names))
    rows = {"table": phrases.items(one.names), "rows": phrases.number(one.rows)}
    if one.amount is None:
        return phrases.text("lacking-unseen-rows", **rows)
    return phrases.text("lacking-unseen-money", **rows, amount=phrases.money(one.amount))


def _unjudged(phrases: Phrases, one: Unjudged) -> list[str]:
    number = phrases.number
    money = "—" if one.amount is None else phrases.money(one.amount)
    return [
        one.rule_id,
        phrases.items(one.names),
        phrases.items(one.whys),
        number(one.rows),
        number(one.judged),
        money,
    ]
