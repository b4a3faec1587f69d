"""Owns the killing of casebook writers: a process that appends, SIGKILL at a random moment, and what the casebook is then.

Run as a script for as many kills as one likes: ``python -m tests.faults.casebook_kills 200 4711``. It refuses to kill gently,
and to believe anything of a casebook that it did not open, read and verify.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from console.casebook import Casebook, verify_casebook
from console.domain.ports import SystemClock
from console.domain.verification import Verdict

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
LOOK_EVERY, LONGEST = 5, 2000
"""Kills between two openings, and acknowledged entries after which a casebook is verified whole and a new one begun."""

# A child that forks a writer for each line "folder seed" it reads: two hundred of them start in no time. The writer appends
# alone and in batches, and tells each acknowledged entry on the pipe after it was acknowledged; the parent kills it whenever
# it likes.
NURSERY = """
import os, random, sys
from datetime import date
from pathlib import Path
from console.casebook import Casebook
from console.domain.entries import registration
from console.domain.finding import Actor, Role
from console.domain.ports import SystemClock
from console.domain.rule import Suspicion

DAY = date(2026, 5, 1)

def work(folder, seed):
    dice, zhou = random.Random(seed), Actor("周岚", Role.INSPECTOR)
    book = Casebook.open(Path(folder), bytes(range(32)), SystemClock())
    while True:
        count = dice.choice((1, 1, 1, 5, 60, 400))
        fresh = [
            registration(
                Suspicion("R", 1, "funds", "red", (str(seed), str(dice.random())), "o", "r", DAY, None, None, None, ()),
                "k", "X")
            for _ in range(count)]
        for told in book.append_many(fresh, zhou):
            os.write(1, f"{told.sequence} {told.leaf.hex()}\\n".encode())

for line in sys.stdin:
    folder, seed = line.rstrip("\\n").rsplit(" ", 1)
    child = os.fork()
    if child == 0:
        work(folder, int(seed))
    os.write(1, f"pid {child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""


@dataclass(slots=True)
class Killed:
    """What was seen: kills, kills of a writer that was at work, entries acknowledged, openings, casebooks verified whole."""

    kills: int = 0
    while_writing: int = 0
    acknowledged: int = 0
    opened: int = 0
    verified: int = 0
    unacknowledged: int = 0  # written in full, killed before they were acknowledged: kept and counted


@contextmanager
def nursery() -> Iterator[subprocess.Popen[bytes]]:
    """Start the process that forks writers on demand."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", NURSERY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as child:
        yield child
        assert child.stdin is not None
        child.stdin.close()


def kill_many(place: Path, times: int, seed: int) -> Killed:
    """Kill so many writers, each at a random moment.

    Raises AssertionError where an acknowledged entry is gone, a casebook does not open for writing, or its log does not hold.
    """
    seen, chance = Killed(), random.Random(seed)
    folder, told = _begun(place / "0"), dict[int, str]()
    with nursery() as child:
        for number in range(1, times + 1):
            fresh = kill_once(child, folder, chance.getrandbits(60))
            seen.kills, seen.while_writing = number, seen.while_writing + bool(fresh)
            seen.acknowledged += len(fresh)
            told |= fresh
            if number % LOOK_EVERY == 0 or number == times:
                _look(folder, told, seen)
            if len(told) > LONGEST or number == times:
                _verify(folder, seen)
                folder, told = _begun(place / str(number)), {}
    return seen


def _begun(folder: Path) -> Path:
    Casebook.create(folder, KEY, SystemClock()).close()
    return folder


def _look(folder: Path, told: dict[int, str], seen: Killed) -> None:
    """Open it for writing, as its user would, and look for every entry that was acknowledged."""
    with Casebook.open(folder, KEY, SystemClock()) as book:
        assert book.writable, [check.key for check in book.warnings]
        leaves = book.leaves()
        assert {sequence: leaves[sequence].hex() for sequence in told} == told
        seen.unacknowledged += sum(
            int(str(one.facts["count"])) for one in book.warnings if one.name == "tail"
        )
    seen.opened += 1


def _verify(folder: Path, seen: Killed) -> None:
    found = verify_casebook(folder, KEY)
    assert found.verdict is Verdict.VALID, [check.key for check in found.checks if not check.passed]
    seen.verified += 1


def kill_once(child: subprocess.Popen[bytes], folder: Path, seed: int) -> dict[int, str]:
    """Let a writer work and kill it after a random number of lines and a random moment; return what it acknowledged."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{folder} {seed}\n".encode())
    child.stdin.flush()
    chance, told, writer, killed = random.Random(seed), dict[int, str](), 0, False
    patience = chance.choice((0, 1, 3, 50, 900))
    while (line := _line(child.stdout)) != "gone":
        first, _, rest = line.partition(" ")
        if first == "pid":
            writer = int(rest)
        elif len(rest) == 64:
            told[int(first)] = rest
        if writer and not killed and len(told) >= patience:
            time.sleep(chance.random() * 0.02)
            os.kill(writer, signal.SIGKILL)
            killed = True
    return told


def _line(stream: IO[bytes]) -> str:
    return stream.readline().decode().rstrip("\n")


def main() -> None:
    """Kill as many writers as the command line says."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    with tempfile.TemporaryDirectory() as place:
        started = time.monotonic()
        seen = kill_many(Path(place), times, seed)
    sys.stdout.write(
        f"seed {seed}: {seen.kills} kills in {time.monotonic() - started:.0f} s, {seen.while_writing} after the first "
        f"acknowledgement; {seen.acknowledged} entries acknowledged, 0 lost; opened {seen.opened} times, always for writing; "
        f"{seen.verified} logs verified, all valid; {seen.unacknowledged} entries written but not acknowledged were kept\n"
    )


if __name__ == "__main__":
    main()
