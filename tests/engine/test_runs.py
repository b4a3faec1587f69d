"""Proves that answers from runs of rows equal those from sorted events, and when rows are not trusted to lie in runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from console.catalogue.contract import read_contract
from console.domain.period import parse
from console.domain.ports import Silent
from console.engine.connection import Connection, connect
from console.engine.cut import Cut
from console.engine.follows import repeats
from console.engine.process import durations, handovers, process_map, variants
from console.engine.runs import CUT_WITHIN, MOST_NAMES, Runs
from console.engine.walk import settle
from console.paths import resource_root
from tests.engine.extracts import write

CONTRACT = read_contract(resource_root() / "contract")
STEPS = ("submit", "accept", "review", "decide", "close")
SHUFFLE = "CREATE OR REPLACE TABLE case_event AS SELECT * FROM case_event ORDER BY hash(case_id, sequence)"
CASES = (
    "CREATE TABLE service_case AS SELECT DISTINCT case_id, 'I' || (hash(case_id) % 3) AS item_id, 1 AS item_version, "
    "DATE '2026-01-01' + CAST(hash(case_id) % 60 AS INTEGER) AS submitted_on FROM case_event"
)


def _log(seed: int, cases: int = 300, grain_s: int = 1, opens_at: int = 1) -> str:
    """Return the statement for a log in order: instants may be equal in a case, and miss at its end."""
    return f"""CREATE TABLE case_event AS
WITH drawn AS (
    SELECT i, j, hash(i, {seed}) // 16 AS whole, hash(i, j, {seed}) // 16 AS each FROM range({cases}) c(i), range(7) e(j)
    WHERE j <= hash(i, {seed}) % 7
),
timed AS (
    SELECT *, sum(CASE WHEN each % 3 = 0 THEN 0 ELSE each // 3 % 200000 // {grain_s} * {grain_s} END)
              OVER (PARTITION BY i ORDER BY j) + whole % 2000000 // {grain_s} * {grain_s} AS seconds
    FROM drawn
)
SELECT 'C' || lpad(CAST(i AS VARCHAR), 5, '0') AS case_id, CAST({opens_at} + j AS INTEGER) AS sequence,
       {list(STEPS)}[CAST(1 + each // 7 % {len(STEPS)} AS INTEGER)] AS step,
       CASE WHEN j < 1 + whole // 7 % 9 THEN TIMESTAMP '2026-03-20' + to_seconds(CAST(seconds AS BIGINT)) END AS occurred_at,
       'P' || each // 11 % 7 AS operator, 'O' || each // 13 % 3 AS organisation_id
FROM timed ORDER BY case_id, sequence"""


@contextmanager
def _opened(path: Path, *statements: str, threads: int = 2) -> Iterator[Connection]:
    made = write(path, *statements)
    with connect(made, CONTRACT, memory_bytes=512 * 1024**2, threads=threads, spill=path.parent) as opened:
        yield opened


def _runs(connection: Connection) -> Runs:
    found = settle(connection).runs
    assert found is not None
    return found


def _answers(connection: Connection, cut: Cut) -> list[object]:
    asked = (process_map, durations, handovers, variants)
    return [answer(connection, cut, Silent()) for answer in asked]


CUTS = (
    Cut("Asia/Shanghai"),
    Cut("Europe/Berlin"),
    Cut("Europe/Berlin", "I1"),
    Cut("", "", parse("2026-01")),
)
ASTRAY = (
    "INSERT INTO case_event SELECT case_id, 90 + sequence, 'close', occurred_at, operator, organisation_id FROM case_event "
    "WHERE case_id IN ('C00007', 'C00150') AND sequence = 1",
    "INSERT INTO case_event VALUES ('C00001x', 1, 'submit', TIMESTAMP '2026-04-01', 'P1', 'O1'), "
    "('B00001', 1, 'submit', TIMESTAMP '2026-04-01', 'P1', 'O1'), ('B00001', 2, 'submit', TIMESTAMP '2026-03-01', 'P1', 'O1')",
)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("grain_s", [1, 50_000])
@pytest.mark.parametrize("astray", [(), ASTRAY])
def test_shuffled_rows_change_nothing(
    tmp_path: Path, seed: int, grain_s: int, astray: tuple[str, ...]
) -> None:
    made = (_log(seed, grain_s=grain_s), *astray, CASES)
    with (
        _opened(tmp_path / "lying.duckdb", *made) as lying,
        _opened(tmp_path / "mixed.duckdb", *made, SHUFFLE) as mixed,
    ):
        assert bool(_runs(lying).astray) == bool(astray)
        assert settle(mixed).runs is None
        for cut in CUTS:
            assert _answers(lying, cut) == _answers(mixed, cut)


def test_times_that_repeat_are_counted_and_others_kept(tmp_path: Path) -> None:
    for grain_s, wanted in ((1, False), (400_000, True)):
        with _opened(tmp_path / f"{grain_s}.duckdb", _log(4, 3_000, grain_s), CASES) as connection:
            assert repeats(connection, _runs(connection), Silent()) is wanted


def test_runs_hold_whole_cases_and_every_row_once(tmp_path: Path) -> None:
    with _opened(tmp_path / "x.duckdb", _log(5, 2_000), *ASTRAY, CASES, threads=4) as connection:
        runs = _runs(connection)
        size = int(connection.row("SELECT count(*) FROM case_event")[0])
        held = sorted((*runs.lying, *runs.astray))
        assert held[0][0] == 0
        assert held[-1][1] == size
        assert all(one[1] == other[0] for one, other in pairwise(held))
        assert len(runs.lying) >= 4
        for _, end in held[:-1]:
            before, after = connection.rows(
                f"SELECT case_id FROM event_row WHERE lies IN ({end - 1}, {end}) ORDER BY lies"
            )
            assert before != after


def test_cases_that_begin_anywhere_are_told_by_their_number(tmp_path: Path) -> None:
    late = "UPDATE case_event SET sequence = sequence + 3 WHERE case_id = 'C00100'"
    with _opened(tmp_path / "x.duckdb", _log(6), late, CASES) as connection:
        order = settle(connection)
        assert order.in_place
        assert order.runs is None
    with _opened(tmp_path / "y.duckdb", _log(6, opens_at=0), CASES) as connection:
        assert _runs(connection).opens_at == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE case_event SET step = NULL WHERE case_id = 'C00100'",
        f"UPDATE case_event SET step = 's' || (rowid % {MOST_NAMES + 1})",
        "INSERT INTO case_event SELECT case_id, 99, 'close', NULL, 'P', 'O' FROM case_event "
        "WHERE sequence = 1 AND hash(case_id) % 5 = 0",
    ],
)
def test_rows_that_are_not_simple_are_read_otherwise(tmp_path: Path, change: str) -> None:
    made = (_log(7), change, CASES)
    with (
        _opened(tmp_path / "lying.duckdb", *made) as lying,
        _opened(tmp_path / "mixed.duckdb", *made, SHUFFLE) as mixed,
    ):
        assert settle(lying).runs is None
        assert _answers(lying, CUTS[2]) == _answers(mixed, CUTS[2])


def test_a_table_put_in_the_place_of_the_events_is_not_read_by_row(tmp_path: Path) -> None:
    with _opened(tmp_path / "x.duckdb", _log(8), CASES) as connection:
        whole = process_map(connection, CUTS[0], Silent())
        connection.execute(
            "CREATE TEMP VIEW case_event AS SELECT * FROM memory.main.case_event WHERE sequence > 1"
        )
        assert settle(connection).runs is None
        assert process_map(connection, CUTS[0], Silent()).events < whole.events
        connection.execute("DROP VIEW temp.case_event")
        assert process_map(connection, CUTS[0], Silent()) == whole


def test_events_of_a_supplement_are_not_read_by_row(tmp_path: Path) -> None:
    base = write(tmp_path / "base.duckdb", _log(10), CASES)
    more = _log(10, 310).replace("ORDER BY case_id", "WHERE i >= 299 ORDER BY case_id")
    added = write(tmp_path / "added.duckdb", more)
    whole = write(tmp_path / "whole.duckdb", _log(10, 310), CASES, SHUFFLE)
    with (
        connect(base, CONTRACT, threads=2, spill=tmp_path, supplements=(added,)) as layered,
        connect(whole, CONTRACT, threads=2, spill=tmp_path) as mixed,
    ):
        assert settle(layered).runs is None
        cut = CUTS[1]
        assert _answers(layered, cut) == _answers(mixed, cut)


def test_a_case_longer_than_a_part_is_not_cut(tmp_path: Path) -> None:
    long = (
        "CREATE TABLE case_event AS SELECT 'C' AS case_id, CAST(i AS INTEGER) AS sequence, 'accept' AS step, "
        f"TIMESTAMP '2026-01-01' + to_seconds(CAST(i AS BIGINT)) AS occurred_at FROM range(1, {2 * CUT_WITHIN}) r(i)"
    )
    with _opened(tmp_path / "x.duckdb", long) as connection:
        assert _runs(connection).lying == ((0, 2 * CUT_WITHIN - 1),)
        found = process_map(connection, Cut(""), Silent())
        assert (found.cases, found.edges[0].count, found.edges[0].median_seconds) == (
            1,
            2 * CUT_WITHIN - 2,
            1,
        )
        assert durations(connection, Cut(""), Silent()).max_seconds == 2 * CUT_WITHIN - 2


def test_an_extract_without_events_has_no_runs(tmp_path: Path) -> None:
    with _opened(tmp_path / "x.duckdb", _log(9), "DELETE FROM case_event", CASES) as connection:
        assert settle(connection).runs is None
        assert process_map(connection, Cut("Asia/Shanghai"), Silent()).edges == ()
        assert durations(connection, Cut("Asia/Shanghai"), Silent()).median_seconds is None
