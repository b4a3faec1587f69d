"""Owns what is asked and answered about the deadlines of open cases, as plain values.

It refuses to compute and to import what computes, so that the page can be built before any engine is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class RiskRequest:
    """Whose open cases; the model is always fitted to the whole extract."""

    scope: PageScope = field(default_factory=PageScope)
    item: str = ""  # only items of this name


@dataclass(frozen=True, slots=True)
class RiskTest:
    """The model against the 90 % rule on the later cases; figures are None where too few outcomes are known."""

    item: str  # name of the item; empty for all
    cases: int
    late: int
    model_auc: float | None = None
    rule_auc: float | None = None
    model_brier: float | None = None
    rule_brier: float | None = None
    model_lead: float | None = (
        None  # legal days before the deadline at the first warning, mean over late cases
    )
    rule_lead: float | None = None
    wins: bool = False
    enough: bool = False  # late cases to say anything


@dataclass(frozen=True, slots=True)
class RiskLine:
    """An open case in time. ``chance`` is None where the rule speaks: then ``warned`` says whether it is past 90 %."""

    case_id: str
    item: str
    organisation: str
    used: int
    promised: int
    chance: float | None
    warned: bool
    reasons: tuple[str, ...] = ()  # features that raise the chance most, by name


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """Open cases with their chance, the backtest it rests on. ``why_not``: missing, few (too few known outcomes)."""

    request: RiskRequest
    why_not: str = ""
    missing: tuple[str, ...] = ()
    as_of: date | None = None
    split_on: date | None = None  # cases up to here were fitted, later ones tested
    fitted: int = 0
    censored: int = 0
    whole: RiskTest | None = None
    items: tuple[RiskTest, ...] = ()
    lines: tuple[RiskLine, ...] = ()  # the likeliest to be late, at most two thousand of all open ones
    open_cases: int = 0  # in time, of those asked about
    modelled: int = 0  # of them with a chance
    late_already: int = 0  # open cases past their promise, which need no forecast
    threshold: float | None = None
    weights: tuple[tuple[str, float], ...] = ()  # of standardised features
    sql: str = ""
