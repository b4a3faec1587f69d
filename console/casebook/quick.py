"""Owns the opening of a long casebook from its snapshot and what was written since. It refuses to call that the whole check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from console.casebook.checkpoints import CheckpointFile
from console.casebook.sealing import leaf_of
from console.casebook.snapshot import MOST_TAIL, Snapshot, read_snapshot
from console.casebook.store import Store
from console.casebook.verification import Examination, Reading, against_checkpoint, against_witness
from console.domain.ledger import Witness
from console.domain.verification import Check


def examine_quickly(
    folder: Path, key: bytes, store: Store, checkpoints: CheckpointFile, witnesses: Sequence[Witness]
) -> Examination | None:
    """Return what a snapshot and the entries since add up to, held against the checkpoint and the witnesses.

    None where there is no snapshot of this casebook, or anything about it is not as it should be: then the whole is read,
    and says what is wrong.
    """
    snapshot = read_snapshot(folder, key)
    if snapshot is None:
        return None
    found = (
        _examined(snapshot, store, checkpoints, witnesses) if _fits(snapshot, store, checkpoints) else None
    )
    if found is None or not found.sound:
        snapshot.states.close()
        return None
    return found


def _fits(snapshot: Snapshot, store: Store, checkpoints: CheckpointFile) -> bool:
    """Say whether the snapshot is this database's: its last entry is there, and the checkpoint goes at least as far."""
    size, last = snapshot.head.size, checkpoints.last
    if (
        checkpoints.damage
        or last is None
        or last.size < size
        or checkpoints.casebook_id != snapshot.casebook_id
    ):
        return False
    if not size <= store.size() <= size + MOST_TAIL or store.meta().get("casebook") != snapshot.casebook_id:
        return False
    row = store.row(size - 1)
    return row is not None and row.leaf == leaf_of(row.header, row.digest) == snapshot.tree.leaf(size - 1)


def _examined(
    snapshot: Snapshot, store: Store, checkpoints: CheckpointFile, witnesses: Sequence[Witness]
) -> Examination | None:
    reading = Reading(snapshot.tree, snapshot.states, snapshot.casebook_id, snapshot.last_at)
    for row in store.rows(first=snapshot.head.size):
        reading.take(row)
    if reading.faults or reading.missing or reading.erased:
        return None
    since = tuple(head for head in checkpoints.heads if head.size >= snapshot.head.size)
    checks = (
        Check("snapshot", True, "casebook-snapshot", {"size": snapshot.head.size}),
        against_checkpoint(reading.tree, replace(checkpoints, heads=since)),
        *reading.cautions(checkpoints),
        *(against_witness(reading.tree, witness, snapshot.casebook_id) for witness in witnesses),
    )
    told = (snapshot.casebook_id, reading.tree, reading.states, reading.last_at, checks)
    return Examination(*told, pending=True)
