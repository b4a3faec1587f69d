"""Owns what of the casebook goes into a briefing: its head, and what was confirmed. It refuses everything before 认定."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from console.domain.finding import CasebookSnapshot
from console.errors import BriefingError


def confirmed(snapshot: CasebookSnapshot) -> CasebookSnapshot:
    """Return the snapshot with the findings alone that count as cards: nothing else may leave with a briefing."""
    return replace(snapshot, findings=tuple(one for one in snapshot.findings if one.counts_as_card))


def snapshot_json(snapshot: CasebookSnapshot) -> bytes:
    """Return a snapshot as JSON."""
    return msgspec.json.encode(snapshot)


def read_snapshot(content: bytes) -> CasebookSnapshot:
    """Return the snapshot these bytes hold; raises BriefingError briefing-casebook."""
    try:
        return msgspec.json.decode(content, type=CasebookSnapshot)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise BriefingError("briefing-casebook", detail=str(fault)) from fault
