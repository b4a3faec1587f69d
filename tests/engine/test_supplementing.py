"""Owns the proof that the tables of an extract are views over it and its supplements, and that neither holds a program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from console.engine.connection import connect
from console.errors import ExitCode, ExtractError
from tests.engine.extracts import small_contract, small_extract, write

ORGANISATION = "CREATE TABLE organisation (organisation_id VARCHAR, name VARCHAR)"
LINK = some.dictionaries(some.integers(0, 12), some.integers(0, 99), max_size=8)


def link(path: Path, rows: dict[int, int]) -> Path:
    """Write organisations O<key> named by a number."""
    path.unlink(missing_ok=True)
    values = [f"INSERT INTO organisation VALUES ('O{key}', '{value}')" for key, value in rows.items()]
    return write(path, ORGANISATION, *values)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8, deadline=None)
@given(base=LINK, later=some.lists(LINK, max_size=3))
def test_the_state_is_what_a_dictionary_would_be(
    tmp_path: Path, base: dict[int, int], later: list[dict[int, int]]
) -> None:
    first = link(tmp_path / "base.duckdb", base)
    files = [link(tmp_path / f"s{place}.duckdb", rows) for place, rows in enumerate(later)]
    state = dict(base)
    for rows in later:
        state.update(rows)
    with connect(first, small_contract(), supplements=files, spill=tmp_path / "spill") as opened:
        found = opened.rows("SELECT organisation_id, name FROM organisation")
    assert sorted(found) == sorted((f"O{key}", str(value)) for key, value in state.items())


def test_a_column_only_a_supplement_has_is_there_and_empty_before(tmp_path: Path) -> None:
    base = write(
        tmp_path / "base.duckdb",
        "CREATE TABLE service_case (case_id VARCHAR, organisation_id VARCHAR)",
        "INSERT INTO service_case VALUES ('C1', 'O1')",
    )
    added = write(
        tmp_path / "added.duckdb",
        "CREATE TABLE service_case (case_id VARCHAR, fee DECIMAL(9,2), channel ENUM('web', 'counter'))",
        "INSERT INTO service_case VALUES ('C2', 7.5, 'web')",
    )
    with connect(base, small_contract(), supplements=[added], spill=tmp_path / "spill") as opened:
        assert "service_case.fee" not in opened.missing and "service_case.visits" in opened.missing
        rows = opened.rows(
            "SELECT case_id, organisation_id, fee::VARCHAR, channel FROM service_case ORDER BY 1"
        )
        assert rows == [("C1", "O1", None, None), ("C2", None, "7.50", "web")]
        assert opened.rows("SELECT typeof(fee), typeof(channel) FROM service_case LIMIT 1") == [
            ("DECIMAL(18,2)", "VARCHAR")
        ]


@pytest.mark.parametrize(
    ("statements", "key", "code"),
    [
        ((ORGANISATION, "CREATE MACRO sum(x) AS 42"), "extract-redefines", ExitCode.UNSAFE),
        (
            (ORGANISATION, "CREATE VIEW v AS SELECT * FROM read_text('/etc/passwd')"),
            "extract-calls",
            ExitCode.UNSAFE,
        ),
        (
            ("CREATE VIEW organisation AS SELECT 'O' AS organisation_id, 'n' AS name",),
            "extract-view-for-table",
            ExitCode.UNSAFE,
        ),
        (
            ("CREATE TABLE organisation (organisation_id VARCHAR)",),
            "extract-missing-column",
            ExitCode.MISSING_TABLE,
        ),
        (
            ("CREATE TABLE service_case (case_id VARCHAR, closed_on VARCHAR)",),
            "extract-wrong-type",
            ExitCode.WRONG_TYPE,
        ),
    ],
)
def test_a_supplement_is_looked_through_like_an_extract(
    tmp_path: Path, statements: tuple[str, ...], key: str, code: ExitCode
) -> None:
    base = small_extract(tmp_path / "base.duckdb")
    added = write(tmp_path / "added.duckdb", *statements)
    with pytest.raises(ExtractError) as caught:
        connect(base, small_contract(), supplements=[added], spill=tmp_path / "spill").close()
    assert caught.value.exit_code is code and caught.value.facts["file"] == str(added)
    assert caught.value.key == key


def test_a_supplement_that_is_no_database_is_named(tmp_path: Path) -> None:
    base = small_extract(tmp_path / "base.duckdb")
    (tmp_path / "added.duckdb").write_bytes(b"no database" * 2000)
    with pytest.raises(ExtractError) as caught:
        connect(
            base, small_contract(), supplements=[tmp_path / "added.duckdb"], spill=tmp_path / "spill"
        ).close()
    assert caught.value.exit_code is ExitCode.NOT_AN_EXTRACT and "added" in str(caught.value.facts["file"])
