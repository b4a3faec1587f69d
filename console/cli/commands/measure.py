"""Owns ``plumbline measure``. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from console.cli.commands.rests import (
    QualityOption,
    by_measure,
    print_rests,
    rests_document,
    rests_of,
    share_text,
)
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.output import print_json, print_table
from console.domain.catalogue import Catalogue
from console.domain.measure import Reading
from console.domain.period import parse
from console.domain.resting import MeasureLine
from console.i18n import Phrases
from console.jobs.measure import MeasureRequest, measure


def run(
    typer_context: typer.Context,
    file: FileArgument,
    measure_id: Annotated[list[str] | None, typer.Option("--id")] = None,
    by: Annotated[list[str] | None, typer.Option("--by")] = None,
    period: Annotated[str, typer.Option("--period")] = "",
    monthly: Annotated[bool, typer.Option("--monthly")] = False,
    quality: QualityOption = True,
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    json: JsonOption = False,
) -> None:
    """Read measures of an extract."""
    context = context_of(typer_context)
    span = parse(period) if period else None
    request = MeasureRequest(tuple(measure_id or ()), tuple(by or ()), span, monthly)
    with opened(context, file, trust, diagnose) as (extract, progress):
        readings = measure(extract, request, progress)
        lines = rests_of(extract, (reading.measure_id for reading in readings), progress, quality)
        if json:
            told = {"mark": extract.mark, "measures": [document(reading) for reading in readings]}
            print_json(told | ({"quality": rests_document(lines)} if quality else {}))
        else:
            _print(context.phrases, extract.catalogue, readings, lines)
            print_rests(context.phrases, lines)


def document(reading: Reading) -> dict[str, Any]:
    """Return a reading as the JSON document names it."""
    return {
        "id": reading.measure_id,
        "version": reading.version,
        "by": reading.subject_column,
        "subject": reading.subject,
        "period": reading.period.name,
        "numerator": reading.numerator,
        "denominator": reading.denominator,
        "not_computable": reading.not_computable,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "reason": reading.reason,
    }


def _print(
    phrases: Phrases, catalogue: Catalogue, readings: Sequence[Reading], lines: Sequence[MeasureLine]
) -> None:
    names = ["id", "name", "subject", "period", "value", "numerator", "denominator", "not-judged"]
    names += ["data"] if lines else []
    rests = by_measure(lines)
    rows = []
    for reading in readings:
        found = catalogue.measures[reading.measure_id]
        value = reading_text(phrases, found.unit, found.digits, reading)
        rows.append(
            [
                reading.measure_id,
                phrases.items({lang: text["name"] for lang, text in found.text.items()}),
                reading.subject,
                reading.period.name,
                value,
                phrases.number(_float(reading.numerator)),
                phrases.number(_float(reading.denominator)),
                phrases.number(reading.not_computable),
                *([share_text(phrases, rests.get(reading.measure_id))] if lines else []),
            ]
        )
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(4, 5, 6, 7, 8))


def reading_text(phrases: Phrases, unit: str, digits: int, reading: Reading) -> str:
    """Return a reading's value as text, or why there is none."""
    if reading.value is None:
        if phrases.has(f"reason-{reading.reason}"):
            return phrases.text(f"reason-{reading.reason}")
        return phrases.text("not-computable-because", reason=reading.reason)
    if unit == "percent":
        return phrases.percent(reading.value, digits)
    return phrases.number(reading.value, digits)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
