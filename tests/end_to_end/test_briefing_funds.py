"""Owns the proof that the briefing on funds is recomputed figure by figure, and that no label can be exchanged in it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from console.briefing.render import render
from console.domain.briefing_funds import ChainTrend, DigitsTrend
from console.domain.briefing_theme import ThemeSection
from console.domain.ports import Silent
from console.domain.verification import Verdict
from console.jobs.brief import Briefing, FixedClock, sign
from console.jobs.brief_compose import compose
from console.jobs.brief_request import BriefRequest
from console.jobs.funds_answers import LINKS
from console.jobs.funds_page import funds_page
from console.jobs.funds_ranking import money_at_risk
from console.jobs.recompute import Ask, Calculator
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope
from console.signing.pdf_structure import attachments
from tests.end_to_end.briefing_papers import RESOURCES, Bureau, failed_names
from tests.signing.papers import NOON

WHOLE = BriefRequest(definition="funds")


@pytest.fixture(scope="module")
def written(bureau: Bureau) -> Briefing:
    return bureau.written(WHOLE, bureau.signers)


def section(made: Briefing) -> ThemeSection:
    return next(one for one in made.document.blocks if isinstance(one, ThemeSection))


def chain(made: Briefing) -> ChainTrend:
    (strip,) = section(made).strip
    assert isinstance(strip, ChainTrend)
    return strip


def digits(made: Briefing) -> DigitsTrend:
    return next(one for one in section(made).charts if isinstance(one, DigitsTrend))


def test_the_briefing_is_valid_and_its_figures_were_computed_again(
    bureau: Bureau, written: Briefing, tmp_path: Path
) -> None:
    paper = tmp_path / "funds.pdf"
    paper.write_bytes(written.content)
    found = bureau.verified(paper, bureau.extract)
    assert failed_names(found) == set()
    assert found.verdict is Verdict.VALID
    assert {"funds", "reading", "supervise", "control"} <= {one.recipe for one in written.document.figures}
    assert "-- funds contract · 2026Q2\n" in attachments(written.content)["queries.sql"].decode()


def test_the_strip_holds_what_the_page_shows(bureau: Bureau, written: Briefing) -> None:
    with bureau.opened() as extract:
        page = funds_page(extract, PageScope(), Silent())
        judged = supervise(extract, SuperviseRequest(themes=("funds",)), Silent())
        period = extract.period
    held = [one for judgement in judged for one in judgement.suspicions]
    figure = written.document.figure
    told = {part.key: part for part in chain(written).parts}
    assert tuple(told) == LINKS
    for node in page.nodes:
        assert figure(told[node.key].count).value == str(node.count)
        assert Decimal(figure(told[node.key].amount).value or 0) == node.amount
    for link in page.links:
        breaks = Decimal(figure(told[link.after].breaks).value or 0)
        assert breaks == sum(one.count for one in link.breaks if one.kind != "pending")
    risk = next(one for one in written.document.figures if one.detail == "risk.amount")
    inside = [one for one in held if one.occurred_on is None or one.occurred_on in period]
    assert Decimal(risk.value or 0) == money_at_risk(inside)


def test_nine_digits_stand_beside_the_law(written: Briefing) -> None:
    shares = [written.document.figure(one.observed).exact or Decimal(0) for one in digits(written).digits]
    law = [written.document.figure(one.expected).exact or Decimal(0) for one in digits(written).digits]
    assert [one.label for one in digits(written).digits] == [str(digit) for digit in range(1, 10)]
    assert float(sum(shares)) == pytest.approx(100)
    assert float(sum(law)) == pytest.approx(100)


def test_of_one_region_every_figure_is_of_it_in_both_languages(bureau: Bureau) -> None:
    with bureau.opened() as extract:
        calculator = Calculator(extract, None, Silent())
        chinese, english = (
            compose(
                calculator, replace(WHOLE, region="Wangchuan", language=language), RESOURCES, NOON, ()
            ).document
            for language in ("zh-CN", "en")
        )
        with pytest.raises(Exception, match="briefing-recipe"):
            calculator.value(Ask("funds", "", "", "2026Q2", "contract.unheard"))
    assert chinese.figures == english.figures
    own = [one for one in chinese.figures if one.recipe == "funds"]
    assert own
    assert all(one.subject.startswith("region_id=") for one in own)


@pytest.mark.parametrize("which", ["figure", "link", "digit"])
def test_what_was_exchanged_before_it_was_signed_is_found(
    bureau: Bureau, written: Briefing, tmp_path: Path, which: str
) -> None:
    own, figures = section(written), written.document.figures
    if which == "figure":
        figures = tuple(
            replace(one, value="0", printed="0") if one.detail == "contract.breaks" else one
            for one in figures
        )
    elif which == "link":
        strip = chain(written)
        first, second, *rest = strip.parts
        parts = (replace(first, name=second.name), replace(second, name=first.name), *rest)
        own = replace(own, strip=(replace(strip, parts=parts),))
    else:
        chart = digits(written)
        first_digit, second_digit, *others = chart.digits
        moved = (replace(first_digit, label="2"), replace(second_digit, label="1"), *others)
        charts = tuple(replace(chart, digits=moved) if one is chart else one for one in own.charts)
        own = replace(own, charts=charts)
    blocks = tuple(own if isinstance(one, ThemeSection) else one for one in written.document.blocks)
    document = replace(written.document, blocks=blocks, figures=figures)
    files = {
        name: content
        for name, content in attachments(written.content).items()
        if name in ("queries.sql", "rules.csv", "request.json")
    }
    paper = tmp_path / "forged.pdf"
    paper.write_bytes(sign(render(document, RESOURCES, files), bureau.signers, FixedClock(NOON)))
    found = bureau.verified(paper, bureau.extract)
    assert found.verdict is Verdict.INVALID
    assert ("figures" if which == "figure" else "names") in failed_names(found)
