"""Owns what of the casebook goes into a briefing: its head, and what was decided. It refuses what is undecided."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from console.domain.finding import CasebookSnapshot
from console.errors import BriefingError
from console.jobs.recompute_counts import settled


def decided(snapshot: CasebookSnapshot) -> CasebookSnapshot:
    """Return the snapshot with the findings alone that were confirmed or dismissed: the rest stays in the case file.

    A dismissed one names nobody; it goes along because it is no suspicion any more.
    """
    return replace(snapshot, findings=tuple(one for one in snapshot.findings if settled(one)))


def snapshot_json(snapshot: CasebookSnapshot) -> bytes:
    """Return a snapshot as JSON."""
    return msgspec.json.encode(snapshot)


def read_snapshot(content: bytes) -> CasebookSnapshot:
    """Return the snapshot these bytes hold; raises BriefingError briefing-casebook."""
    try:
        return msgspec.json.decode(content, type=CasebookSnapshot)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise BriefingError("briefing-casebook", detail=str(fault)) from fault
