"""Owns what keeps backups alive without being asked: a backup a day, and each month one restored elsewhere and verified.

It refuses to call a backup good that was not opened again, and to touch the casebook itself.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from console.casebook import Casebook, verify_casebook
from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.domain.verification import Check, Verdict, Verification
from console.errors import CasebookError
from console.jobs.findings import CaseDesk
from console.jobs.findings_exhibits import exhibit_checks
from console.jobs.findings_keeping import Backup, list_backups, make_backup

BACKUP_EVERY, DRILL_EVERY = timedelta(days=1), timedelta(days=30)
DRILLS = "drills.jsonl"


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of one casebook's backups."""

    backup: bool
    drill: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What was done: the new backup, and the backup that was restored elsewhere with its verdict; None where nothing was due."""

    backup: Backup | None
    drilled: Backup | None


def what_is_due(place: Path, casebook_id: str, now: datetime) -> Due:
    """Return what is due; a time ahead of the clock counts as none: the clock was set back."""
    local = now.replace(tzinfo=None)
    newest = next((one.made_at for one in list_backups(place, casebook_id) if one.made_at <= local), None)
    drilled = _last_drill(place, casebook_id)
    return Due(
        newest is None or local - newest >= BACKUP_EVERY,
        drilled is None or drilled > local or local - drilled >= DRILL_EVERY,
    )


def keep_alive(desk: CaseDesk, place: Path, progress: Progress) -> Kept:
    """Do what is due: back up and thin out, then restore the newest backup elsewhere and verify it whole.

    Raises CasebookError backup-invalid, backup-failed, drill-failed.
    """
    with desk.reading() as book:
        casebook_id, trusted = book.casebook_id, book.trusted
    due = what_is_due(place, casebook_id, desk.clock.now())
    made = make_backup(desk, place).backup if due.backup and trusted else None
    stop_if_cancelled(progress)
    newest = next(iter(list_backups(place, casebook_id)), None)
    if not due.drill or newest is None:
        return Kept(made, None)
    found = drill(newest.folder, desk.key, desk.clock)
    _note(place, casebook_id, newest, found, desk.clock.now())
    if not found.valid:
        wrong = next(check.key for check in found.checks if not check.passed)
        raise CasebookError("drill-failed", folder=str(newest.folder), reason=wrong)
    return Kept(made, Backup(newest.folder, newest.made_at, found))


def drill(backup: Path, key: bytes, clock: Clock) -> Verification:
    """Restore a backup into a folder of its own, open it for writing as one would after a loss, verify it, throw it away."""
    with tempfile.TemporaryDirectory(prefix="drill-", dir=backup.parent) as scratch:
        folder = Path(scratch) / "casebook"
        shutil.copytree(backup, folder)
        with Casebook.open(folder, key, clock) as book:
            files = exhibit_checks(book, key)
            writable = Check("drill", book.writable, "casebook-drill", {"size": book.head().size})
        found = verify_casebook(folder, key)
    checks = (*found.checks, *files, writable)
    good = found.valid and all(check.passed for check in checks)
    return Verification(Verdict.VALID if good else Verdict.INVALID, found.kind, checks)


def _note(place: Path, casebook_id: str, backup: Backup, found: Verification, at: datetime) -> None:
    line = {
        "at": at.replace(tzinfo=None).isoformat(),
        "casebook": casebook_id,
        "backup": backup.folder.name,
        "verdict": found.verdict.value,
    }
    with (place / DRILLS).open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")


def _last_drill(place: Path, casebook_id: str) -> datetime | None:
    """Return when a backup of this casebook was last restored and held."""
    found: datetime | None = None
    try:
        lines = (place / DRILLS).read_text("utf-8").splitlines()
    except OSError:
        return None
    for line in lines:
        try:
            told = json.loads(line)
            if told["casebook"] == casebook_id and told["verdict"] == Verdict.VALID.value:
                found = datetime.fromisoformat(told["at"])
        except (ValueError, KeyError, TypeError):
            continue
    return found
