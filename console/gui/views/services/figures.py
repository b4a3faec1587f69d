"""Owns how answers of the services jobs become figures: numbers in, worded marks out. It refuses to compute anything else."""

from __future__ import annotations

from collections.abc import Sequence

from console.charts.control_chart import ControlSeries, ControlWords, control_chart
from console.charts.figure import Figure
from console.charts.legal_clock import ClockCell, ClockLimits, ClockSpan, ClockWords, legal_clock
from console.charts.parts import Hit, Measure
from console.charts.variant_strip import (
    StripRow,
    StripStep,
    StripWords,
    rows_that_fit,
    variant_strip,
)
from console.gui.theme import Look
from console.gui.views.services.steps import outcome_name, pause_name, step_name, step_short
from console.gui.words import Say, say
from console.jobs import services_map
from console.jobs.services_answers import CaseTimeline, OnTime, ProcessView, Variant
from console.jobs.services_map import DETOURS, Size
from console.jobs.theme_answers import ThemeRules


def map_figure(look: Look, view: ProcessView, size: Size, measure: Measure) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the process map."""
    return services_map.map_figure(look.phrases, view, size, measure)


def map_verdict(view: ProcessView) -> Say:
    """Return what the map says."""
    key, facts = services_map.map_verdict(view)
    return say(key, **facts)


def map_meta(look: Look, view: ProcessView) -> Say:
    """Return the verdict and how much the map leaves out."""
    hidden = services_map.hidden(look.phrases, view)
    return say("services-map-meta", verdict=map_verdict(view), hidden=hidden)


def shown_variants(view: ProcessView, height: float) -> tuple[tuple[Variant, ...], int]:
    """Return the variants that fit, every one that broke a rule before lawful rare ones, and how many are left out."""
    fit = rows_that_fit(height) - 1
    if len(view.variants) <= fit + 1 and view.variant_count == len(view.variants):
        return view.variants, 0
    broken = [way for way in view.variants if way.forbidden]
    lawful = [way for way in view.variants if not way.forbidden]
    kept = [*lawful[: max(1, fit - len(broken))], *broken][:fit]
    kept.sort(key=lambda way: (-way.cases, way.steps))
    return tuple(kept), view.variant_count - len(kept)


def variants_figure(
    look: Look, view: ProcessView, size: Size, measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the variants of the closed cases."""
    shown, rest = shown_variants(view, size[1])
    total = view.closed or 1
    number, percent = look.phrases.number, look.phrases.percent
    rows = [
        StripRow(
            tuple(
                StripStep(
                    step_short(look, step), step_name(look, step), place in way.forbidden, step in DETOURS
                )
                for place, step in enumerate(way.steps)
            ),
            number(way.cases),
            way.cases / total,
            percent(way.cases / total),
        )
        for way in shown
    ]
    others = max(0, view.closed - sum(way.cases for way in shown))
    if rest or others:
        words = look.text("services-variants-rest" if rest else "services-variants-untraced", count=rest)
        rows.append(StripRow((), number(others), others / total, percent(others / total), words))
    words_of = StripWords(
        look.words(variants_meta(look, view)),
        look.text("services-variants"),
        look.text("services-unit-cases"),
        (look.text("services-order"), look.text("services-count"), look.text("services-share")),
    )
    return variant_strip(rows, words_of, size, measure)


def variants_meta(look: Look, view: ProcessView) -> Say:
    """Return how many ways there are and what the first three cover."""
    first = sum(way.cases for way in view.variants[:3])
    covered = look.phrases.percent(first / view.closed if view.closed else None)
    return say("services-variants-meta", count=view.variant_count, covered=covered)


def on_time_figure(look: Look, found: OnTime, size: Size, measure: Measure) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the on-time rate as a control chart."""
    words = ControlWords(
        look.words(on_time_verdict(look, found)),
        look.words(on_time_meta(look, found)),
        "%",
        look.text("services-limit-high"),
        look.text("services-limit-centre"),
        look.text("services-limit-low"),
        look.text("services-ranges"),
        (look.text(f"services-{found.grain}"), look.text("services-rate"), look.text("services-signal")),
        tuple((state, look.text(f"signal-{state}")) for state in ("better", "worse")),
    )
    series = ControlSeries(
        found.months,
        found.series,
        found.flags,
        found.low,
        found.centre,
        found.high,
        found.ranges,
        found.range_high,
    )
    skipped = {"month": 2, "week": 5}[found.grain]  # the century of a month, the year of a day
    labels = tuple(point[skipped:] for point in found.months)
    drawn = control_chart(
        ControlSeries(
            labels,
            series.values,
            series.flags,
            series.low,
            series.centre,
            series.high,
            series.ranges,
            series.range_high,
        ),
        words,
        size,
        measure,
        look.phrases.percent,
    )
    return drawn, ()


def on_time_verdict(look: Look, found: OnTime) -> Say:
    """Return the judgement on the last month or week as a sentence."""
    facts: dict[str, object] = {}
    if found.state in {"improved", "worse"}:
        key = found.rule.replace("_", "-") or "outside"
        facts = {"length": found.length, "rule": say(f"services-rule-{key}")}
    return say(f"services-signal-{found.state}", grain=found.grain, **facts)


def on_time_meta(look: Look, found: OnTime) -> Say:
    """Return the rate of the period with its interval, and the doubts about the chart."""
    percent = look.phrases.percent
    apart = None if found.value is None or found.previous is None else (found.value - found.previous) * 100
    return say(
        "services-on-time-meta",
        apart=look.phrases.number(apart, 1, sign=True),
        rate=percent(found.value),
        low=percent(found.value_low),
        high=percent(found.value_high),
        judged=look.phrases.number(found.judged),
    )


def doubts(look: Look, found: OnTime) -> str:
    """Return what makes the chart cry wolf, as the panel's tooltip: false alarms to expect, leaning, season."""
    if found.expected_alarms is None:
        return ""
    parts = [look.text("services-alarms", share=look.phrases.percent(found.expected_alarms, 0))]
    if found.autocorrelated:
        parts.append(look.text("services-autocorrelated", grain=found.grain))
    if found.seasonal:
        parts.append(look.text("services-seasonal"))
    return " ".join(parts)


def clock_figure(
    look: Look, case: CaseTimeline, size: Size, measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw one case day by day."""
    days = [ClockCell(one.day, one.state, one.used) for one in case.days]
    spans = [
        ClockSpan(
            one.kind,
            pause_name(look, one.name) if one.kind == "pause" else step_name(look, one.name),
            one.starts,
            one.ends,
        )
        for one in sorted(case.spans, key=lambda span: span.kind == "pause")
    ]
    kinds = ("run", "late", "over", "paused", "off")
    states = ("run", "paused", "off", "before", "after")
    words = ClockWords(
        look.words(clock_verdict(case)),
        look.text("services-clock-description", outcome=outcome_name(look, case.outcome)),
        look.text("services-unit-days"),
        look.text("services-lane-steps"),
        look.text("services-lane-clock"),
        look.text("services-day-count", days=case.used or 0),
        look.text("services-promised-days", days=case.promised or 0),
        look.text("services-statutory-days", days=case.statutory or 0),
        tuple((kind, look.text(f"services-cell-{kind}")) for kind in kinds),
        (look.text("services-day"), look.text("services-state"), look.text("services-used")),
        tuple((state, look.text(f"services-cell-{state}")) for state in states),
    )
    limits = ClockLimits(case.promised, case.statutory)
    return legal_clock(days, spans, limits, words, size, measure), ()


def clock_verdict(case: CaseTimeline) -> Say:
    """Return how the case stands against promise and statute."""
    facts = {
        "case": case.case_id,
        "item": case.item,
        "used": case.used or 0,
        "kind": case.day_kind or "working",
    }
    if case.statutory is not None and (case.used or 0) > case.statutory:
        late = (case.used or 0) - (case.promised if case.promised is not None else case.statutory)
        return say("services-case-over", over=(case.used or 0) - case.statutory, late=late, **facts)
    if case.promised is not None and (case.used or 0) > case.promised:
        return say("services-case-late", late=(case.used or 0) - case.promised, **facts)
    return say("services-case-in-time", **facts)


def subtitle(look: Look, found: ProcessView, rules: ThemeRules | None) -> Say:
    """Return what is looked at: the item, its cases, how many leave a trace, flagged transitions, suspicions."""
    number, percent = look.phrases.number, look.phrases.percent
    item = next((one.name for one in found.items if one.item_id == found.item_id), "")
    return say(
        "services-subtitle",
        item=item or say("services-all-items"),
        cases=number(found.cases),
        traced=percent(found.traced / found.cases if found.cases else None),
        flagged="—" if found.rules_missing else number(found.flagged),
        suspicions=number(rules.in_period) if rules else "…",
    )


def figures_of(view: ProcessView) -> int:
    """Count the numbers of the process that can be recomputed."""
    counted: Sequence[int] = (
        len(view.stays),
        2 * len(view.follows),
        2 * len(view.variants),
        6,
    )
    return sum(counted)
