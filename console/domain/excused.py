"""Owns what is told of things that no longer count because they were tolerated 容错, or lie in an authorised pilot.

It refuses to tell their natural keys outside the case file: there a salted digest stands for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Excusable:
    """One thing that no longer counts: the number of its finding, the rule, its pseudonym scheme and its natural key."""

    number: str
    rule_id: str
    scheme: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExcusedDigest:
    """The same thing outside the case file: ``digest`` is the SHA-256 of casebook and key, in hexadecimal digits."""

    number: str
    rule_id: str
    scheme: str
    digest: str


def digest_of(casebook_id: str, one: Excusable) -> ExcusedDigest:
    """Return what stands for a thing outside the case file."""
    told = SEPARATOR.join((casebook_id, *one.key))
    return ExcusedDigest(one.number, one.rule_id, one.scheme, sha256(told.encode()).hexdigest())
