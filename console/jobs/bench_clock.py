"""Owns how the benchmarks take time and memory: the turn in the middle counts. It refuses to start a turn too many.

Of two sides the ratio is taken within each turn, for a machine that slows down within minutes slows both sides of a turn; of
these the one in the middle counts, for the quickest turn of a short side and that of a long one may lie minutes apart. A turn
that would end beyond the seconds granted is not begun; the first is always run to its end.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TURNS = 3
PAIRED_TURNS = 5
GRANTED_S = 180.0
LEAST_S = 1e-9  # less than any clock tells apart


@dataclass(frozen=True, slots=True)
class Compared:
    """Seconds of what is measured and of its reference, and what else is worth knowing."""

    measured: float
    reference: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A side's turn: seconds on the wall, and seconds of all processors this process used."""

    seconds: float
    processor: float


def in_turns(
    measured: Callable[[], object],
    reference: Callable[[], object],
    turns: int = PAIRED_TURNS,
    granted: float = GRANTED_S,
) -> tuple[Taken, Taken]:
    """Run two sides in turns and return the turn whose ratio lies in the middle; of two in the middle, what lies between.

    A further turn is run only where the ``granted`` seconds leave room for one as long as the last.
    """
    return middle((one, other) for one, other in _turns((measured, reference), turns, granted))


def middle(taken: Iterable[tuple[Taken, Taken]]) -> tuple[Taken, Taken]:
    """Return the pair whose ratio lies in the middle; of two in the middle, the mean of each side, whose ratio lies between."""
    ranked = sorted(taken, key=lambda pair: pair[0].seconds / max(pair[1].seconds, LEAST_S))
    lower, upper = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return _mean(lower[0], upper[0]), _mean(lower[1], upper[1])


def _mean(one: Taken, other: Taken) -> Taken:
    return Taken((one.seconds + other.seconds) / 2, (one.processor + other.processor) / 2)


def quickest(side: Callable[[], object], turns: int = TURNS, granted: float = GRANTED_S) -> Taken:
    """Run one side several times and return the quickest turn, within the ``granted`` seconds."""
    return min((one for (one,) in _turns((side,), turns, granted)), key=lambda one: one.seconds)


def _turns(sides: Sequence[Callable[[], object]], turns: int, granted: float) -> list[tuple[Taken, ...]]:
    found: list[tuple[Taken, ...]] = []
    left = granted
    for _ in range(turns):
        found.append(tuple(_taken(side) for side in sides))
        spent = sum(one.seconds for one in found[-1])
        left -= spent
        if left < spent:
            break
    return found


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
