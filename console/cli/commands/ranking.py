"""Owns ``plumbline ranking``: organisations by money at risk, and where each stands among its kind. It refuses to compute."""

from __future__ import annotations

from typing import Annotated

import typer

from console.cli.commands.payees_shared import (
    CasebookOption,
    CasebookPassphraseOption,
    decided,
    group_as_decided,
)
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.commands.tolerance_shared import ledger_states
from console.cli.output import print_json, print_table
from console.domain.finding import uncountables
from console.domain.period import parse
from console.i18n import Phrases
from console.jobs.funds_ranking import funds_ranking
from console.jobs.funds_ranking_answers import FundsRanking, RankedOrganisation
from console.jobs.page_scope import require_subjects
from console.jobs.theme_answers import PageScope

COLUMNS = (
    "organisation",
    "at-risk",
    "of-paid",
    "peer-rank",
    "peer-middle",
    "suspicions",
    "unpriced",
    "rules",
)


def run(
    typer_context: typer.Context,
    file: FileArgument,
    period: Annotated[str, typer.Option("--period")] = "",
    region: Annotated[str, typer.Option("--region")] = "",
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1)] = 30,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    casebook: CasebookOption = False,
    casebook_passphrase_file: CasebookPassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Rank organisations by the money their suspicions about funds are about; with the casebook, by payees as decided."""
    context = context_of(typer_context)
    payees = decided(context, casebook_passphrase_file) if casebook else None
    states = ledger_states(context, casebook_passphrase_file) if casebook else ()
    english = context.phrases.language == "en"
    scope = PageScope(region, organisation, parse(period) if period else None, english)
    with opened(context, file, trust, diagnose) as (extract, progress):
        require_subjects(extract, scope, progress)
        group_as_decided(extract, context, payees)
        extract.uncounted = uncountables(states)
        found = funds_ranking(extract, scope, progress)
        if json:
            print_json({"mark": extract.mark, "ranking": found})
        else:
            _print(context.phrases, found, limit)


def _print(phrases: Phrases, found: FundsRanking, limit: int) -> None:
    heads = [phrases.text(f"ranking-column-{name}") for name in COLUMNS]
    if found.rows:
        print_table(heads, [_row(phrases, row) for row in found.rows[:limit]], right=(1, 2, 3, 4, 5, 6))
    typer.echo(
        phrases.text(
            "ranking-summary",
            count=phrases.number(len(found.rows)),
            shown=phrases.number(min(limit, len(found.rows))),
            amount=phrases.money(found.at_risk),
            starts=found.span.starts.isoformat(),
            ends=found.span.ends.isoformat(),
        )
    )
    if found.silent:
        typer.echo(phrases.text("ranking-silent", count=phrases.number(found.silent)))


def _row(phrases: Phrases, row: RankedOrganisation) -> list[str]:
    placed = (
        "—"
        if row.rank is None or row.peers is None
        else phrases.text("funds-rank-of", rank=phrases.number(row.rank), peers=phrases.number(row.peers))
    )
    return [
        row.name,
        phrases.money(row.at_risk),
        "—" if row.share is None else phrases.percent(row.share, 2),
        placed,
        "—" if row.middle is None else phrases.percent(row.middle, 2),
        phrases.number(row.suspicions),
        phrases.number(row.unpriced),
        " ".join(row.rules),
    ]
