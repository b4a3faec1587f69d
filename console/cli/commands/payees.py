"""Owns ``plumbline payees``: payees behind several names, joining and splitting them. It refuses to compute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.bootstrap import Context
from console.cli.commands.findings_shared import (
    ActorOption,
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
from console.domain.payee_groups import PayeeDecisions, PayeesJoined, PayeesSplit
from console.domain.period import parse
from console.errors import KeyStoreError, UsageError
from console.i18n import Phrases
from console.jobs.findings import is_begun
from console.jobs.payees import check_decision, decide_payees, payees, read_decisions, require_vendors
from console.jobs.payees_answers import PayeeGroup, PayeesAnswer, PayeesRequest
from console.jobs.theme_answers import PageScope

Vendors = Annotated[list[str] | None, typer.Option("--join", metavar="VENDOR")]
Apart = Annotated[list[str] | None, typer.Option("--split", metavar="VENDOR")]


def run(
    typer_context: typer.Context,
    file: FileArgument,
    period: Annotated[str, typer.Option("--period")] = "",
    most: Annotated[int, typer.Option("--most", min=0)] = 200,
    join: Vendors = None,
    split: Apart = None,
    reason: Annotated[str, typer.Option("--reason")] = "",
    actor: ActorOption = "",
    role: RoleOption = "inspector",
    passphrase_file: PassphraseOption = None,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Group payees that are one behind several names."""
    context = context_of(typer_context)
    if join and split:
        raise UsageError("payees-both")
    with opened(context, file, trust, diagnose) as (extract, progress):
        if join or split:
            entry = PayeesJoined(tuple(join), reason) if join else PayeesSplit(tuple(split or ()), reason)
            who = actor_of(actor, role)
            check_decision(entry, who)
            require_vendors(extract, entry.vendors, progress)
            desk = desk_of(context, casebook_request(), passphrase_file, begin=True)
            decided: PayeeDecisions | None = decide_payees(desk, entry, who)
        else:
            decided = _decided(context, passphrase_file)
        scope = PageScope(period=parse(period) if period else None)
        found = payees(extract, PayeesRequest(scope, decided or PayeeDecisions(), most), progress)
        if json:
            told = {"mark": extract.mark, "decisions": None if decided is None else found.decided}
            print_json({**told, "payees": found})
        else:
            _print(context.phrases, found)


def _decided(context: Context, passphrase_file: Path | None) -> PayeeDecisions | None:
    """Return what the casebook says; None, and a word about it, where its passphrase is not at hand."""
    request = casebook_request()
    if not is_begun(request.folder):
        return PayeeDecisions()
    try:
        return read_decisions(desk_of(context, request, passphrase_file))
    except KeyStoreError as fault:
        if fault.key != "casebook-passphrase-needed":
            raise
        say(context.phrases.text("payees-locked"))
        return None


def _print(phrases: Phrases, found: PayeesAnswer) -> None:
    if found.missing:
        typer.echo(phrases.text("payees-why-missing", names=", ".join(found.missing)))
        return
    names = ("payee", "vendors", "reasons", "paid", "payments", "organisations")
    rows = [_line(phrases, one) for one in found.groups]
    print_table([phrases.text(f"payees-column-{name}") for name in names], rows, right=(3, 4, 5))
    number = phrases.number
    counts = {
        "vendors": found.vendors,
        "payees": found.payees,
        "groups": found.group_count,
        "doubts": found.doubt_count,
    }
    told = {name: number(count) for name, count in counts.items()}
    typer.echo(phrases.text("payees-summary", **told, decided=number(found.decided)))
    if found.silent:
        listed = ", ".join(phrases.text(f"payees-signal-{name}") for name in found.silent)
        typer.echo(phrases.text("payees-silent", names=listed))


def _line(phrases: Phrases, one: PayeeGroup) -> list[str]:
    reasons = dict.fromkeys(match.reason for match in one.matches)
    return [
        one.name,
        ", ".join(f"{vendor.vendor_id} {vendor.name}" for vendor in one.vendors),
        " · ".join(phrases.text(f"payees-reason-{reason}") for reason in reasons),
        phrases.money(one.paid),
        phrases.number(one.payments),
        phrases.number(one.organisations),
    ]
