"""Owns measuring how long the window's thread is away from its event loop, and where it was meanwhile. It refuses to guess.

A precise timer ticks every few milliseconds; where a tick is late, the thread was busy or waiting. The processor time of the
gap is what our own calls cost, whatever else the machine does; its wall time also holds waiting for locks and files. A machine
that is slower, or that a neighbour slows, is allowed as much longer as a fixed piece of work takes longer on it at that moment.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import Qt, QTimer

LONGEST_MS = 50.0
TICK_MS = 4
WATCH_EVERY_S = 0.01
FIXED = 80_000
USUAL_MS = 5.0  # of the fixed piece of work, where the limit was set


def slowness() -> float:
    """Return how many times as long as usual a fixed piece of work takes now; never less than once."""
    return max(1.0, min(_worked() for _ in range(3)) / USUAL_MS)


def _worked() -> float:
    began = time.thread_time()
    sum(number * number % 7 for number in range(FIXED))
    return (time.thread_time() - began) * 1000


@dataclass(frozen=True, slots=True)
class Stall:
    """One gap longer than allowed: milliseconds on the clock and on the processor, and the innermost calls seen in it."""

    wall: float
    cpu: float
    where: str


class Stalls:
    """Watches the event loop of the thread that enters it."""

    def __init__(self, longest_ms: float = LONGEST_MS) -> None:
        self.found: list[Stall] = []
        self.ticks = 0
        self.longest_ms = longest_ms
        self.slowness = 1.0
        self._last = (time.perf_counter(), time.thread_time())
        self._seen = ""
        self._owner = threading.get_ident()
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="stalls", daemon=True)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def busy(self) -> list[Stall]:
        """Return the gaps that cost more processor time than allowed."""
        return [stall for stall in self.found if stall.cpu > self.longest_ms * self.slowness]

    def __enter__(self) -> Stalls:
        self._last = (time.perf_counter(), time.thread_time())
        self._watcher.start()
        self._timer.start(TICK_MS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._stop.set()
        self._watcher.join()
        self.slowness = slowness()

    def _tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        wall, cpu = (now[0] - self._last[0]) * 1000, (now[1] - self._last[1]) * 1000
        if wall - TICK_MS > self.longest_ms:
            self.found.append(Stall(round(wall, 1), round(cpu, 1), self._seen))
        self._last = now
        self._seen = ""
        self.ticks += 1

    def _watch(self) -> None:
        """Look at the stack while a gap grows too long; the longest look is kept."""
        while not self._stop.wait(WATCH_EVERY_S):
            if (time.perf_counter() - self._last[0]) * 1000 < self.longest_ms / 2:
                continue
            frame = sys._current_frames().get(self._owner)
            stack = traceback.extract_stack(frame) if frame is not None else []
            ours = [f"{one.filename.rpartition('/')[2]}:{one.lineno} {one.name}" for one in stack]
            self._seen = " < ".join(reversed(ours[-6:]))
