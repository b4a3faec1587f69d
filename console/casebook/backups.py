"""Owns copies of a casebook, and setting a lost checkpoint anew. It refuses to call a copy a backup before it was verified."""

from __future__ import annotations

import os
from pathlib import Path

from console.casebook.book import Casebook
from console.casebook.checkpoints import head_line, header_line, sync_folder, write_whole
from console.casebook.checkpoints import read as read_checkpoints
from console.casebook.foundation import row_of
from console.casebook.locks import WriterLock
from console.casebook.store import CHECKPOINT, DATABASE, LOCK, Store, open_store
from console.casebook.verification import Examination, examine, verify_casebook
from console.domain.entries import Recorded, Renewal
from console.domain.finding import Actor, Role
from console.domain.ledger import TreeHead, Witness
from console.domain.ports import Clock
from console.domain.procedure import PROCEDURE
from console.domain.verification import Verification
from console.errors import CasebookError


def back_up(folder: Path, target: Path, key: bytes) -> Verification:
    """Copy a casebook, as it is at one instant, into a folder that holds nothing, and verify the copy.

    The casebook may be open meanwhile. Raises CasebookError where the folder is not empty or the disk does not take it.
    """
    if target.exists() and any(target.iterdir()):
        raise CasebookError("backup-not-empty", folder=str(target))
    store = open_store(folder, key)
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        _copy(store, folder, target, key)
    except OSError as fault:
        raise CasebookError(
            "backup-failed", folder=str(target), detail=str(fault.strerror or fault)
        ) from fault
    finally:
        store.close()
    return verify_casebook(target, key)


def _copy(store: Store, folder: Path, target: Path, key: bytes) -> None:
    """Copy database and heads. The heads are read first, so that the copied log is never shorter than them."""
    heads = folder / CHECKPOINT
    told = heads.read_bytes() if heads.exists() else None
    beside = target / (DATABASE + ".new")
    other = Store(beside, key, "rwc")
    try:
        store.copy_into(other)
    finally:
        other.close()
    _sync(beside)
    if told is not None:
        write_whole(target / CHECKPOINT, [told])
    beside.replace(target / DATABASE)
    sync_folder(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def renew_checkpoint(
    folder: Path, key: bytes, clock: Clock, actor: Actor, reason: str, witness: Witness | None = None
) -> Casebook:
    """Set the checkpoint anew for a casebook whose own is lost or contradicts it, and open it for writing.

    What was expected, what was found, the reason and the witness become an entry, so that the gap stays visible for ever.
    Raises CasebookError where no reason is given, where more than the checkpoint does not hold, or the witness contradicts.
    """
    if not reason.strip() or actor.role is Role.SYSTEM:
        raise CasebookError("renewal-reason", folder=str(folder))
    lock = WriterLock(folder / LOCK)
    try:
        _renew(folder, key, clock, actor, reason, witness)
    finally:
        lock.release()
    return Casebook.open(folder, key, clock)


def _renew(
    folder: Path, key: bytes, clock: Clock, actor: Actor, reason: str, witness: Witness | None
) -> None:
    checkpoints = read_checkpoints(folder / CHECKPOINT, key)
    store = open_store(folder, key)
    try:
        found = examine(store, checkpoints, (witness,) if witness else ())
        _must_be_renewable(folder, found)
        renewal = _renewal(found, checkpoints.last, witness, reason)
        at, tree = clock.now(), found.tree
        row = row_of(Recorded(tree.size, at, actor, renewal, PROCEDURE))
        store.write((row,))
        tree.append(row.leaf)
    finally:
        store.close()
    _keep_aside(folder)
    lines = [header_line(found.casebook_id, key), head_line(tree.head(), at, key)]
    write_whole(folder / CHECKPOINT, lines)


def _must_be_renewable(folder: Path, found: Examination) -> None:
    failed = [check for check in found.checks if not check.passed]
    if not failed:
        raise CasebookError("renewal-needless", folder=str(folder))
    other = next((check for check in failed if check.name != "checkpoint"), None)
    if other is not None:
        raise CasebookError("renewal-refused", folder=str(folder), reason=other.key)


def _renewal(found: Examination, expected: TreeHead | None, witness: Witness | None, reason: str) -> Renewal:
    head = found.tree.head()
    return Renewal(
        expected_size=expected.size if expected else 0,
        expected_root=expected.root_hex if expected else "",
        found_size=head.size,
        found_root=head.root_hex,
        witness=f"{witness.source} {witness.head.short}" if witness else "",
        reason=reason,
    )


def _keep_aside(folder: Path) -> None:
    """Keep the contradicted checkpoint file under a name of its own: it is evidence."""
    path = folder / CHECKPOINT
    if path.exists():
        order = sum(1 for _ in folder.glob("checkpoint.*.old")) + 1
        path.rename(folder / f"checkpoint.{order}.old")
