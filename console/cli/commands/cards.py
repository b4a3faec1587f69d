"""Owns ``plumbline cards``: cards of open cases, one a cause, with what may excuse them. It refuses to compute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.commands.findings_shared import (
    PassphraseOption,
    RoleOption,
    actor_of,
    casebook_request,
    desk_of,
)
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table, say
from console.domain.card_excuses import CardDecisions
from console.errors import KeyStoreError
from console.i18n import Phrases
from console.jobs.card_excuses import (
    ExcuseRequest,
    decide_card,
    keep_excuse,
    kept_excuses,
    read_card_decisions,
)
from console.jobs.cards import cards, require_card
from console.jobs.cards_answers import Card, CardsAnswer, CardsRequest
from console.jobs.findings import is_begun
from console.jobs.findings_answers import login_name
from console.jobs.page_scope import require_subjects
from console.jobs.services_map import case_word
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
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """List the cards of open cases."""
    context = context_of(typer_context)
    scope = PageScope(region, organisation, english=context.phrases.language == "en")
    with opened(context, file, trust, diagnose) as (extract, progress):
        require_subjects(extract, scope, progress)
        if excuse or reopen:
            asked = ExcuseRequest(excuse or reopen, kind, days, evidence, actor or login_name(), bool(reopen))
            if asked.card not in kept_excuses():
                require_card(extract, asked.card, progress)
            decided = _keep(context, asked, role, passphrase_file)
        else:
            decided = _decided(context, passphrase_file)
        found = cards(extract, CardsRequest(scope, decided), progress)
        if json:
            print_json({"mark": extract.mark, "cards": found})
        else:
            _print(context.phrases, found)


def _keep(context: Context, asked: ExcuseRequest, role: str, passphrase_file: Path | None) -> CardDecisions:
    """Write a decision into the casebook where one was begun, else on this computer, and say where."""
    request = casebook_request()
    done = "reopened" if asked.withdrawn else "excused"
    if not is_begun(request.folder):
        keep_excuse(asked, context.clock)
        say(context.phrases.text(f"card-{done}-here", card=asked.card))
        return CardDecisions()
    actor = actor_of(asked.author, role)
    decided = decide_card(desk_of(context, request, passphrase_file), asked, actor.role)
    say(context.phrases.text(f"card-{done}", card=asked.card))
    return decided


def _decided(context: Context, passphrase_file: Path | None) -> CardDecisions:
    """Return what the casebook says; nothing, and a word about it, where its passphrase is not at hand."""
    request = casebook_request()
    if not is_begun(request.folder):
        return CardDecisions()
    try:
        return read_card_decisions(desk_of(context, request, passphrase_file))
    except KeyStoreError as fault:
        if fault.key != "casebook-passphrase-needed":
            raise
        say(context.phrases.text("card-book-locked"))
        return CardDecisions()


def _print(phrases: Phrases, found: CardsAnswer) -> None:
    if found.missing:
        typer.echo(phrases.text("card-missing", names=", ".join(found.missing)))
        return
    names = ("level", "cause", "cases", "over", "state", "evidence", "card")
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
        _cause(phrases, one),
        phrases.number(one.cases),
        phrases.number(one.worst),
        phrases.text(f"card-state-{one.state}"),
        evidence,
        one.key,
    ]


def _cause(phrases: Phrases, one: Card) -> str:
    """Return what a card is about, in the names of the data."""
    if one.cause == "outage":
        return phrases.text("deadlines-cause-outage", system=one.system, days=phrases.number(one.outage_days))
    step = case_word(phrases, "case-step", one.step) if one.step else "—"
    return phrases.text(
        "deadlines-cause-waiting", item=one.item or "—", organisation=one.organisation or "—", step=step
    )
