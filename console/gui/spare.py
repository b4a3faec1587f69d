"""Owns the worker process that is started with the window: it loads the engine and the definitions while the window is built.

It refuses to wait for it, to serve anybody who asks for other limits than it was started with, and to import the toolkit,
the words or the engine: it stands at the very start of the program, so that everything else is loaded beside it.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from console import paths
from console.errors import SettingsError
from console.gui.processes import worker_command
from console.jobs.remote import RemoteWorker, WorkerLimits
from console.settings import GIBIBYTE, Settings, read_settings

WARM_UP = "warm-up"


class Spare:
    """One worker process that nobody uses yet."""

    def __init__(self, resources: Path, settings: Settings) -> None:
        self._command = worker_command(resources)
        self._limits = WorkerLimits(int(settings.memory_gibibytes * GIBIBYTE), settings.threads)
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

    def __enter__(self) -> Spare:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_spare() -> Spare:
    """Start a worker process with the limits of the settings, the usual ones where those cannot be read.

    Whoever shows the window says what is wrong with the settings.
    """
    try:
        settings = read_settings(paths.settings_file())
    except SettingsError:
        settings = Settings()
    return Spare(paths.resource_root(), settings)
