"""Owns the briefings the tests print: that of the design's pictures in both languages, and distortions of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from console.briefing.render import RENDERER
from console.domain.briefing import Document, Provenance, from_json
from console.domain.briefing_blocks import Masthead, Trends
from console.domain.briefing_kinds import Block
from console.domain.briefing_text import figure as f
from console.domain.briefing_text import on
from tests.briefing.sample_blocks import (
    card_tally,
    certificate,
    control,
    execution,
    findings,
    index_overview,
    lead,
    methods,
    outcomes,
    panel,
    ranking,
    recompute,
    shortcomings,
    sources,
    suspicions,
)
from tests.briefing.sample_figures import (
    CITIES,
    CITIES_EN,
    CITY_SCORES,
    DIMENSIONS,
    FLAGS,
    LANGUAGES,
    OFFICES,
    PROBLEMS,
    RATES,
    SHANGHAI,
    THEMES,
    Figures,
    printed,
)
from tests.briefing.sample_theme import theme_section

__all__ = [
    "CITIES",
    "CITIES_EN",
    "CITY_SCORES",
    "DIMENSIONS",
    "FLAGS",
    "LANGUAGES",
    "LENGTHENED",
    "NOON",
    "OFFICES",
    "PROBLEMS",
    "RATES",
    "SHANGHAI",
    "THEMES",
    "Figures",
    "briefing",
    "card_tally",
    "certificate",
    "control",
    "document",
    "execution",
    "findings",
    "index_overview",
    "lead",
    "lengthened",
    "methods",
    "only",
    "outcomes",
    "panel",
    "printed",
    "provenance",
    "ranking",
    "recompute",
    "shortcomings",
    "sources",
    "suspicions",
    "theme_section",
    "trimmed",
]


def briefing(language: str = "zh-CN") -> Document:
    """Return the briefing of the design's pictures."""
    figures = Figures(language == "zh-CN")
    blocks = (
        Masthead(figures.say(on("2026 年第 2 期"), on("No. 2 of 2026"))),
        lead(figures),
        index_overview(figures),
        card_tally(figures),
        Trends(
            figures.say("三个趋势", "Three trends"), (control(figures), ranking(figures), execution(figures))
        ),
        panel(figures),
        findings(figures, PROBLEMS),
        suspicions(figures),
        theme_section(figures),
        outcomes(figures),
        methods(figures),
        sources(figures),
        recompute(figures),
        shortcomings(figures),
    )
    return document(language, blocks, figures)


def document(language: str, blocks: Sequence[Block], figures: Figures) -> Document:
    """Return a document around some blocks."""
    say = figures.say
    return Document(
        definition="quarterly@1",
        number="PB-2026Q2-WC-07",
        title=say("望川市政务服务监督简报", "Supervision briefing on government services in Wangchuan"),
        language=language,
        issuer=say("望川市政务服务监督组", "Wangchuan Supervision Group"),
        issued_on=date(2026, 7, 3),
        classification=say("供内部监督使用", "For internal supervision"),
        period="2026Q2",
        scope=say("望川市", "Wangchuan"),
        demonstration=True,
        blocks=tuple(blocks),
        figures=tuple(figures.held.values()),
        provenance=provenance(),
    )


def provenance() -> Provenance:
    return Provenance(
        extract_id="2026Q2-R3",
        extract_sha256="b7e240d911c68f3a" * 4,
        extract_mark="signed",
        contract_version="3.2",
        catalogue_digest="5d02a40c8e4719b2" * 4,
        rules_digest="c9b130fa0e66d21c" * 4,
        seed=20260703,
        casebook_id="wangchuan",
        casebook_size=1284,
        casebook_root="71fec803b7e240d9" * 4,
        tool="Plumbline 0.1",
        renderer=RENDERER,
    )


def only(language: str, *kinds: type) -> Document:
    """Return the sample with these blocks and the masthead alone."""
    whole = briefing(language)
    blocks = [block for block in whole.blocks if isinstance(block, (Masthead, *kinds))]
    return trimmed(replace(whole, blocks=tuple(blocks)))


LENGTHENED = frozenset(
    "name organisation theme stage heading note title movement subject issuer classification number extract_id versus "
    "caption previous_label problem owner system handling label progress_label verdict role person unit why_not".split()
)


def lengthened(held: Document, times: int) -> Document:
    """Return a document whose names and words are that many times as long."""
    gap = "" if held.language == "zh-CN" else " "

    def longer(key: str, value: object) -> object:
        if isinstance(value, dict):
            return {name: longer(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [longer(key, inner) for inner in value]
        return gap.join([value] * times) if isinstance(value, str) and key in LENGTHENED and value else value

    told = json.loads(held.to_json())
    told["document"] = longer("", told["document"])
    for figure, before in zip(told["document"]["figures"], held.figures, strict=True):
        figure["unit"] = before.unit
    return from_json(
        json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    )


def trimmed(held: Document) -> Document:
    """Return a document without the figures none of its blocks prints."""
    told = str(held.blocks)
    used = (item for item in held.figures if f"'{item.id}'" in told or f(item.id) in told)
    return replace(held, figures=tuple(used))


NOON = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
