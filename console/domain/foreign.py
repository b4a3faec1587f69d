"""Owns what a casebook keeps of another one: its entries as its log has them, and its head.

It refuses to let them move a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ForeignEntry:
    """An entry of another casebook, kept as its log has it: the text its leaf is the hash of, and what it carried.

    ``document`` is JSON, empty where the other casebook had erased it. The leaf stands in the subject too, which stays for
    ever: erasing the copy takes nothing from the other log's proof.
    """

    kind: ClassVar[str] = "foreign"
    casebook_id: str
    sequence: int
    leaf: str
    leaf_text: str
    document: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return f"foreign:{self.casebook_id}:{self.sequence}:{self.leaf}"


@dataclass(frozen=True, slots=True)
class ForeignHead:
    """The head of another casebook under which its entries were taken over."""

    kind: ClassVar[str] = "merge"
    casebook_id: str
    size: int
    root: str

    @property
    def subject(self) -> str:
        """What the entry is about, as the log's leaf names it."""
        return f"casebook:{self.casebook_id}"
