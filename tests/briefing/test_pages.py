"""Owns proof that pages say what the document says: every printed figure, nothing over the edge or over something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.briefing.render import missing_characters
from console.domain.briefing import Document
from console.domain.briefing_blocks import Lead, Masthead, SignaturePanel, Trends
from console.domain.briefing_theme import ThemeSection
from console.paths import resource_root
from tests.briefing import samples
from tests.briefing.pages import drawn, said, texts, unprinted
from tests.briefing.samples import Figures, document, trimmed

BOTH = pytest.mark.parametrize("language", samples.LANGUAGES)


@BOTH
def test_another_reader_finds_every_printed_figure(language: str) -> None:
    held = samples.briefing(language)
    found = texts(held)
    assert not unprinted(held, "\n".join(found))
    assert len(found) == 3


def test_without_the_section_of_a_theme_the_chinese_sample_is_one_sheet() -> None:
    held = samples.briefing("zh-CN")
    blocks = tuple(block for block in held.blocks if not isinstance(block, ThemeSection))
    assert len(drawn(trimmed(replace(held, blocks=blocks))).pens) == 2


@BOTH
def test_nothing_leaves_the_page_or_stands_over_something_else(language: str) -> None:
    sheets = drawn(samples.briefing(language))
    assert sum(len(pen.boxes) for pen in sheets.pens) > 400
    assert not sheets.missing


@BOTH
def test_every_page_says_what_it_is(language: str) -> None:
    held = samples.briefing(language)
    held = replace(held, provenance=replace(held.provenance, extract_mark="unsigned"))
    pages = drawn(held).pens
    for place, pen in enumerate(pages):
        told = said(pen)
        for zh, en in (
            (f"第 {place + 1} 页，共 {len(pages)} 页", f"Page {place + 1} of {len(pages)}"),
            ("演示数据", "Demonstration data"),
            ("抽取包未签名", "Unsigned extract"),
            ("供内部监督使用", "For internal supervision"),
            ("71fec803b7e2", "71fec803b7e2"),
            ("PB-2026Q2-WC-07", "PB-2026Q2-WC-07"),
        ):
            assert (zh if language == "zh-CN" else en) in told


@BOTH
def test_a_trusted_extract_of_real_data_bears_no_mark(language: str) -> None:
    (pen,) = drawn(replace(samples.only(language, Lead), demonstration=False)).pens
    assert "演示" not in said(pen)
    assert "Demonstration" not in said(pen)
    assert "nsigned" not in said(pen)
    assert "未签名" not in said(pen)


def many_findings(language: str, count: int) -> Document:
    figures = Figures(language == "zh-CN")
    problems = [samples.PROBLEMS[place % len(samples.PROBLEMS)] for place in range(count)]
    blocks = (Masthead(""), samples.panel(figures), samples.findings(figures, problems))
    return document(language, blocks, figures)


@BOTH
def test_many_findings_flow_over_pages_under_the_same_head(language: str) -> None:
    held = many_findings(language, 130)
    pages = drawn(held).pens
    assert len(pages) > 3
    head = "责任单位" if language == "zh-CN" else "Organisation"
    for pen in pages[1:]:
        assert sum(box.text == head for box in pen.boxes) == 1
    told = "\n".join(texts(held))
    assert not unprinted(held, told)
    assert [f"WT-{401 + place:04d}" in told for place in range(130)] == [True] * 130


@BOTH
def test_the_summing_line_never_stands_alone(language: str) -> None:
    label = "红牌小计" if language == "zh-CN" else "Red together"
    for count in range(26, 34):
        last = drawn(many_findings(language, count)).pens[-1]
        assert label in said(last)
        assert f"WT-{400 + count:04d}" in said(last)


@BOTH
def test_empty_lists_are_said(language: str) -> None:
    figures = Figures(language == "zh-CN")
    table = samples.findings(figures, ())
    suspicions = samples.suspicions(Figures(figures.chinese))
    sources = samples.sources(Figures(figures.chinese))
    blocks = (
        Masthead(""),
        replace(samples.index_overview(figures, 0), peers=(), rank="", caption=""),
        replace(samples.card_tally(figures), themes=()),
        Trends("", ()),
        replace(table, subtotal=None),
        replace(suspicions, rows=()),
        replace(samples.outcomes(figures), outcomes=(), instructions=()),
        replace(samples.methods(figures), notes=()),
        replace(sources, rows=()),
        SignaturePanel((), None, "", ""),
    )
    (pen,) = drawn(samples.trimmed(document(language, blocks, figures))).pens
    told = said(pen)
    assert ("本期没有认定的问题。" if figures.chinese else "No finding was confirmed") in told
    assert ("编制时未附签名证书" if figures.chinese else "without a signer") in told


@BOTH
def test_missing_values_are_said_and_never_drawn_as_zero(language: str) -> None:
    figures = Figures(language == "zh-CN")
    index = samples.index_overview(figures)
    cards = samples.card_tally(figures)
    charts = (samples.control(figures), samples.ranking(figures), samples.execution(figures))
    absent = "无法计算" if figures.chinese else "n/c"
    why = (
        "缺少字段，一半以上的办件没有受理时间"
        if figures.chinese
        else "More than half of the cases have no acceptance"
    )
    first, *others = index.dimensions
    index = replace(index, dimensions=(replace(first, why_not=why, signal="unknown", change=""), *others))
    held = document(language, (Masthead(""), index, cards, Trends("", charts)), figures)
    gone = tuple(
        replace(each, value=None, printed=absent) if each.recipe == "reading" else each
        for each in held.figures
    )
    (pen,) = drawn(samples.trimmed(replace(held, figures=gone))).pens
    told = said(pen)
    assert told.count(absent) > 20
    assert why[:4] in told
    assert "0.0" not in told


@BOTH
@pytest.mark.parametrize("times", [2, 7])
def test_long_names_do_not_run_into_anything(language: str, times: int) -> None:
    held = samples.lengthened(samples.briefing(language), times)
    drawn(held)
    assert not unprinted(held, "\n".join(texts(held)))


@BOTH
def test_two_signers_stand_side_by_side(language: str) -> None:
    figures = Figures(language == "zh-CN")
    (pen,) = drawn(document(language, (Masthead(""), samples.panel(figures, people=2)), figures)).pens
    told = said(pen)
    assert told.count("4F21 8C07 D3A9 60E5") == 2
    assert ("复核人" if figures.chinese else "Approved by") in told


@BOTH
def test_a_character_no_face_holds_is_printed_as_its_code_point_and_told(language: str) -> None:
    held = samples.only(language, Lead)
    rare = "\U00030edd\U0003106c"
    held = replace(held, issuer=f"{held.issuer}{rare}")
    assert missing_characters(held, resource_root()) == tuple(rare)
    (pen,) = drawn(held).pens
    assert "[U+30EDD][U+3106C]" in texts(held)[0].replace("\r\n", "").replace("\n", "")
    told = said(pen)
    assert ("方括号内的码位" if language == "zh-CN" else "code points in brackets") in told
    assert sorted(pen.replaced) == sorted(rare)
    assert said(drawn(samples.only(language, Lead)).pens[0]).find("U+") == -1


@BOTH
def test_thousands_of_cards_stand_for_a_scale(language: str) -> None:
    figures = Figures(language == "zh-CN")
    held = document(language, (Masthead(""), samples.card_tally(figures, times=4321)), figures)
    (pen,) = drawn(held).pens
    assert ("一格" if figures.chinese else "one cell:") in said(pen)
    assert not unprinted(held, "\n".join(texts(held)))


@BOTH
def test_suspicions_name_nobody_and_look_like_no_card(language: str) -> None:
    figures = Figures(language == "zh-CN")
    (pen,) = drawn(document(language, (Masthead(""), samples.suspicions(figures)), figures)).pens
    told = said(pen)
    assert ("疑点（未认定）" if figures.chinese else "Suspicions, not confirmed") in told
    assert ("未经听取意见和认定" if figures.chinese else "nobody was heard") in told
    assert not any(name in told for office in samples.OFFICES for name in office[:2])
    card = "红牌" if figures.chinese else "Red"
    assert card not in told
