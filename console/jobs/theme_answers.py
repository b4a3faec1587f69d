"""Owns what is asked and answered about one theme's rules in one scope, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from console.domain.catalogue import SetAside
from console.domain.period import Period


@dataclass(frozen=True, slots=True)
class PageScope:
    """What a page looks at; an empty id means all, no period the extract's own."""

    region_id: str = ""
    organisation_id: str = ""
    period: Period | None = None
    english: bool = False
    compared: Period | None = None
    regions: tuple[str, ...] = ()  # the region and all below it, once a worker has looked them up


@dataclass(frozen=True, slots=True)
class ThemeRequest:
    """Whose rules, and in which scope."""

    theme: str
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class RuleState:
    """One rule: what it said over the extract, and its suspicions in scope, in all and in the period.

    ``reason`` names the absence that silences the rule; ``why_not`` counts rows by reason, worded in ``whys``.
    """

    rule_id: str
    version: int
    severity: str
    name: Mapping[str, str]
    clause: Mapping[str, str]
    state: str  # flagged, clear, not_computable, or nothing where it met nothing to judge
    flagged: int
    in_period: int
    judged: int
    clear: int
    not_computable: int
    amount: Decimal | None  # money at risk of the suspicions in scope
    reason: str
    whys: Mapping[str, str]  # language → reasons with counts
    own: bool = False  # saved by the user on this computer


@dataclass(frozen=True, slots=True)
class SuspicionLine:
    """One suspicion with its sentence in both languages."""

    rule_id: str
    severity: str
    key: tuple[str, ...]
    organisation: str
    occurred_on: date | None
    in_period: bool
    amount: Decimal | None
    persons: int | None
    days: int | None
    finding: Mapping[str, str]
    evidence: tuple[str, ...]
    unverified: bool  # the threshold was not read in a primary text


@dataclass(frozen=True, slots=True)
class ThemeRules:
    """What the rules of a theme said; ``total`` and ``in_period`` count the suspicions in scope."""

    theme: str
    period: Period
    rules: tuple[RuleState, ...]
    suspicions: tuple[SuspicionLine, ...]
    total: int
    in_period: int
    excused: int = (
        0  # suspicions in scope left out: what they are about was tolerated or found not to be true
    )
    set_aside: tuple[SetAside, ...] = ()  # files of own rules, of any theme, that cannot be used
