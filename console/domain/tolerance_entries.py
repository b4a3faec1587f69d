"""Owns the kinds of entry by which a tolerance case is led. It refuses to say when one is allowed: the tolerance procedure does.

Each outcome is a kind of its own, so that it still stands when what the entry carried was lawfully erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from console.domain.entries import Entry


@dataclass(frozen=True, slots=True)
class ToleranceEntry(Entry):
    """What somebody did in a tolerance case; its words stay inside the case, the finding's trail tells only that it was done."""


@dataclass(frozen=True, slots=True)
class ToleranceApplication(ToleranceEntry):
    """申请: somebody asks that it be tolerated; ``involved`` are the people of the case, who may not handle it."""

    kind: ClassVar[str] = "tolerance_apply"
    applicant: str
    applied_on: date
    text: str
    involved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundBinding(ToleranceEntry):
    """One condition or distinction is bound to evidence: digests of exhibits of the finding, and how they show it."""

    kind: ClassVar[str] = "tolerance_bind"
    ground: str
    evidence: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class GroundAssessment(ToleranceEntry):
    """核实: what the verifier found of one condition or distinction; ``verdict`` is shown or not_shown."""

    kind: ClassVar[str] = "tolerance_assess"
    ground: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceRecusal(ToleranceEntry):
    """回避: somebody steps back from the case, or was asked to."""

    kind: ClassVar[str] = "tolerance_recuse"
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceAdmission(ToleranceEntry):
    """Somebody needs to know, and may read the case file from now on."""

    kind: ClassVar[str] = "tolerance_admit"
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceVerification(ToleranceEntry):
    """The verification ends: what was found goes to the competent body.

    ``negative`` names the entries of the negative list that apply.
    """

    kind: ClassVar[str] = "tolerance_verify"
    text: str
    negative: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToleranceReturn(ToleranceEntry):
    """退回补正: the file is not enough; evidence is bound again."""

    kind: ClassVar[str] = "tolerance_return"
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceWithdrawal(ToleranceEntry):
    """撤回: the applicant withdraws."""

    kind: ClassVar[str] = "tolerance_withdraw"
    reason: str


@dataclass(frozen=True, slots=True)
class BodyDecision(ToleranceEntry):
    """What a competent body decided in a document of its own; the console records it and decides nothing."""

    document_number: str
    body: str
    decided_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceGranted(BodyDecision):
    """容错免责: it does not count. ``correct_by`` is the day by which the mistake must be put right, where it must."""

    kind: ClassVar[str] = "tolerance_grant"
    correct_by: date | None = None


@dataclass(frozen=True, slots=True)
class ToleranceLightened(BodyDecision):
    """从轻、减轻: it counts, but weighs less."""

    kind: ClassVar[str] = "tolerance_lighten"
    correct_by: date | None = None


@dataclass(frozen=True, slots=True)
class ToleranceRefused(BodyDecision):
    """不予容错: it counts as it is."""

    kind: ClassVar[str] = "tolerance_refuse"


@dataclass(frozen=True, slots=True)
class ToleranceNotice(ToleranceEntry):
    """告知: the decision was made known to whoever it concerns."""

    kind: ClassVar[str] = "tolerance_notify"
    told: str
    told_on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToleranceCorrection(ToleranceEntry):
    """纠错: the mistake was put right."""

    kind: ClassVar[str] = "tolerance_correct"
    text: str
    corrected_on: date
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToleranceAppeal(ToleranceEntry):
    """申诉: somebody does not accept the decision."""

    kind: ClassVar[str] = "tolerance_appeal"
    appellant: str
    appealed_on: date
    text: str


@dataclass(frozen=True, slots=True)
class AppealKept(BodyDecision):
    """维持: the body that heard the appeal keeps the decision."""

    kind: ClassVar[str] = "tolerance_keep"


@dataclass(frozen=True, slots=True)
class AppealGranted(BodyDecision):
    """改为容错: the body that heard the appeal tolerates it."""

    kind: ClassVar[str] = "tolerance_change_grant"


@dataclass(frozen=True, slots=True)
class AppealRefused(BodyDecision):
    """改为不予容错: the body that heard the appeal does not tolerate it."""

    kind: ClassVar[str] = "tolerance_change_refuse"


@dataclass(frozen=True, slots=True)
class ToleranceRevoked(BodyDecision):
    """撤销: the body takes its tolerance back; what it excused counts again."""

    kind: ClassVar[str] = "tolerance_revoke"


@dataclass(frozen=True, slots=True)
class PublicClearing(ToleranceEntry):
    """澄清正名: it was said where others heard the blame, that there is none."""

    kind: ClassVar[str] = "tolerance_clear"
    place: str
    cleared_on: date
    text: str
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class PilotMatch(ToleranceEntry):
    """The finding lies wholly inside an authorised pilot: it is a notice 提醒 and no card."""

    kind: ClassVar[str] = "pilot_match"
    pilot: str
    document_number: str


@dataclass(frozen=True, slots=True)
class PilotRelease(ToleranceEntry):
    """The finding lies inside no pilot any more: what its rule proposes stands again."""

    kind: ClassVar[str] = "pilot_release"
    pilot: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlindReview(ToleranceEntry):
    """A case drawn at random was judged again by somebody who was not told what was decided: mostly dismissals.

    ``verdict`` is false_alarm (it was rightly dismissed), violation (it should have stood) or cannot_tell.
    """

    kind: ClassVar[str] = "blind_review"
    sample: str
    verdict: str
    reason: str


TOLERANCE_KINDS: tuple[type[ToleranceEntry], ...] = (
    *(ToleranceApplication, GroundBinding, GroundAssessment, ToleranceRecusal, ToleranceAdmission),
    *(ToleranceVerification, ToleranceReturn, ToleranceWithdrawal, ToleranceGranted, ToleranceLightened),
    *(ToleranceRefused, ToleranceNotice, ToleranceCorrection, ToleranceAppeal, AppealKept, AppealGranted),
    *(AppealRefused, ToleranceRevoked, PublicClearing, PilotMatch, PilotRelease, BlindReview),
)
TOLERANCE_NAMES = frozenset(kind.kind for kind in TOLERANCE_KINDS)
