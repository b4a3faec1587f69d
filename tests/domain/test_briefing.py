"""Owns proof that a briefing's document keeps one form, and that no number in it is without a figure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.briefing import (
    Document,
    FigureValue,
    figures_digest,
    from_json,
    require_sound,
)
from console.domain.briefing_blocks import FindingsTable, IndexOverview, Lead
from console.domain.briefing_text import bare_number, figure, named, on, parts, quoted
from console.errors import BriefingError
from console.i18n import Phrases
from console.paths import resource_root
from tests.briefing import samples

HELD = samples.briefing("zh-CN")


def refused(key: str, call: Callable[[], object]) -> None:
    with pytest.raises(BriefingError) as caught:
        call()
    assert caught.value.key == key
    for language in samples.LANGUAGES:
        assert Phrases(language, resource_root() / "phrases").error(caught.value)


def told(value: str | None, printed: str, scale: str = "1") -> FigureValue:
    return FigureValue("f", printed, value, "", "reading", scale=scale)


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_a_document_comes_back_from_its_bytes(language: str) -> None:
    held = samples.briefing(language)
    require_sound(held)
    assert from_json(held.to_json()) == held
    assert b'"format":"plumbline-briefing/1"' in held.figures_json()
    assert held.provenance.casebook_root.encode() in held.provenance_json()


def distorted(change: Callable[[dict[str, Any]], object]) -> bytes:
    told = json.loads(HELD.to_json())
    change(told["document"])
    return canonical(told)


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("briefing-not-json", b"\xff"),
        ("briefing-not-json", b"{"),
        ("briefing-not-json", b"[" * 100_000),
        ("briefing-unreadable", b"[]"),
        ("briefing-unreadable", b'{"format":"plumbline-briefing/2","document":{}}'),
        ("briefing-unreadable", distorted(lambda held: held.pop("number"))),
        ("briefing-unreadable", distorted(lambda held: held.update(extra=1))),
        ("briefing-unreadable", distorted(lambda held: held.update(number=7))),
        ("briefing-unreadable", distorted(lambda held: held.update(demonstration=1))),
        ("briefing-unreadable", distorted(lambda held: held.update(issued_on="3 July"))),
        ("briefing-unreadable", distorted(lambda held: held["blocks"][0].update(kind="poem"))),
        ("briefing-unreadable", distorted(lambda held: held["blocks"].append([]))),
        (
            "briefing-unreadable",
            distorted(lambda held: held["blocks"][5].update(signed_at="2026-07-03T16:20:41")),
        ),
        ("briefing-not-canonical", HELD.to_json() + b"\n"),
        ("briefing-not-canonical", json.dumps(json.loads(HELD.to_json())).encode()),
        ("briefing-not-json", HELD.to_json().replace(b"PB-2026Q2-WC-07", b"\\ud800")),
    ],
)
def test_other_bytes_are_refused(key: str, content: bytes) -> None:
    refused(key, lambda: from_json(content))


@pytest.mark.parametrize(
    ("value", "printed", "scale", "agrees"),
    [
        ("78.512", "78.5", "1", True),
        ("78.55", "78.6", "1", True),  # half to even
        ("78.45", "78.4", "1", True),
        ("78.512", "78.6", "1", False),
        ("-1.94", "\u22121.9", "1", True),
        ("-1.94", "1.9", "1", False),
        ("1.48", "+1.5", "1", True),
        ("0.9982", "99.8%", "100", True),
        ("13291500", "1,329.15", "0.0001", True),
        ("13042118", "13,042,118", "1", True),
        ("5", "5 of 7", "1", False),  # two numbers
        ("5", "five", "1", False),
        (None, "无法计算", "1", True),
        (None, "0", "1", False),  # what is missing is never zero
    ],
)
def test_print_is_what_the_value_rounds_to(value: str | None, printed: str, scale: str, agrees: bool) -> None:
    assert told(value, printed, scale).agrees() is agrees


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 6))
def test_what_the_phrases_print_always_agrees(value: Any, digits: int) -> None:
    printed = Phrases("en", resource_root() / "phrases").number(value, digits)
    assert told(str(value), printed).agrees()


@pytest.mark.parametrize("value", ["", "abc", "NaN", "Infinity", "1e400", "1e18"])
def test_a_value_that_is_no_ordinary_number_is_refused(value: str) -> None:
    refused("briefing-value", lambda: told(value, "1").agrees())


def test_a_figure_that_is_absent_has_no_place() -> None:
    assert told(None, "—").at is None
    assert told("0.25", "25", "100").at == 25.0


def test_equal_digests_mean_equal_figures() -> None:
    digest = figures_digest(HELD.figures)
    assert figures_digest(tuple(reversed(HELD.figures))) == digest
    first, *rest = HELD.figures
    assert figures_digest((replace(first, value="1"), *rest)) != digest
    assert figures_digest((replace(first, printed="1"), *rest)) != digest


def with_lead(text: str) -> Document:
    lead = replace(next(block for block in HELD.blocks if isinstance(block, Lead)), text=text)
    return replace(HELD, blocks=tuple(lead if isinstance(block, Lead) else block for block in HELD.blocks))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("briefing-bare-number", "合计 9 项"),
        ("briefing-bare-number", "合计９项"),
        ("briefing-bare-number", "第Ⅳ季度"),
        ("briefing-figure-missing", "合计 {f:nothing} 项"),
        ("briefing-template", "合计 {f:score 项"),
        ("briefing-template", "合计 {} 项"),
        ("briefing-place", "{date:soon}"),
        ("briefing-place", "{date:78.5}"),
        ("briefing-place", "{name:78.5}"),
        ("briefing-place", "{law:7}"),
        ("briefing-place", "{digest:xyz}"),
    ],
)
def test_a_number_outside_a_place_is_refused(key: str, text: str) -> None:
    refused(key, lambda: require_sound(with_lead(text)))


def test_a_finding_is_red_or_yellow_and_a_signal_one_of_four() -> None:
    blocks = list(HELD.blocks)
    place = next(at for at, block in enumerate(blocks) if isinstance(block, FindingsTable))
    table = blocks[place]
    assert isinstance(table, FindingsTable)
    rows = (replace(table.rows[0], severity="notice"), *table.rows[1:])
    changed = [*blocks[:place], replace(table, rows=rows), *blocks[place + 1 :]]
    refused("briefing-choice", lambda: require_sound(replace(HELD, blocks=tuple(changed))))
    index = next(block for block in blocks if isinstance(block, IndexOverview))
    odd = replace(index, dimensions=(replace(index.dimensions[0], signal="great"), *index.dimensions[1:]))
    others = tuple(odd if block is index else block for block in blocks)
    refused("briefing-choice", lambda: require_sound(replace(HELD, blocks=others)))


def test_a_name_is_more_than_a_number() -> None:
    refused("briefing-nameless", lambda: require_sound(replace(HELD, number="78.5")))


def test_templates_are_read_in_order() -> None:
    text = f"较{on('2026Q1')}{named('12345 热线')} {figure('score')}，{quoted('SVC-101@2', '超 5 日')}，依{{law:第 28 条}}"
    found = [(part.kind, part.text) for part in parts(text)]
    assert found == [
        ("text", "较"),
        ("date", "2026Q1"),
        ("name", "12345 热线"),
        ("text", " "),
        ("f", "score"),
        ("text", "，"),
        ("def", "超 5 日"),
        ("text", "，依"),
        ("law", "第 28 条"),
    ]
    assert HELD.filled(f"{figure('score')} {on('2026-07-03')}") == "78.5 2026-07-03"


def test_digits_of_any_script_count_and_the_word_zero_does_not() -> None:
    assert bare_number("二〇二六年") == ""
    assert bare_number("共①项") == "①"
    assert bare_number("a12b3") == "12"
