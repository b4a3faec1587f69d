"""Owns which function sets which kind of block. It refuses a kind nobody listed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from console.briefing.blocks import (
    cards,
    findings,
    index,
    notes,
    opening,
    outcomes,
    signature,
    sources,
    suspicions,
    theme,
    trends,
)
from console.briefing.setting import Piece, Setting
from console.domain.briefing_kinds import Block

SETTERS: Mapping[str, Callable[[Any, Setting], tuple[Piece, ...]]] = {
    "masthead": opening.masthead,
    "lead": opening.lead,
    "index": index.pieces,
    "cards": cards.pieces,
    "trends": trends.pieces,
    "signature": signature.pieces,
    "findings": findings.pieces,
    "suspicions": suspicions.pieces,
    "theme": theme.pieces,
    "outcomes": outcomes.pieces,
    "methods": notes.methods,
    "sources": sources.pieces,
    "recompute": notes.recompute,
    "shortcomings": notes.shortcomings,
}


def headed(blocks: tuple[Block, ...]) -> int:
    """Return how many of these blocks have a heading, which are numbered."""
    return sum(hasattr(block, "heading") for block in blocks)


def set_blocks(setting: Setting, blocks: tuple[Block, ...], number: int = 0) -> tuple[Piece, ...]:
    """Return all pieces in order; ``number`` headed blocks came before."""
    found: list[Piece] = []
    for block in blocks:
        number += hasattr(block, "heading")
        found += SETTERS[block.kind](block, replace(setting, number=number))
    return tuple(found)
