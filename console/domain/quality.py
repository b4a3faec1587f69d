"""Owns what is said of the quality of data: checks with failures out of what was looked at, in the dimensions of GB/T 36344.

It refuses a rate without its denominator, and to count what could not be checked as passed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
class Cut:
    """The rows of one organisation or one month: failures and rows looked at, check by check in the order of a survey."""

    subject: str
    failed: tuple[int, ...]
    checked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableSurvey:
    """What was found of one table; ``rows`` counts its rows in scope.

    The first checks of ``found`` are of its rows and stand in the order of the cuts; those after them are of the table.
    """

    name: str
    rows: int
    found: tuple[QualityRow, ...]
    unchecked: tuple[Unchecked, ...] = ()
    owners: tuple[Cut, ...] = ()
    months: tuple[Cut, ...] = ()

    def slices(self, cuts: Iterable[Cut]) -> Iterator[QualitySlice]:
        """Yield every check of every cut that looked at anything."""
        for cut in cuts:
            for row, failed, checked in zip(self.found, cut.failed, cut.checked, strict=False):
                if checked:
                    told = QualityRow(row.table, row.column, row.check, failed, checked)
                    yield QualitySlice(cut.subject, told)


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

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(self.failed + other.failed, self.checked + other.checked, self.checks + other.checks)


def by_dimension(rows: Iterable[QualityRow]) -> dict[str, Tally]:
    """Return every dimension with its tally, in the order of the standard; one nobody checked has nothing checked."""
    found = dict.fromkeys(DIMENSIONS, Tally())
    for row in rows:
        found[row.dimension] += Tally(row.failed, row.checked, 1)
    return found


def cuts_by_dimension(survey: TableSurvey, cuts: Iterable[Cut]) -> Iterator[tuple[str, str, Tally]]:
    """Yield subject, dimension and tally of every cut, dimensions in which nothing was looked at left out."""
    cuts = tuple(cuts)
    if not cuts:
        return
    rows = survey.found[: len(cuts[0].failed)]
    places = {name: [place for place, row in enumerate(rows) if row.dimension == name] for name in DIMENSIONS}
    for cut in cuts:
        failed, looked_at = cut.failed, cut.checked
        for name, held in places.items():
            checked = sum([looked_at[place] for place in held])
            if checked:
                checks = sum([looked_at[place] > 0 for place in held])
                yield cut.subject, name, Tally(sum([failed[place] for place in held]), checked, checks)


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
