"""Owns what the overview says of itself: the line beside its title, the count of figures that can be computed again.

It refuses to count what nobody could judge.
"""

from __future__ import annotations

from console.gui.scope import period_words
from console.gui.views.overview.risk import is_silent
from console.gui.words import Named, Words, say
from console.jobs.overview_answers import Overview, RiskPart


def subtitle(found: Overview) -> Words:
    """Return the line beside the title: where, when, how many cases of how many organisations."""
    where = (
        Named(found.organisation or found.region)
        if found.organisation or found.region
        else say("overview-everything")
    )
    facts = {"where": where, "period": period_words(found.period)}
    if found.cases is None:
        return say("overview-subtitle-short", **facts)
    return say("overview-subtitle", cases=found.cases, organisations=found.organisations, **facts)


def index_meta(found: Overview) -> Words:
    """Return what stands beside the title of the index: its scale, or what it leaves out because it was tolerated."""
    if found.unplaced:
        return say("overview-index-excused-not", rows=found.excused, unplaced=found.unplaced)
    return say("overview-index-excused", rows=found.excused) if found.excused else say("overview-out-of")


def tally_meta(excused: int, change: str | None) -> Words:
    """Return what stands beside the tally: what is left out of it, else how it changed, else what it counts."""
    if excused:
        return say("overview-tally-excused", count=excused)
    return say("overview-tally-meta") if change is None else say("overview-tally-change", change=change)


def figures(found: Overview | None) -> int:
    """Return how many numbers of index and tiles can be computed again from the extract."""
    if found is None:
        return 0
    tiles = sum(tile.value is not None for tile in found.tiles)
    index = sum(unit.score is not None for unit in found.index.units)
    return tiles + index + sum(part.score is not None for part in found.index.dimensions)


def risk_figures(risk: RiskPart | None) -> int:
    """Return how many counts of suspicions can be computed again from the extract."""
    if risk is None:
        return 0
    tallies = 3 * sum(not is_silent(tally) for tally in risk.tallies)
    return tallies + sum(count > 0 for line in risk.matrix for count in line)


def unit_name(found: Overview) -> dict[str, str]:
    """Return the name of the region whose score is shown."""
    unit = next(unit for unit in found.index.units if unit.id == found.index.unit)
    return dict(unit.name)
