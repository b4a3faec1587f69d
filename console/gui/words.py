"""Owns words that are chosen late: a phrase key with its facts instead of a sentence. It refuses to hold a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as field_of

from console.i18n import Phrases


@dataclass(frozen=True, slots=True)
class Say:
    """A phrase by its key; facts may themselves be words. Widgets keep it and word it again when the language changes."""

    key: str
    facts: Mapping[str, object] = field_of(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """A name that comes in both languages with the data or with a definition."""

    texts: Mapping[str, str]


Words = str | Say | Named  # a plain string is data (a name, a number): the same in every language


def say(key: str, **facts: object) -> Say:
    """Return the phrase ``key`` with its facts, to be worded later."""
    return Say(key, facts)


def named(texts: Mapping[str, Mapping[str, str]], field: str = "name") -> Named:
    """Return the words of a definition (``texts[language][field]``), to be worded later."""
    return Named({language: words[field] for language, words in texts.items()})


def both(chinese: str, english: str | None) -> Named:
    """Return a name of the data; where there is no English one, the Chinese stands for both."""
    return Named({"zh-CN": chinese, "en": english or chinese})


def worded(words: Words, phrases: Phrases) -> str:
    """Return the words in the language of the phrases."""
    if isinstance(words, str):
        return words
    if not isinstance(words, Say):
        return phrases.items(words.texts)
    facts = {name: _worded_fact(value, phrases) for name, value in words.facts.items()}
    return phrases.text(words.key, **facts)


def _worded_fact(value: object, phrases: Phrases) -> object:
    return worded(value, phrases) if isinstance(value, Say | Named) else value
