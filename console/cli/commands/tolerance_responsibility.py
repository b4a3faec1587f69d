"""Owns ``plumbline responsibility``: measures of the casebook, and what each owner has in hand. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from console.catalogue.casebook import read_casebook_set
from console.cli.commands.findings_shared import PassphraseOption, casebook_request, desk_of
from console.cli.commands.measure import document, reading_text
from console.cli.commands.shared import JsonOption, context_of
from console.cli.output import plain, print_json, print_table
from console.domain.catalogue import Catalogue
from console.domain.measure import Reading
from console.domain.period import parse
from console.domain.ports import Silent
from console.i18n import Phrases
from console.jobs.findings import read_ledger
from console.jobs.tolerance_responsibility import (
    Charge,
    ResponsibilityRequest,
    charges,
    measure_casebook,
)


def run(
    typer_context: typer.Context,
    measure_id: Annotated[list[str] | None, typer.Option("--id")] = None,
    by: Annotated[list[str] | None, typer.Option("--by")] = None,
    period: Annotated[str, typer.Option("--period")] = "",
    monthly: Annotated[bool, typer.Option("--monthly")] = False,
    passphrase_file: PassphraseOption = None,
    json: JsonOption = False,
) -> None:
    """Read the measures of the casebook and who is in charge of what."""
    context = context_of(typer_context)
    catalogue = read_casebook_set(context.resources)
    span = parse(period) if period else None
    request = ResponsibilityRequest(tuple(measure_id or ()), tuple(by or ()), span, monthly)
    states = read_ledger(desk_of(context, casebook_request(), passphrase_file)).states
    today = context.clock.now().date()
    readings = measure_casebook(states, catalogue, request, today, Silent())
    owners = charges(states, today)
    if json:
        told = [{**document(one), "source": "casebook"} for one in readings]
        print_json({"measures": told, "owners": [plain(one) for one in owners]})
        return
    _print_measures(context.phrases, catalogue, readings)
    _print_owners(context.phrases, owners)


def _print_measures(phrases: Phrases, catalogue: Catalogue, readings: Sequence[Reading]) -> None:
    names = ("id", "name", "subject", "period", "value", "not-judged")
    rows = []
    for one in readings:
        found = catalogue.measures[one.measure_id]
        name = phrases.items({language: text["name"] for language, text in found.text.items()})
        value = reading_text(phrases, found.unit, found.digits, one)
        apart = phrases.number(one.not_computable)
        rows.append([one.measure_id, name, one.subject, one.period.name, value, apart])
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(4, 5))


def _print_owners(phrases: Phrases, owners: Sequence[Charge]) -> None:
    names = ("owner", "in-hand", "overdue-findings", "orders")
    rows = [[one.owner, str(len(one.open)), ", ".join(one.overdue) or "—", str(one.orders)] for one in owners]
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(1, 3))
