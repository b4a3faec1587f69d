"""Owns what the window orders when it wants a briefing, and what came of it. It refuses to load anything that computes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from console.jobs.brief_request import BriefRequest


@dataclass(frozen=True, slots=True)
class BriefOrder:
    """What to write where, and who signs; an empty ``identity`` leaves the briefing unsigned."""

    out: Path
    request: BriefRequest
    identity: str = ""
    passphrase: str = field(default="", repr=False)
    keys: Path = Path()
    trust: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefWritten:
    """A briefing on disk: ``signer`` is the person who signed, empty where nobody did."""

    out: Path
    number: str
    figures: int
    digest: str
    signer: str
    mark: str
