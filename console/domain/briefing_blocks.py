"""Owns the kinds of block a briefing is made of, as plain values. It refuses to word, to compute and to lay out.

A field of type ``FigureId`` holds the id of a figure, so that a chart is placed by the same values that are recomputed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from console.domain.briefing_funds import ChainTrend, DigitsTrend
from console.domain.briefing_text import FigureId, Name, Verbatim, Words

SIGNALS = ("improving", "stable", "worsening", "unknown")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of the first page; number, title, issuer and classification stand in the document itself."""

    kind: ClassVar[str] = "masthead"
    issue: Words  # such as {date:2026 年第 2 期}


@dataclass(frozen=True, slots=True)
class Lead:
    """The paragraph a leader reads: how we stand, whether it gets better, what to decide."""

    kind: ClassVar[str] = "lead"
    text: Words


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One dimension; ``previous`` and ``change`` are empty where there is nothing to compare with."""

    name: Name
    score: FigureId
    low: FigureId
    high: FigureId
    weight: FigureId
    previous: FigureId = ""
    change: FigureId = ""
    beyond_error: bool = (
        False  # the bands of now and before do not overlap; else the change is no rise and no fall
    )
    signal: str = "unknown"  # one of SIGNALS
    why_not: Words = ""  # why the score cannot be computed; its figure then has no value


@dataclass(frozen=True, slots=True)
class IndexOverview:
    """The composite index as a card, beside its dimensions with intervals."""

    kind: ClassVar[str] = "index"
    heading: Words
    note: Words
    name: Name
    score: FigureId
    low: FigureId
    high: FigureId
    dimensions: tuple[DimensionRow, ...]
    versus: Words = ""  # what the change is against, such as 较上季度
    change: FigureId = ""
    beyond_error: bool = False  # as of a dimension
    previous_label: Words = ""  # what a hollow ring stands for
    peers: tuple[FigureId, ...] = ()  # the scores of all other units
    rank: FigureId = ""
    rank_low: FigureId = ""
    rank_high: FigureId = ""
    units: FigureId = ""  # how many are ranked
    caption: Words = ""


@dataclass(frozen=True, slots=True)
class ThemeCards:
    """One theme: confirmed cards, and apart from them what rules flagged and nobody confirmed."""

    name: Name
    red: FigureId
    yellow: FigureId
    suspicions: FigureId


@dataclass(frozen=True, slots=True)
class CardTally:
    """Confirmed cards by theme; suspicions 疑点（未认定） are counted and drawn apart."""

    kind: ClassVar[str] = "cards"
    heading: Words
    note: Words
    themes: tuple[ThemeCards, ...]
    red: FigureId
    yellow: FigureId
    suspicions: FigureId
    movement: Words = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One point of a control chart; ``mark`` is worse, better or empty."""

    label: Words
    value: FigureId
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ControlTrend:
    """A process over time with its mean and natural limits."""

    kind: ClassVar[str] = "control"
    title: Words
    verdict: Words
    points: tuple[TrendPoint, ...]
    centre: FigureId = ""
    lower: FigureId = ""
    upper: FigureId = ""


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """One unit of a ranking with its interval."""

    name: Name
    score: FigureId
    low: FigureId
    high: FigureId
    focus: bool = False


@dataclass(frozen=True, slots=True)
class RankingTrend:
    """Units from best to worst; intervals that overlap are not ordered."""

    kind: ClassVar[str] = "ranking"
    title: Words
    verdict: Words
    units: tuple[RankedUnit, ...]


@dataclass(frozen=True, slots=True)
class ExecutionBar:
    """One organisation's share against the share of time gone by; ``mark`` is red, yellow or empty."""

    name: Name
    rate: FigureId
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ExecutionTrend:
    """Bars against a line: budget execution against the time gone by."""

    kind: ClassVar[str] = "execution"
    title: Words
    verdict: Words
    bars: tuple[ExecutionBar, ...]
    progress: FigureId
    progress_label: Words


Trend = ControlTrend | RankingTrend | ExecutionTrend | ChainTrend | DigitsTrend


@dataclass(frozen=True, slots=True)
class Trends:
    """Up to three small charts side by side, each with its verdict in words."""

    kind: ClassVar[str] = "trends"
    heading: Words
    charts: tuple[Trend, ...]
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The facts of one signer's certificate; they are facts of a certificate, not a verdict on a signature."""

    role: Name  # 签发人, 复核人
    person: Name
    subject: Verbatim
    issuer: Verbatim
    serial: Verbatim
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class SignaturePanel:
    """What is known of the signature before signing; without certificates the panel says that nobody signed."""

    kind: ClassVar[str] = "signature"
    certificates: tuple[Certificate, ...]
    signed_at: datetime | None  # of the local clock
    form: Verbatim  # such as PAdES B-LT, ECDSA P-256 / SHA-256
    digest: Verbatim  # a short form of the recomputation digest


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One confirmed finding. Nothing that was not confirmed stands here."""

    severity: str  # red or yellow
    number: Name
    problem: Words
    theme: Name
    organisation: Name
    stage: Name
    amount: FigureId = ""  # in ten thousand yuan
    persons: FigureId = ""
    due_on: date | None = None
    overdue: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The last line of the findings table."""

    label: Words
    note: Words
    amount: FigureId = ""
    persons: FigureId = ""


@dataclass(frozen=True, slots=True)
class FindingsTable:
    """Confirmed findings, the gravest first."""

    kind: ClassVar[str] = "findings"
    heading: Words
    note: Words
    rows: tuple[FindingRow, ...]
    subtotal: Subtotal | None = None
    empty: Words = ""  # what is said where there is none


@dataclass(frozen=True, slots=True)
class SuspicionRow:
    """What one rule flagged, without any organisation: a suspicion names nobody."""

    severity: str  # what the rule proposes
    rule: Name
    problem: Words
    theme: Name
    count: FigureId
    unjudged: FigureId = ""  # what could not be judged
    amount: FigureId = ""
    persons: FigureId = ""
    unverified: bool = False  # rests on a threshold nobody verified
    weak: bool = False  # its rule was right less often than wished


@dataclass(frozen=True, slots=True)
class SuspicionsTable:
    """Suspicions 疑点（未认定）, told apart from findings and counted by rule."""

    kind: ClassVar[str] = "suspicions"
    heading: Words
    note: Words
    rows: tuple[SuspicionRow, ...]
    empty: Words = ""


@dataclass(frozen=True, slots=True)
class InstructionRow:
    """What became of one instruction."""

    number: Name
    text: Words
    owner: Name
    due_on: date
    done_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing achieved: money recovered, people served, rules changed."""

    label: Words
    value: FigureId
    unit: Words = ""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was achieved since the last briefing, and what became of each instruction."""

    kind: ClassVar[str] = "outcomes"
    heading: Words
    note: Words
    outcomes: tuple[Outcome, ...]
    instructions: tuple[InstructionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodNote:
    """One method in two or three sentences."""

    title: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Methods:
    """How the figures came about."""

    kind: ClassVar[str] = "methods"
    heading: Words
    notes: tuple[MethodNote, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One table of the extract and where it came from."""

    name: Name
    system: Words
    rows: FigureId
    missing: FigureId
    handling: Words
    digest: Verbatim
    alarming: bool = False  # more is missing than allowed


@dataclass(frozen=True, slots=True)
class Sources:
    """The data and where they came from."""

    kind: ClassVar[str] = "sources"
    heading: Words
    rows: tuple[SourceRow, ...]
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Recompute:
    """How anyone recomputes the briefing; the box of digests is made from the document's provenance."""

    kind: ClassVar[str] = "recompute"
    heading: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Shortcomings:
    """What this briefing does not see."""

    kind: ClassVar[str] = "shortcomings"
    label: Words
    items: tuple[Words, ...]
