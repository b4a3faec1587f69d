"""Owns proof that every kind of block can be set."""

from __future__ import annotations

from typing import get_args

from console.briefing.registry import SETTERS, headed
from console.domain.briefing_kinds import Block
from tests.briefing import samples


def test_every_kind_of_block_has_its_setter() -> None:
    assert {kind.kind for kind in get_args(Block)} == set(SETTERS)


def test_the_sample_has_every_kind_of_block_in_both_languages() -> None:
    for language in samples.LANGUAGES:
        assert {block.kind for block in samples.briefing(language).blocks} == set(SETTERS)


def test_headed_blocks_are_counted() -> None:
    assert headed(samples.briefing("en").blocks) == 10
