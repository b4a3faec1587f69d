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


class Standing(StrEnum):
    """What is said plainly of a signed thing: the verdict on its signature, and what else stands against using it."""

    TRUSTED = "signed-and-trusted"
    GAP = "gap-in-chain"  # signed and trusted, but what it follows is not at hand
    UNKNOWN_AUTHORITY = "unknown-authority"
    UNSIGNED = "unsigned"
    BROKEN = "broken"
    EXPIRED = "past-destroy-by"  # locked, whoever signed it


CHAIN, DESTROY_BY = "chain", "destroy-by"
CAUTIONS = frozenset({CHAIN, DESTROY_BY})
"""Checks that say nothing about the signature: they change the standing, never the verdict."""

_STANDINGS = {
    Verdict.VALID: Standing.TRUSTED,
    Verdict.INVALID: Standing.BROKEN,
    Verdict.UNTRUSTED: Standing.UNKNOWN_AUTHORITY,
    Verdict.UNSIGNED: Standing.UNSIGNED,
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
    kind: str  # extract, supplement, destruction, briefing or casebook
    checks: tuple[Check, ...]

    @property
    def valid(self) -> bool:
        """Whether it may be relied on without a word of caution."""
        return self.verdict is Verdict.VALID

    @property
    def standing(self) -> Standing:
        """Return what is said plainly: past its destroy-by date above all, then the verdict, then a gap in the chain."""
        failed = {check.name for check in self.checks if not check.passed}
        if DESTROY_BY in failed:
            return Standing.EXPIRED
        if self.verdict is Verdict.VALID and CHAIN in failed:
            return Standing.GAP
        return _STANDINGS[self.verdict]

    @property
    def exit_code(self) -> ExitCode:
        """Return what the command line answers: 0 only where nothing stands against it."""
        special = {Standing.EXPIRED: ExitCode.EXPIRED, Standing.GAP: ExitCode.GAP}
        return special.get(self.standing, EXIT_CODES[self.verdict])
