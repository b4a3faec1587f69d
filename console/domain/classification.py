"""Owns the levels of classification an extract may carry, and their phrases. It refuses to guess a level nobody defined."""

from __future__ import annotations

from typing import Final

LEVELS: Final = {
    "公开": "classification-public",
    "内部": "classification-internal",
    "秘密": "classification-confidential",
    "机密": "classification-secret",
    "绝密": "classification-top-secret",
    "public": "classification-public",
    "internal": "classification-internal",
    "confidential": "classification-confidential",
    "secret": "classification-secret",
    "top secret": "classification-top-secret",
}
"""The three levels of the law on guarding state secrets, and the two below them, as data writes them in either language."""


def classification_phrase(written: str) -> str:
    """Return the phrase of a level as a manifest writes it; empty where the level is nobody's, to be shown as it stands."""
    return LEVELS.get(written.strip().lower(), "")
