"""Owns the worker process from its owner's side: asks, hears, interrupts, kills, starts again.

A job that does not stop within a second of being asked is killed with its process; the next one is started at once and
told everything it was prepared with. It refuses two jobs at a time: callers wait their turn.
"""

from __future__ import annotations

import itertools
import os
import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar, cast

from console import errors
from console.domain.ports import Progress, Silent
from console.errors import Cancelled, ExitCode, LimitError, PlumblineError
from console.jobs.frames import (
    Asked,
    Fault,
    FrameError,
    Interrupt,
    Outcome,
    Request,
    Told,
    plain,
    read_frame,
    shaped,
    write_frame,
)

Shape = TypeVar("Shape")
PATIENCE_S = 1.0  # how long a job may take to stop before its process is killed
LOOK_EVERY_S = 0.02
GOODBYE_S = 2.0
MEMORY_SIGNALS = frozenset(
    {-6, -9, -11}
)  # abort, kill by the system, fault: how running out of memory ends a process
BROKEN = 1  # killed by us for what it said, not by the system
MEMORY_WORDS = ("MemoryError", "bad_alloc", "Cannot allocate memory")
KINDS: tuple[type[PlumblineError], ...] = (
    errors.UsageError,
    errors.ExtractError,
    errors.DefinitionError,
    errors.InputError,
    errors.QueryError,
    errors.SettingsError,
    errors.CasebookError,
    errors.KeyStoreError,
    errors.SigningError,
    errors.LimitError,
    FrameError,
)


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What a worker may use: address space in bytes, and DuckDB threads (0 means all cores)."""

    memory_bytes: int
    threads: int = 0

    def words(self) -> list[str]:
        """Return the limits as the worker's command line takes them."""
        return ["--memory", str(self.memory_bytes), "--threads", str(self.threads)]


class RemoteWorker:
    """A worker process. ``command`` starts one, for example ``[python, "main.py", "--worker"]``."""

    def __init__(self, command: Sequence[str], limits: WorkerLimits) -> None:
        self._command = [*command, *limits.words()]
        self._ids = itertools.count(1)
        self._lane = threading.Lock()
        self._stop = threading.Event()
        self._prepared: list[tuple[str, Any]] = []
        self._awaited: list[int] = []
        self._child: _Child | None = None

    def call(
        self,
        job: str,
        arguments: object = None,
        progress: Progress | None = None,
        shape: type[Shape] | None = None,
    ) -> Shape:
        """Do a job and return what it returned, as ``shape`` where one is given.

        Raises the job's own error, Cancelled where ``progress`` or ``interrupt`` asked for a stop, LimitError where the
        worker ran out of memory.
        """
        with self._lane:
            self._stop.clear()
            value = self._exchange(job, plain(arguments), progress or Silent())
        return cast(Shape, value) if shape is None else shaped(value, shape)

    def prepare(
        self,
        job: str,
        arguments: object = None,
        progress: Progress | None = None,
        shape: type[Shape] | None = None,
    ) -> Shape:
        """Do a job now and again in every process started later, for example the opening of an extract."""
        value = self.call(job, arguments, progress, shape)
        with self._lane:
            self._prepared.append((job, plain(arguments)))
        return value

    def forget(self) -> None:
        """Prepare no later process with anything."""
        with self._lane:
            self._prepared.clear()

    def start(self, first: str = "") -> None:
        """Start the process now, so that the first call does not wait for it; ``first`` is a job it begins with, unwaited."""
        with self._lane:
            if first:
                self._prepared.append((first, None))
            self._living()

    def interrupt(self) -> None:
        """Stop the job that runs, from any thread; harmless when none does."""
        self._stop.set()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._stop.set()
        with self._lane:
            if self._child is not None:
                self._child.end()
                self._child = None
            self._awaited.clear()

    def __enter__(self) -> RemoteWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exchange(self, job: str, arguments: Any, progress: Progress) -> Any:
        child = self._living()
        while self._awaited:
            self._await_prepared(child, progress)
        return self._await(child, self._ask(child, job, arguments), progress)

    def _await_prepared(self, child: _Child, progress: Progress) -> None:
        """A process that could not be prepared is of no use to anybody: the next call starts another."""
        try:
            self._await(child, self._awaited[0], progress)
        except PlumblineError:
            if self._child is child:
                child.kill()
                self._child = None
            raise
        self._awaited.pop(0)

    def _living(self) -> _Child:
        if self._child is None or not self._child.lives():
            self._child = _Child(self._command)
            self._awaited = [self._ask(self._child, job, arguments) for job, arguments in self._prepared]
        return self._child

    def _ask(self, child: _Child, job: str, arguments: Any) -> int:
        asked = next(self._ids)
        child.say(Request(asked, job, arguments))
        return asked

    def _await(self, child: _Child, asked: int, progress: Progress) -> Any:
        stopping: float | None = None
        while True:
            if stopping is None and (self._stop.is_set() or progress.cancelled()):
                stopping = time.monotonic()
                child.say(Interrupt(asked))
            if stopping is not None and time.monotonic() - stopping > PATIENCE_S:
                self._replace(child)
                raise Cancelled
            told = child.hear(LOOK_EVERY_S)
            if told is None:
                continue
            if isinstance(told, _Ended):
                self._replace(child)
                raise told.error(stopped=stopping is not None)
            if told.id != asked:
                continue
            if isinstance(told, Outcome):
                return told.value
            if isinstance(told, Fault):
                raise rebuilt(told)
            progress.report(told.fraction, told.key, **told.facts)

    def _replace(self, child: _Child) -> None:
        child.kill()
        self._child = None
        if child.answered:  # one that never said a word would only fail again
            self._living()


def rebuilt(fault: Fault) -> PlumblineError:
    """Return the error a worker raised."""
    if fault.kind == Cancelled.__name__:
        return Cancelled()
    kind = next((each for each in KINDS if each.__name__ == fault.kind), PlumblineError)
    code = next((each for each in ExitCode if each == fault.exit_code), ExitCode.FAULT)
    return kind(fault.key, exit_code=code, **fault.facts)


@dataclass(frozen=True, slots=True)
class _Ended:
    """The process is gone: its return code and its last words."""

    code: int
    words: str

    def error(self, stopped: bool) -> PlumblineError:
        """Return what that means for whoever waited."""
        if stopped:
            return Cancelled()
        if self.code in MEMORY_SIGNALS or any(word in self.words for word in MEMORY_WORDS):
            return LimitError("memory-reached")
        last = self.words.strip().splitlines()[-1:] or ["—"]
        return PlumblineError("worker-died", code=self.code, detail=last[0])


class _Child:
    """One process and the two threads that listen to it."""

    def __init__(self, command: Sequence[str]) -> None:
        self.answered = False
        self._heard: queue.SimpleQueue[Told | _Ended] = queue.SimpleQueue()
        self._words: deque[str] = deque(maxlen=40)
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, "MALLOC_ARENA_MAX": "2", "PYTHONIOENCODING": "utf-8"},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise PlumblineError("worker-start", command=command[0], detail=error.strerror or "") from error
        self._threads = [
            threading.Thread(target=work, daemon=True)
            for work in (self._listen_to_words, self._listen_to_frames)
        ]
        for thread in self._threads:
            thread.start()

    def lives(self) -> bool:
        return self._process.poll() is None

    def say(self, message: Asked) -> None:
        """Send a message; a process that is gone is heard of as ended."""
        try:
            write_frame(cast(BinaryIO, self._process.stdin), message)
        except (BrokenPipeError, ValueError, OSError):
            return

    def hear(self, patience: float) -> Told | _Ended | None:
        try:
            return self._heard.get(timeout=patience)
        except queue.Empty:
            return None

    def kill(self) -> None:
        self._process.kill()
        self._release()

    def end(self) -> None:
        """Close its input, which ends it; kill it where it does not heed that."""
        cast(BinaryIO, self._process.stdin).close()
        try:
            self._process.wait(GOODBYE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._release()

    def _release(self) -> None:
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            _close_quietly(cast(BinaryIO, stream))

    def _listen_to_frames(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        try:
            while (told := read_frame(stream, Told)) is not None:
                self.answered = True
                self._heard.put(cast(Told, told))
            code = self._process.wait()
        except FrameError as error:
            self._process.kill()
            code = BROKEN
            self._words.append(str(error))
        self._threads[0].join()
        self._heard.put(_Ended(code, "\n".join(self._words)))

    def _listen_to_words(self) -> None:
        for line in cast(BinaryIO, self._process.stderr):
            self._words.append(line.decode("utf-8", "replace").rstrip())


def _close_quietly(stream: BinaryIO) -> None:
    try:
        stream.close()
    except OSError:
        return
