"""Owns dated, regional legal thresholds. It refuses two values in force at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from console.domain.contract import Texts
from console.errors import DefinitionError

ANYWHERE = "*"
FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class StandardValue:
    """Values of a standard in force in one region (or anywhere) from one day to another, both included."""

    region: str
    effective_from: date
    effective_to: date
    values: Mapping[str, float]
    article: Mapping[str, str]  # by language
    source: str
    verified: bool  # read in a primary text


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard with all its dated values."""

    id: str
    values: tuple[StandardValue, ...]
    text: Texts


def expand(standard: Standard, regions: Iterable[str]) -> tuple[StandardValue, ...]:
    """Return the values of every region, its own where it has any, else those of anywhere; dates never overlap.

    A region's own value covers the days it names; the general value keeps the days before and after.
    Raises DefinitionError where two values of one region overlap.
    """
    general = _in_order(standard, ANYWHERE)
    found = list(general)
    for region in sorted(set(regions) - {ANYWHERE}):
        own = _in_order(standard, region)
        found += own
        found += [piece for value in general for piece in _without(value, own, region)]
    return tuple(found)


def _in_order(standard: Standard, region: str) -> list[StandardValue]:
    values = sorted((v for v in standard.values if v.region == region), key=lambda v: v.effective_from)
    for before, after in itertools.pairwise(values):
        if after.effective_from <= before.effective_to:
            raise DefinitionError(
                "standard-overlap", standard=standard.id, region=region, day=str(after.effective_from)
            )
    return values


def _without(value: StandardValue, own: list[StandardValue], region: str) -> list[StandardValue]:
    starts, pieces = value.effective_from, []
    for other in own:
        if other.effective_to < starts or other.effective_from > value.effective_to:
            continue
        if other.effective_from > starts:
            pieces.append((starts, other.effective_from - timedelta(days=1)))
        if other.effective_to == FOR_EVER:
            starts = FOR_EVER
            break
        starts = other.effective_to + timedelta(days=1)
    else:
        if starts <= value.effective_to:
            pieces.append((starts, value.effective_to))
    return [
        StandardValue(region, first, last, value.values, value.article, value.source, value.verified)
        for first, last in pieces
    ]
