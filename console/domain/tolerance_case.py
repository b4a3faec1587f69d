"""Owns what the entries of one tolerance case add up to. It refuses to say more than was recorded: it concludes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from console.domain.tolerance import (
    GROUNDS,
    Application,
    Condition,
    Distinction,
    Gaps,
    Outcome,
    Step,
    gaps,
)


@dataclass(frozen=True, slots=True)
class Act:
    """One entry as the case's own trail tells it, with the words that only those inside may read."""

    sequence: int
    at: datetime
    actor: str
    action: str
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One condition or distinction: the evidence bound to it, how it shows it, and what the verifier found."""

    evidence: tuple[str, ...] = ()
    text: str = ""
    verdict: str = ""  # one of VERDICTS
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body decided: its document's number, its name, the day, and why."""

    document_number: str
    body: str
    decided_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceCase:
    """A tolerance case. A new one comes only from a further entry."""

    step: Step
    since: date  # when the step was reached
    applicant: str = ""
    applied_on: date | None = None
    text: str = ""
    involved: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    admitted: frozenset[str] = frozenset()
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    finding_of_fact: str = ""  # what the verification said as it ended
    negative: tuple[str, ...] = ()
    outcome: Outcome = Outcome.NONE
    decision: Decision | None = None
    earlier: tuple[Decision, ...] = ()  # decisions another one replaced
    correct_by: date | None = None
    notified_on: date | None = None
    notified_to: str = ""
    corrected_on: date | None = None
    correction: str = ""
    appellant: str = ""
    appealed_on: date | None = None
    before_appeal: Step | None = None
    appeal: Decision | None = None  # what the body that heard the appeal decided
    cleared_on: date | None = None
    cleared_at: str = ""
    deeds: tuple[tuple[str, str], ...] = ()  # action and actor, for the separation of duties
    trail: tuple[Act, ...] = ()
    erased: bool = False  # part of what was written was lawfully erased

    @property
    def tolerates(self) -> bool:
        """Whether a decision of the competent body stands by which it does not count."""
        return self.outcome is Outcome.GRANTED and self.step is not Step.REVOKED

    @property
    def open(self) -> bool:
        """Whether somebody still has a move that the procedure waits for."""
        over = {Step.WITHDRAWN, Step.REVOKED, Step.CLEARED}
        return self.step not in over and not (
            self.outcome in (Outcome.REFUSED, Outcome.LIGHTENED)
            and self.step in (Step.NOTIFIED, Step.CORRECTED)
        )

    def ground(self, name: str) -> Ground:
        """Return what is known of a condition or distinction."""
        return self.grounds.get(name, Ground())

    def unassessed(self) -> tuple[str, ...]:
        """Return the grounds nobody has looked at yet."""
        return tuple(name for name in GROUNDS if not self.ground(name).verdict)

    def lacks(self, exhibits: Collection[str]) -> Gaps:
        """Return what lacks evidence among the exhibits (their digests)."""
        return gaps(self._application(), exhibits)

    def _application(self) -> Application:
        return Application(
            "",
            self.applicant,
            self.applied_on or self.since,
            {name: self.ground(name).evidence for name in Condition},
            {name: self.ground(name).evidence for name in Distinction},
            self.negative,
            self.involved,
        )

    def insiders(self) -> frozenset[str]:
        """Return who needs to know: whoever handled it, and whoever was admitted."""
        return self.admitted | {name for _, name in self.deeds}
