"""Owns what the overview offers to the search palette: its tiles and the regions of its ranking. It refuses to wait for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from console.gui.offers import Hit
from console.gui.words import Named, say
from console.jobs.overview_answers import Overview


def hits_of(
    found: Overview | None, choose_region: Callable[[str], None], open_tile: Callable[[int], None]
) -> tuple[Hit, ...]:
    """Return the entries of an answer; none while there is none."""
    if found is None:
        return ()
    regions = [
        Hit(say("overview-column-region"), Named(unit.name), partial(choose_region, unit.id), "map-pin")
        for unit in found.index.units
    ]
    tiles = [
        Hit(say("overview-column-measure"), Named(tile.name), partial(open_tile, at), "ruler")
        for at, tile in enumerate(found.tiles)
    ]
    return (*tiles, *regions)
