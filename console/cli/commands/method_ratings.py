"""Owns ``plumbline method agreement`` and ``sample``. It refuses to compute."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

import typer

from console.cli.commands.method_output import ReadAsOption, data_file, show_rows, start
from console.cli.commands.shared import FileArgument, JsonOption
from console.cli.output import print_json
from console.jobs.method_ratings import AgreementRequest, SampleRequest, agreement, draw_sample
from console.methods.intervals import Estimate


def run_agreement(
    typer_context: typer.Context,
    file: FileArgument,
    column: Annotated[list[str], typer.Option("--column")],
    kind: Annotated[str, typer.Option("--kind")] = "alpha",
    weights: Annotated[str, typer.Option("--weights")] = "linear",
    level: Annotated[str, typer.Option("--level")] = "interval",
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Measure agreement between raters."""
    context, progress = start(typer_context)
    request = AgreementRequest(tuple(column), kind, weights, level)
    with progress:
        found = agreement(data_file(context, file, read_as), request, progress.bar)
    held = found.found
    parts = {"agreement": held} if isinstance(held, Estimate) else _parts(held)
    named = {"method": "agreement", "kind": kind, "file": file.name, "columns": column}
    counts = {"units": found.units, "left_out": found.left_out}
    if json:
        print_json({**named, **counts, **parts})
        return
    rows = [
        {"label": name, "point": one.point, "low": one.low, "high": one.high, "n": one.n}
        for name, one in parts.items()
        if isinstance(one, Estimate)
    ]
    show_rows(context.phrases, rows)


def _parts(held: Any) -> dict[str, Any]:
    return {field.name: getattr(held, field.name) for field in fields(held)}


def run_sample(
    typer_context: typer.Context,
    file: FileArgument,
    seed: Annotated[int, typer.Option("--seed", min=0)],
    size: Annotated[int | None, typer.Option("--size", min=1)] = None,
    tolerable: Annotated[float | None, typer.Option("--tolerable")] = None,
    expected: Annotated[float, typer.Option("--expected")] = 0.0,
    confidence: Annotated[float, typer.Option("--confidence")] = 0.95,
    amount: Annotated[str, typer.Option("--amount", metavar="COLUMN")] = "",
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Draw an audit sample."""
    context, progress = start(typer_context)
    request = SampleRequest(seed, size, tolerable, expected, confidence, amount)
    with progress:
        found = draw_sample(data_file(context, file, read_as), request, progress.bar)
    if json:
        print_json(
            {"method": "sample", "file": file.name, "seed": seed, "confidence": confidence, **_parts(found)}
        )
    else:
        show_rows(context.phrases, [{"row": row} for row in found.rows])
