"""Owns how the benchmarks take time and memory: the quickest of several turns counts. It refuses to start a turn too many.

A turn that would end beyond the seconds granted is not begun; the first is always run to its end.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

TURNS = 3
GRANTED_S = 180.0


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of what is measured and of its reference, and what else is worth knowing."""

    measured: float
    reference: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """The quickest of a side's turns: seconds on the wall, and seconds of all processors this process used."""

    seconds: float
    processor: float


def in_turns(
    *sides: Callable[[], object], turns: int = TURNS, granted: float = GRANTED_S
) -> tuple[Taken, ...]:
    """Run the sides in turns and return the quickest turn of each: what else the machine does hits all alike.

    A further turn is run only where the ``granted`` seconds leave room for one as long as the last.
    """
    best: list[Taken] = []
    left = granted
    for _ in range(turns):
        taken = [_taken(side) for side in sides]
        best = [min(pair, key=lambda one: one.seconds) for pair in zip(best or taken, taken, strict=True)]
        spent = sum(one.seconds for one in taken)
        left -= spent
        if left < spent:
            break
    return tuple(best)


def compared(measured: Taken, reference: Taken, **facts: Any) -> Compared:
    """Return two sides as a comparison; the ratio of processor seconds stands beside, for machines that do other work."""
    ratio = measured.processor / reference.processor if reference.processor else 0.0
    return Compared(measured.seconds, reference.seconds, {**facts, "processor_ratio": round(ratio, 3)})


def _taken(side: Callable[[], object]) -> Taken:
    began, used = time.perf_counter(), time.process_time()
    side()
    return Taken(time.perf_counter() - began, time.process_time() - used)


def peak_mib(children: bool = False) -> float:
    """Return the most memory this process, or the processes it started, ever held, in MiB; 0 where nobody keeps account."""
    try:
        account = importlib.import_module("resource")  # not on Windows
    except ImportError:
        return 0.0
    held: int = account.getrusage(account.RUSAGE_CHILDREN if children else account.RUSAGE_SELF).ru_maxrss
    return round(held / (1024.0 if sys.platform != "darwin" else 1024.0**2), 1)
