"""Owns a progress that several threads tell. It refuses to let them go on once one of them failed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from console.domain.ports import Progress
from console.errors import Fact


class SharedProgress:
    """A progress that several threads tell, one at a time; all of them hear that they should stop once ``stopped`` is set."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._lock, self.stopped = progress, threading.Lock(), False

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Pass on how far a job is."""
        with self._lock:
            self._progress.report(fraction, key, **facts)

    def cancelled(self) -> bool:
        """Say whether the job should stop, because somebody wants it or because part of it failed."""
        with self._lock:
            return self.stopped or self._progress.cancelled()

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Stop all the others where what is done meanwhile fails."""
        try:
            yield
        except BaseException:
            self.stopped = True
            raise
