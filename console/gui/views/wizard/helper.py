"""Owns the process that reads foreign files for the wizard, started when first asked for. It refuses to read any here."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from console.domain.ports import Progress
from console.gui.processes import worker_command

if TYPE_CHECKING:
    from console.jobs.remote import RemoteWorker

Shape = TypeVar("Shape")


class Helper:
    """One worker process with a memory limit of its own; it ends with ``close``, and with this process in any case."""

    def __init__(self, resources: Path, memory_bytes: int, threads: int) -> None:
        self._resources = resources
        self._memory_bytes, self._threads = memory_bytes, threads
        self._worker: RemoteWorker | None = None
        self._lock = Lock()

    def call(self, job: str, arguments: object, progress: Progress, shape: type[Shape]) -> Shape:
        """Do a job; blocking, for a lane. Raises the job's own error, or Cancelled."""
        return self._living().call(job, arguments, progress, shape)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None

    def _living(self) -> RemoteWorker:
        from console.jobs.remote import RemoteWorker, WorkerLimits

        with self._lock:
            if self._worker is None:
                limits = WorkerLimits(self._memory_bytes, self._threads)
                self._worker = RemoteWorker(worker_command(self._resources), limits)
            return self._worker
