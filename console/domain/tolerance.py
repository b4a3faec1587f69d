"""Owns tolerance 容错: authorised pilots, and which of the conditions still lack evidence. It refuses to decide anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from console.domain.rule import Suspicion
from console.errors import CasebookError

ANY = "*"


class Condition(StrEnum):
    """The six a regional code asks for, all of them; each is the phrase ``tolerance-<value>``."""

    LAWFUL = "lawful"  # 不违反法律法规禁止性规定
    REFORMING = "reforming"  # 有利于改革创新
    DILIGENT = "diligent"  # 勤勉尽责
    PUBLIC_SPIRITED = "public_spirited"  # 未谋取私利
    PROPER_PROCEDURE = "proper_procedure"  # 决策程序规范
    CORRECTED = "corrected"  # 发现后及时纠正


class Distinction(StrEnum):
    """The three things to be told apart 三个区分开来; each is the phrase ``tolerance-<value>``."""

    PILOT = "pilot"  # inexperience in a pilot, against knowing violation
    UNREGULATED = "unregulated"  # trying what no rule forbids, against defying one
    HONEST_FAULT = "honest_fault"  # a fault in the public interest, against private gain


class Step(StrEnum):
    """The steps of the procedure in their order; each is the phrase ``tolerance-step-<value>``."""

    APPLIED = "applied"
    VERIFIED = "verified"
    DECIDED = "decided"  # by the competent body, in its own document
    NOTIFIED = "notified"
    CORRECTED = "corrected"
    CLEARED = "cleared"  # 澄清正名
    APPEALED = "appealed"  # 申诉: the decision stands meanwhile
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"  # the body took its tolerance back


PATH = (Step.APPLIED, Step.VERIFIED, Step.DECIDED, Step.NOTIFIED, Step.CORRECTED, Step.CLEARED)
"""The ordinary way of a tolerance case, for the stepper."""

GROUNDS: tuple[str, ...] = (*Condition, *Distinction)
"""What must be bound to evidence: the six conditions and the three distinctions."""

VERDICTS = ("shown", "not_shown")
"""What a verifier may find of a ground; each is the phrase ``tolerance-verdict-<value>``."""


class Outcome(StrEnum):
    """What the competent body decided; each is the phrase ``tolerance-outcome-<value>``."""

    NONE = ""
    GRANTED = "granted"  # 容错免责
    LIGHTENED = "lightened"  # 从轻、减轻: it still counts
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Pilot:
    """An authorised pilot: what it may deviate from, where, for whom, from when until when, by which document.

    ``rules`` are the rules it deviates from; ``organisations``, ``regions`` and ``items`` may hold ``*`` for any.
    """

    id: str
    document_number: str
    authorised_by: str
    deviation: str
    starts: date
    ends: date
    rules: frozenset[str]
    organisations: frozenset[str]
    regions: frozenset[str]
    items: frozenset[str] = frozenset({ANY})

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise CasebookError(
                "pilot-backwards", pilot=self.id, starts=str(self.starts), ends=str(self.ends)
            )
        if not self.document_number.strip() or not self.rules or ANY in self.rules:
            raise CasebookError("pilot-unbounded", pilot=self.id)

    def covers(self, suspicion: Suspicion) -> bool:
        """Say whether a suspicion lies wholly inside the pilot; what is not told of it lies outside."""
        day = suspicion.occurred_on
        return (
            suspicion.rule_id in self.rules
            and day is not None
            and self.starts <= day <= self.ends
            and _within(suspicion.organisation_id, self.organisations)
            and _within(suspicion.region_id, self.regions)
            and _within(_item(suspicion), self.items)
        )


def _item(suspicion: Suspicion) -> str | None:
    told = suspicion.facts.get("item_id")
    return None if told is None else str(told)


def _within(told: str | None, allowed: frozenset[str]) -> bool:
    return ANY in allowed or (told is not None and told in allowed)


def pilot_of(suspicion: Suspicion, register: Iterable[Pilot]) -> Pilot | None:
    """Return the pilot that covers a suspicion, the earliest by start and name; a card it covers is shown as a notice."""
    return min((p for p in register if p.covers(suspicion)), key=lambda p: (p.starts, p.id), default=None)


@dataclass(frozen=True, slots=True)
class Application:
    """An application for tolerance: what each condition and distinction rests on.

    ``conditions`` and ``distinctions`` map to digests of exhibits of the finding; ``negative`` names the entries of the
    negative list that somebody found to apply; ``involved`` are the people of the case.
    """

    finding: str
    applicant: str
    applied_on: date
    conditions: Mapping[Condition, tuple[str, ...]]
    distinctions: Mapping[Distinction, tuple[str, ...]]
    negative: tuple[str, ...] = ()
    involved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gaps:
    """What an application lacks before the competent body can look at it. No gap is no decision."""

    conditions: tuple[Condition, ...]
    distinctions: tuple[Distinction, ...]
    unknown_evidence: tuple[str, ...]  # digests that are not among the finding's exhibits
    negative: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every condition and distinction is bound to evidence that exists, and nothing of the negative list applies."""
        return not (self.conditions or self.distinctions or self.unknown_evidence or self.negative)


def gaps(application: Application, exhibits: Collection[str]) -> Gaps:
    """Return which conditions and distinctions lack evidence among the finding's exhibits (their digests)."""
    known = frozenset(exhibits)
    told = [*application.conditions.values(), *application.distinctions.values()]
    return Gaps(
        conditions=tuple(c for c in Condition if not known & set(application.conditions.get(c, ()))),
        distinctions=tuple(d for d in Distinction if not known & set(application.distinctions.get(d, ()))),
        unknown_evidence=tuple(sorted({digest for digests in told for digest in digests} - known)),
        negative=application.negative,
    )


def must_recuse(application: Application, person: str) -> bool:
    """Say whether somebody may not handle the application: the applicant, and whoever is involved in the case."""
    return person == application.applicant or person in application.involved
