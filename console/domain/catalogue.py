"""Owns the catalogue: every definition the console works with, and its digest. It refuses to read files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.domain.briefing_definition import BriefingDefinition
from console.domain.calendar import YearCalendar
from console.domain.contract import Contract
from console.domain.index import Index
from console.domain.measure import Measure
from console.domain.rule import Rule
from console.domain.standard import Standard
from console.domain.view import View
from console.errors import DefinitionError, Fact


@dataclass(frozen=True, slots=True)
class SetAside:
    """A rule file of the user's own that cannot be used: the error's key and facts say why."""

    file: str
    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    folder: str = ""  # the subfolder it is in: two may hold files of one name

    @property
    def fault(self) -> DefinitionError:
        """Return what is wrong, to be worded."""
        told = DefinitionError(self.key)
        told.facts = dict(self.facts)
        return told


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All definitions by id; ``digest`` is the SHA-256 over the bytes of every definition file, in the order of names.

    ``own`` are rules the user saved on this computer. They stand beside ``rules`` and outside the digest: nobody else could
    recompute a figure that rests on them.
    """

    contract: Contract
    views: Mapping[str, View]
    measures: Mapping[str, Measure]
    rules: Mapping[str, Rule]
    indexes: Mapping[str, Index]
    standards: Mapping[str, Standard]
    calendars: tuple[YearCalendar, ...]
    digest: str
    briefings: Mapping[str, BriefingDefinition] = field(default_factory=dict)
    own: Mapping[str, Rule] = field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()

    @property
    def every_rule(self) -> Mapping[str, Rule]:
        """Return the rules of the console and the user's own."""
        return {**self.rules, **self.own} if self.own else self.rules
