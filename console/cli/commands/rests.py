"""Owns how commands tell the quality of the data their measures rest on, in words and as JSON. It refuses to compute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

import typer

from console.domain.ports import Progress
from console.domain.quality import shown_share
from console.domain.resting import MeasureLine, weakest_first
from console.i18n import Phrases
from console.jobs.extract import OpenedExtract
from console.jobs.quality_answers import RestRequest
from console.jobs.quality_measures import measure_rests

QualityOption = Annotated[bool, typer.Option("--quality/--no-quality")]
MOST_TOLD = 10  # measures told in a sentence each; the table has the share of every one
PLACES = 1  # of a percentage


def rests_of(
    extract: OpenedExtract, measures: Iterable[str], progress: Progress, wanted: bool = True
) -> tuple[MeasureLine, ...]:
    """Check what measures rest on, or take what is kept of it; nothing where nobody wants it."""
    return measure_rests(extract, RestRequest(tuple(dict.fromkeys(measures))), progress) if wanted else ()


def rests_document(lines: Iterable[MeasureLine]) -> list[dict[str, Any]]:
    """Return the quality of what measures rest on as the JSON document names it."""
    return [
        {
            "id": line.measure_id,
            "columns": line.columns,
            "lacking": list(line.lacking),
            "passed": line.share,
            "dimensions": {
                name: {"failed": tally.failed, "checked": tally.checked}
                for name, tally in line.dimensions.items()
            },
            "worst": line.worst,
        }
        for line in lines
    ]


def share_text(phrases: Phrases, line: MeasureLine | None) -> str:
    """Return the passing share of what a measure rests on as a cell; why there is none where there is none."""
    if line is None:
        return "—"
    if line.share is None:
        return phrases.text("rest-lacking" if line.lacking else "rest-unchecked")
    return phrases.percent(shown_share(line.share, PLACES + 2), PLACES)


def print_rests(phrases: Phrases, lines: Sequence[MeasureLine], of: str = "") -> None:
    """Print of each measure the worst check of what it rests on, the weakest first; ``of`` names the extract."""
    for line in weakest_first(lines)[:MOST_TOLD]:
        told = f"{line.measure_id}: {rest_text(phrases, line)}"
        typer.echo(f"{of} · {told}" if of else told)
    if len(lines) > MOST_TOLD:
        typer.echo(phrases.text("measure-rest-more", count=phrases.number(len(lines) - MOST_TOLD)))


def rest_text(phrases: Phrases, line: MeasureLine) -> str:
    """Return what a measure rests on as a sentence: what is lacking, or its weakest dimension and its worst check."""
    if line.lacking:
        return phrases.text("measure-rest-lacking", names=", ".join(line.lacking))
    if line.share is None:
        return phrases.text("rest-unchecked-told")
    if line.worst is None:
        return phrases.text("measure-rest-sound", count=phrases.number(line.columns))
    return phrases.text(
        "measure-rest-worst",
        share=share_text(phrases, line),
        where=phrases.items(line.worst_names),
        check=phrases.text(f"quality-check-{line.worst.check}"),
        failed=phrases.number(line.worst.failed),
        checked=phrases.number(line.worst.checked),
    )


def by_measure(lines: Iterable[MeasureLine]) -> Mapping[str, MeasureLine]:
    """Return the lines by measure."""
    return {line.measure_id: line for line in lines}
