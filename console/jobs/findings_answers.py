"""Owns what a worker is asked and answers about suspicions and their evidence. It refuses to need the engine to be read."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.domain.calendar import YearCalendar
from console.domain.contract import Texts
from console.domain.finding import FindingState, Stage
from console.domain.ledger import Leaves, TreeHead
from console.domain.payee_groups import PayeeDecisions
from console.domain.recognition import Key
from console.domain.rule import Judgement, Parameter, Suspicion
from console.domain.standard import StandardValue
from console.domain.tolerance import Pilot
from console.domain.verification import Check
from console.errors import Fact


def login_name() -> str:
    """Return the name of whoever is logged in here, "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an extract says: its suspicions, its pseudonym scheme, its name, and its mark (signed, unsigned, diagnosis).

    ``judged_clear`` holds the keys its rules looked at and found clear, as far as somebody asked for them.
    """

    suspicions: tuple[Suspicion, ...]
    scheme: str
    extract_id: str
    mark: str = "signed"
    judged_clear: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class SuspicionsRequest:
    """Which rules and themes (all where empty); ``known`` names open findings of the casebook whose fate is asked for.

    ``region_id`` and ``organisation_id`` narrow what is listed; ``most`` lists the gravest so many, 0 all of them.
    """

    rules: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    known: tuple[Key, ...] = ()
    region_id: str = ""
    organisation_id: str = ""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Suspicions:
    """What was seen, how each rule judged (its suspicions are in ``seen``), and names by id in both languages.

    ``total`` counts what the rules flag in the scope asked for, listed or not.
    """

    seen: Seen
    judgements: tuple[Judgement, ...]
    organisations: Mapping[str, tuple[str, str]]  # Chinese, English
    regions: Mapping[str, tuple[str, str]]
    total: int = 0

    @property
    def whole(self) -> bool:
        """Whether everything flagged is listed."""
        return self.total <= len(self.seen.suspicions)


def within(region_id: str, organisation_id: str, asked_region: str, asked_organisation: str) -> bool:
    """Say whether something belongs to the region (with those below it) and the organisation asked for, "" meaning all."""
    if asked_organisation and organisation_id != asked_organisation:
        return False
    return not asked_region or region_id.startswith(asked_region.rstrip("0") or asked_region)


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Which rows; ``clear`` shows personal values unmasked: whoever asks so wrote an entry that says why."""

    references: tuple[str, ...]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceCell:
    """One value of a row, with the column's label in both languages."""

    column: str
    chinese: str
    english: str
    value: bool | Fact
    personal: bool


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row as the extract holds it; ``cells`` is empty where it is no longer there.

    ``digest`` is the SHA-256 of the row before masking, so that two extracts can be compared by eye.
    """

    reference: str
    table: str
    key: str
    chinese: str
    english: str
    on: date | None
    amount: Decimal | None
    digest: str
    cells: tuple[EvidenceCell, ...]


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    """The rows read, and how many there are."""

    rows: tuple[EvidenceRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """A casebook as it stands: every finding in order of registration, the log's head and leaves, what must be said of it."""

    casebook_id: str
    head: TreeHead
    trusted: bool
    warnings: tuple[Check, ...]
    states: tuple[FindingState, ...]
    leaves: Mapping[int, bytes] = field(repr=False, default_factory=dict)
    pilots: tuple[Pilot, ...] = ()  # the register of authorised pilots
    pending: bool = False  # opened from a snapshot: the whole was not read yet
    payees: PayeeDecisions = field(default_factory=PayeeDecisions)  # what was decided about payees

    def after(self, news: News) -> Ledger | None:
        """Return the ledger after what was written; None where something else was written in between."""
        if (
            self.head != news.before
            or self.casebook_id != news.casebook_id
            or not isinstance(self.leaves, Leaves)
        ):
            return None
        states = {state.identity: state for state in self.states} | {one.identity: one for one in news.states}
        leaves = Leaves(self.leaves.together + news.leaves)
        told = (news.casebook_id, news.head, news.trusted, news.warnings, tuple(states.values()), leaves)
        return Ledger(*told, news.pilots, self.pending and news.pending, self.payees)


@dataclass(frozen=True, slots=True)
class News:
    """What was written into a casebook since it was opened at ``before``: the findings it changed, the new leaf hashes."""

    casebook_id: str
    before: TreeHead
    head: TreeHead
    trusted: bool
    warnings: tuple[Check, ...]
    states: tuple[FindingState, ...] = field(repr=False)
    leaves: bytes = field(repr=False)
    pilots: tuple[Pilot, ...]
    pending: bool


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """What a page says of a rule: words in both languages, its query, and the values of its standard, newest first."""

    id: str
    version: int
    text: Texts
    judge: str
    standard: Texts | None
    values: tuple[StandardValue, ...]
    parameters: tuple[Parameter, ...] = ()
    flags_when: tuple[str, ...] = ()  # the conditions of its query under which it flags, word for word
    digest: str = ""  # SHA-256 of its query


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """Which other values of a rule's parameters to try, and what the casebook knows of the rule's findings."""

    rule_id: str
    parameters: Mapping[str, float]
    states: tuple[FindingState, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RectificationRequest:
    """What to measure of the casebook's findings, cut by organisation, as of which day."""

    states: tuple[FindingState, ...] = field(repr=False)
    today: date


@dataclass(frozen=True, slots=True)
class Rectified:
    """One measure of the casebook for one organisation, "" for all: its name by language, unit, digits and value."""

    measure_id: str
    name: Mapping[str, str]
    organisation_id: str
    unit: str
    digits: int
    value: float | None
    judged: int
    not_judged: int
    reason: str


@dataclass(frozen=True, slots=True)
class BoardFact:
    """One fact of a finding, masked where personal; ``labels`` are the contract's words for it by language, or empty."""

    name: str
    value: Fact
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WeakRule:
    """A rule that was right less often than wished: how often, out of how many decided, of which so many reviewed blind."""

    share: float
    decided: int
    reviewed: int
    least: float


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A suspicion of the open extract, a finding of the casebook, or both where one recognises the other.

    ``state`` is None before it was registered; ``suspicion`` is None where the open extract does not flag it.
    """

    identity: str
    rule_id: str
    theme: str
    severity: str
    title: Mapping[str, str]
    sentence: Mapping[str, str]
    organisation_id: str
    organisation: Mapping[str, str]
    region_id: str
    region: Mapping[str, str]
    occurred_on: date | None
    amount: Decimal | None
    persons: int | None
    days: int | None
    facts: tuple[BoardFact, ...]
    evidence: tuple[str, ...]
    shown_evidence: tuple[
        EvidenceRow, ...
    ]  # the same rows as far as they can be told without the extract, masked
    standard_verified: bool | None
    suspicion: Suspicion | None = field(repr=False)
    state: FindingState | None = field(repr=False)
    risk: tuple[int, int] | None = None  # likelihood and impact, 1 to 5
    weak: WeakRule | None = None  # while nobody decided: its rule was right less often than wished

    @property
    def number(self) -> str:
        """Return the finding's number, or nothing before it was registered."""
        return self.state.number if self.state is not None else ""

    @property
    def stage(self) -> Stage:
        """Return where it stands; a suspicion nobody registered is a suspicion."""
        return self.state.stage if self.state is not None else Stage.SUSPICION

    @property
    def card(self) -> bool:
        """Whether it may be called a card: never before it was confirmed."""
        return self.state is not None and self.state.counts_as_card


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page of findings shows: rows gravest first, the rules they rest on, the casebook where there is one."""

    rows: tuple[BoardRow, ...]
    rules: Mapping[str, RuleSheet]
    ledger: Ledger | None
    seen: Seen | None = field(repr=False)
    judged_rules: int = 0
    silent_rules: int = 0
    calendars: tuple[YearCalendar, ...] = field(repr=False, default=())
