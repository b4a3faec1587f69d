"""Owns the process that reads foreign files for the wizard, started when first asked for. It refuses to read any here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from console.domain.ports import Progress
from console.gui.processes import worker_command

if TYPE_CHECKING:
    from console.jobs.remote import RemoteWorker

Shape = TypeVar("Shape")


def sizes_of(files: Sequence[Path]) -> list[tuple[Path, int | None]]:
    """Return each file with its size in bytes, None where there is none; blocking, for a lane."""
    return [(path, path.stat().st_size if path.is_file() else None) for path in files]


def signers_in(folder: Path) -> list[tuple[str, str]]:
    """Return identity and name of those whose keys are in a folder; blocking, for a lane."""
    from console.signing.signer import list_signers

    return [(one.identity, f"{one.person} · {one.organisation}") for one in list_signers(folder)]


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
