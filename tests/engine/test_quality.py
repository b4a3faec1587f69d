"""Owns the tests of the quality checks the contract declares. It refuses to mock DuckDB."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.ports import Silent
from console.engine.connection import connect, connect_empty
from console.engine.quality import QualityRow, check_quality
from console.errors import Cancelled
from tests.engine.extracts import column, contract, small_contract, table, write


def found_in(path: Path, tmp_path: Path) -> dict[tuple[str, str, str], tuple[int, int]]:
    with connect(path, small_contract(), spill=tmp_path / "spill") as connection:
        rows = check_quality(connection, small_contract(), Silent())
    return {(row.table, row.column, row.check): (row.failed, row.checked) for row in rows}


def test_every_check_counts_its_failures_out_of_what_it_looked_at(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.duckdb",
        "CREATE TABLE organisation (organisation_id VARCHAR, name VARCHAR)",
        "INSERT INTO organisation VALUES ('A', '局'), ('B', ' 　'), ('B', 'x'), (NULL, 'y')",
        "CREATE TABLE service_case (case_id VARCHAR, organisation_id VARCHAR, channel VARCHAR)",
        "INSERT INTO service_case VALUES ('1', 'A', 'web'), ('2', 'Z', 'post'), ('3', NULL, NULL), ('4', 'Z', 'counter')",
    )
    assert found_in(path, tmp_path) == {
        ("organisation", "", "present"): (0, 2),
        ("organisation", "", "key"): (3, 4),
        ("organisation", "organisation_id", "null"): (1, 4),
        ("organisation", "organisation_id", "blank"): (0, 3),
        ("organisation", "name", "blank"): (1, 4),
        ("service_case", "", "present"): (4, 7),
        ("service_case", "", "key"): (0, 4),
        ("service_case", "case_id", "null"): (0, 4),
        ("service_case", "case_id", "blank"): (0, 4),
        ("service_case", "organisation_id", "blank"): (0, 3),
        ("service_case", "organisation_id", "reference"): (2, 3),
        ("service_case", "channel", "allowed"): (1, 3),
    }


def test_an_empty_table_is_checked_out_of_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.duckdb", "CREATE TABLE organisation (organisation_id VARCHAR, name VARCHAR)")
    found = found_in(path, tmp_path)
    assert found[("organisation", "", "key")] == (0, 0)
    assert QualityRow("organisation", "", "key", 0, 0).rate is None
    assert not any(name == "service_case" for name, _, _ in found)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(["x", "y", None])), max_size=12
    )
)
def test_counts_agree_with_plain_python(rows: list[tuple[str | None, str | None]]) -> None:
    wants = contract(table("thing", "thing_id", column("code", allowed=("x",))))
    with connect_empty(wants, threads=1) as connection:
        connection.insert("thing", ["thing_id", "code"], rows)
        found = {
            (row.column, row.check): (row.failed, row.checked)
            for row in check_quality(connection, wants, Silent())
        }
    keys = [key for key, _ in rows]
    assert found[("", "key")] == (sum(key is None or keys.count(key) > 1 for key in keys), len(rows))
    codes = [code for _, code in rows if code is not None]
    assert found[("code", "allowed")] == (codes.count("y"), len(codes))
    assert found[("thing_id", "null")] == (keys.count(None), len(rows))


class StopsAtOnce(Silent):
    """A progress that was stopped before it began."""

    def cancelled(self) -> bool:
        return True


def test_lists_and_doubles_and_a_stop() -> None:
    wants = contract(
        table("thing", "thing_id", column("codes", "VARCHAR[]", allowed=("x", "y")), column("part", "DOUBLE"))
    )
    with connect_empty(wants, threads=1) as connection:
        connection.execute(
            "INSERT INTO thing VALUES ('1', ['x', 'z'], 'nan'), ('2', ['y'], 0.5), ('3', NULL, NULL)"
        )
        found = {
            (row.column, row.check): (row.failed, row.checked)
            for row in check_quality(connection, wants, Silent())
        }
        with pytest.raises(Cancelled):
            check_quality(connection, wants, StopsAtOnce())
    assert found[("codes", "allowed")] == (1, 2)
    assert found[("part", "finite")] == (1, 2)
