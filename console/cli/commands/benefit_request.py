"""Owns ``plumbline benefit-request seal`` and ``answer``: suspicions go to the supplier sealed, and come back as a supplement.

It refuses to compute, and to overwrite a request that may be on its way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, given_file, opened
from console.cli.commands.supplement import add_rows
from console.cli.output import print_json, say
from console.jobs.request_answers import SealRequest
from console.jobs.request_sealing import require_certificate, require_free, seal_request
from console.jobs.sealed_request import (
    ANSWERS,
    ITEMS,
    SUBJECT,
    AnsweredItem,
    BenefitAsk,
    make_request,
    read_reply,
    reply_rows,
)
from console.jobs.theme_answers import PageScope

RuleOption = Annotated[list[str] | None, typer.Option("--rule")]
RegionOption = Annotated[str, typer.Option("--region")]
OrganisationOption = Annotated[str, typer.Option("--organisation")]


def run_seal(
    typer_context: typer.Context,
    file: FileArgument,
    recipient: Annotated[Path, typer.Option("--recipient", metavar="CERTIFICATE")],
    out: Annotated[Path, typer.Option("--out", metavar="REQUEST")],
    rule: RuleOption = None,
    region: RegionOption = "",
    organisation_id: OrganisationOption = "",
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Ask the supplier of benefit data who is meant, sealed to its certificate."""
    context = context_of(typer_context)
    require_free(out)
    require_certificate(recipient, context.clock)
    asked = SealRequest(recipient, out, tuple(rule or ()), PageScope(region, organisation_id))
    with opened(context, file, trust) as (extract, progress):
        found = seal_request(extract, asked, context.clock, progress)
    if json:
        told = {"request": found.request_id, "items": found.items, "file": found.file}
        sealed = {"recipient": found.recipient, "certificate_sha256": found.certificate_sha256}
        print_json({"mark": found.mark, **told, **sealed, "sha256": found.sha256})
        return
    facts = {"request": found.request_id, "file": found.file, "recipient": found.recipient}
    items = context.phrases.number(found.items)
    say(context.phrases.text("request-sealed", items=items, digest=found.sha256, **facts))


def run_answer(
    typer_context: typer.Context,
    file: FileArgument,
    reply: Annotated[Path, typer.Argument(metavar="REPLY")],
    rule: RuleOption = None,
    region: RegionOption = "",
    organisation_id: OrganisationOption = "",
    sign: Annotated[str, typer.Option("--sign", metavar="IDENTITY")] = "",
    key_folder: Annotated[Path | None, typer.Option("--key-folder", metavar="DIR")] = None,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Take the supplier's reply: it becomes a supplement of the extract."""
    context = context_of(typer_context)
    ask = BenefitAsk(tuple(rule or ()), PageScope(region, organisation_id))
    content = given_file(reply)
    with opened(context, file, trust) as (extract, progress):
        request = make_request(extract, ask, progress)
        answered = read_reply(content, reply.name, request)
        mark = extract.mark
    rows = reply_rows(request, answered)
    made = add_rows(context, file, (SUBJECT, ITEMS, rows), (sign, key_folder, passphrase_file), trust)
    counts = _counts(answered)
    if json:
        print_json({"mark": mark, "request": request.request_id, "answers": counts, "supplement": made})
        return
    told = {name: context.phrases.number(count) for name, count in counts.items()}
    say(context.phrases.text("request-answered", request=request.request_id, file=made, **told))


def _counts(answered: tuple[AnsweredItem, ...]) -> dict[str, int]:
    return {name: sum(one.answer == name for one in answered) for name in ANSWERS}


COMMANDS = (("seal", run_seal), ("answer", run_answer))
