"""Owns ``plumbline risk``: open cases with their chance of missing the deadline, and the backtest. It refuses to compute."""

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
from console.jobs.page_scope import require_subjects
from console.jobs.risk import deadline_risk, require_named_item
from console.jobs.risk_answers import RiskAnswer, RiskLine, RiskRequest, RiskTest
from console.jobs.theme_answers import PageScope

SHOWN = 30


def run(
    typer_context: typer.Context,
    file: FileArgument,
    item: Annotated[str, typer.Option("--item")] = "",
    region: Annotated[str, typer.Option("--region")] = "",
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Say which open cases are likely to miss their deadline."""
    context = context_of(typer_context)
    scope = PageScope(region, organisation, english=context.phrases.language == "en")
    with opened(context, file, trust, diagnose) as (extract, progress):
        require_subjects(extract, scope, progress)
        require_named_item(extract, RiskRequest(scope, item), progress)
        found = deadline_risk(extract, RiskRequest(scope, item), progress)
        if json:
            print_json({"mark": extract.mark, "risk": found})
        else:
            _print(context.phrases, found)


def _print(phrases: Phrases, found: RiskAnswer) -> None:
    if found.why_not:
        typer.echo(phrases.text(f"risk-why-{found.why_not}", names=", ".join(found.missing) or "—"))
        return
    names = ("case", "item", "organisation", "used", "promised", "chance")
    rows = [_line(phrases, one) for one in found.lines[:SHOWN]]
    print_table([phrases.text(f"risk-column-{name}") for name in names], rows, right=(3, 4, 5))
    tests = [one for one in (found.whole, *found.items[:SHOWN]) if one is not None]
    heads = ("item", "late", "auc", "brier", "lead", "shown")
    print_table(
        [phrases.text(f"risk-column-{name}") for name in heads],
        [_test(phrases, one) for one in tests],
        right=(1, 2, 3, 4),
    )
    typer.echo(
        phrases.text(
            "risk-summary",
            open=phrases.number(found.open_cases),
            modelled=phrases.number(found.modelled),
            late=phrases.number(found.late_already),
            split=phrases.day(found.split_on),
        )
    )


def _line(phrases: Phrases, one: RiskLine) -> list[str]:
    said = phrases.text("risk-warned" if one.warned else "risk-quiet")
    return [
        one.case_id,
        one.item,
        one.organisation,
        phrases.number(one.used),
        phrases.number(one.promised),
        said if one.chance is None else phrases.percent(one.chance, 0),
    ]


def _test(phrases: Phrases, one: RiskTest) -> list[str]:
    number = phrases.number
    return [
        one.item or phrases.text("risk-all"),
        number(one.late),
        f"{number(one.model_auc, 2)} / {number(one.rule_auc, 2)}",
        f"{number(one.model_brier, 3)} / {number(one.rule_brier, 3)}",
        f"{number(one.model_lead, 1)} / {number(one.rule_lead, 1)}",
        phrases.text("risk-model" if one.wins else "risk-rule" if one.enough else "risk-few"),
    ]
