"""Owns the names of steps and channels: a phrase where the code is a known one, the extract's own words otherwise."""

from __future__ import annotations

from console.gui.theme import Look
from console.jobs.services_map import case_word, plain_code

SHORT = 3


def step_name(look: Look, step: str) -> str:
    """Return the name of a step."""
    return _named(look, "case-step", step)


def step_short(look: Look, step: str) -> str:
    """Return a few letters for a step's box."""
    key = f"case-step-short-{plain_code(step)}"
    if look.phrases.has(key):
        return look.text(key)
    first = step.split(maxsplit=1)[0] if step.split() else step
    return first[:1] if ord(first[:1] or "a") > 0x2E80 else first[:SHORT]


def channel_name(look: Look, channel: str) -> str:
    """Return the name of a channel; an empty code was not recorded."""
    return _named(look, "case-channel", channel or "unknown")


def outcome_name(look: Look, outcome: str) -> str:
    """Return the name of an outcome, or that the case is open."""
    return _named(look, "case-outcome", outcome or "open")


def pause_name(look: Look, kind: str) -> str:
    """Return the name of a procedure the law does not count."""
    return _named(look, "case-pause", kind or "unknown")


def _named(look: Look, family: str, code: str) -> str:
    return case_word(look.phrases, family, code)
