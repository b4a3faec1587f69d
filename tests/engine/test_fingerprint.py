"""Proves that a fingerprint is of the rows: not of their order, their file or how a value is stored; and of every value."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from console.domain.fingerprint import engine_of
from console.domain.ports import Silent
from console.engine.fingerprint import file_fingerprints
from tests.engine.extracts import column, contract, table

CONTRACT = contract(
    table("service_case", "case_id", column("fee", "DECIMAL(18,2)"), column("visits", "INTEGER"))
)
ROWS = "(VALUES ('a', 1.5, 1), ('b', NULL, 2), (NULL, 0, NULL)) t(case_id, fee, visits)"


def fingerprint(
    path: Path, rows: str, shape: str = "case_id VARCHAR, fee DECIMAL(18,2), visits INTEGER"
) -> str:
    with duckdb.connect(str(path)) as made:
        made.execute(f"CREATE TABLE service_case ({shape})")
        made.execute(f"INSERT INTO service_case BY NAME FROM {rows}")
    return file_fingerprints(path, CONTRACT, ["service_case"], Silent())["service_case"]


def test_order_and_storage_do_not_count(tmp_path: Path) -> None:
    first = fingerprint(tmp_path / "a.duckdb", ROWS)
    turned = fingerprint(tmp_path / "b.duckdb", f"(FROM {ROWS} ORDER BY case_id DESC)")
    stored = "visits TINYINT, case_id ENUM('b', 'a'), fee DECIMAL(9,2)"
    assert first == turned == fingerprint(tmp_path / "c.duckdb", ROWS, stored)
    assert engine_of(first) == f"duckdb-{duckdb.__version__}" and len(first.rpartition(":")[2]) == 64


@pytest.mark.parametrize(
    "rows",
    [
        ROWS.replace("1.5", "1.51"),
        ROWS.replace("'a', 1.5, 1", "'a', 1.5, NULL"),
        ROWS.replace("'b', NULL, 2", "'b', 0, 2"),
        f"(FROM {ROWS} LIMIT 2)",
        f"(FROM {ROWS} UNION ALL FROM (VALUES ('a', 1.5, 1)))",
        ROWS.replace("'a', 1.5, 1), ('b', NULL, 2", "'a', 1.5, 2), ('b', NULL, 1"),
    ],
)
def test_every_value_counts(tmp_path: Path, rows: str) -> None:
    assert fingerprint(tmp_path / "a.duckdb", ROWS) != fingerprint(tmp_path / "b.duckdb", rows)
