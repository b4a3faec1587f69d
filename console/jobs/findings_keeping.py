"""Owns what keeps the record alive: backups by age, their restoring, a lost checkpoint set anew, lawful erasure.

It refuses to thin out backups before the newest was verified, and to restore over entries without their loss being asked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.casebook import Acknowledgement, Casebook, back_up, renew_checkpoint, verify_casebook
from console.casebook.checkpoints import read as read_checkpoints
from console.casebook.checkpoints import sync_folder
from console.casebook.exhibits import ENDING, FILES, drop
from console.casebook.locks import WriterLock
from console.casebook.store import CHECKPOINT, DATABASE, LOCK
from console.domain.entries import Attachment, Renewal
from console.domain.finding import Actor
from console.domain.ledger import TreeHead, Witness
from console.domain.ports import Clock, Vault
from console.domain.verification import Verification
from console.errors import CasebookError
from console.jobs.findings import CaseDesk, is_begun
from console.jobs.findings_key import KEY_FILE, RECOVERY_FILE, open_key

DAYS, WEEKS, MONTHS = 7, 5, 12
"""How many days, weeks and months the newest backup of each is kept for."""
STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its folder, when it was made, and its verdict where it was asked for."""

    folder: Path
    made_at: datetime
    verification: Verification | None = None


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What backing up did: the new backup, and the folders thinned out."""

    backup: Backup
    removed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did: the head that stands now, the head that was lost where one was, and where the old files lie."""

    head: TreeHead
    lost: TreeHead | None
    aside: Path | None


def make_backup(desk: CaseDesk, place: Path) -> BackedUp:
    """Copy the casebook into a new folder below ``place``, verify the copy, and thin out old ones by age.

    Raises CasebookError backup-failed, backup-invalid: then nothing is thinned out.
    """
    folder, at = desk.request.folder, desk.clock.now()
    with desk.reading() as book:
        casebook_id = book.casebook_id
    target = place / f"{casebook_id[:8]}-{at.strftime(STAMP)}"
    found = back_up(folder, target, desk.key)
    for name in (KEY_FILE, RECOVERY_FILE):
        if (folder / name).is_file():
            _copy(folder / name, target / name)
    _copy_files(folder, target)
    sync_folder(target)
    if not found.valid:
        wrong = next(check.key for check in found.checks if not check.passed)
        raise CasebookError("backup-invalid", folder=str(target), reason=wrong)
    held = list_backups(place, casebook_id)
    removed = tuple(one.folder for one in held if one.folder not in kept(held))
    for old in removed:
        shutil.rmtree(old)
    return BackedUp(Backup(target, at, found), removed)


def list_backups(place: Path, casebook_id: str = "") -> tuple[Backup, ...]:
    """Return the backups below a folder, the newest first; of one casebook where its identity is given."""
    found = []
    for folder in place.iterdir() if place.is_dir() else ():
        name, _, told = folder.name.partition("-")
        if (folder / DATABASE).is_file() and casebook_id.startswith(name if casebook_id else ""):
            try:
                found.append(Backup(folder, datetime.strptime(told, STAMP)))  # noqa: DTZ007 — local time, as named
            except ValueError:
                continue
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def check_backups(place: Path, key: bytes) -> tuple[Backup, ...]:
    """Return every backup with its verdict; one of another key, or that cannot be read, has none."""
    return tuple(Backup(one.folder, one.made_at, _verified(one.folder, key)) for one in list_backups(place))


def _verified(folder: Path, key: bytes) -> Verification | None:
    try:
        return verify_casebook(folder, key)
    except CasebookError:
        return None


def kept(backups: Sequence[Backup]) -> frozenset[Path]:
    """Return which backups stay: the newest of each of the last days, weeks and months that have one."""
    spans: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    newest_first = sorted(backups, key=lambda one: one.made_at, reverse=True)
    return frozenset(folder for most, span in spans for folder in _newest(newest_first, span, most))


def _newest(backups: Iterable[Backup], span: Callable[[datetime], object], most: int) -> Iterable[Path]:
    first: dict[object, Path] = {}
    for one in backups:
        first.setdefault(span(one.made_at), one.folder)
    return list(first.values())[:most]


def restore(
    backup: Path,
    folder: Path,
    vault: Vault,
    clock: Clock,
    actor: Actor,
    reason: str = "",
    witnesses: tuple[Witness, ...] = (),
) -> Restored:
    """Put a verified backup in the place of the casebook; what lay there is moved aside, never deleted.

    Where the casebook's own checkpoint knows later entries, a reason is needed, and the gap becomes an entry.
    Raises CasebookError restore-untrusted, restore-behind, casebook-in-use, restore-failed.
    """
    key = open_key(backup, vault)
    found = verify_casebook(backup, key, witnesses)
    if not found.valid:
        wrong = next(check.key for check in found.checks if not check.passed)
        raise CasebookError("restore-untrusted", folder=str(backup), reason=wrong)
    theirs, ours = read_checkpoints(backup / CHECKPOINT, key), read_checkpoints(folder / CHECKPOINT, key)
    head, last = theirs.last, ours.last
    assert head is not None
    lost = last if last is not None and last.size > head.size else None
    if lost is not None and not reason.strip():
        raise CasebookError("restore-behind", folder=str(backup), size=head.size, expected=lost.size)
    try:
        aside = _replace(backup, folder, clock.now().strftime(STAMP))
    except OSError as fault:
        raise CasebookError(
            "restore-failed", folder=str(folder), detail=fault.strerror or str(fault)
        ) from fault
    return _told(folder, key, clock, actor, (head, lost), reason, aside)


def _replace(backup: Path, folder: Path, stamp: str) -> Path | None:
    """Exchange the files, the new ones being on disk before the old ones move; the writer's lock is held meanwhile."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = WriterLock(folder / LOCK)
    try:
        names = [
            name for name in (KEY_FILE, RECOVERY_FILE, CHECKPOINT, DATABASE) if (backup / name).is_file()
        ]
        for name in names:
            _copy(backup / name, folder / f"{name}.restoring")
        old = [name for name in (DATABASE, CHECKPOINT, KEY_FILE, RECOVERY_FILE) if (folder / name).exists()]
        aside = folder / f"before-{stamp}"
        if old:
            aside.mkdir(mode=0o700)
        for name in old:
            (folder / name).rename(aside / name)
        for name in names:
            (folder / f"{name}.restoring").replace(folder / name)
        _copy_files(backup, folder)
        sync_folder(folder)
        return aside if old else None
    finally:
        lock.release()


def _told(
    folder: Path,
    key: bytes,
    clock: Clock,
    actor: Actor,
    heads: tuple[TreeHead, TreeHead | None],
    reason: str,
    aside: Path | None,
) -> Restored:
    head, lost = heads
    with Casebook.open(folder, key, clock) as book:
        if lost is not None:
            gap = Renewal(lost.size, lost.root_hex, head.size, head.root_hex, "", reason)
            book.record((gap,), actor)
        return Restored(book.head(), lost, aside)


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as out, source.open("rb") as stream:
        shutil.copyfileobj(stream, out)
        out.flush()
        os.fsync(out.fileno())


def _copy_files(source: Path, target: Path) -> None:
    """Copy the evidence files that are not there yet: a file is named by its hash, so none is ever replaced."""
    held = sorted((source / FILES).glob(f"*{ENDING}"))
    if held:
        (target / FILES).mkdir(mode=0o700, exist_ok=True)
    for path in held:
        if not (target / FILES / path.name).exists():
            _copy(path, target / FILES / path.name)


def renew(desk: CaseDesk, actor: Actor, reason: str) -> TreeHead:
    """Set a lost or contradicted checkpoint anew, against the request's witness where there is one."""
    if not is_begun(desk.request.folder):
        raise CasebookError("casebook-not-found", folder=str(desk.request.folder))
    witness = desk.request.witnesses[0] if desk.request.witnesses else None
    with renew_checkpoint(desk.request.folder, desk.key, desk.clock, actor, reason, witness) as book:
        return book.head()


def erase(desk: CaseDesk, sequence: int, reason: str, actor: Actor) -> Acknowledgement:
    """Erase what one entry carries, and the evidence file it brought; its leaf and every proof stay."""
    with desk.writing() as book:
        gone = [told.entry for told in book.entries() if told.sequence == sequence]
        done = book.erase_payload(sequence, reason, actor)
        kept = {one.digest for state in book.states().values() for one in state.exhibits}
        for entry in gone:
            if isinstance(entry, Attachment) and entry.digest not in kept:
                drop(desk.request.folder, entry.digest)
        return done
