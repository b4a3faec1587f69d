"""Owns the worker process that is started with the window: it loads the engine and the definitions while the window is built.

It refuses to wait for it, and to serve anybody who asks for other limits than it was started with.
"""

from __future__ import annotations

from threading import Lock

from console import bootstrap
from console.gui.session import worker_command
from console.jobs.remote import RemoteWorker, WorkerLimits

WARM_UP = "warm-up"


class Spare:
    """One worker process that nobody uses yet."""

    def __init__(self, start: bootstrap.Context) -> None:
        self._command = worker_command(start.resources)
        self._limits = WorkerLimits(start.memory_bytes, start.settings.threads)
        self._worker: RemoteWorker | None = RemoteWorker(self._command, self._limits)
        self._worker.start(WARM_UP)
        self._lock = Lock()

    def take(self, limits: WorkerLimits) -> RemoteWorker:
        """Return the process that waits, once; later and for other limits one that is started when first asked."""
        with self._lock:
            waiting = self._worker
            if waiting is not None and limits == self._limits:
                self._worker = None
                return waiting
        return RemoteWorker(self._command, limits)

    def close(self) -> None:
        """End the process where nobody took it."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None
