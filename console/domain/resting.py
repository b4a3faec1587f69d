"""Owns what is said of the quality of the data a measure rests on: a share of its weakest dimension, its worst check.

It refuses a share where a column is lacking or nothing could be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from console.domain.quality import QualityRow, Tally

Names = Mapping[str, str]
"""Language → words."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: the quality of the columns it rests on, how many those are, which are not there, its worst check."""

    measure_id: str
    names: Names
    dimensions: Mapping[str, Tally]
    columns: int
    lacking: tuple[str, ...] = ()
    worst: QualityRow | None = None
    worst_names: Names = field(
        default_factory=dict
    )  # table and column of the worst check, as people read them

    @property
    def passed(self) -> float | None:
        """Return the passing share (0 to 1) of the weakest dimension; None where nothing was checked."""
        shares = [tally.passed for tally in self.dimensions.values() if tally.passed is not None]
        return min(shares, default=None)

    @property
    def share(self) -> float | None:
        """Return the passing share as it may be shown; None where a column is lacking or nothing was checked."""
        return None if self.lacking else self.passed


def weakest_first(lines: Iterable[MeasureLine]) -> tuple[MeasureLine, ...]:
    """Return those that lack columns, those that nobody could check, then the others, the smallest share first."""
    return tuple(sorted(lines, key=_standing))


def _standing(line: MeasureLine) -> tuple[bool, bool, float, str]:
    return (not line.lacking, line.passed is not None, line.passed or 0.0, line.measure_id)
