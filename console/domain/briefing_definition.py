"""Owns what kind of briefing there is: its blocks, its index and measures, its limits and fixed words. It refuses to compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.domain.contract import Texts

BLOCKS = (
    "masthead",
    "lead",
    "index",
    "cards",
    "trends",
    "signature",
    "findings",
    "suspicions",
    "services",
    "funds",
    "quality",
    "methods",
    "sources",
    "recompute",
    "shortcomings",
)
HEADED = (
    "index",
    "cards",
    "trends",
    "findings",
    "suspicions",
    "services",
    "funds",
    "quality",
    "methods",
    "sources",
    "recompute",
)
"""Blocks with a heading, which is the text ``heading_<block>`` of the definition."""

TRENDS = ("control", "ranking", "execution")
SERVICE_TRENDS = ("clock", "control")
"""A clock is a measure by region, or by organisation of one region, each with its interval."""


@dataclass(frozen=True, slots=True)
class TrendDefinition:
    """One small chart; a ranking has no measure: it ranks by the briefing's index. ``limit`` is the most bars drawn."""

    kind: str  # one of TRENDS
    measure: str
    limit: int
    text: Texts  # title


@dataclass(frozen=True, slots=True)
class MethodDefinition:
    """One method in two or three sentences; ``text`` may hold places for the figures named in ``NAMED_FIGURES``."""

    text: Texts  # title, text


@dataclass(frozen=True, slots=True)
class ServicesDefinition:
    """What the section of service supervision is made of."""

    measure: str  # what its verdict speaks of
    scale: str  # what tells how much there is to speak of
    scanned: str  # the measure whose charts are judged for every value of ``column``
    column: str
    rules: tuple[str, ...]  # in the order they are listed; what flagged nothing is left out
    trends: tuple[TrendDefinition, ...]  # of the kinds in ``SERVICE_TRENDS``


FUNDS_TRENDS = ("execution", "control", "digits")
"""Digits are the leading digits of the amounts paid, against Benford's law."""


@dataclass(frozen=True, slots=True)
class FundsDefinition:
    """What the section of funds supervision is made of."""

    limit: int  # the most rules listed, by the money their suspicions are about
    trends: tuple[TrendDefinition, ...]  # of the kinds in ``FUNDS_TRENDS``


@dataclass(frozen=True, slots=True)
class BriefingDefinition:
    """One kind of briefing."""

    id: str
    version: int
    index: str
    blocks: tuple[str, ...]
    months: int  # how far back a control chart looks, up to the end of the period
    lead_measures: tuple[str, ...]  # what the lead may name, the most important first
    scale_measures: tuple[
        str, ...
    ]  # what the lead tells of where there is no index: how much there is to speak of
    trends: tuple[TrendDefinition, ...]  # in the order of choice; as many are drawn as the limit says
    sources: tuple[str, ...]  # contract tables
    methods: tuple[MethodDefinition, ...]
    limits: Mapping[str, int]  # by the names in ``LIMITS``: the most that is listed
    text: Texts
    services: ServicesDefinition | None = None  # there where ``blocks`` has services
    funds: FundsDefinition | None = None  # there where ``blocks`` has funds

    @property
    def name(self) -> str:
        """Return id and version as a document names them."""
        return f"{self.id}@{self.version}"


LIMITS = ("trends", "findings", "suspicions", "actions", "shortcomings")
NAMED_FIGURES = ("simulations", "months", "dimensions", "rules", "measures")
"""Figures of the definition itself that a method's words may print, as ``{f:simulations}``."""
