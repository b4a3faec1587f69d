"""Owns which regions an extract speaks of and which lie below one. It refuses to read what happened there."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.ports import Progress
from console.jobs.extract import OpenedExtract

REALM = (
    "SELECT region_id FROM region WHERE parent_region_id IS NULL "
    "OR parent_region_id NOT IN (SELECT region_id FROM region WHERE region_id IS NOT NULL) ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A region as the readings know it: ``cut`` is its id where readings exist for it, "" for everything."""

    cut: str
    held: frozenset[str]  # it and everything below it; empty for everything


def find_region(extract: OpenedExtract, region_id: str) -> Region:
    """Return a region with what lies below it; a region above everything else means everything."""
    if not region_id:
        return Region("", frozenset())
    parents: dict[str, str | None] = dict(
        extract.connection.rows("SELECT region_id, parent_region_id FROM region")
    )
    held = {region_id}
    while below := {key for key, parent in parents.items() if parent in held} - held:
        held |= below
    if len(held) > 1 and held >= set(parents):
        return Region("", frozenset())
    return Region(region_id, frozenset(held))


def realm_of(extract: OpenedExtract, progress: Progress) -> tuple[str, ...]:
    """Return the regions above which the extract knows none: whose data it holds."""
    return tuple(str(key) for (key,) in extract.connection.rows(REALM, progress) if key is not None)
