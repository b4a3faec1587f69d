"""Owns what the list can be narrowed by beyond lane and card, and the filters a person keeps by name.

It refuses to keep anything of a finding: a kept filter holds names of choices alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.domain.finding import Stage
from console.jobs.findings_answers import BoardRow

EXTRAS = ("late", "ordered", "unanswered", "proposed")
"""Overdue; an instruction waits; heard, and the term is over without an answer; the new extract judges it clear."""
MOST, LONGEST = 20, 40
FILE = "finding-filters.json"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to: a lane, kinds of card and the period, and extras."""

    lane: str = "all"
    kinds: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A narrowing by the name a person gave it."""

    name: str
    narrowing: Narrowing


def passes(row: BoardRow, extras: Iterable[str], today: date) -> bool:
    """Say whether a row is all of these."""
    return all(_PASSES[extra](row, today) for extra in extras)


def _late(row: BoardRow, today: date) -> bool:
    return row.state is not None and row.state.overdue(today)


def _ordered(row: BoardRow, today: date) -> bool:
    return row.state is not None and any(order.done_on is None for order in row.state.orders)


def _unanswered(row: BoardRow, today: date) -> bool:
    state = row.state
    return state is not None and state.stage is Stage.HEARING and state.heard(today) and not state.replies


def _proposed(row: BoardRow, today: date) -> bool:
    return row.state is not None and row.state.open and row.state.vanished == "clear"


_PASSES = {"late": _late, "ordered": _ordered, "unanswered": _unanswered, "proposed": _proposed}


def read_filters(folder: Path) -> tuple[SavedFilter, ...]:
    """Return the filters kept; a file that is not there or not ours holds none."""
    try:
        told = json.loads((folder / FILE).read_text("utf-8"))
        return tuple(_saved(one) for one in told[:MOST])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def _saved(told: dict[str, object]) -> SavedFilter:
    kinds, extras = told["kinds"], told["extras"]
    assert isinstance(kinds, list)
    assert isinstance(extras, list)
    known = tuple(str(one) for one in extras if one in EXTRAS)
    narrowing = Narrowing(str(told["lane"]), tuple(str(one) for one in kinds), known)
    return SavedFilter(str(told["name"])[:LONGEST], narrowing)


def write_filters(folder: Path, filters: Sequence[SavedFilter]) -> None:
    """Keep these filters; raises OSError where the folder does not take them."""
    told = [
        {
            "name": one.name,
            "lane": one.narrowing.lane,
            "kinds": list(one.narrowing.kinds),
            "extras": list(one.narrowing.extras),
        }
        for one in filters
    ]
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{FILE}.new"
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    beside.replace(folder / FILE)


def with_filter(filters: Sequence[SavedFilter], added: SavedFilter) -> tuple[SavedFilter, ...]:
    """Return the filters with one more, in the place of one of the same name; the oldest goes where there are too many."""
    kept = [one for one in filters if one.name != added.name]
    return tuple([*kept, added][-MOST:])
