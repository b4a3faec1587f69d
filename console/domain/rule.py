"""Owns supervision rules and what they say: flagged, clear, or not computable and why. It refuses to call a flag a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.domain.contract import Texts
from console.domain.measure import DefinitionCase
from console.errors import Fact

THEMES = ("services", "funds", "sharing", "security", "inclusion", "continuity", "evaluation")
SEVERITIES = ("red", "yellow", "notice")
JUDGE_COLUMNS = (
    "organisation_id",
    "region_id",
    "occurred_on",
    "verdict",
    "why_not",
    "amount",
    "persons",
    "days",
    "evidence",
)
"""What every judge returns beside its natural key; any further column becomes a fact of the finding's sentence."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number an analyst may change, with the range in which the rule still means what it says."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a single query that judges every row it looks at.

    ``needs`` names the contract or view columns without which the rule as a whole is not computable. ``clause`` is the
    article it rests on, in both languages under text. ``likelihood`` and ``impact`` (1 to 5) place a suspicion in the
    risk matrix where amount and persons do not say more.
    """

    id: str
    version: int
    theme: str
    severity: str
    judge: str
    key: tuple[str, ...]
    reads: tuple[str, ...]
    needs: tuple[str, ...]
    text: Texts  # name, finding, advice, innocent, clause, and one why_<reason> for each reason not to judge
    cases: tuple[DefinitionCase, ...]
    parameters: tuple[Parameter, ...] = ()
    standard: str = ""
    likelihood: int = 3
    impact: int = 3
    apart: str = ""  # the key column of which each value is judged by rows of that value alone, or empty
    by_key: bool = False  # what is told of a flagged thing is asked for by its key alone, after counting
    counted: str = ""  # a shorter way to the verdicts, of a part or by key; the cases hold it to the judge


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a rule flagged: a suspicion 疑点 until the organisation was heard and somebody confirmed it.

    ``key`` is the natural key that makes the same thing recognisable in the next extract, ``evidence`` its rows as
    "table/primary key", ``days`` the counted days where a period is at stake, ``standard_verified`` whether the
    threshold was read in a primary text (None where no standard is used).
    """

    rule_id: str
    rule_version: int
    theme: str
    severity: str
    key: tuple[str, ...]
    organisation_id: str | None
    region_id: str | None
    occurred_on: date | None
    amount: Decimal | None
    persons: int | None
    days: int | None
    evidence: tuple[str, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    standard_verified: bool | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one rule said of everything it looked at; counts are rows, ``reason`` names an absence that silences it whole.

    ``excused`` were flagged and no longer count: what they are about was tolerated or found not to be true.
    """

    rule_id: str
    version: int
    theme: str
    flagged: int
    clear: int
    not_computable: Mapping[str, int]
    suspicions: tuple[Suspicion, ...]
    reason: str = ""
    milliseconds: float = 0.0
    excused: int = 0

    @property
    def judged(self) -> int:
        """Return the number of rows that got a verdict."""
        return self.flagged + self.clear + self.excused
