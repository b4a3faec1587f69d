"""Owns how an entry becomes a row, and the first files of a casebook. It refuses to lay a foundation where one is."""

from __future__ import annotations

import uuid
from pathlib import Path

from console.casebook.checkpoints import head_line, header_line, sync_folder, write_whole
from console.casebook.checkpoints import read as read_checkpoints
from console.casebook.sealing import leaf_of, seal
from console.casebook.store import CHECKPOINT, DATABASE, Row, Store
from console.casebook.verification import document_of, header_of
from console.domain.entries import Founding, Recorded
from console.domain.finding import Actor, Role
from console.domain.ledger import TreeHead
from console.domain.ports import Clock
from console.domain.procedure import PROCEDURE
from console.errors import CasebookError

THE_CASEBOOK = Actor("casebook", Role.SYSTEM)


def row_of(recorded: Recorded) -> Row:
    """Return an entry encrypted, with its digest and leaf."""
    header = header_of(recorded)
    try:
        sealed = seal(header, document_of(recorded))
    except (TypeError, ValueError) as fault:  # no JSON: a number that is none, half a character
        raise CasebookError("entry-unreadable", kind=header.kind, field=str(fault)) from fault
    digest = sealed.digest()
    return Row(header, digest, leaf_of(header, digest), sealed)


def lay_foundation(folder: Path, key: bytes, clock: Clock) -> None:
    """Lay a casebook's files: the database beside its place, then the checkpoint, then the database into its place."""
    checkpoints = read_checkpoints(folder / CHECKPOINT, key)
    unfinished = checkpoints.last is None or checkpoints.last.size <= 1  # a crash before the last step
    if (folder / DATABASE).exists() or (checkpoints.damage != "missing" and not unfinished):
        raise CasebookError("casebook-exists", folder=str(folder))
    casebook_id, at = str(uuid.uuid4()), clock.now()
    row = row_of(Recorded(0, at, THE_CASEBOOK, Founding(casebook_id), PROCEDURE))
    beside = folder / (DATABASE + ".new")
    for left in (beside, beside.with_name(beside.name + "-journal")):
        left.unlink(missing_ok=True)
    store = Store(beside, key, "rwc")
    try:
        store.lay_out(casebook_id, row)
    finally:
        store.close()
    beside.chmod(0o600)
    head = TreeHead(1, row.leaf)
    write_whole(folder / CHECKPOINT, [header_line(casebook_id, key), head_line(head, at, key)])
    beside.replace(folder / DATABASE)
    sync_folder(folder)
