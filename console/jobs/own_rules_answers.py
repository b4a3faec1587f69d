"""Owns what is asked and answered about the rules a user saved on this computer, as plain values.

It refuses to compute and to import what computes, so that a page can be built before any engine is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from console.domain.catalogue import SetAside


@dataclass(frozen=True, slots=True)
class OwnRuleLine:
    """One file of an own rule: what it asks by language, who saved it and when, and what is wrong where it cannot be used.

    ``file`` is the path below the folder of own rules. ``saved_by`` is the account that owns the file, empty where the system
    does not tell; ``saved_at`` is local time, None where the file went while it was looked at.
    """

    file: str
    rule_id: str
    version: int = 0
    theme: str = ""
    severity: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)
    saved_at: datetime | None = None
    saved_by: str = ""
    fault: SetAside | None = None


@dataclass(frozen=True, slots=True)
class OwnRulesList:
    """Every file of an own rule, and the folder they are in."""

    folder: str
    rules: tuple[OwnRuleLine, ...]


@dataclass(frozen=True, slots=True)
class OwnRuleFile:
    """A file of an own rule, by its path below their folder."""

    file: str


@dataclass(frozen=True, slots=True)
class RemovedRule:
    """A file that was taken away, with its bytes, so that it can be put back as it was."""

    file: str
    rule_id: str
    content: bytes
