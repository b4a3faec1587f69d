"""Owns what is asked when a file is verified. It refuses to hold a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """Which file, the extract a briefing is recomputed from, whom to trust, and what the recomputation may use.

    Without ``against`` the extract is looked for beside the briefing, by its digest.
    """

    path: Path
    against: Path | None
    trust_folders: tuple[Path, ...]
    memory_bytes: int
    threads: int
    resources: Path
