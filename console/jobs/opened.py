"""Owns what the owner of a worker learns of the extract that worker opened. It refuses to carry any of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.domain.manifest import Manifest
from console.domain.period import Period
from console.domain.verification import Verification
from console.jobs.extract import ExtractInfo, OpenedExtract


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


def told(extract: OpenedExtract) -> Opened:
    """Return what there is to tell of an open extract."""
    return Opened(
        extract.path,
        extract.verification,
        extract.manifest,
        extract.digest,
        extract.info,
        extract.cut_off,
        extract.period,
        extract.mark,
        tuple(sorted(extract.missing)),
    )
