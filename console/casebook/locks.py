"""Owns the lock that lets one process at a time write a casebook. It refuses to wait for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from console.errors import CasebookError

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from opening for writing until closing; the system lets go of it when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise CasebookError(
                "casebook-folder-read-only", folder=str(path.parent), detail=str(fault.strerror)
            ) from fault
        try:
            _take(self._descriptor)
        except OSError as fault:
            os.close(self._descriptor)
            raise CasebookError(
                "casebook-in-use", folder=str(path.parent), detail=str(fault.strerror)
            ) from fault

    def release(self) -> None:
        """Let the next one write."""
        os.close(self._descriptor)
