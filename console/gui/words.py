"""Owns words that are chosen late: a phrase key with its facts instead of a sentence. It refuses to hold a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from console.i18n import Phrases


@dataclass(frozen=True, slots=True)
class Say:
    """A phrase by its key; facts may themselves be words. Widgets keep it and word it again when the language changes."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


Words = str | Say  # a plain string is data (a name, a number): the same in every language


def say(key: str, **facts: object) -> Say:
    """Return the phrase ``key`` with its facts, to be worded later."""
    return Say(key, facts)


def worded(words: Words, phrases: Phrases) -> str:
    """Return the words in the language of the phrases."""
    if isinstance(words, str):
        return words
    facts = {
        name: worded(value, phrases) if isinstance(value, Say) else value
        for name, value in words.facts.items()
    }
    return phrases.text(words.key, **facts)
