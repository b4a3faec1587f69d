"""Owns ``plumbline cards``: cards of open cases, one a cause, with what may excuse them. It refuses to compute."""

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
from console.cli.output import print_json, print_table, say
from console.i18n import Phrases
from console.jobs.cards import ExcuseRequest, cards, keep_excuse
from console.jobs.cards_answers import Card, CardsAnswer, CardsRequest
from console.jobs.findings_answers import login_name
from console.jobs.theme_answers import PageScope

SHOWN = 40


def run(
    typer_context: typer.Context,
    file: FileArgument,
    region: Annotated[str, typer.Option("--region")] = "",
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    excuse: Annotated[str, typer.Option("--excuse", metavar="CARD")] = "",
    reopen: Annotated[str, typer.Option("--reopen", metavar="CARD")] = "",
    kind: Annotated[str, typer.Option("--kind")] = "other",
    days: Annotated[int, typer.Option("--days")] = 0,
    evidence: Annotated[str, typer.Option("--evidence")] = "",
    actor: Annotated[str, typer.Option("--actor")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """List the cards of open cases."""
    context = context_of(typer_context)
    scope = PageScope(region, organisation, english=context.phrases.language == "en")
    if excuse or reopen:
        asked = ExcuseRequest(excuse or reopen, kind, days, evidence, actor or login_name(), bool(reopen))
        keep_excuse(asked, context.clock)
        say(context.phrases.text(f"card-{'reopened' if reopen else 'excused'}", card=asked.card))
    with opened(context, file, trust, diagnose) as (extract, progress):
        found = cards(extract, CardsRequest(scope), progress)
        if json:
            print_json({"mark": extract.mark, "cards": found})
        else:
            _print(context.phrases, found)


def _print(phrases: Phrases, found: CardsAnswer) -> None:
    if found.missing:
        typer.echo(phrases.text("card-missing", names=", ".join(found.missing)))
        return
    names = ("level", "card", "cases", "over", "state", "evidence")
    print_table(
        [phrases.text(f"card-column-{name}") for name in names],
        [_row(phrases, one) for one in found.cards[:SHOWN]],
        right=(2, 3),
    )
    typer.echo(
        phrases.text("card-summary", cards=phrases.number(found.total), cases=phrases.number(found.cases))
    )
    if found.outages_missing:
        typer.echo(phrases.text("card-no-outages", names=", ".join(found.outages_missing)))
    if not found.verified:
        typer.echo(phrases.text("card-unverified"))


def _row(phrases: Phrases, one: Card) -> list[str]:
    evidence = one.excuse.evidence if one.excuse else ", ".join(one.evidence)
    return [
        phrases.text(f"card-level-{one.level}"),
        one.key,
        phrases.number(one.cases),
        phrases.number(one.worst),
        phrases.text(f"card-state-{one.state}"),
        evidence,
    ]
