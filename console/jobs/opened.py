"""Owns what is said when an extract is opened: the request, what the extract says of itself, what its owner learns of it.

It refuses to carry any of its rows, and to import what opens it: whoever only asks loads no engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from console.domain.manifest import Manifest
from console.domain.period import Period
from console.domain.verification import Verification


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """Which file, whom to trust, and how much memory; ``diagnose`` opens a broken one, never for a briefing.

    ``passphrase`` opens an encrypted one; where it is empty, the system's own store is asked. ``supplements`` is how many of
    its supplements belong to the state asked for, all where it is None: an older briefing rests on fewer.
    """

    path: Path
    trust_folders: tuple[Path, ...]
    memory_bytes: int
    threads: int = 0
    diagnose: bool = False
    passphrase: str = field(default="", repr=False)
    supplements: int | None = None


@dataclass(frozen=True, slots=True)
class ExtractInfo:
    """What the extract says of itself; empty where it says nothing."""

    extract_id: str
    name: str
    starts: date | None
    ends: date | None
    cut_at: datetime | None
    classification: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What the owner of a worker learns of the extract it opened."""

    path: Path
    verification: Verification
    manifest: Manifest | None
    digest: str
    info: ExtractInfo
    cut_off: date
    period: Period
    mark: str
    missing: tuple[str, ...]  # "table" and "table.column" of the contract that are not there
