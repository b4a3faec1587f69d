"""Owns the trial of the legal clock: as many random cases as asked, over all years there are calendars for, day by day.

It refuses to stop at the first difference: all are counted, and a few are told.
"""

from __future__ import annotations

import sys
import time
from datetime import date

from console.catalogue.load import load_catalogue
from console.engine.connection import connect_empty
from console.engine.views import prepare
from console.paths import resource_root
from tests.engine.slow_clock import BY_NAME, CUT_OFF, SlowClock, differing, fill, random_cases

FIRST = date(2018, 2, 1)
SPREAD = (CUT_OFF - FIRST).days - 60
TOLD = 3


def trial(count: int, seed: int) -> tuple[int, int, list[str]]:
    """Return how many cases have a clock, how many differ, and the first that do."""
    catalogue = load_catalogue(resource_root())
    cases = random_cases(seed, count, FIRST, SPREAD)
    clock = SlowClock(tuple(catalogue.calendars))
    with connect_empty(catalogue.contract, memory_bytes=2 * 1024**3, threads=2) as connection:
        fill(connection, cases)
        prepare(connection, catalogue, CUT_OFF)
        other = differing(connection, clock, cases)
    judged = sum(clock.used(case, BY_NAME[case.item]) is not None for case in cases)
    return judged, len(other), [f"{case}: {told} ≠ {wanted}" for case, told, wanted in other[:TOLD]]


def main() -> None:
    """Try as many cases as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    judged, other, told = trial(count, seed)
    sys.stdout.write(f"seed {seed}: {count} cases, {judged} with a clock, {other} counted otherwise\n")
    sys.stdout.writelines(f"{line}\n" for line in told)
    raise SystemExit(other > 0)


if __name__ == "__main__":
    main()
