"""Proves that events read as they lie say what sorted events say, and that a case which lies otherwise is sorted."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.catalogue.contract import read_contract
from console.domain.ports import Silent
from console.engine.connection import Connection, connect, connect_empty
from console.engine.cut import Cut
from console.engine.process import process_map, rework, variants
from console.engine.walk import ASTRAY, BY_SEQUENCE, BY_TIME, SORTED, VIEW, settle, walk_sql
from console.engine.ways import count_ways
from console.paths import resource_root
from tests.engine.extracts import write

CONTRACT = read_contract(resource_root() / "contract")
CASES = 45_000  # more rows than one group of the file holds, so that the table is cut between two of them
EVENTS = f"""
SELECT 'C' || lpad(CAST(i AS VARCHAR), 6, '0') AS case_id, CAST(j AS INTEGER) AS sequence,
       CASE WHEN j = 1 THEN 'submit' WHEN i % 7 = 0 AND j = 3 THEN NULL WHEN i % 5 = 0 AND j < 4 THEN 'review'
            WHEN j = 4 THEN 'decide' ELSE 'accept' END AS step,
       'A' || (i % 3 + j % 2) AS organisation_id, 'P' || (i % 11 + j) AS operator,
       CASE WHEN i % 13 > 0 OR j < 4 THEN TIMESTAMP '2026-03-01 08:00:00' + to_hours(CAST(i % 900 + j // 2 AS INTEGER)) END
           AS occurred_at,
       DATE '2026-01-05' + CAST(i % 17 + j AS INTEGER) AS occurred_on
FROM range({CASES}) c(i), range(1, 5) e(j) ORDER BY case_id, sequence
"""
LATER = """
INSERT INTO case_event (case_id, sequence, step, occurred_at) VALUES
('C000007', 5, 'close', TIMESTAMP '2026-03-01'), ('A000001', 2, 'accept', TIMESTAMP '2026-03-02'),
('A000001', 1, 'submit', TIMESTAMP '2026-03-01')
"""
BACKWARDS = (
    "UPDATE case_event SET occurred_at = TIMESTAMP '2020-01-01' WHERE case_id = 'C044990' AND sequence = 2"
)


def _opened(path: Path, *statements: str, threads: int = 2) -> Connection:
    made = write(path, f"CREATE TABLE case_event AS {EVENTS}", *statements)
    return connect(made, CONTRACT, memory_bytes=512 * 1024**2, threads=threads, spill=path.parent)


def _said(connection: Connection, sql: str) -> object:
    names = ", ".join(f'"{row[0]}"' for row in connection.rows(f"DESCRIBE {sql}"))
    return connection.rows(f"SELECT count(*), sum(CAST(hash({names}) AS HUGEINT)) FROM ({sql})")


@pytest.mark.parametrize("threads", [1, 2])
def test_events_in_order_are_read_as_they_lie(tmp_path: Path, threads: int) -> None:
    with _opened(tmp_path / "x.duckdb", threads=threads) as connection:
        order = settle(connection)
        assert order.in_place
        assert len(order.cuts) == threads - 1
        assert connection.row(f"SELECT count(*) FROM {ASTRAY}") == (0,)
        for by in (BY_SEQUENCE, BY_TIME):
            assert _said(connection, walk_sql(order, by)) == _said(connection, walk_sql(SORTED, by))
        assert _said(connection, f"SELECT * FROM {VIEW}") == _said(connection, walk_sql(SORTED))


def test_cases_astray_are_sorted(tmp_path: Path) -> None:
    with _opened(tmp_path / "x.duckdb", LATER, BACKWARDS) as connection:
        order = settle(connection)
        assert order.in_place
        astray = connection.rows(f"SELECT case_id FROM {ASTRAY} ORDER BY 1")
        assert {"C000007", "A000001", "C044990"} <= {case for (case,) in astray}
        assert len(astray) < CASES / 5
        for by in (BY_SEQUENCE, BY_TIME):
            for where in ("TRUE", "step IS NOT NULL", "case_id IN ('C000007', 'C044990', 'C000008')"):
                assert _said(connection, walk_sql(order, by, where)) == _said(
                    connection, walk_sql(SORTED, by, where)
                )


def test_what_was_found_out_is_kept(tmp_path: Path) -> None:
    with _opened(tmp_path / "x.duckdb", LATER) as connection:
        assert settle(connection) == settle(connection)


def test_shuffled_events_are_sorted_and_nothing_is_put_in_the_place_of_the_view(tmp_path: Path) -> None:
    shuffled = (
        "CREATE OR REPLACE TABLE case_event AS SELECT * FROM case_event ORDER BY hash(case_id, sequence)"
    )
    with _opened(tmp_path / "x.duckdb", shuffled) as connection:
        assert settle(connection) == SORTED
        assert settle(connection) == SORTED
        assert connection.rows(f"SELECT 1 FROM duckdb_views() WHERE view_name = '{VIEW}'") == []


def test_a_catalogue_that_takes_rows_is_never_read_as_it_lies() -> None:
    with connect_empty(CONTRACT, memory_bytes=256 * 1024**2, threads=1) as connection:
        assert settle(connection) == SORTED


def test_order_of_rows_changes_no_answer_about_the_process(tmp_path: Path) -> None:
    shuffled = (
        "CREATE OR REPLACE TABLE case_event AS SELECT * FROM case_event ORDER BY hash(case_id, sequence)"
    )
    cut = Cut("Europe/Berlin")
    with (
        _opened(tmp_path / "x.duckdb", LATER) as lying,
        _opened(tmp_path / "y.duckdb", LATER, shuffled) as mixed,
    ):
        assert process_map(lying, cut, Silent()) == process_map(mixed, cut, Silent())
        assert variants(lying, cut, Silent()) == variants(mixed, cut, Silent())
        assert rework(lying, cut, Silent()) == rework(mixed, cut, Silent())
        found = process_map(lying, cut, Silent())
        assert (found.cases, sum(one.count for one in found.starts)) == (CASES + 1, CASES + 1)
        assert sum(one.count for one in found.ends) == CASES + 1


def test_no_events_have_no_ways(tmp_path: Path) -> None:
    with _opened(tmp_path / "empty.duckdb", "DELETE FROM case_event") as connection:
        assert not count_ways(connection, "TRUE", Silent())


def test_ways_of_many_steps_take_several_words_and_very_long_ones_a_list(tmp_path: Path) -> None:
    long = (
        "CREATE OR REPLACE TABLE case_event AS "
        "SELECT 'C' || lpad(CAST(i AS VARCHAR), 4, '0') AS case_id, CAST(j AS INTEGER) AS sequence, "
        "'s' || ((i % 4 + j * j) % 20) AS activity, TIMESTAMP '2026-01-05' + to_hours(CAST(j AS INTEGER)) AS occurred_at "
        "FROM range(200) c(i), range({most}) e(j) WHERE j < 3 + i % 5 OR i % 50 = 0 ORDER BY 1, 2"
    )
    for most in (30, 120):
        with _opened(tmp_path / f"{most}.duckdb", long.format(most=most)) as connection:
            assert settle(connection).in_place
            listed = connection.rows(
                "SELECT steps, count(*) FROM (SELECT list(activity ORDER BY sequence) AS steps FROM case_event "
                "GROUP BY case_id) GROUP BY 1"
            )
            found = count_ways(connection, "TRUE", Silent())
            assert dict(found) == {tuple(steps): count for steps, count in listed}
            assert max(map(len, found)) == most
