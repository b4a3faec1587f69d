"""Lanes run work off the window's thread, drop what is stale, cancel, and leave no thread."""

from __future__ import annotations

import gc
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from console.domain.ports import Progress, stop_if_cancelled
from console.errors import ExtractError
from console.gui.faults import Failure
from console.gui.tasks import Lane, Lanes, Step, Ticket
from console.gui.words import say

WORDS = say("progress-working")


@pytest.fixture
def lane(nothing_left_behind: None) -> Lane:
    """A lane that the test closes by its fixture."""
    return Lane("test")


def test_work_runs_elsewhere_and_its_value_comes_back(lane: Lane, qtbot: QtBot) -> None:
    """The value arrives on the window's thread; the work ran on another."""
    ticket = lane.submit(lambda progress: threading.get_ident(), WORDS)
    with qtbot.waitSignal(ticket.succeeded, timeout=60000) as seen:
        pass
    assert seen.args is not None
    assert seen.args[0] != threading.get_ident()
    assert ticket.done
    lane.close()


def test_answers_that_came_while_the_window_was_busy_are_told_one_a_turn(lane: Lane, qtbot: QtBot) -> None:
    """In their order; each may draw a chart, and no key should wait for all of them."""
    told: list[int] = []
    tickets = [lane.submit(lambda _progress, n=n: n, WORDS) for n in range(4)]  # type: ignore[misc]
    for ticket in tickets:
        ticket.succeeded.connect(told.append)
    last = threading.Event()
    lane.submit(lambda _progress: last.set(), WORDS)
    assert last.wait(20), "all four are answered before the window looks"
    QCoreApplication.sendPostedEvents()
    assert told == [], "what arrives is kept, not shown"
    for number in range(4):
        lane._deliver()
        assert told == list(range(number + 1))
        assert lane.busy
    qtbot.waitUntil(lambda: not lane.busy, timeout=60000)
    lane.close()


def test_a_later_request_in_the_same_slot_drops_the_earlier(lane: Lane, qtbot: QtBot) -> None:
    """Only the last of three requests for a slot is ever heard of."""
    heard: list[object] = []

    def slow(value: int, progress: Progress) -> int:
        for _ in range(40):
            stop_if_cancelled(progress)
            time.sleep(0.005)
        return value

    tickets = [lane.submit(lambda p, n=n: slow(n, p), WORDS, "index") for n in range(3)]  # type: ignore[misc]
    for ticket in tickets:
        ticket.succeeded.connect(heard.append)
        ticket.cancelled.connect(lambda: heard.append("cancelled"))
    with qtbot.waitSignal(tickets[-1].finished, timeout=60000):
        pass
    assert heard == [2]
    assert [ticket.stale for ticket in tickets] == [True, True, False]
    lane.close()


def test_cancelling_is_told_and_is_no_failure(lane: Lane, qtbot: QtBot) -> None:
    """A cancelled ticket says so."""
    started = threading.Event()

    def endless(progress: Progress) -> None:
        started.set()
        while True:
            stop_if_cancelled(progress)
            time.sleep(0.002)

    ticket = lane.submit(endless, WORDS)
    failed: list[object] = []
    ticket.failed.connect(failed.append)
    assert started.wait(60)
    with qtbot.waitSignal(ticket.cancelled, timeout=60000):
        ticket.cancel()
    assert failed == []
    lane.close()


def test_an_error_comes_back_as_a_failure_with_its_sentence_code(lane: Lane, qtbot: QtBot) -> None:
    """Our own errors and foreign ones both arrive as values; the lane goes on working."""

    def ours(progress: Progress) -> None:
        raise ExtractError("file-not-found", file="a.duckdb")

    ticket = lane.submit(ours, WORDS)
    with qtbot.waitSignal(ticket.failed, timeout=60000) as seen:
        pass
    assert seen.args is not None
    failure = seen.args[0]
    assert isinstance(failure, Failure)
    assert failure.known
    assert failure.code.endswith("file-not-found")
    again = lane.submit(lambda progress: 1 // 0, WORDS)
    with qtbot.waitSignal(again.failed, timeout=60000) as seen_again:
        pass
    assert seen_again.args is not None
    assert not seen_again.args[0].known
    assert "ZeroDivisionError" in seen_again.args[0].diagnostics()
    lane.close()


def test_progress_arrives_as_steps(lane: Lane, qtbot: QtBot) -> None:
    """What the work reports reaches the ticket as fraction and phrase."""
    steps: list[Step] = []

    def work(progress: Progress) -> None:
        progress.report(0.25, "query")
        progress.report(0.5, "sort")

    ticket = lane.submit(work, WORDS)
    ticket.progressed.connect(steps.append)
    with qtbot.waitSignal(ticket.finished, timeout=60000):
        pass
    assert [(step.fraction, step.words.key) for step in steps] == [
        (0.25, "progress-query"),
        (0.5, "progress-sort"),
    ]
    lane.close()


def test_lanes_tell_whether_anything_works_and_close_all(nothing_left_behind: None, qtbot: QtBot) -> None:
    """Closing waits for the thread and nothing is heard afterwards."""
    lanes = Lanes()
    heard: list[object] = []
    ticket = lanes.lane("readings").submit(lambda progress: time.sleep(0.05), WORDS)
    ticket.finished.connect(lambda: heard.append("finished"))
    assert lanes.busy
    lanes.close()
    qtbot.wait(30)
    assert heard == []


def test_work_that_ended_leaves_no_ticket(lane: Lane, qtbot: QtBot) -> None:
    """What was connected to a ticket and holds it is freed with it."""
    heard: list[tuple[bool, object]] = []
    kept: list[weakref.ref[Ticket]] = []

    def ask(number: int) -> Ticket:
        ticket = lane.submit(lambda _progress: number, WORDS)
        ticket.succeeded.connect(lambda value: heard.append((ticket.done, value)))
        kept.append(weakref.ref(ticket))
        return ticket

    for number in range(20):
        with qtbot.waitSignal(ask(number).finished, timeout=60000):
            pass
    qtbot.waitUntil(lambda: gc.collect() >= 0 and not any(ref() for ref in kept), timeout=60000)
    assert heard == [(True, number) for number in range(20)]
    lane.close()
