"""Owns how the benchmarks take time and memory. It refuses one single turn: the quickest of several counts."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

TURNS = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of what is measured and of its reference, and what else is worth knowing."""

    measured: float
    reference: float
    facts: Mapping[str, Any] = field(default_factory=dict)


def in_turns(*sides: Callable[[], object], turns: int = TURNS) -> tuple[float, ...]:
    """Run the sides in turns and return the quickest seconds of each: what else the machine does hits all alike."""
    best = [float("inf")] * len(sides)
    for _ in range(turns):
        for position, side in enumerate(sides):
            began = time.perf_counter()
            side()
            best[position] = min(best[position], time.perf_counter() - began)
    return tuple(best)


def peak_mib(children: bool = False) -> float:
    """Return the most memory this process, or the processes it started, ever held, in MiB; 0 where nobody keeps account."""
    try:
        account = importlib.import_module("resource")  # not on Windows
    except ImportError:
        return 0.0
    held: int = account.getrusage(account.RUSAGE_CHILDREN if children else account.RUSAGE_SELF).ru_maxrss
    return round(held / (1024.0 if sys.platform != "darwin" else 1024.0**2), 1)
