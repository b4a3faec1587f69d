"""Owns what is asked and answered when a request about benefits is sealed to a supplier, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from console.jobs.theme_answers import PageScope

REQUEST_RULES = ("FUND-105", "FUND-106", "FUND-156", "FUND-157", "FUND-158", "FUND-159")


@dataclass(frozen=True, slots=True)
class SealRequest:
    """Whose certificate it is sealed to, which file it becomes, and what is asked (all rules about benefits where empty)."""

    certificate: Path
    out: Path
    rules: tuple[str, ...] = ()
    scope: PageScope = field(default_factory=PageScope)


@dataclass(frozen=True, slots=True)
class SealedRequest:
    """A request as it left: how many items, to whom, and the digest of what was sealed."""

    request_id: str
    items: int
    file: str
    recipient: str
    certificate_sha256: str
    sha256: str
    mark: str
