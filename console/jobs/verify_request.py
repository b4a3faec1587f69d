"""Owns what is asked when a file is verified. It refuses to hold a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """Which file, what to hold it against, whom to trust, and what the recomputation may use.

    ``against`` is the extract a briefing is recomputed from (without it, one is looked for beside the briefing, by its
    digest), or the signed briefing that is the witness of a casebook.
    """

    path: Path
    against: Path | None
    trust_folders: tuple[Path, ...]
    memory_bytes: int
    threads: int
    resources: Path
