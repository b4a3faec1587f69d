"""Owns the quality check of an opened extract. It refuses a rate without its denominator."""

from __future__ import annotations

from console.domain.ports import Progress
from console.engine.quality import QualityRow, check_quality
from console.jobs.extract import OpenedExtract


def check(extract: OpenedExtract, progress: Progress) -> tuple[QualityRow, ...]:
    """Return every declared check with rows failed and rows checked."""
    return check_quality(extract.connection, extract.catalogue.contract, progress)
