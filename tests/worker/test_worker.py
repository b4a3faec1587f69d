"""Owns the tests of the worker process from its owner's side. It refuses to fake the process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from console.domain.ports import Silent
from console.errors import Cancelled, ExitCode, ExtractError, Fact, LimitError, PlumblineError, UsageError
from console.jobs.remote import RemoteWorker, WorkerLimits
from console.paths import resource_root

ROUGH = [sys.executable, str(Path(__file__).with_name("rough_worker.py"))]
LIMITS = WorkerLimits(memory_bytes=1 << 30, threads=1)
SLOW = "SELECT sum(hash(a.range + b.range)) FROM range(3000000) a, range(100000) b"


@pytest.fixture
def worker() -> Iterator[RemoteWorker]:
    with RemoteWorker(ROUGH, LIMITS) as started:
        yield started


class StopsAfter(Silent):
    """A progress that is stopped some seconds after it is first looked at."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.since: float | None = None
        self.told: list[tuple[float | None, str]] = []

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        self.told.append((fraction, key))

    def cancelled(self) -> bool:
        self.since = self.since or time.monotonic()
        return time.monotonic() - self.since > self.seconds


def process_of(worker: RemoteWorker) -> int:
    told: dict[str, Any] = worker.call("ping")
    return int(told["process"])


def test_a_worker_answers(worker: RemoteWorker) -> None:
    told: dict[str, Any] = worker.call("ping", {"a": [1, 2]})
    assert told["echo"] == {"a": [1, 2]}
    started = time.monotonic()
    for _ in range(50):
        worker.call("ping")
    assert time.monotonic() - started < 1.0


def test_values_come_back_as_they_were(worker: RemoteWorker) -> None:
    assert worker.call("values") == [
        Decimal("0.10"),
        date(2026, 2, 28),
        datetime.fromisoformat("2026-02-28T09:30:00.000001"),
        timedelta(days=-1, seconds=5),
        2**80,
        b"\x00\xff",
        None,
        1.5,
        "名",
    ]
    assert worker.call("values", shape=tuple[Any, ...])[0] == Decimal("0.10")


def test_an_allocation_that_passes_duckdbs_own_limit_is_an_error_one_can_catch(worker: RemoteWorker) -> None:
    if sys.platform != "linux":
        pytest.skip("no limit on address space here")
    worker.call("empty")
    before = process_of(worker)
    with pytest.raises(LimitError) as caught:
        worker.call("rows", "SELECT length(repeat('x', 4000000000))")
    assert (caught.value.key, caught.value.exit_code) == ("memory-reached", ExitCode.MEMORY)
    assert worker.call("rows", "SELECT 1") == [[1]]
    assert process_of(worker) == before


def test_python_running_out_of_memory_is_the_same_error(worker: RemoteWorker) -> None:
    if sys.platform != "linux":
        pytest.skip("no limit on address space here")
    with pytest.raises(LimitError):
        worker.call("python_memory")
    assert process_of(worker)


def test_an_abort_is_a_limit_and_the_next_call_finds_a_new_process(worker: RemoteWorker) -> None:
    before = process_of(worker)
    with pytest.raises(LimitError):
        worker.call("end")
    assert process_of(worker) != before


def test_our_errors_cross_whole(worker: RemoteWorker) -> None:
    with pytest.raises(ExtractError) as caught:
        worker.call("fail")
    assert caught.value.key == "extract-wrong-type"
    assert caught.value.facts == {"file": "a", "table": "t", "column": "c"}
    assert caught.value.exit_code == ExitCode.WRONG_TYPE
    with pytest.raises(UsageError) as unknown:
        worker.call("pign")
    assert unknown.value.facts["nearest"] == "ping"


def test_a_fault_of_ours_ends_the_process_with_its_last_words(worker: RemoteWorker) -> None:
    with pytest.raises(PlumblineError) as caught:
        worker.call("crash")
    assert caught.value.key == "worker-died"
    assert "a fault of ours" in str(caught.value.facts["detail"])
    assert process_of(worker)


def test_a_query_is_stopped_in_its_own_process(worker: RemoteWorker) -> None:
    worker.call("empty")
    before = process_of(worker)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        worker.call("rows", SLOW, StopsAfter(0.3))
    assert time.monotonic() - started < 1.3
    assert process_of(worker) == before


def test_an_interrupt_from_another_thread(worker: RemoteWorker) -> None:
    worker.interrupt()
    worker.call("empty")
    caller = threading.Timer(0.3, worker.interrupt)
    caller.start()
    with pytest.raises(Cancelled):
        worker.call("polite")
    caller.join()
    assert worker.call("rows", "SELECT 2") == [[2]]


def test_what_does_not_heed_is_killed_after_a_second_and_its_successor_is_prepared(
    worker: RemoteWorker,
) -> None:
    worker.prepare("empty")
    before = process_of(worker)
    started = time.monotonic()
    with pytest.raises(Cancelled):
        worker.call("deaf", progress=StopsAfter(0.1))
    stopped = time.monotonic()
    assert 1.0 <= stopped - started < 2.0
    assert worker.call("rows", "SELECT 3") == [[3]]
    assert process_of(worker) != before


class StopsWhenHeard(StopsAfter):
    """A progress that is stopped once it heard enough, however slow the machine is."""

    def cancelled(self) -> bool:
        return len(self.told) > 4 or super().cancelled()


def test_progress_is_heard(worker: RemoteWorker) -> None:
    progress = StopsWhenHeard(30.0)
    with pytest.raises(Cancelled):
        worker.call("polite", progress=progress)
    fractions = [fraction for fraction, key in progress.told if fraction is not None and key == "query"]
    assert len(fractions) > 2
    assert fractions == sorted(fractions)


def test_what_prints_breaks_no_frame(worker: RemoteWorker) -> None:
    assert worker.call("noisy") == "said"
    assert process_of(worker)


def test_callers_wait_their_turn(worker: RemoteWorker) -> None:
    worker.call("empty")
    answers: list[Any] = []

    def ask(number: int) -> None:
        answers.append(worker.call("rows", f"SELECT {number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [[[number]] for number in range(8)]


def test_a_worker_ends_with_its_owner() -> None:
    """An owner that is killed closes the worker's input; the worker must not stay."""
    code = (
        "import sys, time\nfrom console.jobs.remote import RemoteWorker, WorkerLimits\n"
        f"worker = RemoteWorker({ROUGH!r}, WorkerLimits(0, 1))\n"
        "sys.stdout.write(str(worker.call('ping')['process']) + '\\n')\nsys.stdout.flush()\n"
        "worker.call('deaf')\n"
    )
    root = str(resource_root().parent)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=root, text=True) as owner:
        assert owner.stdout is not None
        worker_process = int(owner.stdout.readline())
        assert alive(worker_process)
        owner.kill()
        owner.wait()
    deadline = time.monotonic() + 5
    while alive(worker_process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(worker_process)


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_command_that_cannot_start_is_told() -> None:
    with RemoteWorker(["/no/such/program"], LIMITS) as worker, pytest.raises(PlumblineError) as caught:
        worker.call("ping")
    assert caught.value.key == "worker-start"


def test_a_program_that_is_no_worker_is_told_and_not_started_for_ever() -> None:
    with RemoteWorker([sys.executable, "-c", "print('hello')"], LIMITS) as worker:
        for _ in range(2):
            with pytest.raises(PlumblineError) as caught:
                worker.call("ping")
            assert caught.value.key == "worker-died"


def test_the_shipped_command_starts_and_is_quick() -> None:
    command = [sys.executable, str(resource_root().parent / "main.py"), "--worker"]
    with RemoteWorker(command, LIMITS) as worker:
        started = time.monotonic()
        assert process_of(worker)
        assert time.monotonic() - started < 5
        with pytest.raises(UsageError) as caught:
            worker.call("query", {"sql": "SELECT 1"})
        assert caught.value.key == "worker-no-extract"
