"""Owns what the control charts ask and are answered, as plain values: one chart, a scan of subjects, what changed.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from console.domain.period import Period, month_of
from console.jobs.theme_answers import PageScope

KINDS = ("xmr", "p", "u", "g", "t", "ewma", "cusum")
ROWS_KINDS = frozenset({"g", "t"})  # charts of single events, not of months
RULES = ("nhs", "western_electric", "nelson", "anhoj")
MONTHS = 36


@dataclass(frozen=True, slots=True)
class Rebase:
    """A month from which limits begin anew, and why: somebody changed the process on purpose."""

    month: date  # its first day
    reason: str
    author: str
    kept_on: date


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """Which measure of which subject, judged how.

    ``subjects`` are pairs of column and value beside the region and organisation of the scope. ``rebases`` is None for
    those that were kept.
    """

    measure_id: str
    scope: PageScope = field(default_factory=PageScope)
    subjects: tuple[tuple[str, str], ...] = ()
    kind: str = "xmr"
    rules: str = "nhs"
    screening: bool = True
    laney: bool = False
    months: int = MONTHS
    rebases: tuple[Rebase, ...] | None = None


@dataclass(frozen=True, slots=True)
class MeasureOffer:
    """A measure one may draw: its name, the kinds of chart its numbers are made for, and the columns it can be cut by."""

    measure_id: str
    name: Mapping[str, str]
    theme: str
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    missing: bool  # the extract lacks what it rests on


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One month, or one rare event: what was read, its limits, and the rule it breaks (empty for none).

    ``state`` is better, worse, changed or empty. ``second`` is the lower sum of a CUSUM.
    """

    label: str
    day: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    rule: str = ""
    side: int = 0
    state: str = ""
    moving_range: float | None = None
    range_upper: float | None = None
    second: float | None = None


@dataclass(frozen=True, slots=True)
class ControlPhase:
    """A stretch with limits of its own; provisional where they rest on fewer than twelve points."""

    first: str  # label of its first point
    last: str
    centre: float
    baseline: int
    screened: int
    provisional: bool
    reason: str = ""  # why limits began anew


@dataclass(frozen=True, slots=True)
class Doubts:
    """What makes a chart cry wolf: false alarms to expect where nothing happens, autocorrelation, season."""

    any_flag: float | None = None  # share of such charts with any flag
    expected_flags: float | None = None  # flagged points of such a chart
    last_point: float | None = None  # share of such charts whose last point is flagged
    simulations: int = 0
    seed: int = 0
    lag_one: float | None = None
    lag_one_limit: float | None = None
    autocorrelated: bool = False
    season_chance: float | None = None  # None where the series is shorter than two years
    seasonal: bool = False
    rare: bool = (
        False  # fewer than one thing a month on either side of a share: runs at 0 or 100 % are ordinary
    )


@dataclass(frozen=True, slots=True)
class ControlAnswer:
    """A judged series. ``why_not`` says why there is none: missing (with ``missing``), cut, not-additive, short, kind,
    rebase (a phase too short), not-rare (several events a day).

    ``state`` judges the last point: improved, worse, changed, stable, or unknown below twelve points.
    """

    request: ControlRequest
    name: Mapping[str, str]
    unit: str
    digits: int
    direction: str  # which way of the plotted value is better
    why_not: str = ""
    missing: tuple[str, ...] = ()
    points: tuple[ControlPoint, ...] = ()
    phases: tuple[ControlPhase, ...] = ()
    state: str = "unknown"
    rule: str = ""
    side: int = 0
    length: int = 0
    since: str = ""
    doubts: Doubts = field(default_factory=Doubts)
    skipped: int = 0  # months without a value
    flat: bool = False
    sql: str = ""


def spans_at(answer: ControlAnswer, place: int) -> tuple[Period, Period] | None:
    """Return the months before a flagged stretch, within its phase, and the stretch of flags on one side around a point.

    None where the point is not flagged, is no month, or nothing lies before.
    """
    points = answer.points
    if answer.request.kind in ROWS_KINDS or not points[place].side:
        return None
    first = last = place
    phase = max((one.first for one in answer.phases if one.first <= points[place].label), default="")
    while first and points[first - 1].side == points[place].side and points[first - 1].label >= phase:
        first -= 1
    while last + 1 < len(points) and points[last + 1].side == points[place].side:
        last += 1
    before = [one for one in points[:first] if one.label >= phase]
    if not before:
        return None
    return (
        Period(before[0].day, month_of(before[-1].day).ends),
        Period(points[first].day, month_of(points[last].day).ends),
    )


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """One measure for every value of one column."""

    control: ControlRequest
    column: str


@dataclass(frozen=True, slots=True)
class ScanLine:
    """What the chart of one subject says at its last point; ``values``, limits and ``sides`` are for a small line."""

    subject: str
    name: str
    state: str
    rule: str
    length: int
    since: str
    last: float | None
    centre: float | None
    flagged: int
    points: int
    values: tuple[float, ...] = ()  # of the months that have one
    sides: tuple[int, ...] = ()  # +1 or -1 where a point is flagged
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """Every subject's chart, those that signal first.

    ``expected`` counts the charts whose last point would be flagged although nothing happened anywhere, ``signals``
    those that are; ``short`` subjects had too few months, or too few things on one side of a share, to judge.
    """

    request: ScanRequest
    why_not: str = ""
    missing: tuple[str, ...] = ()
    lines: tuple[ScanLine, ...] = ()
    judged: int = 0
    short: int = 0
    signals: int = 0
    expected: float = 0.0


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What changed from one span to another in a chart's measure and subject."""

    control: ControlRequest
    before: Period
    after: Period


@dataclass(frozen=True, slots=True)
class ChangePart:
    """What one value of a column adds to the change, in the unit of the measure.

    ``within`` is by its own value, ``mix`` by its weight; both add up over the column to the change of the whole.
    """

    subject: str  # empty for what was not recorded
    name: str
    rows_before: float
    rows_after: float
    value_before: float | None
    value_after: float | None
    within: float
    mix: float


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """The parts of one column, the largest first; ``rest`` is what parts not listed add together."""

    column: str
    parts: tuple[ChangePart, ...]
    count: int
    rest: float


@dataclass(frozen=True, slots=True)
class StepDays:
    """Days a case spent at one step on average before and after; over the steps they add up to the days of a case."""

    step: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """Where a change sits. ``why_not``: missing, cut, not-additive, own-denominator, or nothing-before, nothing-after."""

    request: ChangeRequest
    why_not: str = ""
    missing: tuple[str, ...] = ()
    before: float | None = None
    after: float | None = None
    columns: tuple[ChangeColumn, ...] = ()
    steps: tuple[StepDays, ...] = ()
    sql: str = ""
    steps_sql: str = ""
