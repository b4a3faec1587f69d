"""Owns the comparison of the process questions with pm4py: the same log, equal answers, seconds side by side.

Run it with ``python -m tests.benchmarks.against_pm4py PYTHON`` where PYTHON has pm4py; it is never a dependency. The best
of many turns is told for both sides, pm4py asked of its table in memory and we of the file on disk. It refuses to tell a
time whose answer differs.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from console.catalogue.load import load_catalogue
from console.domain.ports import Silent, SystemClock
from console.engine.columns import empty_table
from console.engine.process import Durations, Handovers, ProcessMap
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.process import ProcessRequest, process
from console.paths import resource_root

REFERENCE = Path(os.environ.get("PLUMBLINE_REFERENCE", "../shared/reference")) / "process" / "receipt.csv"
SIDE = Path(__file__).with_name("pm4py_side.py")
QUESTIONS = ("map", "variants", "durations", "handovers")
TURNS = 3  # at least; a quick answer is asked for again until ENOUGH_S have passed, as on pm4py's side
ENOUGH_S = 2.0
RECEIPT = """SELECT "case:concept:name" || '-' || copy AS case_id, "concept:name" AS step, "org:resource" AS operator,
       CAST(CAST("time:timestamp" AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP) AS instant, n AS sequence
FROM (SELECT *, row_number() OVER () AS n FROM read_csv('{file}', all_varchar = TRUE)), range(10) copies(copy)"""
MADE = """SELECT 'c' || c AS case_id,
       's' || CAST(CASE WHEN e = 0 THEN 0 WHEN e = 4 THEN 9 ELSE 1 + hash(c * 31 + e) % 8 END AS VARCHAR) AS step,
       'p' || CAST(hash(c * 17 + e) % 40 AS VARCHAR) AS operator,
       TIMESTAMP '2024-01-01' + to_seconds(CAST(c * 60 + e * 86400 + hash(c + 7 * e) % 80000 AS BIGINT)) AS instant, e AS sequence
FROM range(200000) cases(c), range(5) events(e)"""


def main(python: str) -> int:
    """Print one table a log; returns 1 where an answer differs."""
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, sql in (("receipt x 10", RECEIPT.format(file=REFERENCE)), ("1,000,000 events", MADE)):
            log, path = folder / "log.csv", folder / "log.duckdb"
            path.unlink(missing_ok=True)
            _write(sql, log, path)
            faults += _compare(title, path, log, python)
    return 1 if faults else 0


def _write(sql: str, log: Path, path: Path) -> None:
    """Write the log as CSV for pm4py and as an extract for us, from one table."""
    contract = load_catalogue(resource_root()).contract
    with duckdb.connect(str(path)) as base:
        base.execute(f"CREATE TEMP TABLE log AS {sql}")
        for table in ("extract_info", "service_case", "case_event"):
            base.execute(empty_table(contract.tables[table]))
        base.execute("INSERT INTO extract_info (extract_id, zone) VALUES ('log', 'UTC')")
        base.execute(
            "INSERT INTO service_case (case_id, submitted_on) SELECT case_id, min(instant)::DATE FROM log GROUP BY 1"
        )
        base.execute(
            "INSERT INTO case_event (case_id, sequence, activity, operator, occurred_at, occurred_on) "
            "SELECT case_id, sequence, step, operator, instant, instant::DATE FROM log ORDER BY case_id, sequence"
        )
        base.execute(
            f"COPY (SELECT case_id, step, operator, instant FROM log ORDER BY case_id, instant, sequence) TO '{log}' (HEADER)"
        )


def _compare(title: str, path: Path, log: Path, python: str) -> int:
    theirs = json.loads(
        subprocess.run([python, str(SIDE), str(log)], capture_output=True, text=True, check=True).stdout
    )
    request = OpenRequest(path, (), 4 * 1024**3)
    print(f"{title}: pm4py {theirs['version']} read the log in {theirs['read']:.2f} s")
    faults, began = 0, time.perf_counter()
    with open_extract(request, load_catalogue(resource_root()), SystemClock(), Silent()) as extract:
        print(f"  opened in {time.perf_counter() - began:.2f} s")
        for question in QUESTIONS:
            seconds, found = _timed(lambda asked=question: ANSWERS[asked](extract))  # type: ignore[misc]
            equal = _equal(found, theirs["answers"][question])
            faults += not equal
            their = theirs["seconds"][question]
            verdict = "equal" if equal else "DIFFERS"
            print(
                f"  {question:10} {seconds:7.3f} s  pm4py {their:7.3f} s  {their / seconds:6.1f} x  {verdict}"
            )
    return faults


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the best of a few turns and its answer."""
    taken: list[float] = []
    found = None
    while len(taken) < TURNS or sum(taken) < ENOUGH_S:
        began = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - began)
    return min(taken), found


def _map(extract: OpenedExtract) -> dict[str, list[float]]:
    found = process(extract, ProcessRequest("map"), Silent())
    assert isinstance(found, ProcessMap)
    return {
        f"{one.before}>{one.after}": [one.count, one.mean_seconds or 0.0, one.median_seconds or 0.0]
        for one in found.edges
    }


def _variants(extract: OpenedExtract) -> dict[str, list[float]]:
    found = process(extract, ProcessRequest("variants"), Silent())
    assert isinstance(found, tuple)
    return {">".join(one.steps): [one.count] for one in found}


def _durations(extract: OpenedExtract) -> dict[str, list[float]]:
    found = process(extract, ProcessRequest("durations"), Silent())
    assert isinstance(found, Durations)
    return {
        "cases": [found.cases],
        "median": [found.median_seconds or 0.0],
        "mean": [found.mean_seconds or 0.0],
        "max": [found.max_seconds or 0.0],
    }


def _handovers(extract: OpenedExtract) -> dict[str, list[float]]:
    found = process(extract, ProcessRequest("handovers"), Silent())
    assert isinstance(found, Handovers)
    total = sum(one.count for one in found.people)
    return {f"{one.giver}>{one.receiver}": [one.count / total] for one in found.people}


ANSWERS: dict[str, Callable[[OpenedExtract], dict[str, list[float]]]] = {
    "map": _map,
    "variants": _variants,
    "durations": _durations,
    "handovers": _handovers,
}


def _equal(ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> bool:
    return ours.keys() == theirs.keys() and all(
        math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
        for key, values in ours.items()
        for one, other in zip(values, theirs[key], strict=True)
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
