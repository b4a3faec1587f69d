"""Owns what a finding is: its identity, its stages, its state, and what of it may leave the case file.

It refuses to count a suspicion as a card, and to name an organisation outside the case file before it was confirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256

from console.domain.card_excuses import ExcusedCard
from console.domain.excused import DISMISSED, PILOT, TOLERATED, Excusable, ExcusedDigest
from console.domain.ledger import TreeHead
from console.domain.payee_groups import PayeeDecisions
from console.domain.tolerance_case import ToleranceCase
from console.domain.tolerance_register import PilotEntered
from console.errors import CasebookError, Fact

CARDS = ("red", "yellow")  # a notice 提醒 is a work signal, not a card


class Stage(StrEnum):
    """Where a finding stands; its word is the phrase ``stage-<value>``."""

    SUSPICION = "suspicion"  # 疑点
    VERIFYING = "verifying"  # 核实
    HEARING = "hearing"  # 征求意见
    CONFIRMED = "confirmed"  # 认定
    RECTIFYING = "rectifying"  # 整改
    SUPERVISED = "supervised"  # 督办
    REVIEWING = "reviewing"  # 复核
    CLOSED = "closed"  # 销号
    DISMISSED = "dismissed"  # 不属实
    TRANSFERRED = "transferred"  # 移送
    OBJECTION = "objection"  # 异议复核
    REOPENED = "reopened"  # 重开


PATH = (
    Stage.SUSPICION,
    Stage.VERIFYING,
    Stage.HEARING,
    Stage.CONFIRMED,
    Stage.RECTIFYING,
    Stage.REVIEWING,
    Stage.CLOSED,
)
"""The ordinary way of a finding, for the stepper."""

AT_REST = frozenset({Stage.CLOSED, Stage.DISMISSED, Stage.TRANSFERRED})
"""Stages in which nobody of this office has the next move."""


class Role(StrEnum):
    """In what capacity somebody acts; its word is the phrase ``role-<value>``."""

    SYSTEM = "system"
    ANALYST = "analyst"
    INSPECTOR = "inspector"
    REVIEWER = "reviewer"
    LEADER = "leader"


DISMISSAL_REASONS = (
    "not_proven",
    "data_error",
    "rule_error",
    "lawful_exception",
    "authorised_pilot",
    "corrected_before",
    "duplicate",
    "not_responsible",
    "no_longer_found",
)
"""Why a suspicion may be dismissed; each is the phrase ``reason-<code>``, and feeds the precision of its rule."""

OVERTURNED = "objection_upheld"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; two names are two people."""

    name: str
    role: Role

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise CasebookError("actor-nameless")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(document: object) -> bytes:
    """Return a JSON document as the only bytes it has: keys sorted, no spaces, UTF-8, no NaN."""
    return _ENCODER.encode(document).encode("utf-8")


def identity(rule_id: str, key: tuple[str, ...], scheme: str) -> str:
    """Return what makes a finding the same in every extract: rule, natural key, pseudonym scheme.

    The version of the rule is no part of it: a corrected rule still finds the same thing. ``scheme`` is part of it because
    under another scheme the same pseudonym is another person.
    """
    return sha256(canonical({"key": list(key), "pseudonym_scheme": scheme, "rule_id": rule_id})).hexdigest()


def number(order: int) -> str:
    """Return the readable number of the finding registered as the ``order``-th, counted from one."""
    return f"WT-{order:04d}"


@dataclass(frozen=True, slots=True)
class Step:
    """One entry as the trail of a finding tells it; ``stage`` is where the finding stood after it."""

    sequence: int
    at: datetime
    actor: str
    role: Role
    action: str
    stage: Stage
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the organisation replied when it was heard."""

    sequence: int
    at: datetime
    position: str  # accepts, disputes or partly
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """A leader's instruction 批示/交办 with its owner and date."""

    sequence: int
    leader: str
    text: str
    owner: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An evidence file: the hash of the original is kept, the file itself lies beside the casebook."""

    sequence: int
    name: str
    digest: str
    media_type: str
    text: str
    redacts: str = ""  # the digest of the original this is a redacted copy of


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said of a dismissal without being told that it was one."""

    sample: str
    verdict: str  # false_alarm, violation or cannot_tell
    reviewer: str
    on: date


@dataclass(frozen=True, slots=True)
class FindingState:
    """What the entries of one finding add up to. A new state comes only from a further entry."""

    identity: str
    number: str
    stage: Stage
    rule_id: str
    rule_version: int
    theme: str
    severity: str
    key: tuple[str, ...]
    pseudonym_scheme: str
    organisation_id: str | None
    region_id: str | None
    occurred_on: date | None
    amount: Decimal | None
    persons: int | None
    days: int | None
    evidence: tuple[str, ...]
    facts: Mapping[str, Fact]
    standard_verified: bool | None
    first_extract: str
    last_extract: str
    registered_at: datetime
    trail: tuple[Step, ...]
    owner: str = ""
    due_on: date | None = None
    hearing_due_on: date | None = None
    standing: bool = False  # confirmed after a hearing, and not overturned since
    confirmed_on: date | None = None
    closed_on: date | None = None
    promised_on: date | None = None  # by when it was last to be rectified; kept when it is closed
    dismissal: str = ""  # one of DISMISSAL_REASONS, or OVERTURNED
    back: Stage | None = None  # where an objection that fails leads back to
    back_due_on: date | None = None
    deeds: tuple[tuple[str, str], ...] = ()  # action and actor of every move, for the separation of duties
    endorsed: tuple[str, ...] = ()  # who agreed to the closing since the last move
    countersigned: tuple[str, ...] = ()  # who did so with their own key since the last move
    replies: tuple[Answer, ...] = ()
    orders: tuple[Order, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    transferred_to: str = ""
    recovered: Decimal | None = None
    served: int | None = None
    rules_changed: str = ""
    checked: bool = False  # closed after somebody looked, not only because a report came in
    tolerated: str = ""  # the number of the competent body's document
    tolerance: ToleranceCase | None = field(default=None, repr=False)
    pilot: str = ""  # the authorised pilot that makes it a notice
    proposed: str = ""  # the severity that stands again should the pilot end
    reviews: tuple[Review, ...] = ()  # blind reviews of its dismissal
    vanished: str = ""  # clear or unjudged, where the last extract no longer flags it
    rule_changed: bool = False  # the last extract flags it under another version of the rule
    erased: bool = False  # part of what was written was lawfully erased
    last_move: tuple[int, str] | None = None  # sequence and actor of the move that may still be reversed
    before: FindingState | None = field(
        default=None, repr=False
    )  # what a reversal of the last move returns to

    @property
    def open(self) -> bool:
        """Whether somebody of this office has the next move."""
        return self.stage not in AT_REST

    @property
    def counts_as_card(self) -> bool:
        """Whether it may be shown, counted and named as a card: from 认定 on, while it stands and is not tolerated."""
        return self.standing and not self.tolerated and self.severity in CARDS

    @property
    def contested(self) -> bool:
        """Whether an objection is being reviewed; the decision stands meanwhile, and must be shown as contested."""
        return self.stage is Stage.OBJECTION

    @property
    def last(self) -> Step:
        """The latest entry."""
        return self.trail[-1]

    def heard(self, day: date) -> bool:
        """Say whether the organisation answered, or had until a day that is over by ``day``."""
        return bool(self.replies) or (self.hearing_due_on is not None and self.hearing_due_on < day)

    def overdue(self, day: date) -> bool:
        """Say whether the present step should have been done before ``day``."""
        return self.open and self.due_on is not None and self.due_on < day


@dataclass(frozen=True, slots=True)
class FindingSummary:
    """A finding without personal detail: no natural key, no evidence, no names, no words.

    Until it was confirmed it names no organisation either.
    """

    number: str
    rule_id: str
    rule_version: int
    theme: str
    severity: str
    stage: Stage
    organisation_id: str | None
    region_id: str | None
    occurred_on: date | None
    registered_on: date
    confirmed_on: date | None
    closed_on: date | None
    due_on: date | None
    amount: Decimal | None
    persons: int | None
    recovered: Decimal | None
    served: int | None
    dismissal: str
    counts_as_card: bool
    contested: bool
    tolerated: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class CasebookSnapshot:
    """A casebook at one head, for whoever writes about it: which log, how far, what stands in it."""

    casebook_id: str
    head: TreeHead
    taken_at: datetime
    trusted: bool
    findings: tuple[FindingSummary, ...]
    pilots: tuple[PilotEntered, ...] = ()  # the register: what lies inside is a notice
    excused: tuple[ExcusedDigest, ...] = ()  # what no longer counts: tolerated, in a pilot, not true
    payees: PayeeDecisions = field(
        default_factory=PayeeDecisions
    )  # by which rules look through vendors to payees
    cards: tuple[ExcusedCard, ...] = ()  # cards of open cases that somebody excused
    weak: tuple[str, ...] = ()  # rules right less often than wished: every suspicion of theirs says so


def summary(state: FindingState) -> FindingSummary:
    """Return what may leave the case file."""
    return FindingSummary(
        number=state.number,
        rule_id=state.rule_id,
        rule_version=state.rule_version,
        theme=state.theme,
        severity=state.severity,
        stage=state.stage,
        organisation_id=state.organisation_id if state.standing and not state.tolerated else None,
        region_id=state.region_id,
        occurred_on=state.occurred_on,
        registered_on=state.registered_at.date(),
        confirmed_on=state.confirmed_on,
        closed_on=state.closed_on,
        due_on=state.due_on,
        amount=state.amount,
        persons=state.persons,
        recovered=state.recovered,
        served=state.served,
        dismissal=state.dismissal,
        counts_as_card=state.counts_as_card,
        contested=state.contested,
        tolerated=bool(state.tolerated),
        checked=state.checked,
    )


@cache
def _state_fields() -> frozenset[str]:
    return frozenset(FindingState.__dataclass_fields__)


def changed(state: FindingState, **facts: object) -> FindingState:
    """Return a state with other facts, as ``replace`` does; a log of a million entries makes a million of them.

    Raises TypeError for a fact a state does not have.
    """
    names = _state_fields()
    if not facts.keys() <= names:
        raise TypeError(f"no such facts: {sorted(facts.keys() - names)}")
    made = object.__new__(FindingState)
    for name in names:
        object.__setattr__(made, name, facts[name] if name in facts else getattr(state, name))
    return made


def excusables(states: Iterable[FindingState]) -> tuple[Excusable, ...]:
    """Return what was tolerated, and what is a notice because it lies in a pilot, in order of registration."""
    return tuple(one for one in uncountables(states) if one.why != DISMISSED)


def uncountables(states: Iterable[FindingState]) -> tuple[Excusable, ...]:
    """Return what no longer counts as the suspicion its rule raised, in order of registration."""
    return tuple(
        Excusable(state.number, state.rule_id, state.pseudonym_scheme, state.key, state.evidence, why)
        for state in states
        if (why := _why_not_counted(state))
    )


def _why_not_counted(state: FindingState) -> str:
    if state.tolerated:
        return TOLERATED
    if state.pilot:
        return PILOT
    return DISMISSED if state.dismissal and not state.standing else ""
