"""Owns the verdict on a file from outside: what kind it is, and whether it can be believed. It refuses to trust a name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.domain.ports import Clock, Progress
from console.domain.verification import Verification
from console.signing.extract_verification import verify_extract
from console.signing.truststore import TrustStore


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """Which file, the extract a briefing is recomputed from, whom to trust, and what the recomputation may use."""

    path: Path
    against: Path | None
    trust_folders: tuple[Path, ...]
    memory_bytes: int
    threads: int
    resources: Path
    passphrase_file: Path | None = None


def verify(request: VerifyRequest, clock: Clock, progress: Progress) -> Verification:
    """Verify an extract."""
    trust = TrustStore.load(request.trust_folders)
    return verify_extract(request.path, trust, clock, progress).verification
