"""Owns the comparison of measures between extracts: subjects followed through their successors, changes judged with their doubt.

It refuses to call a change better or worse where the intervals meet, and to add up what does not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.domain.measure import Reading
from console.domain.period import Period
from console.domain.resting import MeasureLine

Names = Mapping[str, str]
"""Language → words."""

BETTER, WORSE, WITHIN = "better", "worse", "within-error"
CHANGED, SAME, RESTATED, SILENT = "changed", "same", "restated", "not-computable"
JUDGEMENTS = (WORSE, BETTER, RESTATED, CHANGED, WITHIN, SAME, SILENT)
NOT_ADDITIVE = "merged-not-additive"
NO_READING = "absent"
SUBJECTS = {"": "", "organisation": "organisation_id", "region": "region_id"}
"""What one may compare by → the subject column of the views; empty is the whole extract."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An organisation or a region as an extract knows it; ``successor`` is empty where it has none."""

    key: str
    names: Names
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one extract says of one measure of one subject; ``merged`` names the predecessors it was added up from."""

    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: Decimal | float | None = None
    denominator: Decimal | float | None = None
    not_computable: int = 0
    reason: str = ""
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One extract in a comparison: what it is, over which period it was read, and its cells by measure and subject.

    ``realm`` are the regions above which the extract knows none: whose data it holds, empty where it does not say.
    ``rests`` says how good the data are that each measure rests on; a measure nobody checked is left out.
    """

    name: str
    file: str
    digest: str
    mark: str
    cut_off: date
    period: Period
    subjects: tuple[Subject, ...]
    cells: Mapping[str, Mapping[str, Cell]]  # measure → subject ("" for the whole extract) → cell
    realm: tuple[str, ...] = ()
    rests: tuple[MeasureLine, ...] = ()

    def rest(self, measure: str) -> MeasureLine | None:
        """Return how good the data are that a measure rests on; None where nobody checked."""
        return next((line for line in self.rests if line.measure_id == measure), None)

    def same_days_as(self, other: Side) -> bool:
        """Say whether both speak of the same days of the same places, so that they ought to say the same."""
        return bool(self.realm) and self.realm == other.realm and self.period == other.period


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One measure of one subject in every extract, in their order; ``change`` is between the first and the last."""

    measure_id: str
    subject: str
    names: Names
    cells: tuple[Cell, ...]
    change: float | None
    judgement: str


@dataclass(frozen=True, slots=True)
class Merger:
    """A subject whose figures stand under its successor."""

    key: str
    heir: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows in the order of measures and subjects; ``circular`` are subjects whose successors lead back to themselves."""

    rows: tuple[ComparedRow, ...]
    mergers: tuple[Merger, ...] = ()
    circular: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heirs:
    """Where each subject's figures stand: the end of its line of successors."""

    last: Mapping[str, str] = field(default_factory=dict)
    circular: tuple[str, ...] = ()

    def of(self, subject: str) -> str:
        """Return the subject under which figures stand."""
        return self.last.get(subject, subject)


def find_heirs(extracts: Sequence[Sequence[Subject]]) -> Heirs:
    """Return who follows whom as all extracts together know it; ``extracts`` stand in the order of their cut-offs.

    A later extract knows better. Subjects whose line of successors leads back to one of them keep their own figures.
    """
    following = {one.key: one.successor for subjects in extracts for one in subjects if one.successor}
    last: dict[str, str] = {}
    circular: list[str] = []
    for key in sorted(following):
        line = [key]
        while (successor := following.get(line[-1], "")) and successor not in line:
            line.append(successor)
        if successor:
            circular.append(key)
        else:
            last[key] = line[-1]
    return Heirs(last, tuple(circular))


def compare_sides(sides: Sequence[Side], directions: Mapping[str, str], heirs: Heirs) -> Comparison:
    """Return every measure of every subject side by side; ``directions`` holds up, down or none by measure, in order."""
    names: dict[str, Names] = {"": {}}
    for side in sorted(sides, key=lambda side: side.cut_off):
        names.update({one.key: one.names for one in side.subjects})
    rows = [
        _row(measure, subject, names.get(subject, {}), sides, direction)
        for measure, direction in directions.items()
        for subject in _subjects(measure, sides)
    ]
    return Comparison(tuple(rows), _mergers(sides), heirs.circular)


def _subjects(measure: str, sides: Sequence[Side]) -> list[str]:
    return sorted({subject for side in sides for subject in side.cells.get(measure, {})})


def _mergers(sides: Sequence[Side]) -> tuple[Merger, ...]:
    found = {
        Merger(key, heir)
        for side in sides
        for cells in side.cells.values()
        for heir, cell in cells.items()
        for key in cell.merged
        if key != heir
    }
    return tuple(sorted(found, key=lambda one: (one.heir, one.key)))


def _row(measure: str, subject: str, names: Names, sides: Sequence[Side], direction: str) -> ComparedRow:
    cells = tuple(side.cells.get(measure, {}).get(subject, Cell(None, reason=NO_READING)) for side in sides)
    first, last = cells[0], cells[-1]
    change = None if first.value is None or last.value is None else last.value - first.value
    same_days = sides[0].same_days_as(sides[-1])
    return ComparedRow(measure, subject, names, cells, change, judge(first, last, direction, same_days))


def judge(first: Cell, last: Cell, direction: str, same_days: bool) -> str:
    """Return what may be said of a change from one extract to another.

    Two extracts that differ about the same days of the same places have been restated, whatever the size of it. A change
    is better or worse only where the 95 % intervals do not meet; without intervals or a direction it is a change and
    nothing more.
    """
    if first.value is None or last.value is None:
        return SILENT
    if first.value == last.value:
        return SAME
    if same_days:
        return RESTATED
    if first.low is None or first.high is None or last.low is None or last.high is None:
        return CHANGED
    if first.low <= last.high and last.low <= first.high:
        return WITHIN
    if direction not in {"up", "down"}:
        return CHANGED
    rose = last.value > first.value
    return BETTER if rose == (direction == "up") else WORSE


def counted(rows: Iterable[ComparedRow]) -> dict[str, int]:
    """Return how many rows have each judgement."""
    found = dict.fromkeys(JUDGEMENTS, 0)
    for row in rows:
        found[row.judgement] += 1
    return found


def cell_of(reading: Reading, merged: tuple[str, ...] = ()) -> Cell:
    """Return a reading as a cell."""
    return Cell(
        reading.value,
        reading.low,
        reading.high,
        reading.numerator,
        reading.denominator,
        reading.not_computable,
        reading.reason,
        merged,
    )
