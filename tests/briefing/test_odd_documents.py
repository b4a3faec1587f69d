"""Owns proof that odd words, missing values and short lists are laid out like any other: inside the page, over nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from console.domain.briefing import Document, FigureValue, from_json
from tests.briefing import samples
from tests.briefing.pages import drawn

WORDS = (
    "很长的名称",
    "Administration",
    "x",
    "supercalifragilisticexpialidocious" * 2,
    "“引”",
    "（括号）",
    "一" * 15,
    "，。；",
)
LISTS = frozenset(
    "rows charts instructions outcomes notes certificates units bars points themes dimensions items".split()
)
NUMBERS = ("0", "-123456789.25", "99999999999", "0.001")


def reworded(held: Document, random: Random) -> Document:
    """Return a document with words added here and there, and lists cut short."""

    def changed(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: changed(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            kept = random.randint(0, len(value)) if key in LISTS and random.random() < 0.2 else len(value)
            return [changed(key, inner) for inner in value[:kept]]
        if (
            isinstance(value, str)
            and value
            and key in samples.LENGTHENED | {"text"}
            and random.random() < 0.25
        ):
            return " ".join([value, *random.choices(WORDS, k=random.randint(1, 8))])
        return value

    told = json.loads(held.to_json())
    told["document"]["blocks"] = changed("blocks", told["document"]["blocks"])
    content = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return samples.trimmed(from_json(content.encode("utf-8")))


def revalued(held: Document, random: Random) -> Document:
    """Return a document with figures missing, zero, negative and huge."""
    absent = "无法计算" if held.language == "zh-CN" else "not computable"
    share = random.choice([0.1, 0.5, 1.0])

    def changed(figure: FigureValue) -> FigureValue:
        chance = random.random()
        if chance < share * 0.6:
            return replace(figure, value=None, printed=absent)
        if chance < share * 0.8 and figure.scale == "1":
            value = random.choice(NUMBERS)
            return replace(figure, value=value, printed=samples.printed(Decimal(value), 2))
        return figure

    return replace(held, figures=tuple(changed(figure) for figure in held.figures))


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("change", [reworded, revalued])
def test_an_odd_document_is_laid_out_like_any_other(change: Any, seed: int) -> None:
    random = Random(seed)
    assert drawn(change(samples.briefing(random.choice(samples.LANGUAGES)), random)).pens
