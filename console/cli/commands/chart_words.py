"""Owns how control charts, scans and changes are printed for people. It refuses to compute, and to print JSON."""

from __future__ import annotations

import typer

from console.cli.output import print_table
from console.domain.measure import Measure
from console.i18n import Phrases
from console.jobs.charts_answers import (
    ChangeAnswer,
    ChangeColumn,
    ControlAnswer,
    ScanAnswer,
    ScanLine,
)

SHOWN = 40


def print_chart(phrases: Phrases, found: ControlAnswer) -> None:
    """Print the points with their limits, the verdict, and what speaks against it."""
    if found.why_not:
        typer.echo(why_not(phrases, found.why_not, found.missing))
        return
    rows = [
        [
            one.label,
            value_text(phrases, found.unit, found.digits, one.value),
            value_text(phrases, found.unit, found.digits, one.lower),
            value_text(phrases, found.unit, found.digits, one.centre),
            value_text(phrases, found.unit, found.digits, one.upper),
            rule_text(phrases, one.rule),
        ]
        for one in found.points
    ]
    names = ("point", "value", "lower", "centre", "upper", "rule")
    print_table([phrases.text(f"control-column-{name}") for name in names], rows, right=(1, 2, 3, 4))
    typer.echo(verdict(phrases, found))
    for words in doubts(phrases, found):
        typer.echo(words)


def verdict(phrases: Phrases, found: ControlAnswer) -> str:
    """Return the judgement on the last point as a sentence."""
    return phrases.text(
        f"control-state-{found.state}",
        rule=rule_text(phrases, found.rule),
        since=found.since or "—",
        length=phrases.number(found.length),
    )


def doubts(phrases: Phrases, found: ControlAnswer) -> list[str]:
    """Return what makes the chart cry wolf, one sentence each."""
    held, told = found.doubts, []
    if held.any_flag is not None:
        told.append(
            phrases.text(
                "control-alarms",
                points=phrases.number(len(found.points)),
                share=phrases.percent(held.any_flag, 0),
                flags=phrases.number(held.expected_flags, 1),
            )
        )
    if held.autocorrelated:
        told.append(phrases.text("control-autocorrelated", lag=phrases.number(held.lag_one, 2)))
    if held.seasonal:
        told.append(phrases.text("control-seasonal"))
    if held.rare:
        told.append(phrases.text("control-rare"))
    if found.flat:
        told.append(phrases.text("control-flat"))
    if found.skipped:
        told.append(phrases.text("control-skipped", count=phrases.number(found.skipped)))
    told += [
        phrases.text("control-phase", month=phase.first, reason=phase.reason) for phase in found.phases[1:]
    ]
    if found.phases and found.phases[-1].provisional:
        told.append(phrases.text("control-provisional", points=phrases.number(found.phases[-1].baseline)))
    return told


def print_scan(phrases: Phrases, measure: Measure, found: ScanAnswer) -> None:
    """Print each subject's verdict and how many signals chance alone would make."""
    if found.why_not:
        typer.echo(why_not(phrases, found.why_not, found.missing))
        return
    rows = [_line(phrases, measure, one) for one in found.lines[:SHOWN]]
    names = ("subject", "name", "state", "since", "value", "centre")
    print_table([phrases.text(f"control-column-{name}") for name in names], rows, right=(4, 5))
    typer.echo(scan_summary(phrases, found))


def scan_summary(phrases: Phrases, found: ScanAnswer) -> str:
    """Return how many charts signal, and how many would by chance."""
    return phrases.text(
        "control-scan-summary",
        signals=phrases.number(found.signals),
        judged=phrases.number(found.judged),
        expected=phrases.number(found.expected, 1),
        short=phrases.number(found.short),
    )


def _line(phrases: Phrases, measure: Measure, one: ScanLine) -> list[str]:
    return [
        one.subject,
        one.name,
        phrases.text(f"control-short-{one.state}"),
        one.since or "—",
        value_text(phrases, measure.unit, measure.digits, one.last),
        value_text(phrases, measure.unit, measure.digits, one.centre),
    ]


def print_change(phrases: Phrases, measure: Measure, found: ChangeAnswer) -> None:
    """Print where the change sits, column by column."""
    if found.why_not:
        typer.echo(why_not(phrases, found.why_not, found.missing))
        return
    typer.echo(change_summary(phrases, measure, found))
    for column in found.columns:
        _print_column(phrases, measure, column)
    if found.steps:
        rows = [
            [
                value_text_of(phrases, "step", one.step, one.step),
                phrases.number(one.before, 2),
                phrases.number(one.after, 2),
                phrases.number(one.after - one.before, 2, True),
            ]
            for one in found.steps
        ]
        names = ("step-days", "before", "after", "adds")
        print_table([phrases.text(f"control-column-{name}") for name in names], rows, right=(1, 2, 3))


def change_summary(phrases: Phrases, measure: Measure, found: ChangeAnswer) -> str:
    """Return the change of the whole as a sentence."""
    before, after = found.before or 0.0, found.after or 0.0
    return phrases.text(
        "control-change",
        first=found.request.before.name,
        second=found.request.after.name,
        before=value_text(phrases, measure.unit, measure.digits, before),
        after=value_text(phrases, measure.unit, measure.digits, after),
        change=change_text(phrases, measure.unit, measure.digits, after - before),
    )


def _print_column(phrases: Phrases, measure: Measure, column: ChangeColumn) -> None:
    rows = [
        [
            value_text_of(phrases, column.column, part.subject, part.name),
            value_text(phrases, measure.unit, measure.digits, part.value_before),
            value_text(phrases, measure.unit, measure.digits, part.value_after),
            change_text(phrases, measure.unit, measure.digits + 1, part.within),
            change_text(phrases, measure.unit, measure.digits + 1, part.mix),
        ]
        for part in column.parts[:5]
    ]
    heads = [column_text(phrases, column.column)]
    heads += [phrases.text(f"control-column-{name}") for name in ("before", "after", "within", "mix")]
    print_table(heads, rows, right=(1, 2, 3, 4))


def column_text(phrases: Phrases, column: str) -> str:
    """Return the name of a subject column, its own where nobody worded it."""
    key = f"control-subject-{column.replace('_', '-')}"
    return phrases.text(key) if phrases.has(key) else column


def value_text_of(phrases: Phrases, column: str, value: str | None, name: str) -> str:
    """Return the name of one value of a column: the data's own, else a phrase, else the code; nothing was not recorded."""
    if not value:
        return phrases.text("control-unrecorded")
    code = value.lower().replace("_", "-")
    for key in (f"control-value-{column.replace('_', '-')}-{code}", f"case-{column}-{code}"):
        if name == value and phrases.has(key):
            return phrases.text(key)
    return name


def rule_text(phrases: Phrases, rule: str) -> str:
    """Return a rule's name; nothing where none is broken."""
    return phrases.text(f"control-rule-{rule.replace('_', '-')}") if rule else ""


def value_text(phrases: Phrases, unit: str, digits: int, value: float | None) -> str:
    """Return a value in its unit."""
    return phrases.percent(value, digits) if unit == "percent" else phrases.number(value, digits)


def change_text(phrases: Phrases, unit: str, digits: int, value: float) -> str:
    """Return a difference with its sign; of shares in percentage points."""
    return phrases.number(100 * value if unit == "percent" else value, digits, True)


def why_not(phrases: Phrases, why: str, missing: tuple[str, ...]) -> str:
    """Return why there is nothing to show."""
    return phrases.text(f"control-why-{why}", names=", ".join(missing) or "—")
