"""Owns a worker process with jobs that misbehave, started by the tests. It refuses to be shipped."""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from console.domain.contract import Contract
from console.domain.ports import Progress
from console.engine.connection import Connection, connect_empty
from console.errors import Cancelled, ExitCode, ExtractError
from console.jobs.desk import Desk
from console.worker.loop import run_worker
from console.worker.protocol import JOBS, Job

held: list[Connection] = []


def empty(desk: Desk, arguments: Any, progress: Progress) -> object:
    held.append(connect_empty(Contract({}), memory_bytes=256 << 20, threads=1))
    return None


def rows(desk: Desk, arguments: Any, progress: Progress) -> object:
    return held[-1].rows(str(arguments), progress, "query")


def values(desk: Desk, arguments: Any, progress: Progress) -> object:
    moment = datetime.fromisoformat("2026-02-28T09:30:00.000001")
    return [
        Decimal("0.10"),
        date(2026, 2, 28),
        moment,
        timedelta(days=-1, seconds=5),
        2**80,
        b"\x00\xff",
        None,
        1.5,
        "名",
    ]


def python_memory(desk: Desk, arguments: Any, progress: Progress) -> object:
    return len(bytearray(64 << 30))


def fail(desk: Desk, arguments: Any, progress: Progress) -> object:
    raise ExtractError("extract-wrong-type", exit_code=ExitCode.WRONG_TYPE, file="a", table="t", column="c")


def crash(desk: Desk, arguments: Any, progress: Progress) -> object:
    raise ZeroDivisionError("a fault of ours")


def end(desk: Desk, arguments: Any, progress: Progress) -> object:
    os.abort()


def deaf(desk: Desk, arguments: Any, progress: Progress) -> object:
    time.sleep(60)
    return None


def polite(desk: Desk, arguments: Any, progress: Progress) -> object:
    for step in range(2000):
        progress.report(step / 2000, "query")
        if progress.cancelled():
            raise Cancelled
        time.sleep(0.005)
    return None


def noisy(desk: Desk, arguments: Any, progress: Progress) -> object:
    sys.stdout.write("this must not break a frame\n")
    sys.stdout.flush()
    os.write(1, b"nor this\n")
    return "said"


if __name__ == "__main__":
    more = (empty, rows, values, python_memory, fail, crash, end, deaf, polite, noisy)
    raise SystemExit(run_worker((*JOBS, *(Job(job.__name__, job) for job in more))))
