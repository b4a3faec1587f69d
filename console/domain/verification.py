"""Owns the strict verdict on a signed thing. It refuses to soften one failed check into a valid whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from console.errors import ExitCode, Fact


class Verdict(StrEnum):
    """What can be said of a signed thing as a whole."""

    VALID = "valid"
    INVALID = "invalid"
    UNTRUSTED = "untrusted"
    UNSIGNED = "unsigned"


EXIT_CODES = {
    Verdict.VALID: ExitCode.OK,
    Verdict.INVALID: ExitCode.INVALID,
    Verdict.UNTRUSTED: ExitCode.UNTRUSTED,
    Verdict.UNSIGNED: ExitCode.UNSIGNED,
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; its sentence is the phrase ``check-<key>`` filled with the facts."""

    name: str
    passed: bool
    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one thing, with every check that led to it in the order it was made."""

    verdict: Verdict
    kind: str  # extract, briefing or casebook
    checks: tuple[Check, ...]

    @property
    def valid(self) -> bool:
        """Whether it may be relied on without a word of caution."""
        return self.verdict is Verdict.VALID
