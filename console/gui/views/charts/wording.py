"""Owns the words of the page of control charts: verdicts, doubts, values with their unit. It refuses to compute."""

from __future__ import annotations

from console.gui.theme import Look
from console.gui.words import Named, Say, Words, say
from console.jobs.charts_answers import ChangeAnswer, ControlAnswer, ScanAnswer


def rule_name(rule: str) -> Words:
    """Return a rule's name; nothing where none is broken."""
    return say(f"control-rule-{rule.replace('_', '-')}") if rule else ""


def column_name(look: Look, column: str) -> Words:
    """Return the name of a subject column, its own where nobody worded it."""
    key = f"control-subject-{column.replace('_', '-')}"
    return say(key) if look.phrases.has(key) else column


def value_name(look: Look, column: str, value: str, name: str) -> Words:
    """Return the name of one value of a column: the data's own, else a phrase, else the code; nothing was not recorded."""
    if not value:
        return say("control-unrecorded")
    code = value.lower().replace("_", "-")
    for key in (f"control-value-{column.replace('_', '-')}-{code}", f"case-{column}-{code}"):
        if name == value and look.phrases.has(key):
            return say(key)
    return name


def verdict(found: ControlAnswer) -> Say:
    """Return the judgement on the last point."""
    return say(
        f"control-state-{found.state}",
        rule=rule_name(found.rule),
        since=found.since or "—",
        length=found.length,
    )


def doubts(look: Look, found: ControlAnswer) -> str:
    """Return what makes the chart cry wolf, in one paragraph."""
    number, held = look.phrases.number, found.doubts
    told = []
    if held.any_flag is not None:
        share = look.phrases.percent(held.any_flag, 0)
        points, flags = number(len(found.points)), number(held.expected_flags, 1)
        told.append(look.text("control-alarms", points=points, share=share, flags=flags))
    if held.autocorrelated:
        told.append(look.text("control-autocorrelated", lag=number(held.lag_one, 2)))
    if held.seasonal:
        told.append(look.text("control-seasonal"))
    if held.rare:
        told.append(look.text("control-rare"))
    if found.flat:
        told.append(look.text("control-flat"))
    if found.skipped:
        told.append(look.text("control-skipped", count=number(found.skipped)))
    if found.phases and found.phases[-1].provisional:
        told.append(look.text("control-provisional", points=number(found.phases[-1].baseline)))
    return " ".join(told)


def why_not(why: str, missing: tuple[str, ...]) -> Say:
    """Return why there is nothing to show."""
    return say(f"control-why-{why}", names=", ".join(missing) or "—")


def scan_meta(look: Look, found: ScanAnswer) -> Say:
    """Return how many charts signal, and how many would by chance."""
    number = look.phrases.number
    return say(
        "charts-scan-meta",
        signals=number(found.signals),
        judged=number(found.judged),
        expected=number(found.expected, 1),
    )


def value_of(look: Look, unit: str, digits: int, value: float | None) -> str:
    """Return a value in its unit."""
    return look.phrases.percent(value, digits) if unit == "percent" else look.phrases.number(value, digits)


def change_sentence(look: Look, chart: ControlAnswer, found: ChangeAnswer) -> Say:
    """Return the change of the whole."""
    before, after = found.before or 0.0, found.after or 0.0
    apart = (after - before) * (100 if chart.unit == "percent" else 1)
    return say(
        "control-change",
        first=found.request.before.name,
        second=found.request.after.name,
        before=value_of(look, chart.unit, chart.digits, before),
        after=value_of(look, chart.unit, chart.digits, after),
        change=look.phrases.number(apart, chart.digits + 1, sign=True),
    )


def measure_name(found: ControlAnswer) -> Named:
    """Return the measure's name."""
    return Named(found.name)
