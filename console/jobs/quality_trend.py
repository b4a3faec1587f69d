"""Owns keeping the checks of whole extracts by digest, and what they say together: the trend of quality between extracts.

It refuses to keep anything of an extract that is open for diagnosis only, and rows: only counts are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from console import paths
from console.domain.contract import Contract
from console.domain.ports import Progress
from console.domain.quality import QualityRow
from console.domain.quality_trend import ChangedCheck, QualitySummary, TrendPoint, changed_checks, trend_of
from console.engine.cache import ReadingsCache
from console.errors import PlumblineError
from console.jobs.extract import OpenedExtract
from console.jobs.frames import packed, shaped, unpacked
from console.jobs.regions import realm_of
from console.jobs.shelf import read_caches

NAME, TABLES = "quality", "quality-tables"
MOST = 12  # extracts in a trend


def summary_of(extract: OpenedExtract, rows: Sequence[QualityRow], progress: Progress) -> QualitySummary:
    """Return the checks of a whole extract as they are kept."""
    name = extract.info.name or extract.path.name
    return QualitySummary(extract.digest, name, extract.cut_off, realm_of(extract, progress), tuple(rows))


def keep_summary(extract: OpenedExtract, summary: QualitySummary) -> None:
    """Keep the checks of an extract for the trend of later ones; where that cannot be written, nothing is kept."""
    if extract.mark != "diagnosis":
        _cache(extract).keep_answer(NAME, packed(summary))


def kept_summaries(extract: OpenedExtract) -> tuple[QualitySummary, ...]:
    """Return what is kept of other extracts, checked by the same contract."""
    folder, checks = paths.cache_folder(), checks_digest(extract.catalogue.contract)
    others = [line.digest for line in read_caches(folder, {}) if line.digest != extract.digest]
    found = (ReadingsCache(folder, digest, checks).find_answer(NAME) for digest in others)
    return tuple(read for content in found if content is not None and (read := _read(content)) is not None)


def kept_summary(extract: OpenedExtract) -> QualitySummary | None:
    """Return what is kept of this very extract, as it was last checked whole."""
    content = _cache(extract).find_answer(NAME)
    return None if content is None else _read(content)


def kept_tables(extract: OpenedExtract) -> dict[str, tuple[QualityRow, ...]]:
    """Return the checks kept of single tables of this extract, where it was not checked whole."""
    content = _cache(extract).find_answer(TABLES)
    try:
        return {} if content is None else shaped(unpacked(content), dict[str, tuple[QualityRow, ...]])
    except (PlumblineError, msgspec.MsgspecError):
        return {}


def keep_tables(extract: OpenedExtract, found: Mapping[str, tuple[QualityRow, ...]]) -> None:
    """Keep the checks of single tables."""
    if extract.mark != "diagnosis":
        _cache(extract).keep_answer(TABLES, packed(dict(found)))


def _cache(extract: OpenedExtract) -> ReadingsCache:
    return ReadingsCache(paths.cache_folder(), extract.digest, checks_digest(extract.catalogue.contract))


def follow(
    extract: OpenedExtract, rows: Sequence[QualityRow], progress: Progress
) -> tuple[tuple[TrendPoint, ...], tuple[ChangedCheck, ...]]:
    """Keep the checks of a whole extract, and return the trend up to it and what changed since the one before."""
    summary = summary_of(extract, rows, progress)
    keep_summary(extract, summary)
    kept = kept_summaries(extract)
    return trend_of(summary, kept, MOST), changed_checks(summary, kept)


def checks_digest(contract: Contract) -> str:
    """Return the SHA-256 of the contract: what is checked hangs on nothing else, so a new rule ends no trend."""
    return hashlib.sha256(packed(contract)).hexdigest()


def _read(content: bytes) -> QualitySummary | None:
    try:
        return shaped(unpacked(content), QualitySummary)
    except (PlumblineError, msgspec.MsgspecError):
        return None
