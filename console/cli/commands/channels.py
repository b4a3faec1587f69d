"""Owns ``plumbline channels``: online against counter for the same mix of items. It refuses to compute."""

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
from console.domain.period import parse
from console.i18n import Phrases
from console.jobs.channel_answers import ChannelAnswer, ChannelOutcome, ChannelRequest
from console.jobs.channel_mix import channel_mix
from console.jobs.page_scope import require_subjects
from console.jobs.theme_answers import PageScope


def run(
    typer_context: typer.Context,
    file: FileArgument,
    period: Annotated[str, typer.Option("--period")] = "",
    region: Annotated[str, typer.Option("--region")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Compare online with the counter."""
    context = context_of(typer_context)
    scope = PageScope(region, period=parse(period) if period else None)
    with opened(context, file, trust, diagnose) as (extract, progress):
        require_subjects(extract, scope, progress)
        found = channel_mix(extract, ChannelRequest(scope), progress)
        if json:
            print_json({"mark": extract.mark, "channels": found})
        else:
            _print(context.phrases, found)


def _print(phrases: Phrases, found: ChannelAnswer) -> None:
    if found.missing:
        typer.echo(phrases.text("channels-missing", names=", ".join(found.missing)))
        return
    names = ("outcome", "online", "offline", "raw", "same-mix", "items")
    rows = [_row(phrases, one) for one in found.outcomes]
    print_table([phrases.text(f"channels-{name}") for name in names], rows, right=(1, 2, 3, 5))
    typer.echo(phrases.text("channels-said"))


def _row(phrases: Phrases, one: ChannelOutcome) -> list[str]:
    share = one.name == "in_promise"

    def told(value: float | None, sign: bool = False) -> str:
        return phrases.percent(value, 1, sign) if share else phrases.number(value, 2, sign)

    same = phrases.text(f"channels-why-{one.why_not}") if one.why_not else told(one.same_mix, True)
    if not one.why_not:
        same += f" ({told(one.low, True)} … {told(one.high, True)})"
    return [
        phrases.text(f"channels-{one.name.replace('_', '-')}"),
        told(one.online),
        told(one.offline),
        told(one.raw, True),
        same,
        phrases.number(one.items),
    ]
