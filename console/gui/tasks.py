"""Owns work off the window's thread: lanes, tickets, progress, cancelling, and dropping results nobody waits for any more.

A lane is one thread that runs one piece of work at a time, in order. It refuses to let work touch a widget: work gets a
Progress and returns a value; everything else comes back as signals on the window's thread.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from console.domain.ports import Progress
from console.errors import Cancelled, Fact
from console.gui.faults import Failure, attempt
from console.gui.words import Say, say

T = TypeVar("T")
Work = Callable[[Progress], T]
REPORT_EVERY = 0.05  # seconds between two progress signals of one ticket


@dataclass(frozen=True, slots=True)
class Step:
    """How far a piece of work is: 0 to 1 or None where unknown, and what it is doing."""

    fraction: float | None
    words: Say


class Ticket(QObject):
    """One piece of work that was asked for. Connect to its signals before returning to the event loop.

    ``stale`` becomes true when a later request took its slot; a stale ticket never emits ``succeeded`` or ``failed``.
    """

    started = Signal()
    progressed = Signal(object)  # Step
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # Failure
    cancelled = Signal()
    finished = Signal()  # after any of the three above

    def __init__(self, words: Say, slot: str, generation: int) -> None:
        super().__init__()
        self.words = words
        self.slot = slot
        self.generation = generation
        self.stale = False
        self.done = False
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next look; the ticket then says ``cancelled``."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()


class _Reporter:
    """The Progress given to work; carries reports over to the window's thread, not more often than eyes can follow."""

    def __init__(self, ticket: Ticket, post: Callable[[Ticket, Step], None]) -> None:
        self._ticket = ticket
        self._post = post
        self._last = 0.0
        self._last_key = ""

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        """Pass on how far the work is."""
        now = time.monotonic()
        if key == self._last_key and now - self._last < REPORT_EVERY:
            return
        self._last, self._last_key = now, key
        self._post(self._ticket, Step(fraction, say(f"progress-{key}", **facts)))

    def cancelled(self) -> bool:
        """Say whether the work should stop."""
        return self._ticket.stopping


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    """What became of a piece of work."""

    value: T | None
    failure: Failure | None
    cancelled: bool


class _Thread(QThread):
    """The thread of a lane: takes work, runs it, posts what became of it."""

    began = Signal(object)
    stepped = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.queue: SimpleQueue[tuple[Ticket, Work[object]] | None] = SimpleQueue()

    def run(self) -> None:
        """Run work until told to end."""
        while (asked := self.queue.get()) is not None:
            ticket, work = asked
            if ticket.stopping:
                self.ended.emit(ticket, _Outcome(None, None, True))
                continue
            self.began.emit(ticket)
            self.ended.emit(ticket, self._outcome(ticket, work))
            del ticket, work, asked

    def _outcome(self, ticket: Ticket, work: Work[object]) -> _Outcome[object]:
        reporter = _Reporter(ticket, self.stepped.emit)
        value, failure = attempt(lambda: work(reporter))
        if failure is not None and isinstance(failure.error, Cancelled):
            return _Outcome(None, None, True)
        return _Outcome(value, failure, False)


class Lane(QObject):
    """One worker thread. ``submit`` returns a Ticket; a new request in the same slot makes the earlier one stale."""

    busy_changed = Signal(bool)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._generation = 0
        self._open: dict[int, Ticket] = {}
        self._latest: dict[str, Ticket] = {}
        self._arrived: deque[tuple[Ticket, _Outcome[object]]] = deque()
        self._bell = QTimer(self)
        self._bell.setInterval(0)
        self._bell.timeout.connect(self._deliver)
        self._thread = _Thread(f"lane-{name}")
        self._thread.began.connect(self._began)
        self._thread.stepped.connect(self._stepped)
        self._thread.ended.connect(self._ended)

    @property
    def busy(self) -> bool:
        """Whether anything is asked for and not yet finished."""
        return bool(self._open)

    def submit(self, work: Work[object], words: Say, slot: str = "") -> Ticket:
        """Ask for work; ``words`` say what is being computed, ``slot`` is what the result replaces ("" replaces nothing)."""
        self._generation += 1
        ticket = Ticket(words, slot, self._generation)
        earlier = self._latest.get(slot)
        if slot and earlier is not None and not earlier.done:
            earlier.stale = True
            earlier.cancel()
        if slot:
            self._latest[slot] = ticket
        self._open[ticket.generation] = ticket
        if not self._thread.isRunning():
            self._thread.start()
        self._thread.queue.put((ticket, work))
        self._tell_busy()
        return ticket

    def cancel_all(self) -> None:
        """Ask everything to stop."""
        for ticket in self._open.values():
            ticket.cancel()

    def close(self) -> None:
        """Stop the thread after the present work looked at its Progress; no signal is emitted afterwards."""
        self.cancel_all()
        for ticket in self._open.values():
            ticket.stale = True
        if self._thread.isRunning():
            self._thread.queue.put(None)
            self._thread.wait()

    @Slot(object)
    def _began(self, ticket: Ticket) -> None:
        if not ticket.stale:
            ticket.started.emit()

    @Slot(object, object)
    def _stepped(self, ticket: Ticket, step: Step) -> None:
        if not ticket.stale and not ticket.done:
            ticket.progressed.emit(step)

    @Slot(object, object)
    def _ended(self, ticket: Ticket, outcome: _Outcome[object]) -> None:
        """Keep what arrived until its turn: answers that came while the window was busy are shown one a turn."""
        self._arrived.append((ticket, outcome))
        self._bell.start()

    @Slot()
    def _deliver(self) -> None:
        ticket, outcome = self._arrived.popleft()
        if not self._arrived:
            self._bell.stop()
        ticket.done = True
        self._open.pop(ticket.generation, None)
        if self._latest.get(ticket.slot) is ticket:
            del self._latest[ticket.slot]
        if not ticket.stale:
            self._tell(ticket, outcome)
        ticket.deleteLater()  # Qt holds what was connected, and that holds the ticket: neither would ever be freed
        self._tell_busy()

    def _tell(self, ticket: Ticket, outcome: _Outcome[object]) -> None:
        if outcome.cancelled or (ticket.stopping and outcome.failure is not None):
            ticket.cancelled.emit()
        elif outcome.failure is not None:
            ticket.failed.emit(outcome.failure)
        else:
            ticket.succeeded.emit(outcome.value)
        ticket.finished.emit()

    def _tell_busy(self) -> None:
        self.busy_changed.emit(self.busy)


class Lanes(QObject):
    """The lanes of a window, made when first asked for: readings, workbench, casebook, files …"""

    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, Lane] = {}

    def lane(self, name: str) -> Lane:
        """Return the lane of this name."""
        if name not in self._lanes:
            self._lanes[name] = Lane(name, self)
            self._lanes[name].busy_changed.connect(self._tell_busy)
        return self._lanes[name]

    @property
    def busy(self) -> bool:
        """Whether any lane works."""
        return any(lane.busy for lane in self._lanes.values())

    def cancel_all(self) -> None:
        """Ask everything everywhere to stop."""
        for lane in self._lanes.values():
            lane.cancel_all()

    def close(self) -> None:
        """Stop every thread."""
        for lane in self._lanes.values():
            lane.close()

    @Slot(bool)
    def _tell_busy(self, _busy: bool) -> None:
        self.busy_changed.emit(self.busy)
