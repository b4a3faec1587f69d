"""Owns what is told of things that no longer count: tolerated 容错, in an authorised pilot, or not true 不属实.

It refuses to tell their natural keys outside the case file: there a salted digest stands for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

SEPARATOR = "\x1f"
TOLERATED, PILOT, DISMISSED = "tolerated", "pilot", "dismissed"
"""Why a thing no longer counts as it did."""


@dataclass(frozen=True, slots=True)
class Excusable:
    """One thing that no longer counts: the number of its finding, the rule, its pseudonym scheme and its natural key.

    ``evidence`` names its rows as "table/primary key": of a group they are its members. ``why`` is tolerated, pilot or
    dismissed.
    """

    number: str
    rule_id: str
    scheme: str
    key: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    why: str = TOLERATED


@dataclass(frozen=True, slots=True)
class MemberDigest:
    """A row of evidence outside the case file: its table, and the digest of casebook and reference."""

    table: str
    digest: str


@dataclass(frozen=True, slots=True)
class ExcusedDigest:
    """The same thing outside the case file: ``digest`` is the SHA-256 of casebook and key, in hexadecimal digits.

    ``why`` is empty in papers written before members were told: there a thing that is no single row could not be found.
    """

    number: str
    rule_id: str
    scheme: str
    digest: str
    members: tuple[MemberDigest, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Uncounting:
    """What a worker is told: everything that no longer counts."""

    things: tuple[Excusable, ...]


def digest_of(casebook_id: str, one: Excusable) -> ExcusedDigest:
    """Return what stands for a thing outside the case file."""
    members = tuple(
        MemberDigest(reference.partition("/")[0], member_digest(casebook_id, reference))
        for reference in one.evidence
    )
    return ExcusedDigest(
        one.number, one.rule_id, one.scheme, key_digest(casebook_id, one.key), members, one.why
    )


def key_digest(casebook_id: str, key: Iterable[str]) -> str:
    """Return what stands for a natural key."""
    return sha256(SEPARATOR.join((casebook_id, *key)).encode()).hexdigest()


def member_digest(casebook_id: str, reference: str) -> str:
    """Return what stands for a row "table/primary key"."""
    return key_digest(casebook_id, (reference,))
