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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All definitions by id; ``digest`` is the SHA-256 over the bytes of every definition file, in the order of names."""

    contract: Contract
    views: Mapping[str, View]
    measures: Mapping[str, Measure]
    rules: Mapping[str, Rule]
    indexes: Mapping[str, Index]
    standards: Mapping[str, Standard]
    calendars: tuple[YearCalendar, ...]
    digest: str
    briefings: Mapping[str, BriefingDefinition] = field(default_factory=dict)
