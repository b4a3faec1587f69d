"""Owns the values of table cells that are more than a number or a word. It refuses to draw or to word them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from console.gui.words import Words


class Pending:
    """Stands for a cell that is still being fetched."""


PENDING = Pending()


@dataclass(frozen=True, slots=True)
class MarkCell:
    """A status mark with a word of its own (触发, 未触发); ``proposed`` is what a rule proposes and nobody confirmed: hollow."""

    kind: str
    word: Words = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class StageCell:
    """How many stages of a life cycle are done, and the present one's name."""

    done: int
    total: int
    word: Words


@dataclass(frozen=True, slots=True)
class BarCell:
    """A share of 0 to 1 with a limit and a mark's colour."""

    share: float | None
    limit: float | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class WhiskerCell:
    """A value with its 5–95 % interval on an axis, and the value of the period before."""

    low: float
    value: float
    high: float
    axis: tuple[float, float]
    previous: float | None = None


@dataclass(frozen=True, slots=True)
class TallyCell:
    """Cards drawn one by one."""

    red: int
    yellow: int


@dataclass(frozen=True, slots=True)
class SignalCell:
    """A process-behaviour judgement (−1, 0, +1) and the direction of the data."""

    judgement: int
    rising: bool


@dataclass(frozen=True, slots=True)
class DueCell:
    """A date by which something is due, and by how many days it is late (0: not late); ``short`` leaves the year out."""

    on: date
    late_days: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class NotComputableCell:
    """A cell whose value cannot be computed, and why; drawn as a dashed ring, never as zero."""

    why: Words = ""


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A short figure, and the sentences behind it for whoever points at it."""

    words: Words
    told: Words


@dataclass(frozen=True, slots=True)
class FindingCell:
    """A finding in three lines: what, which and whose, how far. ``card`` says that it was confirmed: else its mark is hollow."""

    mark: str
    card: bool
    title: Words
    number: Words
    place: Words
    figure: Words
    stage: StageCell
    due: Words
    late: bool = False


@dataclass(frozen=True, slots=True)
class Spark:
    """A short series with its control limits; flags are −1, 0 or +1: on which side of the mean a point is out."""

    values: tuple[float, ...]
    mean: float
    lower: float
    upper: float
    flags: tuple[int, ...]
    good: int = 1  # +1 where up is better, −1 where down is, 0 where neither


@dataclass(frozen=True, slots=True)
class LinesCell:
    """What something is, and below it in small letters what is particular about it; both may be elided.

    ``path`` says that the second is a file: it loses its middle, because its end is its name.
    """

    first: Words
    second: Words
    path: bool = False
