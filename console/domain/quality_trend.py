"""Owns how the quality of data changes from one extract to the next, check by check. It refuses to compare what was not checked.

Checks are of all rows, not of a sample: a part that changed has changed, and needs no interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from console.domain.quality import QualityRow, Tally, by_dimension

WORSE, BETTER, NEW, GONE = "worse", "better", "fails-now", "passes-now"


@dataclass(frozen=True, slots=True)
class QualitySummary:
    """The checks of one whole extract; ``realm`` are the regions above which it knows none: whose data it holds."""

    digest: str
    name: str
    cut_off: date
    realm: tuple[str, ...]
    rows: tuple[QualityRow, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One extract of a trend: what was found in each dimension; ``current`` is the one that is open."""

    digest: str
    name: str
    cut_off: date
    dimensions: Mapping[str, Tally]
    current: bool = False


@dataclass(frozen=True, slots=True)
class ChangedCheck:
    """A check that fails on another part than in the extract before; ``kind`` is one of the four words above."""

    before: QualityRow
    now: QualityRow
    kind: str


def trend_of(current: QualitySummary, kept: Iterable[QualitySummary], most: int) -> tuple[TrendPoint, ...]:
    """Return the extracts of the same places up to the current one, in the order of their cut-offs."""
    line = [*_before(current, kept)[-(most - 1) :], current]
    return tuple(
        TrendPoint(
            one.digest,
            one.name,
            one.cut_off,
            {name: tally for name, tally in by_dimension(one.rows).items() if tally.checked},
            one is current,
        )
        for one in line
    )


def changed_checks(current: QualitySummary, kept: Iterable[QualitySummary]) -> tuple[ChangedCheck, ...]:
    """Return the checks that changed since the extract before, the largest change first; none where there is none."""
    earlier = _before(current, kept)
    if not earlier:
        return ()
    before = {(row.table, row.column, row.check): row for row in earlier[-1].rows}
    found = [
        ChangedCheck(held, row, kind)
        for row in current.rows
        if (held := before.get((row.table, row.column, row.check))) is not None
        and (kind := _kind(held, row)) is not None
    ]
    return tuple(sorted(found, key=_weight))


def _before(current: QualitySummary, kept: Iterable[QualitySummary]) -> Sequence[QualitySummary]:
    """Return the extracts of the same places that end before the current one: an own cut-off is no earlier one."""
    held = [one for one in kept if one.realm and one.realm == current.realm and one.cut_off < current.cut_off]
    return sorted(held, key=lambda one: (one.cut_off, one.digest))


def _kind(before: QualityRow, now: QualityRow) -> str | None:
    if before.rate is None or now.rate is None or before.rate == now.rate:
        return None
    if not before.failed:
        return NEW
    if not now.failed:
        return GONE
    return WORSE if now.rate > before.rate else BETTER


def _weight(one: ChangedCheck) -> tuple[float, str, str, str]:
    change = abs((one.now.rate or 0.0) - (one.before.rate or 0.0))
    return (-change, one.now.table, one.now.column, one.now.check)
