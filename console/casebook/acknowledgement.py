"""Owns what a casebook says of what was written: one entry acknowledged, and everything since it was opened.

It refuses to tell of anything that is not on disk with its checkpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.finding import FindingState
from console.domain.ledger import TreeHead


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """An entry that is on disk, and so is its checkpoint."""

    sequence: int
    leaf: bytes
    head: TreeHead
    at: datetime
    clock_went_back: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What was written since a casebook was opened at ``before``: the findings as they stand now, and the new leaf hashes."""

    before: TreeHead
    states: tuple[FindingState, ...]
    leaves: bytes
