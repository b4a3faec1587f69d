"""Owns the folder for what does not fit into memory: private, one a process, purged. It refuses to touch a living one.

Spill files outlive a killed process, so whoever starts next removes every folder whose owner no longer holds its lock.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from console.errors import LimitError
from console.paths import cache_folder

LOCK_NAME = "held"
PREFIX = "spill-"
TRIES = 5  # a file system that knows no locks is no reason to wait for one


class Spill:
    """A folder of one connection; ``close`` removes it."""

    def __init__(self, parent: Path | None = None, prefix: str = PREFIX) -> None:
        base = spill_parent() if parent is None else parent
        try:
            base.mkdir(parents=True, exist_ok=True)
            purge(base, prefix)
            folder, lock = _held_folder(base, prefix)
        except OSError as error:
            raise LimitError("spill-folder", folder=str(base), detail=error.strerror or "") from error
        self.folder = folder
        self._lock: IO[bytes] | None = lock

    @property
    def work(self) -> Path:
        """Return the folder DuckDB writes to; it removes the folder itself when it closes."""
        return self.folder / "work"

    def close(self) -> None:
        """Let go and remove the folder."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            shutil.rmtree(self.folder, ignore_errors=True)


def spill_parent() -> Path:
    """Return the folder that holds every process's spill folder."""
    return cache_folder() / "spill"


def purge(parent: Path, prefix: str = PREFIX) -> int:
    """Remove the folders nobody holds any more and return how many there were."""
    left = [folder for folder in parent.iterdir() if folder.name.startswith(prefix) and folder.is_dir()]
    return sum(_remove_if_left(folder) for folder in left)


def _held_folder(base: Path, prefix: str, tries: int = TRIES) -> tuple[Path, IO[bytes]]:
    """Make a folder with its lock held; one that is not held yet may be cleared away by who starts just now: then another."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
    path = folder / LOCK_NAME
    try:
        lock = path.open("wb")
    except FileNotFoundError:
        if tries == 1:
            raise
        return _held_folder(base, prefix, tries - 1)
    if (_hold(lock) and _is_there(path, lock)) or tries == 1:
        return folder, lock
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)
    return _held_folder(base, prefix, tries - 1)


def _is_there(path: Path, lock: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(lock.fileno()))
    except FileNotFoundError:
        return False


def _remove_if_left(folder: Path) -> bool:
    """Remove a folder nobody holds. Its maker puts the lock there first of all, so one that holds things and has none is left."""
    for _twice in range(2):  # a lock that appears between two looks is that of a folder being made
        try:
            with (folder / LOCK_NAME).open("r+b") as lock:
                if not _hold(lock):
                    return False
                shutil.rmtree(folder, ignore_errors=True)  # held until it is gone: nobody takes it meanwhile
            break
        except FileNotFoundError:
            with contextlib.suppress(OSError):
                folder.rmdir()
        except OSError:
            return False
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _hold(lock: IO[bytes]) -> bool:
    """Lock the file for this process and say whether that worked; the lock ends with the process, however it ends."""
    if os.name == "nt":
        return _hold_on_windows(lock)
    import fcntl

    with contextlib.suppress(OSError):
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _hold_on_windows(lock: IO[bytes]) -> bool:
    import importlib

    windows = importlib.import_module("msvcrt")
    with contextlib.suppress(OSError):
        windows.locking(lock.fileno(), windows.LK_NBLCK, 1)
        return True
    return False
