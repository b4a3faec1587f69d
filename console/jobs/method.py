"""Owns a statistic run on a file that is no extract. It refuses to hide a cell it could not use."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from console.domain.mapping import SourceSpec
from console.domain.ports import Progress
from console.engine.datafile import DATA, opened_file, require
from console.engine.digits import DigitCounts, count_digits, sum_digits
from console.engine.session import Session
from console.errors import UsageError
from console.methods.benford import (
    SUMMATION,
    TESTS,
    BenfordResult,
    SummationResult,
    Test,
    digits_of,
    distortion_factor,
    judge_digits,
    judge_sums,
    mantissa_arc,
    mantissa_arc_p,
    orders_of_magnitude,
    published_distortion_factor,
)
from console.paths import cache_folder
from console.sources.prepare import prepare

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class DataFile:
    """Which file, and what a statistic on it may use; ``format`` is csv, jsonl or parquet, or empty: by its name."""

    path: Path
    format: str = ""
    memory_bytes: int = 2 * 1024**3
    threads: int | None = None


@contextmanager
def opened_data(file: DataFile, progress: Progress, *columns: str) -> Iterator[Session]:
    """Yield a session with the file as the table ``data``.

    Raises InputError where the file cannot be read, UsageError for a column it has not.
    """
    parent = cache_folder()
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="method-", dir=parent) as name:
        folder = Path(name)
        spec = SourceSpec(DATA, file.path.name, file.format)
        source = prepare(spec, file.path.absolute(), folder, progress)
        with opened_file(source, folder, file.memory_bytes, file.threads, progress) as session:
            require(session, *(column for column in columns if column))
            yield session


@dataclass(frozen=True, slots=True)
class BenfordOutcome:
    """The digits of a column judged, with what else is told of its numbers."""

    counts: DigitCounts
    result: BenfordResult
    orders: float | None  # of magnitude, from the smallest to the largest
    mantissa_arc: float | None
    mantissa_arc_p: float | None
    mantissa_centre: tuple[float, float] | None  # mean cosine and sine of the mantissas on the circle
    distortion: float | None  # as a share; over numbers of at least 10
    distortion_published: float | None  # the same by the constants figures are published with


def benford(file: DataFile, column: str, test_name: str, progress: Progress) -> BenfordOutcome:
    """Test the digits of the positive numbers of a column.

    Raises UsageError for a test or a column that does not exist, and where the column holds no positive number.
    """
    test = _test(test_name)
    with opened_data(file, progress, column) as session:
        counted = count_digits(session, column, test)
    if not counted.counts:
        raise UsageError("method-nothing", column=column, rows=counted.rows)
    listed = [counted.counts.get(digit, 0) for digit in digits_of(test)]
    result = judge_digits(test, listed, counted.smallest, counted.largest)
    arc = (
        None
        if counted.cosine_mean is None or counted.sine_mean is None
        else mantissa_arc(counted.cosine_mean, counted.sine_mean)
    )
    mean = counted.collapsed_mean
    positive = counted.rows - counted.missing - counted.unreadable - counted.not_positive
    return BenfordOutcome(
        counted,
        result,
        orders_of_magnitude(counted.smallest, counted.largest),
        arc,
        None if arc is None else mantissa_arc_p(arc, positive),
        None if arc is None else (counted.cosine_mean or 0.0, counted.sine_mean or 0.0),
        None if mean is None else distortion_factor(mean),
        None if mean is None else published_distortion_factor(mean),
    )


def summation(file: DataFile, column: str, progress: Progress) -> SummationResult:
    """Sum the positive numbers of a column by their first two digits, exactly.

    Raises UsageError for a column that does not exist, and where it holds no positive number.
    """
    with opened_data(file, progress, column) as session:
        held = sum_digits(session, column)
        rows = int(session.row(f"SELECT count(*) FROM {DATA}")[0])
    if not held:
        raise UsageError("method-nothing", column=column, rows=rows)
    told = [held.get(digit, (0, Decimal(0))) for digit in digits_of("first-two")]
    return judge_sums([count for count, _ in told], [total for _, total in told])


def require_known(key: str, name: str, names: Sequence[str]) -> None:
    """Refuse a name that is none of these; raises UsageError ``key``."""
    if name not in names:
        raise UsageError(key, name=name, known=", ".join(names))


def attempted(column: str, work: Callable[[], Outcome]) -> Outcome:
    """Say which column a method refuses: the method itself knows numbers only."""
    try:
        return work()
    except ValueError as fault:
        raise UsageError("method-refuses", column=column, detail=str(fault)) from fault


def _test(name: str) -> Test:
    found = next((test for test in TESTS if test == name), None)
    if found is None:
        raise UsageError("method-digits", name=name, known=", ".join((*TESTS, SUMMATION)))
    return found
