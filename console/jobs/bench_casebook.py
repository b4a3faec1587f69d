"""Owns the measuring of a casebook of a million entries: written in batches, opened from its snapshot, one entry proven.

It refuses a figure that was not acknowledged: what is counted as written is on disk with its checkpoint.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from console.casebook import Casebook, verify_proof
from console.casebook.store import DATABASE
from console.domain.entries import Comment, Entry, Registration
from console.domain.finding import Actor, Role, identity
from console.domain.ledger import Witness
from console.domain.ports import Progress, stop_if_cancelled
from console.jobs.bench_clock import Compared

ENTRIES, FEWEST, BATCH, EACH = 1_000_000, 10_000, 1_000, 10
"""Entries at most and at least, entries under one checkpoint, entries a finding."""
A_SECOND = 2_000
KEY = bytes(range(32))
PEOPLE = Actor("bench", Role.INSPECTOR)
TURNS = 5
PROVEN = 101


class _Seconds:
    """A clock a second further each time: entries of one batch share their instant."""

    def __init__(self) -> None:
        self._at = datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=8)))

    def now(self) -> datetime:
        """Return the next second."""
        self._at += timedelta(seconds=1)
        return self._at


def entries_of(cases: int) -> int:
    """Return how many entries go with so many cases: one for five, a million at most, enough for a snapshot at least."""
    return max(FEWEST, min(ENTRIES, cases // 5))


def compare_append(folder: Path, entries: int, progress: Progress) -> Compared:
    """Return the seconds of writing all entries in batches, each acknowledged, beside those two thousand a second take."""
    busy = time.process_time()
    seconds = build(folder, entries, progress)
    busy = time.process_time() - busy  # with the snapshot kept at the end
    size = (folder / DATABASE).stat().st_size
    facts = {
        "entries": entries,
        "batch": BATCH,
        "a_second": round(entries / seconds),
        "a_processor_second": round(entries / busy),
        "megabytes": size >> 20,
    }
    return Compared(seconds, entries / A_SECOND, facts)


def compare_open(folder: Path, entries: int, progress: Progress) -> Compared:
    """Return the seconds of opening from the snapshot, beside nothing; the whole check is a fact."""
    found = _built(folder, entries, progress)
    turns = []
    for _ in range(TURNS):
        stop_if_cancelled(progress)
        began = time.perf_counter()
        book = Casebook.open(folder, KEY, _Seconds(), quick=True)
        turns.append(time.perf_counter() - began)
        assert book.pending
        book.close()
    began = time.perf_counter()
    with Casebook.open(folder, KEY, _Seconds(), read_only=True) as whole:
        assert whole.trusted
    facts = {"entries": found, "whole_check_seconds": round(time.perf_counter() - began, 1)}
    return Compared(min(turns), 0.0, facts)


def compare_proof(folder: Path, entries: int, progress: Progress) -> Compared:
    """Return the seconds of one inclusion proof (the median of many over the whole log), beside nothing; each is verified."""
    found = _built(folder, entries, progress)
    with Casebook.open(folder, KEY, _Seconds(), read_only=True, quick=True) as book:
        witness, turns = Witness(book.head(), "bench"), []
        for place in range(PROVEN):
            sequence = place * (found - 1) // (PROVEN - 1)
            began = time.perf_counter()
            text = book.inclusion_proof(sequence)
            turns.append(time.perf_counter() - began)
            assert verify_proof(text, (witness,)).valid
    return Compared(sorted(turns)[PROVEN // 2], 0.0, {"entries": found, "slowest": round(max(turns), 5)})


def build(folder: Path, entries: int, progress: Progress) -> float:
    """Make a casebook of so many entries and return the seconds the writing took; a snapshot is kept at its end."""
    with Casebook.create(folder, KEY, _Seconds()) as book:
        began = time.perf_counter()
        for place, batch in enumerate(_batches(entries)):
            stop_if_cancelled(progress)
            if place % 50 == 0:
                progress.report(place * BATCH / entries, "bench", name="casebook")
            book.append_many(batch, PEOPLE)
        seconds = time.perf_counter() - began
        book.keep_snapshot()
    return seconds


def _built(folder: Path, entries: int, progress: Progress) -> int:
    if not (folder / DATABASE).exists():
        build(folder, entries, progress)
    return entries


def _batches(entries: int) -> Iterator[list[Entry]]:
    """Yield batches: findings first, then what was said of them, ten entries each in all."""
    held: list[str] = []
    left, place = entries, 0
    while left:
        count = min(BATCH, left)
        if place % EACH == 0:
            keys = [(f"C{place * BATCH + n}",) for n in range(count)]
            held = [identity("FUND-014", key, "k1") for key in keys]
            yield [
                Registration(name, "FUND-014", 1, "funds", "red", key, "k1", "X1", "o-7")
                for name, key in zip(held, keys, strict=True)
            ]
        else:
            yield [Comment(held[n % len(held)], "已约谈采购人与供应商，材料齐。") for n in range(count)]
        left, place = left - count, place + 1
