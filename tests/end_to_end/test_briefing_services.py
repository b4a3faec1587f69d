"""Owns the proof that the briefing on service supervision is recomputed figure by figure, whole and for one region."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from console.briefing.render import render
from console.domain.briefing import FigureValue
from console.domain.briefing_blocks import ControlTrend, RankingTrend
from console.domain.briefing_theme import ThemeRow, ThemeSection
from console.domain.card_excuses import CardDecisions, Excuse, excused_cards
from console.domain.finding import CasebookSnapshot
from console.domain.ledger import TreeHead
from console.domain.ports import Silent
from console.domain.verification import Verdict
from console.jobs.brief import Briefing, FixedClock, sign
from console.jobs.brief_compose import compose
from console.jobs.brief_request import BriefRequest
from console.jobs.cards import cards
from console.jobs.cards_answers import LEVELS, CardsRequest
from console.jobs.recompute import Calculator
from console.jobs.theme_answers import PageScope
from console.signing.pdf_structure import attachments
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.signing.papers import NOON

WHOLE = BriefRequest(definition="services")


@pytest.fixture(scope="module")
def written(bureau: Bureau) -> Briefing:
    return bureau.written(WHOLE, bureau.signers)


def section(made: Briefing) -> ThemeSection:
    return next(one for one in made.document.blocks if isinstance(one, ThemeSection))


def test_the_briefing_is_valid_and_every_figure_of_its_own_recipes_was_computed_again(
    bureau: Bureau, written: Briefing, tmp_path: Path
) -> None:
    paper = tmp_path / "services.pdf"
    paper.write_bytes(written.content)
    found = bureau.verified(paper, bureau.extract)
    assert failed_names(found) == set()
    assert found.verdict is Verdict.VALID
    assert {"cards", "channels", "signals", "reading"} <= {one.recipe for one in written.document.figures}


def test_its_queries_hold_the_cards_and_the_channels(written: Briefing) -> None:
    told = attachments(written.content)["queries.sql"].decode()
    assert "-- cards\n" in told
    assert "-- channels · 2026Q2\n" in told


def test_the_tiles_count_the_cards_the_command_lists(bureau: Bureau, written: Briefing) -> None:
    with bureau.opened() as extract:
        answer = cards(extract, CardsRequest(), Silent(), bureau.folder / "no excuses")
    counts = [sum(one.level == level for one in answer.cards) for level in LEVELS]
    told = [written.document.figure(tile.value).exact for tile in section(written).tiles]
    assert told == counts
    assert sum(counts) == answer.total


def test_clock_by_region_stands_with_its_interval_and_a_series_with_its_limits(written: Briefing) -> None:
    clock, series, _ = section(written).charts
    assert isinstance(clock, RankingTrend)
    assert isinstance(series, ControlTrend)
    values = [written.document.figure(unit.score).exact for unit in clock.units]
    assert len(values) == 16
    assert values == sorted(values, key=lambda value: value or 0, reverse=True)
    for unit in clock.units:
        low, value, high = (written.document.figure(name).exact for name in (unit.low, unit.score, unit.high))
        assert low is not None
        assert value is not None
        assert high is not None
        assert low <= value <= high


def test_of_one_region_the_clock_compares_its_organisations_and_an_excused_card_is_taken_off(
    bureau: Bureau,
) -> None:
    with bureau.opened() as extract:
        gravest = cards(extract, CardsRequest(), Silent(), bureau.folder / "no excuses").cards[0].first_case
        region = extract.connection.row(f"SELECT region_id FROM service_case WHERE case_id = '{gravest}'")[0]
        request = CardsRequest(PageScope(str(region)))
        first, *others = cards(extract, request, Silent(), bureau.folder / "no excuses").cards
        excuse = Excuse("outage", 366, "incident 7", "Li", NOON.date(), in_casebook=True)
        excused = excused_cards("book", CardDecisions({first.key: excuse}))
        snapshot = CasebookSnapshot("book", TreeHead(3, b"\1" * 32), NOON, True, (), cards=excused)
        calculator = Calculator(extract, snapshot, Silent())
        pair = [
            compose(calculator, replace(WHOLE, region=str(region), language=language), RESOURCES, NOON, ())
            for language in ("zh-CN", "en")
        ]
    chinese, english = (one.document for one in pair)
    assert chinese.figures == english.figures
    counted = {one.detail: one.exact for one in chinese.figures if one.recipe == "cards"}
    assert (counted["cards"], counted["excused"]) == (Decimal(len(others)), Decimal(1))
    asked = {(one.definition, one.subject) for one in chinese.figures if one.recipe == "reading"}
    assert any(subject.startswith("organisation_id=") for _, subject in asked)
    assert all(one.subject for one in chinese.figures if one.recipe in ("cards", "channels", "signals"))


def test_a_number_changed_before_it_was_signed_is_found(
    bureau: Bureau, written: Briefing, tmp_path: Path
) -> None:
    held = next(one for one in written.document.figures if one.id.startswith("cards/yellow"))
    found = _verified(bureau, written, (held, replace(held, value="0", printed="0")), tmp_path)
    assert "figures" in found


def test_a_line_under_another_name_is_found(bureau: Bureau, written: Briefing, tmp_path: Path) -> None:
    own = section(written)
    (told,) = own.tables
    names = [row.name for row in told.rows]
    rows = tuple(
        ThemeRow(row.key, name, row.values) for row, name in zip(told.rows, reversed(names), strict=True)
    )
    forged = replace(own, tables=(replace(told, rows=rows),))
    blocks = tuple(forged if one is own else one for one in written.document.blocks)
    made = replace(written, document=replace(written.document, blocks=blocks))
    assert {"names", "words"} <= _verified(bureau, made, None, tmp_path)


def _verified(
    bureau: Bureau, made: Briefing, change: tuple[FigureValue, FigureValue] | None, folder: Path
) -> set[str]:
    """Return what fails of a briefing that was drawn anew from a changed document and signed by a trusted key."""
    figures = made.document.figures
    if change is not None:
        figures = tuple(change[1] if one is change[0] else one for one in figures)
    document = replace(made.document, figures=figures)
    files = {
        name: content
        for name, content in attachments(made.content).items()
        if name in ("queries.sql", "rules.csv", "request.json")
    }
    paper = folder / "forged.pdf"
    paper.write_bytes(sign(render(document, RESOURCES, files), bureau.signers, FixedClock(NOON)))
    found = bureau.verified(paper, bureau.extract)
    assert found.verdict is Verdict.INVALID
    return failed_names(found)
