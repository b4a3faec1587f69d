"""Owns how one outcome of a reform becomes a figure: numbers in, worded marks out. It refuses to compute anything else."""

from __future__ import annotations

from console.charts.before_after import BeforeAfter, BeforeAfterWords, before_after
from console.charts.figure import Figure
from console.charts.parts import Hit, Measure
from console.gui.theme import Look
from console.gui.views.deadlines.tables import clear_effect, effect_words
from console.gui.words import Say, say
from console.jobs.reform_answers import ReformLine, ReformOutcome


def reform_verdict(look: Look, one: ReformOutcome) -> Say:
    """Return what the series says."""
    name = say(f"reform-outcome-{one.name}")
    if one.why_not or one.mean is None:
        return say("deadlines-no-verdict", outcome=name, why=say(f"reform-short-{one.why_not or 'short'}"))
    key = (
        "deadlines-within"
        if not clear_effect(one.mean)
        else "deadlines-fell"
        if one.mean.point < 0
        else "deadlines-rose"
    )
    return say(
        key,
        outcome=name,
        effect=effect_words(look, one.mean),
        compared=effect_words(look, one.compared) or "—",
    )


def reform_figure(
    look: Look, line: ReformLine, one: ReformOutcome, size: tuple[float, float], measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw one outcome before and after."""
    started = line.from_on.isoformat() if line.from_on else ""
    words = BeforeAfterWords(
        look.words(reform_verdict(look, one)),
        look.text(
            "deadlines-chart-description", before=line.before, after=line.after, straddling=line.straddling
        ),
        look.text(f"reform-outcome-{one.name}"),
        look.text("deadlines-from", day=started or look.text("deadlines-own-dates")),
        look.text("deadlines-expected"),
        (
            look.text("control-column-point"),
            look.text("control-column-value"),
            look.text("deadlines-expected"),
        ),
    )
    series = BeforeAfter(
        tuple(label[2:] if started else label for label in one.months),
        one.values,
        one.fitted,
        one.expected,
        one.start,
    )
    return before_after(series, words, size, measure, lambda value: look.phrases.number(value, 1)), ()
