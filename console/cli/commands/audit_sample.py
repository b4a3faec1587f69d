"""Owns ``plumbline audit-sample out`` and ``in``: a work sheet goes out, comes back checked and is evaluated.

It refuses to compute, and to overwrite a sheet somebody may be filling in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.cli.commands.shared import FileArgument, JsonOption, TrustOption, context_of, opened
from console.cli.commands.supplement import add_rows
from console.cli.output import print_json, say
from console.domain.period import parse
from console.errors import UsageError
from console.jobs.sampling import draw
from console.jobs.sampling_answers import SampleResult, SamplingRequest
from console.jobs.sampling_sheet import make_sheet, supplement_rows, take_sheet
from console.jobs.theme_answers import PageScope
from console.signing.beside import write_whole

ITEMS = "audit_sample_item"
SUBJECT = "returned-sample"


def go_out(
    typer_context: typer.Context,
    file: FileArgument,
    out: Annotated[Path, typer.Option("--out", metavar="SHEET")],
    table: Annotated[str, typer.Option("--table")] = "payment",
    method: Annotated[str, typer.Option("--method")] = "monetary",
    size: Annotated[int, typer.Option("--size", min=1)] = 60,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 1,
    strata: Annotated[int, typer.Option("--strata", min=1)] = 4,
    confidence: Annotated[float, typer.Option("--confidence", min=0.5, max=0.999)] = 0.95,
    period: Annotated[str, typer.Option("--period")] = "",
    region: Annotated[str, typer.Option("--region")] = "",
    organisation: Annotated[str, typer.Option("--organisation")] = "",
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Draw an audit sample and write its work sheet."""
    context = context_of(typer_context)
    if out.exists():
        raise UsageError("sampling-exists", file=str(out))
    scope = PageScope(region, organisation, parse(period) if period else None)
    request = SamplingRequest(table, method, size, seed, strata, confidence, scope)
    with opened(context, file, trust) as (extract, progress):
        sample = draw(extract, request, progress)
        write_whole(out, make_sheet(sample, extract, context.phrases))
        if json:
            print_json({"mark": extract.mark, "sheet": str(out), "sample": sample})
            return
    number = context.phrases.number
    told = {"items": number(len(sample.items)), "rows": number(sample.rows)}
    amount = context.phrases.money(sample.amount)
    say(context.phrases.text("sampling-out", sample=sample.sample_id, file=str(out), amount=amount, **told))


def come_in(
    typer_context: typer.Context,
    file: FileArgument,
    sheet: Annotated[Path, typer.Argument(metavar="SHEET")],
    keep: Annotated[bool, typer.Option("--supplement")] = False,
    sign: Annotated[str, typer.Option("--sign", metavar="IDENTITY")] = "",
    key_folder: Annotated[Path | None, typer.Option("--key-folder", metavar="DIR")] = None,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Evaluate a checked work sheet; with --supplement its items become a signed supplement of the extract."""
    context = context_of(typer_context)
    with opened(context, file, trust) as (extract, progress):
        found, table = take_sheet(sheet, extract, progress)
        mark = extract.mark
    made = (
        add_rows(
            context,
            file,
            (SUBJECT, ITEMS, supplement_rows(found, table)),
            (sign, key_folder, passphrase_file),
            trust,
        )
        if keep or sign
        else ""
    )
    if json:
        print_json({"mark": mark, "supplement": made or None, "result": found})
    else:
        _print(context, found)


def _print(context: Context, found: SampleResult) -> None:
    phrases = context.phrases
    facts: dict[str, Any] = {
        "sample": found.sample_id,
        "items": phrases.number(found.items),
        "errors": phrases.number(found.errors),
        "amount": phrases.money(found.amount),
        "overstated": phrases.number(found.overstated, 2),
        "projected": phrases.number(found.projected, 2),
        "confidence": phrases.percent(found.confidence, 0),
    }
    typer.echo(phrases.text("sampling-result", **facts))
    if found.upper is None:
        typer.echo(phrases.text("sampling-no-bound"))
    else:
        low = phrases.text("sampling-from", low=phrases.number(found.low, 2)) if found.low is not None else ""
        typer.echo(phrases.text("sampling-bound", low=low, upper=phrases.number(found.upper, 2)))
    if found.rate_upper is not None:
        typer.echo(phrases.text("sampling-rate", rate=phrases.percent(found.rate_upper, 2)))


COMMANDS = (("out", go_out), ("in", come_in))
