"""Owns what the services page asks and is answered, as plain values: process, durations, channels, clocks, one case.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from console.domain.period import Period
from console.jobs.channel_answers import ChannelAnswer
from console.jobs.theme_answers import PageScope

STATES = ("red", "yellow", "notice", "ok", "na")  # of the clock of an open case


@dataclass(frozen=True, slots=True)
class OnTime:
    """The on-time rate by month or week with its limits; ``flags`` is better, worse or empty for each.

    ``months`` names the points: a month as 2026-05, a week by its Monday; ``grain`` says which.

    ``expected_alarms`` is the share of charts of this length that flag something although nothing happened.
    """

    missing: tuple[str, ...]
    months: tuple[str, ...] = ()
    series: tuple[float | None, ...] = ()
    ranges: tuple[float | None, ...] = ()
    flags: tuple[str, ...] = ()
    low: float | None = None
    centre: float | None = None
    high: float | None = None
    range_high: float | None = None
    state: str = "unknown"
    rule: str = ""
    length: int = 0
    side: int = 0
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    previous: float | None = None  # of the period to compare with
    judged: int = 0
    not_computable: int = 0
    expected_alarms: float | None = None
    autocorrelated: bool = False
    seasonal: bool = False
    sql: str = ""
    grain: str = "month"


@dataclass(frozen=True, slots=True)
class Duration:
    """Days used as a share of the promise (quartile, median, ninth decile) of the cases one subject closed in the period."""

    subject: str
    name: str
    closed: int
    judged: int
    in_promise: int
    low: float | None
    middle: float | None
    high: float | None
    median_days: float | None
    promised_days: float | None


@dataclass(frozen=True, slots=True)
class ChannelShare:
    """Cases submitted through one channel, and how those closed kept the promise; an empty channel was not recorded."""

    channel: str
    cases: int
    judged: int
    in_promise: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class OpenCase:
    """An open case that gives a signal: its days used at the cut-off against promise and statute."""

    state: str
    case_id: str
    item: str
    organisation: str
    submitted_on: date | None
    days_used: int | None
    promised: int | None
    statutory: int | None


@dataclass(frozen=True, slots=True)
class Clocks:
    """States of the clocks of all open cases at the cut-off, in the order of STATES, and the open cases with a signal."""

    missing: tuple[str, ...]
    as_of: date
    counts: tuple[int, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    reminder_share: float | None = None
    article: Mapping[str, str] = field(default_factory=dict)
    verified: bool | None = None
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows of one way to cut, with what is missing and the SQL that made them."""

    missing: tuple[str, ...]
    rows: tuple[Duration, ...] = ()
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Channels:
    """Cases by channel, with what is missing and the SQL that made them."""

    missing: tuple[str, ...]
    rows: tuple[ChannelShare, ...] = ()
    sql: str = ""


@dataclass(frozen=True, slots=True)
class WaitLine:
    """One transition into one organisation: its waits, whom their days are charged to, and the days to recover.

    All in days of real time; ``recoverable`` is None where too few waits of the matter are known to say what is usual.
    """

    before: str
    after: str
    organisation_id: str
    organisation: str
    waits: int
    median_days: float | None
    sender: float
    receiver: float
    applicant: float
    excluded: float
    unknown: float
    recoverable: float | None


@dataclass(frozen=True, slots=True)
class Waits:
    """Where the cases submitted in the period waited, that with most days to recover first, with the SQL that made it.

    ``recoverable`` is of all lines, also of those beyond the most that are listed.
    """

    missing: tuple[str, ...]
    rows: tuple[WaitLine, ...] = ()
    count: int = 0
    recoverable: float = 0.0
    sql: str = ""
    waits_sql: str = ""  # the common part, whose rows are the single waits


@dataclass(frozen=True, slots=True)
class ServicesAnswer:
    """Everything but process and suspicions that the services page shows for one scope."""

    period: Period
    scope: PageScope  # with the regions below its own
    on_time: OnTime
    organisations: Grouped
    items: Grouped
    channels: Channels
    mix: ChannelAnswer
    clocks: Clocks
    weekly: OnTime


@dataclass(frozen=True, slots=True)
class ProcessRequest:
    """Which cases: those submitted in the period, of one item or of all, and of them those that walked through a step
    (``through`` holds it) or a transition (``through`` holds both its steps), or closed ones that took exactly a ``way``.
    """

    scope: PageScope = field(default_factory=PageScope)
    item_id: str = ""
    through: tuple[str, ...] = ()
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A step: events, and the median days until the next step of the same case (None where nothing followed)."""

    step: str
    events: int
    median_days: float | None
    begins: int  # cases it is the first step of
    ends: int  # closed cases it is the last step of


@dataclass(frozen=True, slots=True)
class Follow:
    """A transition: how often, median days, how often against the step rules, how often no rule could tell."""

    before: str
    after: str
    count: int
    median_days: float | None
    forbidden: int
    unjudged: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A way closed cases took; ``forbidden`` holds the places (from 0) of steps that came against the rules."""

    steps: tuple[str, ...]
    forbidden: tuple[int, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item one may look at, with its cases in scope."""

    item_id: str
    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class ProcessView:
    """The process of the cases in scope; ``missing`` names what the extract lacks, and then nothing was computed."""

    item_id: str
    missing: tuple[str, ...]
    cases: int = 0
    traced: int = 0  # cases with any event
    closed: int = 0
    refused: int = 0
    withdrawn: int = 0
    flagged: int = 0  # cases with a forbidden transition
    rules_missing: tuple[str, ...] = ()
    stays: tuple[Stay, ...] = ()
    follows: tuple[Follow, ...] = ()
    variants: tuple[Variant, ...] = ()
    variant_count: int = 0
    items: tuple[ItemChoice, ...] = ()
    steps_sql: str = ""  # the common part: one row an event, for whoever asks for its rows
    follows_sql: str = ""
    variants_sql: str = ""


@dataclass(frozen=True, slots=True)
class Suspected:
    """A suspicion about one case: which rule proposes which card."""

    case_id: str
    rule_id: str
    severity: str  # red, yellow or notice


@dataclass(frozen=True, slots=True)
class ListedRequest:
    """Whose open cases, and which suspicions about cases stand beside them."""

    scope: PageScope = field(default_factory=PageScope)
    suspected: tuple[Suspected, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case with a card: the gravest of its causes. ``rule_id`` is empty where its running clock gives the signal."""

    level: str  # supervise, red, yellow or notice
    case_id: str
    rule_id: str
    causes: int
    organisation: str
    item: str
    step: str  # where it stayed longest
    promised: int | None
    statutory: int | None
    used: int | None
    over: (
        int | None
    )  # days past the statute, or past the promise where the statute is kept; None while in time
    pauses: int | None
    running: bool


@dataclass(frozen=True, slots=True)
class ListedCases:
    """Cases with a card, the gravest first; ``counts`` holds those of every level, listed or not, in the order of LEVELS."""

    missing: tuple[str, ...]
    counts: tuple[int, ...] = ()
    cases: tuple[ListedCase, ...] = ()
    sql: str = ""

    @property
    def total(self) -> int:
        """Return how many cases have a card."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class CaseRequest:
    """Which case, worded for which reader."""

    case_id: str
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class ClockDay:
    """One civil day of a case: runs, paused, off (not worked), before (the clock has not begun) or after."""

    day: date
    state: str
    used: int  # days that ran up to and including it


@dataclass(frozen=True, slots=True)
class Span:
    """A step or a pause from one day to another; ``kind`` is step, supplement or pause."""

    kind: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class CaseTimeline:
    """A case with its days; ``why_not`` says why there is no clock (no-start, unclear, beyond, long) or is empty."""

    case_id: str
    missing: tuple[str, ...] = ()
    why_not: str = ""
    item: str = ""
    organisation: str = ""
    outcome: str = ""
    day_kind: str = ""
    submitted_on: date | None = None
    starts_on: date | None = None
    stops_on: date | None = None
    closed_on: date | None = None
    used: int | None = None
    promised: int | None = None
    statutory: int | None = None
    extended: int = 0
    deemed_accepted: bool = False
    days: tuple[ClockDay, ...] = ()
    spans: tuple[Span, ...] = ()
    sql: str = ""
