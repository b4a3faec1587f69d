"""Owns the index of a briefing as blocks: the card with its dimensions, and the ranking. It refuses a score without its band."""

from __future__ import annotations

from console.domain.briefing_blocks import DimensionRow, IndexOverview, RankedUnit, RankingTrend
from console.domain.briefing_definition import TrendDefinition
from console.domain.index import Dimension, DimensionScore, UnitScore
from console.jobs.brief_draft import CHANGE, COUNT, SCORE, WEIGHT, Draft, name_place

SIGNALS = {"improved": "improving", "worse": "worsening", "stable": "stable"}


def unit_of(draft: Draft) -> UnitScore | None:
    """Return the score of the scope, None where nothing of the index could be computed."""
    found = draft.calculator.scores.unit(draft.index, draft.scope.region_id, draft.period)
    return found if found is not None and found.score is not None else None


def overview(draft: Draft) -> IndexOverview | None:
    """Return the index as a card beside its dimensions; None where there is no score."""
    if unit_of(draft) is None:
        return None
    region, put = draft.scope.region_id, draft.book.put
    signals = signals_of(draft)
    peers = [unit.id for unit in scored(draft) if unit.id != region]
    ranked = bool(region)
    simulations = draft.place(draft.ask_definition("simulations"))
    return IndexOverview(
        heading=draft.words(draft.definition.text, "heading_index"),
        note=draft.say(
            "index-note", how=draft.say(f"aggregation-{draft.index.aggregation}"), count=simulations
        ),
        name=draft.say("index-name" if region else "index-name-middle"),
        score=put(draft.ask_score("score"), SCORE),
        low=put(draft.ask_score("low"), SCORE),
        high=put(draft.ask_score("high"), SCORE),
        dimensions=tuple(_row(draft, one, signals[one.id]) for one in draft.index.dimensions),
        versus=draft.say(f"versus-{draft.period.grain}") if has_before(draft) else "",
        change=put(draft.ask_score(change_of(draft)), CHANGE) if has_before(draft) else "",
        beyond_error=changed(draft),
        previous_label=draft.say(f"before-{draft.period.grain}") if has_before(draft) else "",
        peers=tuple(
            put(draft.ask_score("score", subject=f"{draft.index.subject}={one}"), SCORE) for one in peers
        ),
        rank=put(draft.ask_score("rank"), COUNT) if ranked else "",
        rank_low=put(draft.ask_score("rank_low"), COUNT) if ranked else "",
        rank_high=put(draft.ask_score("rank_high"), COUNT) if ranked else "",
        units=put(draft.ask_score("units"), COUNT) if ranked else "",
        caption=draft.say("index-caption" if ranked else "index-caption-middle"),
    )


def scored(draft: Draft) -> list[UnitScore]:
    """Return every unit with a score, the highest first."""
    units = draft.calculator.scores.scores(draft.index, draft.period).units
    held = [unit for unit in units if unit.score is not None]
    return sorted(held, key=lambda unit: (-(unit.score or 0.0), unit.id))


def has_before(draft: Draft) -> bool:
    """Say whether there is a score of the period before."""
    found = draft.calculator.scores.unit(draft.index, draft.scope.region_id, draft.compared)
    return found is not None and found.score is not None


def changed(draft: Draft, dimension: str = "") -> bool:
    """Say whether the bands of now and before do not overlap; of the whole, or of one dimension."""
    now, before = (
        unit_of(draft),
        draft.calculator.scores.unit(draft.index, draft.scope.region_id, draft.compared),
    )
    if now is None or before is None:
        return False
    one = now.dimensions.get(dimension) if dimension else now
    other = before.dimensions.get(dimension) if dimension else before
    return one is not None and other is not None and apart(one, other)


def apart(one: UnitScore | DimensionScore, other: UnitScore | DimensionScore) -> bool:
    """Say whether two 5-95 % bands do not overlap; without both bands nothing is said to have moved."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low > other.high or other.low > one.high


def change_of(draft: Draft, dimension: str = "") -> str:
    """Return the detail of a change against the period before."""
    return f"{dimension}{'.' if dimension else ''}change:{draft.compared.name}"


def signals_of(draft: Draft) -> dict[str, str]:
    """Return what the months of each dimension say: improving, worsening, stable or unknown."""
    found = draft.calculator.signals(draft.index, draft.scope.region_id, draft.period, draft.months)
    return {name: SIGNALS.get(one.state, "unknown") for name, one in found.items()}


def _row(draft: Draft, dimension: Dimension, signal: str) -> DimensionRow:
    put, name = draft.book.put, dimension.id
    unit = unit_of(draft)
    held = unit.dimensions[name] if unit else None
    score = put(draft.ask_score(name), SCORE)
    before = put(draft.ask_score(name, draft.compared), SCORE) if has_before(draft) else ""
    known = draft.book.value(score) is not None
    return DimensionRow(
        name=draft.words(dimension.text, "name"),
        score=score,
        low=put(draft.ask_score(f"{name}.low"), SCORE),
        high=put(draft.ask_score(f"{name}.high"), SCORE),
        weight=put(draft.ask_definition(f"weight.{name}"), WEIGHT),
        previous=before,
        change=put(draft.ask_score(change_of(draft, name)), CHANGE) if before else "",
        beyond_error=changed(draft, name),
        signal=signal if known else "unknown",
        why_not=""
        if known
        else draft.say("dimension-missing", names=_missing(draft, held.missing if held else ())),
    )


def _missing(draft: Draft, measures: tuple[str, ...]) -> str:
    known = draft.calculator.extract.catalogue.measures
    return draft.joined([name_place(draft.words(known[one].text, "name")) for one in measures])


def ranking(draft: Draft, told: TrendDefinition) -> RankingTrend | None:
    """Return the units from best to worst with their bands; None where fewer than two are scored."""
    units = scored(draft)[: told.limit or None]
    if len(units) < 2:  # one unit is no ranking
        return None
    names = draft.names(draft.index.subject)
    return RankingTrend(
        draft.words(told.text, "title"),
        draft.say("ranking-verdict"),
        tuple(_ranked(draft, unit, names.get(unit.id, unit.id)) for unit in units),
    )


def _ranked(draft: Draft, unit: UnitScore, name: str) -> RankedUnit:
    subject = f"{draft.index.subject}={unit.id}"
    put = draft.book.put
    return RankedUnit(
        name,
        put(draft.ask_score("score", subject=subject), SCORE),
        put(draft.ask_score("low", subject=subject), SCORE),
        put(draft.ask_score("high", subject=subject), SCORE),
        focus=unit.id == draft.scope.region_id,
    )
