"""Owns the kinds of entry a casebook holds. It refuses to say when one is allowed: that is the procedure's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from console.domain.finding import Actor, identity
from console.domain.foreign import ForeignEntry, ForeignHead
from console.domain.rule import Suspicion
from console.domain.tolerance_register import RegisterEntry
from console.errors import Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody did. ``finding`` is the identity of the finding it is about; its word is ``decision-<kind>``."""

    kind: ClassVar[str] = ""
    finding: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return self.finding


@dataclass(frozen=True, slots=True)
class Registration(Entry):
    """A suspicion enters the casebook and gets its number."""

    kind: ClassVar[str] = "register"
    rule_id: str
    rule_version: int
    theme: str
    severity: str
    key: tuple[str, ...]
    pseudonym_scheme: str
    extract_id: str
    organisation_id: str | None = None
    region_id: str | None = None
    occurred_on: date | None = None
    amount: Decimal | None = None
    persons: int | None = None
    days: int | None = None
    evidence: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    standard_verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Recognition(Entry):
    """A later extract flags the same thing again."""

    kind: ClassVar[str] = "recognise"
    extract_id: str
    rule_version: int
    severity: str
    amount: Decimal | None = None
    persons: int | None = None
    days: int | None = None
    evidence: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Disappearance(Entry):
    """A later extract no longer flags it: because it judged it clear, or because it could not judge it."""

    kind: ClassVar[str] = "vanish"
    extract_id: str
    judged_clear: bool


@dataclass(frozen=True, slots=True)
class Assignment(Entry):
    """Somebody is made answerable, until a day."""

    kind: ClassVar[str] = "assign"
    owner: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class VerificationStart(Entry):
    """核实: somebody checks the evidence."""

    kind: ClassVar[str] = "verify"
    owner: str
    due_on: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hearing(Entry):
    """征求意见: the organisation is asked, with a day by which it may answer."""

    kind: ClassVar[str] = "hear"
    organisation_id: str
    due_on: date | None
    text: str = ""
    form_digest: str = ""  # of the form that went out


@dataclass(frozen=True, slots=True)
class Reply(Entry):
    """The organisation's answer."""

    kind: ClassVar[str] = "reply"
    position: str
    text: str
    received_on: date | None = None
    form_digest: str = ""  # of the form that came back


@dataclass(frozen=True, slots=True)
class Confirmation(Entry):
    """认定: the suspicion becomes a finding."""

    kind: ClassVar[str] = "confirm"
    severity: str
    reason: str
    amount: Decimal | None = None  # as established; the suspicion's where not given
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Dismissal(Entry):
    """不属实: it was none, for a reason from the list."""

    kind: ClassVar[str] = "dismiss"
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class RectificationOrder(Entry):
    """整改: the organisation must put it right by a day."""

    kind: ClassVar[str] = "rectify"
    owner: str
    due_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Supervision(Entry):
    """督办: it is chased from above."""

    kind: ClassVar[str] = "supervise"
    reason: str
    due_on: date | None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class RectificationReport(Entry):
    """The organisation reports that it is put right; 复核 begins."""

    kind: ClassVar[str] = "report"
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Return(Entry):
    """退回: not enough; the step before is done again."""

    kind: ClassVar[str] = "return"
    reason: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Endorsement(Entry):
    """会签: a second person looked at the rectification and agrees that it may be closed."""

    kind: ClassVar[str] = "endorse"
    reason: str


@dataclass(frozen=True, slots=True)
class Closing(Entry):
    """销号: what came of it; ``checked`` says whether somebody looked or only the report was filed."""

    kind: ClassVar[str] = "close"
    text: str
    checked: bool
    recovered: Decimal | None = None
    served: int | None = None
    rules_changed: str = ""


@dataclass(frozen=True, slots=True)
class Transfer(Entry):
    """移送: another body takes it."""

    kind: ClassVar[str] = "transfer"
    body: str
    reason: str
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Objection(Entry):
    """异议: the organisation objects to the decision."""

    kind: ClassVar[str] = "object"
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ObjectionUpheld(Entry):
    """The objection is right: the decision falls."""

    kind: ClassVar[str] = "uphold"
    reason: str


@dataclass(frozen=True, slots=True)
class ObjectionRejected(Entry):
    """The decision stands, as it was or with another severity."""

    kind: ClassVar[str] = "reject"
    reason: str
    severity: str = ""


@dataclass(frozen=True, slots=True)
class Reopening(Entry):
    """重开: what was at rest is taken up again."""

    kind: ClassVar[str] = "reopen"
    reason: str


@dataclass(frozen=True, slots=True)
class Instruction(Entry):
    """批示/交办: a leader wants something done, by somebody, by a day."""

    kind: ClassVar[str] = "instruct"
    leader: str
    text: str
    owner: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class InstructionDone(Entry):
    """An instruction was carried out; ``instruction`` is the sequence of its entry."""

    kind: ClassVar[str] = "carry_out"
    instruction: int
    text: str


@dataclass(frozen=True, slots=True)
class Comment(Entry):
    """Somebody says something."""

    kind: ClassVar[str] = "comment"
    text: str


@dataclass(frozen=True, slots=True)
class Attachment(Entry):
    """A file joins the evidence, by its hash."""

    kind: ClassVar[str] = "attach"
    name: str
    digest: str
    media_type: str = ""
    text: str = ""
    redacts: str = ""


@dataclass(frozen=True, slots=True)
class Toleration(Entry):
    """容错: the competent body decided that it does not count; the document is named, the console decides nothing."""

    kind: ClassVar[str] = "tolerate"
    document_number: str
    body: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unmasking(Entry):
    """Somebody looked at personal data in clear, and why."""

    kind: ClassVar[str] = "unmask"
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reversal(Entry):
    """The last move is undone by whoever made it; ``reversed`` is the sequence of its entry."""

    kind: ClassVar[str] = "reverse"
    reversed: int
    reason: str


@dataclass(frozen=True, slots=True)
class Founding:
    """The first entry: which casebook this is, so that every head belongs to it alone."""

    kind: ClassVar[str] = "found"
    casebook_id: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return self.casebook_id


@dataclass(frozen=True, slots=True)
class Erasure:
    """The payload of an earlier entry is lawfully erased; the basis is named, the leaf stays."""

    kind: ClassVar[str] = "erase"
    erased: int
    reason: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return f"entry:{self.erased}"


@dataclass(frozen=True, slots=True)
class Renewal:
    """A lost or contradicted checkpoint was set anew: what was expected, what was found, and why it is relied on."""

    kind: ClassVar[str] = "renew"
    expected_size: int
    expected_root: str
    found_size: int
    found_root: str
    witness: str
    reason: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return "checkpoint"


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of an entry whose payload was erased: its kind and what it was about."""

    kind: str
    subject: str


BookEntry = Founding | Erasure | Renewal | ForeignEntry | ForeignHead | RegisterEntry
AnyEntry = Entry | BookEntry

KINDS: tuple[type[AnyEntry], ...] = (
    *(Registration, Recognition, Disappearance, Assignment, VerificationStart, Hearing, Reply, Confirmation),
    *(Dismissal, RectificationOrder, Supervision, RectificationReport, Return, Closing, Transfer, Objection),
    *(ObjectionUpheld, ObjectionRejected, Reopening, Instruction, InstructionDone, Comment, Attachment),
    *(Toleration, Unmasking, Reversal, Endorsement, Founding, Erasure, Renewal),
    *(ForeignEntry, ForeignHead),
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as the casebook holds it. ``procedure`` is the version of the procedure in force when it was written."""

    sequence: int
    at: datetime
    actor: Actor
    entry: AnyEntry | Erased
    procedure: int = 1


def finite(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the facts with None for what is no number: a document holds neither NaN nor infinity."""
    return {n: None if isinstance(v, float) and not math.isfinite(v) else v for n, v in facts.items()}


def registration(suspicion: Suspicion, scheme: str, extract_id: str) -> Registration:
    """Return the entry that brings a suspicion into the casebook."""
    told: dict[str, Any] = {name: getattr(suspicion, name) for name in Suspicion.__dataclass_fields__}
    told["facts"] = finite(suspicion.facts)
    return Registration(
        finding=identity(suspicion.rule_id, suspicion.key, scheme),
        pseudonym_scheme=scheme,
        extract_id=extract_id,
        **told,
    )
