"""Owns the README of an evidence package in each language. It refuses to say more than the package proves."""

from __future__ import annotations

from console.i18n import Phrases

PARTS = ("title", "what", "files", "check", "limits")


def readme(phrases: Phrases) -> str:
    """Return the README in the language of these phrases."""
    return "\n\n".join(phrases.text(f"package-readme-{name}") for name in PARTS) + "\n"
