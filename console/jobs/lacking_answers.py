"""Owns what is asked and answered about data an extract lacks, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from console.jobs.theme_answers import PageScope


@dataclass(frozen=True, slots=True)
class LackingRequest:
    """Whose rows count (all where empty), and of which themes (all where empty)."""

    scope: PageScope = field(default_factory=PageScope)
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unseen:
    """A table nobody looks at for want of something: its rows, and the money in them; None where that is not known."""

    table: str
    names: Mapping[str, str]
    rows: int | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A table or column that is not there, and what it silences.

    ``alone`` are rules and measures that would speak if nothing but this came; ``unseen`` is what they would look at.
    """

    name: str
    names: Mapping[str, str]
    rules: tuple[str, ...]
    measures: tuple[str, ...]
    alone: tuple[str, ...]
    themes: tuple[str, ...]
    unseen: tuple[Unseen, ...]

    @property
    def silenced(self) -> int:
        """Return how many rules and measures say nothing for want of it."""
        return len(self.rules) + len(self.measures)


@dataclass(frozen=True, slots=True)
class Silenced:
    """A rule or a measure that cannot be computed at all, and everything it lacks."""

    id: str
    kind: str  # rule or measure
    theme: str
    names: Mapping[str, str]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Rows a rule looked at and could not judge for one reason, with the money in them; ``judged`` counts the others."""

    rule_id: str
    theme: str
    names: Mapping[str, str]
    reason: str
    whys: Mapping[str, str]
    rows: int
    judged: int
    amount: Decimal | None
    sql: str


@dataclass(frozen=True, slots=True)
class LackingAnswer:
    """What the extract does not let anybody see: gaps by what they silence, what is silent, rows nobody could judge."""

    gaps: tuple[Gap, ...]
    silenced: tuple[Silenced, ...]
    unjudged: tuple[Unjudged, ...]
    rules: int
    measures: int

    @property
    def silent_rules(self) -> int:
        """Return how many rules say nothing."""
        return sum(one.kind == "rule" for one in self.silenced)

    @property
    def silent_measures(self) -> int:
        """Return how many measures say nothing."""
        return sum(one.kind == "measure" for one in self.silenced)
