"""A level of classification is named in the reader's language; what nobody defined stands as it was written."""

from __future__ import annotations

import pytest

from console.domain.classification import LEVELS, classification_phrase
from console.i18n import Phrases
from console.paths import resource_root


@pytest.mark.parametrize(
    ("written", "chinese", "english"), [("内部", "内部", "Internal"), (" Secret ", "机密", "Secret")]
)
def test_a_level_is_named_in_both_languages(written: str, chinese: str, english: str) -> None:
    phrase = classification_phrase(written)
    folder = resource_root() / "phrases"
    assert Phrases("zh-CN", folder).text(phrase) == chinese
    assert Phrases("en", folder).text(phrase) == english


def test_every_level_has_its_words_and_nothing_is_guessed() -> None:
    folder = resource_root() / "phrases"
    for phrase in set(LEVELS.values()):
        assert Phrases("zh-CN", folder).text(phrase) in LEVELS
    assert classification_phrase("仅供参考") == ""
