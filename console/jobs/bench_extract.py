"""Owns what it costs to make, keep, verify and open an extract, beside what the engine does with the same rows unasked.

It refuses to state a ratio where both sides do not hold the same number of rows. Cases and their events are read from files
in the order in which a system writes them: as they happened.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from console.catalogue.contract import read_contract
from console.catalogue.load import load_catalogue
from console.domain.contract import Contract
from console.domain.ports import Clock, Progress
from console.engine.bare_copy import copy_in, copy_out
from console.errors import ExitCode, InputError, UsageError
from console.jobs.bench_clock import Compared, compared, in_turns, peak_mib, quickest
from console.jobs.bench_measures import Large, opened_large
from console.jobs.build import build_extract
from console.jobs.glance import glance, keep_glance
from console.jobs.importing import ImportRequest
from console.jobs.opened import OpenRequest
from console.jobs.overview import overview
from console.jobs.overview_answers import OverviewRequest
from console.signing.beside import manifest_path, signature_path
from console.signing.extract_verification import verify_extract
from console.signing.truststore import TrustStore

ORDER = {"service_case": "submitted_at, case_id", "case_event": "occurred_at, case_id, sequence"}
TABLES = tuple(ORDER)
MEMORY = 5 * 1024**3 // 2
"""What an import is given; the engine holds more than it is told, so less than the three gibibytes it may take."""

FOLDER, MADE, BARE = "import", "made.duckdb", "bare.duckdb"
PIECE = 1 << 22
GIB = 1024.0
EXTRACT = """
[extract]
extract_id = "bench"
name = "bench"
period_starts_on = 2023-07-01
period_ends_on = 2026-06-30
cut_at = "2026-06-30 18:00:00"
zone = "Asia/Shanghai"
pseudonym_scheme = "bench"
classification = "bench"
purpose = "bench"
legal_basis = "bench"
recipients = "bench"
destroy_by = 2099-12-31
"""


def compare_import(kind: str, large: Large, clock: Clock, progress: Progress) -> Compared:
    """Import cases and events from files of one kind, and copy the same files into bare tables."""
    return _compare_import(kind, large, clock, progress)


def compare_memory(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Import once; what counts are not seconds but the gibibytes this process ever held."""
    found = _compare_import("parquet", replace(large, granted=0.0), clock, progress, beside=False)
    return Compared(peak_mib() / GIB, 0.0, {"rows": found.facts["rows"]})


def compare_size(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Import once, and write what was made as compressed Parquet; what counts are not seconds but mebibytes."""
    _compare_import("parquet", replace(large, granted=0.0), clock, progress, beside=False)
    folder = large.path.parent / FOLDER
    made, files = folder / MADE, {table: folder / f"{table}.made.parquet" for table in TABLES}
    copy_out(made, files, "parquet", {}, MEMORY)
    beside = sum(path.stat().st_size for path in files.values())
    return Compared(made.stat().st_size / GIB**2, beside / GIB**2)


def compare_import_tenfold(large: Large, tenth: Path, clock: Clock, progress: Progress) -> Compared:
    """Import the large sample and one a tenth as large."""
    small = _Import(replace(large, path=tenth), "parquet", clock, progress)
    whole = _Import(large, "parquet", clock, progress)
    measured, reference = in_turns(whole.run, small.run, granted=large.granted)
    return compared(measured, reference, rows=whole.rows, times_the_rows=round(whole.rows / small.rows, 2))


def compare_verify(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Verify the large sample, and hash its bytes on every core for nothing."""
    trust = TrustStore.load((large.path.parent / "trust",))

    def verified() -> None:
        found = verify_extract(large.path, trust, clock, progress)
        if not found.verification.valid:
            raise UsageError("bench-failed", name="verify", detail=found.verification.verdict.value)

    measured, reference = in_turns(verified, lambda: _hash_bare(large.path), granted=large.granted)
    return compared(measured, reference, mebibytes=round(large.path.stat().st_size / GIB**2, 1))


def compare_warm_open(large: Large, clock: Clock, progress: Progress) -> Compared:
    """Show the overview that was kept of the large sample; making it once is not counted."""
    with _own_home(large.path.parent / "home"):
        request = OpenRequest(large.path, (large.path.parent / "trust",), large.memory_bytes, large.threads)
        with opened_large(large, clock, progress) as extract:
            asked, digest = OverviewRequest(), extract.catalogue.digest
            keep_glance(extract, asked, overview(extract, asked, progress))
        found: list[int] = []

        def shown() -> None:
            found[:] = [len(load_catalogue(large.resources).measures)]
            found.append(len(glance(request, digest, clock, progress)))

        taken = quickest(shown, granted=large.granted)
    if found[-1] != 1:
        raise UsageError("bench-failed", name="warm-open", detail=str(found[-1]))
    return Compared(taken.seconds, 0.0)


def _compare_import(
    kind: str, large: Large, clock: Clock, progress: Progress, beside: bool = True
) -> Compared:
    asked = _Import(large, kind, clock, progress)
    if not beside:
        taken = quickest(asked.run, granted=large.granted)
        return Compared(taken.seconds, 0.0, {"rows": asked.rows})
    rows: list[int] = []
    bare = large.path.parent / FOLDER / BARE

    def copied() -> None:
        bare.unlink(missing_ok=True)
        rows[:] = [copy_in(asked.files, kind, bare, large.threads, large.memory_bytes)]

    measured, reference = in_turns(asked.run, copied, granted=large.granted)
    bare.unlink(missing_ok=True)
    if rows[0] != asked.rows:
        raise UsageError("bench-unlike", name=f"import-{kind}", found=str(asked.rows), wanted=str(rows[0]))
    return compared(measured, reference, rows=asked.rows)


class _Import:
    """One import that can be repeated; its files are written when it is made."""

    def __init__(self, large: Large, kind: str, clock: Clock, progress: Progress) -> None:
        self._clock, self._progress, self._threads = clock, progress, large.threads
        self._contract = read_contract(large.resources / "contract")
        folder = large.path.parent / FOLDER
        folder.mkdir(exist_ok=True)
        self.files = {table: folder / f"{table}.{kind}" for table in TABLES}
        if not all(path.is_file() for path in self.files.values()):
            if not large.path.is_file():
                file = str(large.path)
                raise InputError(
                    "bench-sample", exit_code=ExitCode.NOT_FOUND, name=f"import-{kind}", file=file
                )
            copy_out(large.path, self.files, kind, ORDER, MEMORY)
        self._mapping, self._target, self.rows = folder / f"{kind}.toml", folder / MADE, 0
        self._mapping.write_text(_mapping(self._contract, kind), "utf-8")

    def run(self) -> None:
        """Make the extract anew, with everything a person gets."""
        for path in (self._target, manifest_path(self._target), signature_path(self._target)):
            path.unlink(missing_ok=True)
        request = ImportRequest((self._mapping,), self._target, None, MEMORY, self._threads or None)
        outcome = build_extract(request, self._contract, None, self._clock, self._progress).outcome
        self.rows = outcome.accepted


def _mapping(contract: Contract, kind: str) -> str:
    """Return the mapping that takes every column of the contract by its own name."""
    lines = [EXTRACT, *(f'[source.{name}]\nfile = "{name}.{kind}"\n' for name in TABLES)]
    for name in TABLES:
        columns = "\n".join(f'{column.name} = "{column.name}"' for column in contract.tables[name].columns)
        lines.append(f'[[table]]\ntable = "{name}"\nfrom = "{name}"\n[table.columns]\n{columns}\n')
    return "\n".join(lines)


def _hash_bare(path: Path) -> None:
    """Hash as many equal parts of a file as there are cores, side by side."""
    cores = os.cpu_count() or 1
    part = -(-path.stat().st_size // cores)
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(lambda place: _hash_part(path, place * part, part), range(cores)))


def _hash_part(path: Path, start: int, left: int) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(start)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            total.update(piece)
            left -= len(piece)
    return total.hexdigest()


@contextmanager
def _own_home(folder: Path) -> Iterator[None]:
    """Keep what a sample leaves behind out of the caches of whoever runs the comparison."""
    before = os.environ.get("PLUMBLINE_HOME")
    os.environ["PLUMBLINE_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PLUMBLINE_HOME"]
        else:
            os.environ["PLUMBLINE_HOME"] = before
