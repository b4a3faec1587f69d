"""Owns the words and pictures of the overview's tiles: value, change, months with their limits, and the sentence that judges.

It refuses a verdict where the months are too few, and a colour for a measure of which neither way is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from console.domain.resting import MeasureLine
from console.gui.models.cells import NotComputableCell, SignalCell, Spark
from console.gui.models.columns import Column
from console.gui.models.rows import Row
from console.gui.resting import PLACES, passed_percent
from console.gui.theme import Look
from console.gui.widgets.tile import Kpi
from console.gui.words import Named, Words, say
from console.jobs.overview_answers import Standing, Tile

GOOD = {"up": 1, "down": -1, "none": 0}
FEWEST_DRAWN = 2
NOTHING_JUDGEABLE = "nothing-judgeable"
JUDGEMENTS = {"improved": 1, "worse": -1}


def kpi_of(look: Look, tile: Tile) -> Kpi:
    """Return what a tile of the overview shows."""
    if tile.value is None:
        return Kpi(Named(tile.name), None, line=say("overview-tile-na", reason=_reason(tile)))
    change = None if tile.previous is None else scaled(tile, tile.value) - scaled(tile, tile.previous)
    against = tile.elapsed is not None
    return Kpi(
        Named(tile.name),
        figure(look, tile, tile.value),
        unit_words(tile),
        change=None if change is None else round(change, tile.digits),
        change_digits=tile.digits,
        change_unit=say("overview-points") if tile.unit == "percent" else "",
        good=0 if against or change is None else _good(tile, change),
        spark=None if against else spark_of(tile),
        share=tile.value if against else None,
        limit=tile.elapsed,
        line=_against_time(look, tile) if against else standing_words(tile.standing),
        mark="notice" if tile.elapsed is not None and tile.value < tile.elapsed else None,
    )


def _good(tile: Tile, change: float) -> int:
    """Return which way is better, 0 where the months do not say the same as the change: noise gets no colour."""
    good = GOOD[tile.direction]
    judged = JUDGEMENTS.get(tile.standing.state, 0)
    return good if judged and (change > 0) == (good * judged > 0) else 0


def scaled(tile: Tile, value: float) -> float:
    """Return a value in the unit it is read in: percent as hundredths."""
    return value * 100 if tile.unit == "percent" else value


def figure(look: Look, tile: Tile, value: float) -> str:
    """Return a value as people read it, without its unit."""
    if tile.unit == "yuan":
        return look.phrases.money(Decimal(str(value)), tile.digits)
    return look.phrases.number(scaled(tile, value), tile.digits)


def unit_words(tile: Tile) -> Words:
    """Return the unit of a measure in words."""
    return "%" if tile.unit == "percent" else say("overview-unit", unit=tile.unit)


def spark_of(tile: Tile) -> Spark | None:
    """Return the months of a tile; without limits yet, they lie around their own median and nothing is out."""
    if len(tile.series) < FEWEST_DRAWN:
        return None
    values = tuple(scaled(tile, value) for value in tile.series)
    if tile.limits is None:
        middle = median(values)
        return Spark(values, middle, middle, middle, tuple(0 for _ in values), GOOD[tile.direction])
    low, centre, high = (scaled(tile, limit) for limit in tile.limits)
    return Spark(values, centre, low, high, tile.flags, GOOD[tile.direction])


def standing_words(standing: Standing) -> Words:
    """Return what the months say, as a sentence that names the rule broken."""
    if standing.state == "unknown":
        return say("tile-few")
    if standing.state == "stable":
        return say("tile-stable")
    side = "above" if standing.side > 0 else "below"
    return say(
        "overview-standing",
        state=say(f"overview-state-{standing.state}"),
        rule=say(f"overview-rule-{standing.rule}", side=side, length=standing.length),
    )


def signal_cell(standing: Standing) -> SignalCell | NotComputableCell:
    """Return what the months say as a table cell; too few months are said, not drawn as stable."""
    if standing.state == "unknown":
        return NotComputableCell(say("tile-few"))
    return SignalCell(JUDGEMENTS.get(standing.state, 0), standing.side > 0)


def _against_time(look: Look, tile: Tile) -> Words:
    assert tile.value is not None
    assert tile.elapsed is not None
    gap = (tile.value - tile.elapsed) * 100
    return say(
        "overview-ahead" if gap >= 0 else "overview-behind", points=look.phrases.number(abs(gap), tile.digits)
    )


def _reason(tile: Tile) -> Words:
    """Return why there is no value: nothing to judge, or which tables lack what it needs."""
    if tile.reason == NOTHING_JUDGEABLE:
        return say("overview-nothing-judgeable")
    tables = list(dict.fromkeys(name.strip().partition(".")[0] for name in tile.reason.split(",")))
    return say("overview-lacking", table=tables[0], count=len(tables))


def tile_columns() -> tuple[Column, ...]:
    """Return the columns of the tiles as a table."""
    return (
        Column("name", say("overview-column-measure"), "text"),
        Column("value", say("overview-column-value"), "number", digits=2),
        Column("unit", say("overview-column-unit"), "name"),
        Column("previous", say("overview-column-previous"), "number", digits=2),
        Column("low", say("overview-column-low"), "number", digits=2),
        Column("centre", say("overview-column-mean"), "number", digits=2),
        Column("high", say("overview-column-high"), "number", digits=2),
        Column("signal", say("overview-column-signal"), "signal"),
        Column("judged", say("overview-column-judged"), "number"),
        Column("silent", say("overview-column-silent"), "number"),
        Column("passed", say("rest-column"), "number", digits=PLACES),
    )


def tile_rows(tiles: Sequence[Tile], rests: Sequence[MeasureLine | None]) -> list[Row]:
    """Return the tiles as rows, each with the quality of what it rests on where that is known."""
    return [
        {**_tile_row(tile), "passed": passed_percent(rest)} for tile, rest in zip(tiles, rests, strict=True)
    ]


def _tile_row(tile: Tile) -> Row:
    limits = tile.limits or (None, None, None)
    low, centre, high = (None if each is None else scaled(tile, each) for each in limits)
    return {
        "name": Named(tile.name),
        "value": NotComputableCell(_reason(tile)) if tile.value is None else scaled(tile, tile.value),
        "unit": unit_words(tile),
        "previous": None if tile.previous is None else scaled(tile, tile.previous),
        "low": low,
        "centre": centre,
        "high": high,
        "signal": signal_cell(tile.standing) if tile.elapsed is None else None,
        "judged": tile.judged,
        "silent": tile.not_computable,
    }
