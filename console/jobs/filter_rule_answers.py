"""Owns what is asked and answered when a filter of the process page becomes a rule, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.jobs.theme_answers import PageScope

STEP, FOLLOWS, WAY, STAY, BETWEEN = ("step", "follows", "way", "stay", "between")
TIMED = (STAY, BETWEEN)
WORKING, CIVIL = "working", "civil"


@dataclass(frozen=True, slots=True)
class StepFilter:
    """Cases that went through a step, a transition or exactly a way, or took more than ``over`` days in one.

    ``kind`` is step, follows or way; with days it is stay (from a step to the next) or between (over a transition). An item or
    an organisation keeps it to theirs; empty means all.
    """

    kind: str
    steps: tuple[str, ...]
    item_id: str = ""
    over: int = 0
    day_kind: str = WORKING
    organisation_id: str = ""


@dataclass(frozen=True, slots=True)
class FilterRuleRequest:
    """A filter to become a rule: how grave, what it is called by language (made from the filter where empty), its basis.

    ``scope`` is what the page looks at, so that the preview counts what it shows.
    """

    asked: StepFilter
    severity: str = "notice"
    names: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class RuleExample:
    """One thing the rule would flag: its key, and the sentence in each language."""

    key: tuple[str, ...]
    finding: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FilterRulePreview:
    """What a rule would say of the extract, before anybody saves it.

    ``in_scope`` counts what it flags of the page's region, organisation and period; ``replaces`` is the version it would take
    the place of, 0 where it is new; ``held`` says that the very same rule is saved already.
    """

    rule_id: str
    version: int
    names: Mapping[str, str]
    flagged: int
    clear: int
    not_computable: Mapping[str, int]
    whys: Mapping[str, str]  # language → reasons with counts
    in_scope: int
    cases_kept: int
    examples: tuple[RuleExample, ...]
    text: str
    missing: tuple[str, ...] = ()  # what the extract lacks for it
    replaces: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True)
class FilterRuleSaved:
    """A rule that was saved, where, and the version it replaced (0 where it is new)."""

    rule_id: str
    version: int
    file: str
    replaced: int
