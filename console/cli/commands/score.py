"""Owns ``plumbline score``. It refuses to compute."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from console.cli.commands.rests import QualityOption, print_rests, rests_document, rests_of
from console.cli.commands.shared import (
    DiagnoseOption,
    FileArgument,
    JsonOption,
    TrustOption,
    context_of,
    opened,
)
from console.cli.commands.tolerance_shared import ledger_states
from console.cli.output import print_json, print_table, say
from console.domain.finding import excusables
from console.domain.index import UnitScore
from console.domain.period import parse
from console.i18n import Phrases
from console.jobs.score import ScoreRequest, Scores, measures_of, score
from console.jobs.tolerance_excuse import left_out, place


def run(
    typer_context: typer.Context,
    file: FileArgument,
    index: Annotated[str, typer.Option("--index")] = "six-dimensions",
    period: Annotated[str, typer.Option("--period")] = "",
    trust: TrustOption = None,
    diagnose: DiagnoseOption = False,
    casebook: Annotated[bool, typer.Option("--casebook/--no-casebook")] = False,
    casebook_passphrase_file: Annotated[Path | None, typer.Option("--casebook-passphrase-file")] = None,
    quality: QualityOption = True,
    json: JsonOption = False,
) -> None:
    """Score and rank the subjects of an index; with the casebook, without what was tolerated."""
    context = context_of(typer_context)
    request = ScoreRequest(index, parse(period) if period else None)
    states = ledger_states(context, casebook_passphrase_file) if casebook else ()
    with opened(context, file, trust, diagnose) as (extract, progress):
        with left_out(extract, place(extract, excusables(states))) as excused:
            scores = score(extract, request, progress)
        lines = rests_of(extract, (one.id for one in measures_of(extract, scores.index)), progress, quality)
        if json:
            told = {"quality": rests_document(lines)} if quality else {}
            excuses = {"excused": excused if casebook else None}
            print_json({"mark": extract.mark, **document(scores), **excuses, **told})
            return
        _print(context.phrases, scores)
        print_rests(context.phrases, lines)
        if casebook:
            rows = sum(excused.rows.values())
            say(context.phrases.text("score-excused", rows=rows, unplaced=len(excused.unplaced)))


def document(scores: Scores) -> dict[str, Any]:
    """Return scores as the JSON document names them."""
    return {
        "index": scores.index.id,
        "version": scores.index.version,
        "period": scores.period.name,
        "seed": scores.index.seed,
        "simulations": scores.index.simulations,
        "units": [_unit(unit) for unit in scores.units],
    }


def _unit(unit: UnitScore) -> dict[str, Any]:
    dimensions = {
        name: {"score": one.score, "low": one.low, "high": one.high, "missing": list(one.missing)}
        for name, one in unit.dimensions.items()
    }
    return {
        "id": unit.id,
        "score": unit.score,
        "low": unit.low,
        "high": unit.high,
        "rank": unit.rank,
        "rank_low": unit.rank_low,
        "rank_high": unit.rank_high,
        "dimensions": dimensions,
    }


def _print(phrases: Phrases, scores: Scores) -> None:
    dimensions = [
        phrases.items({language: words["name"] for language, words in dimension.text.items()})
        for dimension in scores.index.dimensions
    ]
    headers = [
        phrases.text(f"column-{name}") for name in ("rank", "subject", "score", "interval", "rank-band")
    ]
    rows = []
    for unit in sorted(scores.units, key=lambda one: (one.rank is None, one.rank or 0)):
        band = f"{unit.rank_low}–{unit.rank_high}" if unit.rank_low else "—"
        interval = f"{phrases.number(unit.low, 1)}–{phrases.number(unit.high, 1)}"
        parts = [phrases.number(unit.dimensions[d.id].score, 1) for d in scores.index.dimensions]
        name = scores.names.get(unit.id, unit.id)
        rows.append([phrases.number(unit.rank), name, phrases.number(unit.score, 1), interval, band, *parts])
    print_table([*headers, *dimensions], rows, right=(0, 2, 3, 4, *range(5, 5 + len(dimensions))))
