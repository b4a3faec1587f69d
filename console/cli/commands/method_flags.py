"""Owns ``plumbline method ocds-flags``: what differs from the set's own settings. It refuses to judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from console.cli.commands.method_output import show_rows, start
from console.cli.commands.shared import FileArgument, JsonOption
from console.cli.output import print_json, say
from console.errors import UsageError
from console.jobs.method_ocds import FlagOutcome, FlagRequest, flag


def run_ocds_flags(
    typer_context: typer.Context,
    file: FileArgument,
    rule: Annotated[list[str] | None, typer.Option("--rule")] = None,
    threshold: Annotated[float | None, typer.Option("--threshold")] = None,
    parameter: Annotated[list[str] | None, typer.Option("--parameter", metavar="CODE.NAME=VALUE")] = None,
    procurement_methods: Annotated[str, typer.Option("--procurement-methods", metavar="A+B")] = "",
    procurement_method_details: Annotated[
        list[str] | None, typer.Option("--procurement-method-details", metavar="DETAILS=DAYS")
    ] = None,
    no_price_comparison: Annotated[list[str] | None, typer.Option("--no-price-comparison")] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude")] = None,
    verdicts: Annotated[bool, typer.Option("--verdicts")] = False,
    json: JsonOption = False,
) -> None:
    """Judge open contracting data by the flags of the guide."""
    context, progress = start(typer_context)
    codes = tuple(rule or ())
    request = FlagRequest(
        file,
        codes,
        tuple(part for part in procurement_methods.split("+") if part),
        {name: _days(told) for name, told in map(_pair, procurement_method_details or ())},
        None if no_price_comparison is None else tuple(no_price_comparison),
        None if exclude is None else tuple(exclude),
        _parameters(codes, threshold, parameter or ()),
        context.memory_bytes // 2,
        context.settings.threads or None,
    )
    with progress:
        found = flag(request, context.resources, progress.bar)
    for reason, count in found.refused.items():
        say(
            context.phrases.text(
                "flags-refused", reason=context.phrases.text(f"refused-{reason}"), count=count
            )
        )
    if json:
        print_json({**found.flags, **({"verdicts": _verdicts(found)} if verdicts else {})})
    else:
        show_rows(context.phrases, _verdicts(found))


def _verdicts(found: FlagOutcome) -> list[dict[str, Any]]:
    return [
        {
            "id": one.rule_id,
            "flagged": one.flagged,
            "clear": one.clear,
            "not_computable": dict(one.not_computable),
        }
        for one in found.judgements
    ]


def _parameters(
    codes: Sequence[str], threshold: float | None, told: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Return changed parameters by code; ``--threshold`` is that of the one flag chosen."""
    found: dict[str, dict[str, float]] = {}
    if threshold is not None:
        if len(codes) != 1:
            raise UsageError("flag-threshold")
        name = "threshold_days" if codes[0] == "R003" else "threshold"
        found[codes[0]] = {name: threshold}
    for one in told:
        name, value = _pair(one)
        code, _, parameter = name.partition(".")
        try:
            found.setdefault(code, {})[parameter] = float(value)
        except ValueError as fault:
            raise UsageError("method-pair", told=one) from fault
    return found


def _pair(told: str) -> tuple[str, str]:
    name, equals, value = told.partition("=")
    if not (name and equals and value):
        raise UsageError("method-pair", told=told)
    return name, value


def _days(told: str) -> int:
    if not told.isdecimal() or not 0 < int(told) <= 3650:
        raise UsageError("method-pair", told=told)
    return int(told)
