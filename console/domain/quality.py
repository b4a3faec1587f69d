"""Owns what is said of the quality of data: checks with failures out of what was looked at, in the dimensions of GB/T 36344.

It refuses a rate without its denominator, and to count what could not be checked as passed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

CONFORMITY, COMPLETENESS, ACCURACY = "conformity", "completeness", "accuracy"
CONSISTENCY, TIMELINESS, ACCESSIBILITY = "consistency", "timeliness", "accessibility"
DIMENSIONS = (CONFORMITY, COMPLETENESS, ACCURACY, CONSISTENCY, TIMELINESS, ACCESSIBILITY)

PRESENT = "present"  # of the contract's columns, those the table lacks
KEY = "key"  # of the rows, those whose primary key another row has too, or whose key is incomplete
NULL = "null"  # of the rows, those without a value that must be there
BLANK = "blank"  # of the values, those that are text without a visible character
ALLOWED = "allowed"  # of the values, those that are none of the contract's codes
FINITE = "finite"  # of the values, those that are no finite number
REFERENCE = "reference"  # of the values, those that name no row of the table they refer to
FILLED = "filled"  # of the rows where a value is due, those without one
RANGE = "range"  # of the values, those below or above what is possible
ORDER = "order"  # of the rows with both instants, those where the later comes before the earlier
PAST = "past"  # of the instants, those after the cut-off
FORMAT = "format"  # of the values, those not written as the contract says
DUPLICATE = "duplicate"  # of the rows, those that another row equals in all columns named
STALE = "stale"  # of the rows with an update cycle, those last updated longer ago than it
CYCLE = "cycle"  # of the months the extract spans, those in which the table has no row
REJECTED = "rejected"  # of the source rows read, those the import refused

DIMENSION_OF = {
    ALLOWED: CONFORMITY,
    FINITE: CONFORMITY,
    FORMAT: CONFORMITY,
    NULL: COMPLETENESS,
    FILLED: COMPLETENESS,
    REJECTED: COMPLETENESS,
    KEY: ACCURACY,
    DUPLICATE: ACCURACY,
    RANGE: ACCURACY,
    BLANK: ACCURACY,
    REFERENCE: CONSISTENCY,
    ORDER: TIMELINESS,
    PAST: TIMELINESS,
    STALE: TIMELINESS,
    CYCLE: TIMELINESS,
    PRESENT: ACCESSIBILITY,
}
"""Uniqueness and dirty values are accuracy, the order of instants is timeliness: GB/T 36344-2018, table 1."""


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One check of one column (or of the whole table, where ``column`` is empty): ``failed`` of ``checked``."""

    table: str
    column: str  # several columns are joined by " + "
    check: str
    failed: int
    checked: int

    @property
    def rate(self) -> float | None:
        """Return the failed part (0 to 1), or None where nothing was checked."""
        return self.failed / self.checked if self.checked else None

    @property
    def dimension(self) -> str:
        """Return the dimension of GB/T 36344 the check belongs to."""
        return DIMENSION_OF[self.check]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that could not be made, and the tables and columns it lacks ("table" or "table.column")."""

    table: str
    column: str
    check: str
    missing: tuple[str, ...]

    @property
    def dimension(self) -> str:
        """Return the dimension of GB/T 36344 the check belongs to."""
        return DIMENSION_OF[self.check]


@dataclass(frozen=True, slots=True)
class QualitySlice:
    """One check of the rows of one organisation or of one month (2026-06)."""

    subject: str
    row: QualityRow


@dataclass(frozen=True, slots=True)
class TableSurvey:
    """What was found of one table; ``rows`` counts its rows in scope, the slices say whose and of which month."""

    name: str
    rows: int
    found: tuple[QualityRow, ...]
    unchecked: tuple[Unchecked, ...] = ()
    owners: tuple[QualitySlice, ...] = ()
    months: tuple[QualitySlice, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """Failures out of what was looked at, added up; ``checks`` counts the checks in it."""

    failed: int = 0
    checked: int = 0
    checks: int = 0

    @property
    def passed(self) -> float | None:
        """Return the part that passed (0 to 1), or None where nothing was checked."""
        return 1 - self.failed / self.checked if self.checked else None

    def with_row(self, row: QualityRow) -> Tally:
        """Return the tally with one more check."""
        return Tally(self.failed + row.failed, self.checked + row.checked, self.checks + 1)


@dataclass(slots=True)
class Tallies:
    """Tallies by any key, in the order the keys first came."""

    held: dict[tuple[str, ...], Tally] = field(default_factory=dict)

    def add(self, row: QualityRow, *key: str) -> None:
        """Count a check under a key."""
        self.held[key] = self.held.get(key, Tally()).with_row(row)

    def of(self, *key: str) -> Tally:
        """Return what was counted under a key."""
        return self.held.get(key, Tally())


def by_dimension(rows: Iterable[QualityRow]) -> dict[str, Tally]:
    """Return every dimension with its tally, in the order of the standard; one nobody checked has nothing checked."""
    tallies = Tallies()
    for row in rows:
        tallies.add(row, row.dimension)
    return {dimension: tallies.of(dimension) for dimension in DIMENSIONS}


def shown_share(passed: float, places: int) -> float:
    """Return a share that passed as it may be shown: cut after so many places, so that one failure in a million is not all."""
    scale = 10.0**places
    return math.floor(passed * scale + 1e-9) / scale


@dataclass(frozen=True, slots=True)
class DestroyBy:
    """The day by which an extract must be destroyed, and the days left; fewer than none is overdue."""

    on: date
    days_left: int

    @property
    def overdue(self) -> bool:
        """Return whether the day has passed."""
        return self.days_left < 0


def destroy_by(on: date, today: date) -> DestroyBy:
    """Return how far the day of destruction is."""
    return DestroyBy(on, (on - today).days)
