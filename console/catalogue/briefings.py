"""Owns the reading of briefing definitions. It refuses a block, measure, index or table that does not exist, and bare digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console.catalogue.files import Strict, check_name, check_texts, read
from console.domain.briefing_definition import (
    BLOCKS,
    FUNDS_TRENDS,
    HEADED,
    LIMITS,
    NAMED_FIGURES,
    SERVICE_TRENDS,
    TRENDS,
    BriefingDefinition,
    FundsDefinition,
    MethodDefinition,
    ServicesDefinition,
    TrendDefinition,
)
from console.domain.briefing_text import parts
from console.domain.contract import Contract, Texts
from console.domain.index import Index
from console.domain.measure import Kind, Measure
from console.domain.rule import Rule
from console.errors import BriefingError, DefinitionError

FEWEST_MONTHS, MOST_MONTHS = 12, 60
MOST_TRENDS = 3  # more charts side by side cannot be read


class TrendFile(Strict, frozen=True):
    """A ``[[trend]]``."""

    kind: str
    text: dict[str, dict[str, str]]
    measure: str = ""
    limit: int = 0


class MethodFile(Strict, frozen=True):
    """A ``[[method]]``."""

    text: dict[str, dict[str, str]]


class ServicesFile(Strict, frozen=True):
    """The ``[services]`` of a briefing that has this block."""

    measure: str
    scale: str
    scanned: str
    column: str
    rules: list[str]
    trend: list[TrendFile]


class FundsFile(Strict, frozen=True):
    """The ``[funds]`` of a briefing that has this block."""

    limit: int
    trend: list[TrendFile]


class BriefingFile(Strict, frozen=True):
    """A briefing file."""

    id: str
    version: int
    index: str
    blocks: list[str]
    months: int
    lead_measures: list[str]
    scale_measures: list[str]
    sources: list[str]
    limits: dict[str, int]
    trend: list[TrendFile]
    method: list[MethodFile]
    text: dict[str, dict[str, str]]
    services: ServicesFile | None = None
    funds: FundsFile | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a briefing may name."""

    contract: Contract
    measures: Mapping[str, Measure]
    indexes: Mapping[str, Index]
    rules: Mapping[str, Rule]


def read_briefings(folder: Path, known: Known) -> dict[str, BriefingDefinition]:
    """Read every briefing definition of a folder."""
    return {path.stem: _briefing(path, known) for path in sorted(folder.glob("*.toml"))}


def briefing_texts(folder: Path) -> dict[str, Texts]:
    """Return the fixed words of every briefing by its id, without looking up what it names."""
    return {path.stem: read(path, BriefingFile).text for path in sorted(folder.glob("*.toml"))}


def _briefing(path: Path, known: Known) -> BriefingDefinition:
    told = read(path, BriefingFile)
    check_name(path, told.id)
    headings = tuple(f"heading_{block}" for block in told.blocks if block in HEADED)
    check_texts(path, told.text, ("name", "title", "issuer", *headings))
    _choices(path, "blocks", told.blocks, BLOCKS)
    _known(path, (told.index,), known.indexes)
    _known(path, (*told.lead_measures, *told.scale_measures), known.measures)
    _known(path, told.sources, known.contract.tables)
    _limits(path, told)
    for language, words in told.text.items():
        _templates(path, language, words, ())
    return BriefingDefinition(
        told.id,
        told.version,
        told.index,
        tuple(told.blocks),
        told.months,
        tuple(told.lead_measures),
        tuple(told.scale_measures),
        tuple(_trend(path, trend, known.measures, TRENDS) for trend in told.trend),
        tuple(told.sources),
        tuple(_method(path, method) for method in told.method),
        told.limits,
        told.text,
        _services(path, told, known),
        _funds(path, told, known),
    )


def _services(path: Path, told: BriefingFile, known: Known) -> ServicesDefinition | None:
    own = told.services
    if (own is None) == ("services" in told.blocks):
        raise DefinitionError("definition-fault", file=path.name, detail="services")
    if own is None:
        return None
    _known(path, (own.measure, own.scale, own.scanned), known.measures)
    _known(path, own.rules, known.rules)
    if not 1 <= len(own.trend) <= MOST_TRENDS:
        raise DefinitionError("definition-fault", file=path.name, detail=f"services.trend = {len(own.trend)}")
    trends = tuple(_trend(path, trend, known.measures, SERVICE_TRENDS) for trend in own.trend)
    return ServicesDefinition(own.measure, own.scale, own.scanned, own.column, tuple(own.rules), trends)


def _funds(path: Path, told: BriefingFile, known: Known) -> FundsDefinition | None:
    own = told.funds
    if (own is None) == ("funds" in told.blocks):
        raise DefinitionError("definition-fault", file=path.name, detail="funds")
    if own is None:
        return None
    if own.limit < 1 or not 1 <= len(own.trend) <= MOST_TRENDS:
        detail = f"funds.limit = {own.limit}, funds.trend = {len(own.trend)}"
        raise DefinitionError("definition-fault", file=path.name, detail=detail)
    trends = tuple(_trend(path, trend, known.measures, FUNDS_TRENDS) for trend in own.trend)
    return FundsDefinition(own.limit, trends)


def _trend(
    path: Path, told: TrendFile, measures: Mapping[str, Measure], kinds: tuple[str, ...]
) -> TrendDefinition:
    _choices(path, "trend.kind", [told.kind], kinds)
    check_texts(path, told.text, ("title",))
    if told.kind in ("ranking", "digits"):
        return TrendDefinition(told.kind, "", told.limit, told.text)
    _known(path, (told.measure,), measures)
    if told.kind == "execution" and measures[told.measure].kind is not Kind.RATIO:
        raise DefinitionError("definition-fault", file=path.name, detail=f"trend: {told.measure}")
    return TrendDefinition(told.kind, told.measure, told.limit, told.text)


def _method(path: Path, told: MethodFile) -> MethodDefinition:
    check_texts(path, told.text, ("title", "text"))
    for language, words in told.text.items():
        _templates(path, language, words, NAMED_FIGURES)
    return MethodDefinition(told.text)


def _templates(path: Path, language: str, words: Texts | dict[str, str], allowed: tuple[str, ...]) -> None:
    """Refuse words that a briefing could not print: a bare digit, a place for a figure that is none of ``allowed``."""
    for name, template in words.items():
        try:
            used = [part.text for part in parts(str(template)) if part.kind == "f"]
        except BriefingError as fault:
            detail = f"text.{language}.{name}: {fault}"
            raise DefinitionError("definition-fault", file=path.name, detail=detail) from fault
        _choices(path, f"text.{language}.{name}", used, allowed)


def _choices(path: Path, name: str, found: list[str], allowed: tuple[str, ...]) -> None:
    for value in found:
        if value not in allowed or found.count(value) > 1:
            raise DefinitionError(
                "definition-choice", file=path.name, name=name, value=value, allowed=", ".join(allowed)
            )


def _known(path: Path, names: list[str] | tuple[str, ...], known: object) -> None:
    for name in names:
        if name not in known:  # type: ignore[operator]
            raise DefinitionError("definition-reads", file=path.name, name=name)


def _limits(path: Path, told: BriefingFile) -> None:
    uneven = sorted(set(told.limits) ^ set(LIMITS))
    low = [name for name, value in told.limits.items() if value < 1]
    if (
        uneven
        or low
        or not FEWEST_MONTHS <= told.months <= MOST_MONTHS
        or told.limits["trends"] > MOST_TRENDS
    ):
        detail = ", ".join([*uneven, *low]) or f"months = {told.months}, trends = {told.limits['trends']}"
        raise DefinitionError("definition-fault", file=path.name, detail=detail)
