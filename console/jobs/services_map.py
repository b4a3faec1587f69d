"""Owns how the process as it was walked becomes a map: numbers in, worded marks out, the same for window and command line.

It refuses to compute a number, and to draw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from console.charts.figure import Figure
from console.charts.parts import Hit, Measure
from console.charts.process_map import hidden_transitions, process_map
from console.charts.process_plan import MapEdge, MapStep, MapWords
from console.i18n import Phrases
from console.jobs.services_answers import Follow, ProcessView

Size = tuple[float, float]
DETOURS = frozenset({"supplement"})
TINTS = 4


def case_word(phrases: Phrases, family: str, code: str) -> str:
    """Return the name of a step, channel or outcome: a phrase where the code is a known one, the extract's word otherwise."""
    key = f"{family}-{plain_code(code)}"
    return phrases.text(key) if phrases.has(key) else code


def plain_code(code: str) -> str:
    """Return a code as keys of phrases hold it."""
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-") or "unknown"


def map_figure(
    phrases: Phrases, view: ProcessView, size: Size, measure: Measure
) -> tuple[Figure, tuple[Hit, ...]]:
    """Draw the process map."""
    number, text = phrases.number, phrases.text
    longest = max((stay.median_days or 0.0 for stay in view.stays), default=0.0)
    steps = [
        MapStep(
            stay.step,
            case_word(phrases, "case-step", stay.step),
            stay.events,
            number(stay.events),
            round((stay.median_days or 0.0) / longest * TINTS) if longest else 0,
            stay.step in DETOURS,
        )
        for stay in view.stays
    ]
    key, facts = map_verdict(view)
    words = MapWords(
        text(key, **facts),
        text("services-map-description", cases=number(view.traced)),
        text("services-unit-cases"),
        text(
            "services-map-others",
            refused=number(view.refused),
            withdrawn=number(view.withdrawn),
            open=number(view.cases - view.closed),
        ),
        text("services-legend-width"),
        text("services-legend-forbidden"),
        text("services-legend-stay", days=number(longest, 1)),
        (
            text("services-before"),
            text("services-after"),
            text("services-count"),
            text("services-median"),
            text("services-forbidden"),
        ),
    )
    return process_map(steps, map_edges(phrases, view), main_path(view), words, size, measure)


def map_verdict(view: ProcessView) -> tuple[str, Mapping[str, object]]:
    """Return the phrase for what the map says: how many closed cases broke a step rule, or that no rule could tell."""
    if view.rules_missing:
        return "services-map-no-rules", {}
    if not view.flagged:
        return "services-map-clear", {"closed": view.closed}
    share = view.flagged / view.closed if view.closed else 0.0
    return "services-map-flagged", {"flagged": view.flagged, "percent": f"{share * 100:.1f}"}


def hidden(phrases: Phrases, view: ProcessView) -> int:
    """Return how many transitions the map leaves out."""
    return hidden_transitions(map_edges(phrases, view), main_path(view))


def main_path(view: ProcessView) -> tuple[str, ...]:
    """Return the steps of the most frequent way that broke no rule, else of the most frequent way at all."""
    lawful = [way for way in view.variants if not way.forbidden]
    if lawful or view.variants:
        steps = (lawful or list(view.variants))[0].steps
        return tuple(dict.fromkeys(step for step in steps if step not in DETOURS))
    return tuple(stay.step for stay in view.stays if stay.step not in DETOURS)


def map_edges(phrases: Phrases, view: ProcessView) -> tuple[MapEdge, ...]:
    """Return the transitions with their words, the most frequent first."""
    ordered = sorted(view.follows, key=lambda one: (-one.count, one.before, one.after))
    return tuple(_edge(phrases, one) for one in ordered)


def _edge(phrases: Phrases, one: Follow) -> MapEdge:
    number = phrases.number
    lawful = one.count - one.forbidden
    said = phrases.text(
        "services-forbidden-pill",
        count=number(one.forbidden),
        before=case_word(phrases, "case-step", one.before),
        after=case_word(phrases, "case-step", one.after),
    )
    days = "" if one.median_days is None else phrases.text("services-days", days=number(one.median_days, 1))
    return MapEdge(one.before, one.after, lawful, number(lawful), days, one.forbidden, said)
