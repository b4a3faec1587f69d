"""Owns the worker process: hears requests, does one at a time, tells progress, outcomes and faults, stops when asked.

It refuses to outlive its owner: the end of its input ends it, whatever it is doing. A fault that is not ours ends it
too; its owner reads the last words and starts another.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections.abc import Sequence
from typing import BinaryIO

from console.engine.limits import limit_memory
from console.errors import Cancelled, Fact, LimitError, PlumblineError
from console.jobs.desk import Desk
from console.jobs.frames import (
    Asked,
    Fault,
    FrameError,
    Interrupt,
    Outcome,
    Progressed,
    Request,
    Told,
    plain,
    read_frame,
    write_frame,
)
from console.worker.limits import Limits, read_limits
from console.worker.protocol import JOBS, Job, find_job

REPORT_EVERY_S = 0.05
ENDED_BY_OWNER = 0
BROKEN_INPUT = 2


class Loop:
    """One worker: a thread that hears, and the main thread that works."""

    def __init__(self, jobs: Sequence[Job], limits: Limits, heard: BinaryIO, said: BinaryIO) -> None:
        self._jobs = jobs
        self._desk = Desk(limits.memory_bytes, limits.threads)
        self._heard = heard
        self._said = said
        self._saying = threading.Lock()
        self._waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._turn = threading.Lock()
        self._running = 0
        self._stopped: set[int] = set()

    def run(self) -> int:
        """Work until the input ends."""
        threading.Thread(target=self._hear, daemon=True).start()
        while True:
            self._serve(self._waiting.get())

    def say(self, message: Told) -> None:
        """Tell the owner something, from any thread."""
        with self._saying:
            write_frame(self._said, message)

    def stopped(self, asked: int) -> bool:
        """Say whether the owner wants this request stopped."""
        return asked in self._stopped

    def _hear(self) -> None:
        try:
            while (message := read_frame(self._heard, Asked)) is not None:
                if isinstance(message, Request):
                    self._waiting.put(message)
                elif isinstance(message, Interrupt):
                    self._interrupt(message.id)
        except FrameError as error:
            sys.stderr.write(f"{error}\n")
            sys.stderr.flush()
            os._exit(BROKEN_INPUT)
        os._exit(ENDED_BY_OWNER)  # the main thread may be deep in a query; nothing here needs an orderly end

    def _interrupt(self, asked: int) -> None:
        with self._turn:
            self._stopped.add(asked)
            if asked == self._running:
                self._desk.interrupt()

    def _serve(self, request: Request) -> None:
        with self._turn:
            self._running = request.id
        try:
            answer = self._answer(request)
        finally:
            with self._turn:
                self._running = 0
                self._stopped.discard(request.id)
        self.say(answer)

    def _answer(self, request: Request) -> Told:
        progress = _Reporter(self, request.id)
        try:
            if progress.cancelled():
                raise Cancelled
            value = find_job(self._jobs, request.job).run(self._desk, request.arguments, progress)
            return Outcome(request.id, plain(value))
        except PlumblineError as error:
            return fault_frame(request.id, error)
        except MemoryError:
            return fault_frame(request.id, LimitError("memory-reached"))


class _Reporter:
    """The Progress of a job in a worker: reports become frames, not more often than eyes can follow."""

    def __init__(self, loop: Loop, asked: int) -> None:
        self._loop = loop
        self._asked = asked
        self._last = 0.0
        self._last_key = ""

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Tell the owner how far the job is."""
        now = time.monotonic()
        if key == self._last_key and now - self._last < REPORT_EVERY_S:
            return
        self._last, self._last_key = now, key
        self._loop.say(Progressed(self._asked, fraction, key, dict(facts)))

    def cancelled(self) -> bool:
        """Say whether the owner wants the job stopped."""
        return self._loop.stopped(self._asked)


def fault_frame(asked: int, error: PlumblineError) -> Fault:
    """Return what tells the owner of an error."""
    return Fault(asked, type(error).__name__, error.key, dict(error.facts), int(error.exit_code))


def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take input and output for frames alone: whatever else prints goes to the error stream and breaks no frame."""
    heard, said = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(heard, "rb"), os.fdopen(said, "wb")


def run_worker(jobs: Sequence[Job] = JOBS) -> int:
    """Be a worker process until the owner lets go."""
    limits = read_limits(sys.argv[1:])
    heard, said = own_streams()
    if limits.memory_bytes:
        limit_memory(limits.memory_bytes)
    return Loop(jobs, limits, heard, said).run()
