"""Owns ``plumbline measure``. It refuses to compute."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

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
from console.domain.ports import Progress
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.measure import MeasureRequest, measure
from console.jobs.quality_answers import MeasureLine
from console.jobs.quality_measures import quality_of


def run(
    typer_context: typer.Context,
    file: FileArgument,
    measure_id: Annotated[list[str] | None, typer.Option("--id")] = None,
    by: Annotated[list[str] | None, typer.Option("--by")] = None,
    period: Annotated[str, typer.Option("--period")] = "",
    monthly: Annotated[bool, typer.Option("--monthly")] = False,
    quality: Annotated[bool, typer.Option("--quality")] = False,
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
        lines = _rest(extract, readings, progress) if quality else ()
        if json:
            told = {"mark": extract.mark, "measures": [document(reading) for reading in readings]}
            print_json(told | ({"quality": [rest_document(line) for line in lines]} if quality else {}))
        else:
            _print(context.phrases, extract.catalogue, readings)
            _print_rest(context.phrases, lines)


def _rest(extract: OpenedExtract, readings: Sequence[Reading], progress: Progress) -> tuple[MeasureLine, ...]:
    """Check what the measures that were read rest on."""
    names = dict.fromkeys(reading.measure_id for reading in readings)
    return quality_of(extract, [extract.catalogue.measures[name] for name in names], progress)


def rest_document(line: MeasureLine) -> dict[str, Any]:
    """Return the quality of what a measure rests on as the JSON document names it."""
    return {
        "id": line.measure_id,
        "columns": line.columns,
        "lacking": list(line.lacking),
        "dimensions": {
            name: {"failed": tally.failed, "checked": tally.checked}
            for name, tally in line.dimensions.items()
        },
        "worst": line.worst,
    }


def _print_rest(phrases: Phrases, lines: Sequence[MeasureLine]) -> None:
    """Print of each measure the worst check of the columns it rests on."""
    for line in lines:
        worst = line.worst
        if line.lacking:
            told = phrases.text("measure-rest-lacking", names=", ".join(line.lacking))
        elif worst is None:
            told = phrases.text("measure-rest-sound", count=phrases.number(line.columns))
        else:
            told = phrases.text(
                "measure-rest-worst",
                where=f"{worst.table}.{worst.column}" if worst.column else worst.table,
                check=phrases.text(f"quality-check-{worst.check}"),
                failed=phrases.number(worst.failed),
                checked=phrases.number(worst.checked),
            )
        typer.echo(f"{line.measure_id}: {told}")


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


def _print(phrases: Phrases, catalogue: Catalogue, readings: tuple[Reading, ...]) -> None:
    names = ("id", "name", "subject", "period", "value", "numerator", "denominator", "not-judged")
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
            ]
        )
    print_table([phrases.text(f"column-{name}") for name in names], rows, right=(4, 5, 6, 7))


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
