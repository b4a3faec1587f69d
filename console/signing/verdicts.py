"""Owns how checks add up to a verdict. It refuses to let one failed check pass."""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.verification import CAUTIONS, Check, Verdict
from console.errors import Fact, PlumblineError

ABSENT = frozenset({"signature-present"})
"""Where only these failed, nobody vouches for the thing."""
UNKNOWN = frozenset(
    {"signer-known", "revocation-known", "approval", "extract-known", "figures-known", "print-known"}
)
"""Where only these failed too, somebody does, but nobody known or entitled to, or what it says could not be checked."""


def verdict_of(checks: Iterable[Check]) -> Verdict:
    """Return valid where every check passed but for cautions, else the gravest of invalid, unsigned, untrusted."""
    failed = {check.name for check in checks if not check.passed} - CAUTIONS
    if failed - ABSENT - UNKNOWN:
        return Verdict.INVALID
    if failed & ABSENT:
        return Verdict.UNSIGNED
    return Verdict.UNTRUSTED if failed else Verdict.VALID


def passed(name: str, key: str, **facts: Fact) -> Check:
    """Return a check that passed, worded by ``check-<key>``."""
    return Check(name, True, key, facts)


def failed(name: str, key: str, **facts: Fact) -> Check:
    """Return a check that failed, worded by ``check-<key>``."""
    return Check(name, False, key, facts)


def refused(name: str, fault: PlumblineError) -> Check:
    """Return the failed check an error stands for: the phrase is ``check-<key of the error>``."""
    return Check(name, False, fault.key, fault.facts)
