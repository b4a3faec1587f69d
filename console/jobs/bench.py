"""Owns the benchmarks: what is compared with what, and which ratio is asked for. It refuses a time without its reference.

Each comparison runs in a process of its own, so that its peak of memory is its own; both sides run in that process, in
turns, and the turn whose ratio lies in the middle counts.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from console.domain.ports import Clock, Progress, stop_if_cancelled
from console.errors import ExitCode, InputError, UsageError
from console.jobs.bench_briefing import compare_briefing
from console.jobs.bench_casebook import compare_append, compare_open, compare_proof, entries_of
from console.jobs.bench_clock import GRANTED_S, Compared, peak_mib
from console.jobs.bench_extract import (
    FOLDER,
    compare_import,
    compare_import_tenfold,
    compare_memory,
    compare_size,
    compare_verify,
    compare_warm_open,
)
from console.jobs.bench_funds import compare_funds_memory, compare_funds_script, compare_funds_tenfold
from console.jobs.bench_measures import Large, compare_fused, compare_hand
from console.jobs.bench_process import compare_clock, compare_question, compare_rules, compare_step_clock
from console.jobs.bench_window import compare_window
from console.jobs.sample import FILE, SampleRequest, make_sample
from console.vault.passphrase import new_passphrase

CASES = 5_000_000
LARGE, SMALL = "large", "small"
VAST, TENTH = "vast", "tenth"  # what extracts are made of, and a tenth of it
TIMES_LARGE = 4  # with 5,000,000 cases go 20,000,000, and 120,000,000 events
FUNDS, FUNDS_TENTH = "funds", "funds-tenth"  # few cases beside many payments and contracts
PASSPHRASE = "passphrase"
IMPORT = "import-"


@dataclass(frozen=True, slots=True)
class Bench:
    """One comparison: on which samples, and what is asked: a factor at least or at most, or seconds more at most."""

    name: str
    samples: tuple[str, ...]
    asked: str  # at_least (reference over measured), at_most (measured over reference), more or gibibytes (less reference)
    limit: float


BENCHES = (
    Bench("fused", (LARGE,), "at_least", 3.0),
    Bench("hand", (LARGE,), "at_most", 1.2),
    Bench("map", (LARGE,), "at_most", 1.5),
    Bench("variants", (LARGE,), "at_most", 10.0),
    Bench("durations", (LARGE,), "at_most", 1.5),
    Bench("clock", (LARGE,), "at_most", 3.0),
    Bench("step-clock", (LARGE,), "at_most", 3.0),
    Bench("rules", (LARGE,), "at_most", 30.0),
    Bench("funds-script", (FUNDS,), "at_most", 1.3),
    Bench("funds-memory", (FUNDS,), "gibibytes", 3.0),
    Bench("funds-tenfold", (FUNDS, FUNDS_TENTH), "at_most", 11.0),
    Bench("import-parquet", (VAST,), "at_most", 3.0),
    Bench("import-csv", (VAST,), "at_most", 2.5),
    Bench("import-memory", (VAST,), "gibibytes", 3.0),
    Bench("import-tenfold", (VAST, TENTH), "at_most", 11.0),
    Bench("extract-size", (VAST,), "at_most", 1.5),
    Bench("verify", (VAST,), "at_least", 0.8),
    Bench("warm-open", (VAST,), "more", 3.0),
    Bench("briefing", (SMALL,), "more", 1.0),
    Bench("window", (SMALL,), "more", 1.5),
    Bench("window-again", (SMALL,), "more", 1.5),
    Bench("casebook-append", (), "at_least", 1.0),
    Bench("casebook-open", (), "more", 1.0),
    Bench("casebook-proof", (), "more", 0.005),
)


@dataclass(frozen=True, slots=True)
class BenchRequest:
    """What to compare (all where empty), on how many cases; ``command`` starts this program."""

    resources: Path
    folder: Path  # where the samples are made; the caller throws it away
    command: tuple[str, ...]
    cases: int = CASES
    only: tuple[str, ...] = ()
    threads: int = 0
    memory_bytes: int = 4 * 1024**3
    granted: float = GRANTED_S  # seconds for the turns of one comparison on a large sample


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one comparison came to."""

    name: str
    measured: float  # seconds
    reference: float  # seconds; 0 where there is none
    value: float
    asked: str
    limit: float
    kept: bool
    peak_mib: float
    facts: Mapping[str, Any]


def bench(request: BenchRequest, clock: Clock, progress: Progress) -> tuple[Outcome, ...]:
    """Make the samples, run every comparison in a process of its own, and return what they came to.

    Raises UsageError for a name that does not exist and for a comparison that failed.
    """
    chosen = _chosen(request)
    for sample in sorted({sample for one in chosen for sample in one.samples}):
        _make(request, sample, clock, progress)
    return _each(request, chosen, progress)


def bench_there(request: BenchRequest, clock: Clock, progress: Progress) -> tuple[Outcome, ...]:
    """Run the comparisons on samples that are there already: a single one in this process.

    Raises InputError for a sample that is not there, and UsageError as ``bench`` does.
    """
    chosen = _chosen(request)
    for one in chosen:
        _require_samples(request, one)
    if len(chosen) > 1:
        return _each(request, chosen, progress)
    return tuple(run_one(request, one.name, clock, progress) for one in chosen)


def _chosen(request: BenchRequest) -> list[Bench]:
    known = [one.name for one in BENCHES]
    for name in request.only:
        if name not in known:
            raise UsageError("bench-unknown", name=name, allowed=", ".join(known))
    return [one for one in BENCHES if not request.only or one.name in request.only]


def _require_samples(request: BenchRequest, one: Bench) -> None:
    """An import needs the files it reads alone, which are written of the sample the first time."""
    for sample in one.samples:
        path = sample_file(request.folder, sample)
        written = one.name.startswith(IMPORT) and (path.parent / FOLDER).is_dir()
        needed = [path.parent / PASSPHRASE] if one.name == "briefing" else []
        for file in (*needed, *(() if written else (path,))):
            if not file.is_file():
                raise InputError("bench-sample", exit_code=ExitCode.NOT_FOUND, name=one.name, file=str(file))


def _each(request: BenchRequest, chosen: Sequence[Bench], progress: Progress) -> tuple[Outcome, ...]:
    found = []
    for one in chosen:
        stop_if_cancelled(progress)
        progress.report(None, "bench", name=one.name)
        found.append(_in_own_process(request, one))
    return tuple(found)


def run_one(request: BenchRequest, name: str, clock: Clock, progress: Progress) -> Outcome:
    """Run one comparison in this process, on samples that are there already."""
    (one,) = [each for each in BENCHES if each.name == name]
    compared = COMPARISONS[name](request, clock, progress)
    value = _value(one, compared)
    kept = value >= one.limit if one.asked == "at_least" else value <= one.limit
    return Outcome(
        name,
        round(compared.measured, 4),
        round(compared.reference, 4),
        round(value, 3),
        one.asked,
        one.limit,
        kept,
        peak_mib(children=name.startswith("window")),
        compared.facts,
    )


def _value(one: Bench, compared: Compared) -> float:
    if one.asked in ("more", "gibibytes"):
        return compared.measured - compared.reference
    if one.asked == "at_least":
        return compared.reference / compared.measured
    return compared.measured / compared.reference


def _make(request: BenchRequest, sample: str, clock: Clock, progress: Progress) -> None:
    folder = request.folder / sample
    folder.mkdir(parents=True)
    secret = new_passphrase()
    (folder / PASSPHRASE).write_text(secret, "utf-8")
    made = SampleRequest(
        folder,
        request.resources,
        passphrase=secret,
        threads=request.threads or None,
        memory_bytes=request.memory_bytes,
    )
    make_sample(replace(made, **size_of(request.cases, sample)), clock, progress)


def size_of(cases: int, sample: str) -> dict[str, Any]:
    """Return how large a sample is made: with 5,000,000 cases goes one of 10,000,000 payments and 1,000,000 contracts."""
    if sample in (FUNDS, FUNDS_TENTH):
        rows = cases if sample == FUNDS else cases // 10
        return {
            "cases": max(rows // 100, 1),
            "payments": max(rows * 33 // 20, 1),
            "purchases": max(rows * 51 // 250, 1),
        }
    vast = cases * TIMES_LARGE
    told = {LARGE: cases, VAST: vast, TENTH: max(vast // 10, 1)}.get(sample)
    return {} if told is None else {"cases": told}


def _in_own_process(request: BenchRequest, one: Bench) -> Outcome:
    words = [
        "bench",
        "--only",
        one.name,
        "--data",
        str(request.folder),
        "--cases",
        str(request.cases),
        "--json",
    ]
    ended = subprocess.run([*request.command, *words], capture_output=True, check=False)
    if ended.returncode:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        detail = last[0].rstrip(".。") if last else str(ended.returncode)
        raise UsageError("bench-failed", name=one.name, detail=detail)
    document = msgspec.json.decode(ended.stdout)
    return msgspec.convert(document["benches"][0], Outcome)


def sample_file(folder: Path, sample: str) -> Path:
    """Return where the extract of a sample stands."""
    return folder / sample / FILE


Comparison = Callable[[BenchRequest, Clock, Progress], Compared]


def _on_casebook(compare: Callable[[Path, int, Progress], Compared]) -> Comparison:
    return lambda request, clock, progress: compare(
        request.folder / "casebook", entries_of(request.cases), progress
    )


def _on(compare: Callable[[Large, Clock, Progress], Compared], sample: str = LARGE) -> Comparison:
    return lambda request, clock, progress: compare(_large(request, sample), clock, progress)


def _with_tenth(
    compare: Callable[[Large, Path, Clock, Progress], Compared], sample: str, tenth: str
) -> Comparison:
    return lambda request, clock, progress: compare(
        _large(request, sample), sample_file(request.folder, tenth), clock, progress
    )


def _large(request: BenchRequest, sample: str = LARGE) -> Large:
    path = sample_file(request.folder, sample)
    return Large(path, request.resources, request.threads, request.memory_bytes, request.granted)


COMPARISONS: Mapping[str, Comparison] = {
    "fused": _on(compare_fused),
    "hand": _on(compare_hand),
    "map": _on(partial(compare_question, "map")),
    "variants": _on(partial(compare_question, "variants")),
    "durations": _on(partial(compare_question, "durations")),
    "clock": _on(compare_clock),
    "step-clock": _on(compare_step_clock),
    "rules": _on(compare_rules),
    "funds-script": _on(compare_funds_script, FUNDS),
    "funds-memory": _on(compare_funds_memory, FUNDS),
    "funds-tenfold": _with_tenth(compare_funds_tenfold, FUNDS, FUNDS_TENTH),
    "import-parquet": _on(partial(compare_import, "parquet"), VAST),
    "import-csv": _on(partial(compare_import, "csv"), VAST),
    "import-memory": _on(compare_memory, VAST),
    "import-tenfold": _with_tenth(compare_import_tenfold, VAST, TENTH),
    "extract-size": _on(compare_size, VAST),
    "verify": _on(compare_verify, VAST),
    "warm-open": _on(compare_warm_open, VAST),
    "briefing": lambda request, clock, progress: compare_briefing(
        request.folder / SMALL, sample_file(request.folder, SMALL), request.resources, clock, progress
    ),
    "window": lambda request, clock, progress: compare_window(
        request.command, sample_file(request.folder, SMALL), request.folder
    ),
    "window-again": lambda request, clock, progress: compare_window(
        request.command, sample_file(request.folder, SMALL), request.folder, again=True
    ),
    "casebook-append": _on_casebook(compare_append),
    "casebook-open": _on_casebook(compare_open),
    "casebook-proof": _on_casebook(compare_proof),
}
