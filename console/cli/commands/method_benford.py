"""Owns ``plumbline method benford``: digits counted or summed, and what is told of them. It refuses to compute."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from console.cli.commands.method_output import ColumnOption, ReadAsOption, data_file, show_rows, start
from console.cli.commands.shared import FileArgument, JsonOption
from console.cli.output import print_json, say
from console.i18n import Phrases
from console.jobs.method import BenfordOutcome, benford, summation
from console.methods.benford import SUMMATION, BenfordResult, SummationResult


def run_benford(
    typer_context: typer.Context,
    file: FileArgument,
    column: ColumnOption,
    digits: Annotated[str, typer.Option("--digits")] = "first-two",
    read_as: ReadAsOption = "",
    json: JsonOption = False,
) -> None:
    """Test digits against Benford's law."""
    context, progress = start(typer_context)
    named = {"method": "benford", "file": file.name, "column": column, "digits": digits}
    source = data_file(context, file, read_as)
    if digits == SUMMATION:
        with progress:
            summed = summation(source, column, progress.bar)
        _tell(context.phrases, named, _sum_facts(summed), _sum_rows(summed), json)
        if not json:
            _say_sums(context.phrases, summed)
        return
    with progress:
        found = benford(source, column, digits, progress.bar)
    _tell(context.phrases, named, _benford_facts(found), _digit_rows(found.result), json)
    if not json:
        _say_benford(context.phrases, found)


def _tell(
    phrases: Phrases, named: dict[str, Any], facts: dict[str, Any], rows: list[dict[str, Any]], json: bool
) -> None:
    if json:
        print_json({**named, **facts, "table": rows})
    else:
        show_rows(phrases, rows)


def _digit_rows(told: BenfordResult) -> list[dict[str, Any]]:
    names = ("digit", "count", "observed", "expected", "z")
    return [{name: getattr(row, name) for name in names} for row in told.rows]


def _sum_rows(told: SummationResult) -> list[dict[str, Any]]:
    return [
        {
            "digit": row.digit,
            "count": row.count,
            "sum": f"{row.total.normalize():f}",
            "observed": row.observed,
            "expected": row.expected,
        }
        for row in told.rows
    ]


def _sum_facts(told: SummationResult) -> dict[str, Any]:
    total = f"{told.total.normalize():f}"
    return {"n": told.n, "total": total, "mad": told.mad, "verdict": None, "why_not": "no-limits"}


def _benford_facts(found: BenfordOutcome) -> dict[str, Any]:
    told, counts = found.result, found.counts
    most = counts.most
    return {
        "n": told.n,
        "rows": counts.rows,
        "missing": counts.missing,
        "unreadable": counts.unreadable,
        "not_positive": counts.not_positive,
        "mad": told.mad,
        "mad_limits": told.mad_limits,
        "chi_square": told.chi_square,
        "degrees_of_freedom": told.degrees,
        "chi_square_p": told.chi_square_p,
        "ks": told.ks,
        "ks_limit": told.ks_limit,
        "mantissa_arc_L2": found.mantissa_arc,
        "mantissa_arc_p": found.mantissa_arc_p,
        "mantissa_centre": found.mantissa_centre,
        "distortion_factor_percent": _percent(found.distortion_published),
        "distortion_factor_exact_percent": _percent(found.distortion),
        "second_order_n": counts.second_order,
        "unplaced": counts.unplaced,
        "orders_of_magnitude": found.orders,
        "most_repeated_amount": None if most is None else {"amount": most[0], "times": most[1]},
        "verdict": told.conformity,
        "why_not": told.why_not or None,
    }


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _say_benford(phrases: Phrases, found: BenfordOutcome) -> None:
    told = found.result
    key = f"benford-{told.conformity}" if told.conformity else f"benford-why-{told.why_not}"
    figures = {
        "n": phrases.number(told.n),
        "mad": phrases.number(told.mad, 6),
        "chi_square": phrases.number(told.chi_square, 1),
        "ks": phrases.number(told.ks, 6),
    }
    say(phrases.text("benford-summary", verdict=phrases.text(key), **figures))
    if found.mantissa_arc is not None and found.mantissa_arc_p is not None:
        arc, chance = phrases.number(found.mantissa_arc, 6), phrases.number(found.mantissa_arc_p, 4)
        say(phrases.text("benford-mantissa", arc=arc, chance=chance))
    if found.distortion is not None and found.distortion_published is not None:
        exact, published = (
            phrases.percent(found.distortion, 4),
            phrases.percent(found.distortion_published, 4),
        )
        say(phrases.text("benford-distortion", exact=exact, published=published))


def _say_sums(phrases: Phrases, told: SummationResult) -> None:
    largest = max(told.rows, key=lambda row: row.total)
    say(
        phrases.text(
            "benford-sums",
            n=phrases.number(told.n),
            total=phrases.number(told.total, 2),
            mad=phrases.number(told.mad, 6),
            digit=str(largest.digit),
            share=phrases.percent(largest.observed, 2),
        )
    )
