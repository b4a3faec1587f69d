"""Owns ``plumbline compare``. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from console.bootstrap import Context
from console.cli.commands.measure import reading_text
from console.cli.commands.rests import QualityOption, print_rests, rests_document, share_text
from console.cli.commands.shared import JsonOption, TrustOption, context_of, opened
from console.cli.output import print_json, print_table
from console.domain.comparison import JUDGEMENTS, Cell, ComparedRow, Comparison, Side, counted
from console.domain.measure import Measure, Reading
from console.domain.period import parse
from console.i18n import Phrases
from console.jobs.compare import compare
from console.jobs.compare_answers import SideRequest
from console.jobs.extract import OpenedExtract


def run(
    typer_context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    measure_id: Annotated[list[str] | None, typer.Option("--id")] = None,
    theme: Annotated[str, typer.Option("--theme")] = "",
    by: Annotated[str, typer.Option("--by")] = "",
    period: Annotated[str, typer.Option("--period")] = "",
    quality: QualityOption = True,
    trust: TrustOption = None,
    json: JsonOption = False,
) -> None:
    """Compare measures of several extracts."""
    context = context_of(typer_context)
    span = parse(period) if period else None
    request = SideRequest(tuple(measure_id or ()), theme, by, span, quality=quality)
    each = replace(
        context,
        settings=replace(
            context.settings, memory_gibibytes=context.settings.memory_gibibytes / max(len(files), 1)
        ),
    )
    with ExitStack() as stack:
        held = [stack.enter_context(opened(each, file, trust)) for file in files]
        extracts = [extract for extract, _ in held]
        sides, found = compare(extracts, request, held[0][1])
        if json:
            print_json(document(sides, found))
        else:
            _print(context, extracts, sides, found)


def document(sides: Sequence[Side], found: Comparison) -> dict[str, Any]:
    """Return a comparison as the JSON document names it."""
    return {
        "extracts": [
            {
                "file": side.file,
                "name": side.name,
                "sha256": side.digest,
                "mark": side.mark,
                "cut_off": side.cut_off,
                "period": side.period.name,
                "quality": rests_document(side.rests),
            }
            for side in sides
        ],
        "rows": [_row(row) for row in found.rows],
        "merged": [{"subject": one.key, "into": one.heir} for one in found.mergers],
        "circular": list(found.circular),
        "judgements": counted(found.rows),
    }


def _row(row: ComparedRow) -> dict[str, Any]:
    return {
        "id": row.measure_id,
        "subject": row.subject,
        "names": dict(row.names),
        "cells": [_cell(cell) for cell in row.cells],
        "change": row.change,
        "judgement": row.judgement,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "low": cell.low,
        "high": cell.high,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "not_computable": cell.not_computable,
        "reason": cell.reason,
        "merged": list(cell.merged),
    }


def _print(
    context: Context, extracts: Sequence[OpenedExtract], sides: Sequence[Side], found: Comparison
) -> None:
    phrases, measures = context.phrases, extracts[0].catalogue.measures
    heads = [phrases.text(f"column-{name}") for name in ("id", "name", "subject")]
    heads += [f"{side.name} {side.period.name}" for side in sides]
    heads += [phrases.text(f"compare-column-{name}") for name in ("change", "judgement")]
    checked = any(side.rests for side in sides)
    heads += [phrases.text("column-data")] if checked else []
    rows = [
        _cells(phrases, measures[row.measure_id], row, sides)
        + ([_shares(phrases, row.measure_id, sides)] if checked else [])
        for row in found.rows
    ]
    last = len(sides) + 3
    print_table(heads, rows, right=tuple(range(3, last + 1)))
    for side in sides:
        print_rests(phrases, side.rests, side.file)
    told = counted(found.rows)
    parts = [
        phrases.text(f"compare-count-{name}", count=phrases.number(told[name]))
        for name in JUDGEMENTS
        if told[name]
    ]
    typer.echo(" · ".join(parts))
    for one in found.mergers:
        typer.echo(phrases.text("compare-merged", subject=one.key, heir=one.heir))
    if found.circular:
        typer.echo(phrases.text("compare-circular", subjects=", ".join(found.circular)))


def _cells(phrases: Phrases, held: Measure, row: ComparedRow, sides: Sequence[Side]) -> list[str]:
    values = [_value(phrases, held, row, cell, side) for cell, side in zip(row.cells, sides, strict=True)]
    percent = held.unit == "percent"
    change = "—"
    if row.change is not None:
        scale = 100 if percent else 1
        change = phrases.number(row.change * scale, held.digits, sign=True)
    name = phrases.items({language: words["name"] for language, words in held.text.items()})
    subject = phrases.items(row.names) if row.names else row.subject
    return [held.id, name, subject, *values, change, phrases.text(f"compare-judgement-{row.judgement}")]


def _shares(phrases: Phrases, measure: str, sides: Sequence[Side]) -> str:
    """Return how good the data of each extract are that a measure rests on, in the order of the extracts."""
    return " / ".join(share_text(phrases, side.rest(measure)) for side in sides)


def _value(phrases: Phrases, held: Measure, row: ComparedRow, cell: Cell, side: Side) -> str:
    reading = Reading(
        held.id,
        held.version,
        "",
        row.subject,
        side.period,
        cell.numerator,
        cell.denominator,
        cell.not_computable,
        cell.value,
        cell.low,
        cell.high,
        cell.reason,
    )
    return reading_text(phrases, held.unit, held.digits, reading)
