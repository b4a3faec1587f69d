"""Owns the tests of what is looked at before an extract is trusted. It refuses to mock DuckDB."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from console.engine.connection import connect
from console.engine.inspection import Header, inspect_bytes
from console.errors import ExitCode, ExtractError
from tests.engine.extracts import small_contract, small_extract, write


def refused(path: Path, tmp_path: Path) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        connect(path, small_contract(), spill=tmp_path / "spill")
    return caught.value


@pytest.mark.parametrize("version", ["v1.0.0", "v1.2.0", "v1.4.0", "v1.5.0", "latest"])
def test_every_storage_this_engine_writes_is_known(tmp_path: Path, version: str) -> None:
    path = tmp_path / "a.duckdb"
    with duckdb.connect() as made:
        options = "" if version == "latest" else f" (STORAGE_VERSION '{version}')"
        made.execute(f"ATTACH '{path}' AS y{options}")
        made.execute("CREATE TABLE y.t AS SELECT range FROM range(100000)")
    header = inspect_bytes(path)
    assert isinstance(header, Header)
    assert header.size_told == path.stat().st_size
    assert not header.encrypted
    assert header.library.startswith("v2.")


@pytest.mark.parametrize(
    ("statement", "key", "named"),
    [
        ("CREATE MACRO sum(x) AS 42", "extract-redefines", "sum"),
        ("CREATE MACRO read_csv(x) AS TABLE SELECT 1", "extract-redefines", "read_csv"),
        ("CREATE VIEW duckdb_tables AS SELECT 1 AS a", "extract-shadow", "duckdb_tables"),
        ("CREATE TABLE pg_class (i INTEGER)", "extract-shadow", "pg_class"),
        ("CREATE VIEW v AS SELECT * FROM read_csv('{file}')", "extract-calls", "v"),
        ("CREATE VIEW v AS SELECT * FROM '{file}'", "extract-reads", "v"),
        ("CREATE VIEW v AS SELECT * FROM glob('/*')", "extract-calls", "v"),
        ("CREATE VIEW v AS SELECT (SELECT count(*) FROM read_text('{file}'))", "extract-calls", "v"),
        ("CREATE VIEW v AS SELECT current_setting('threads') AS t", "extract-calls", "v"),
        ("CREATE VIEW v AS SELECT random() AS t", "extract-calls", "v"),
        ("CREATE VIEW v AS SELECT * FROM duckdb_settings()", "extract-calls", "v"),
        ("CREATE VIEW v AS WITH c AS (SELECT * FROM glob('/*')) SELECT * FROM c", "extract-calls", "v"),
        (
            "CREATE VIEW v AS SELECT * FROM enable_logging(storage='file', storage_path='{log}')",
            "extract-calls",
            "v",
        ),
        ("CREATE MACRO m(p) AS TABLE SELECT * FROM read_csv(p)", "extract-calls", "m"),
        ("CREATE MACRO m(p) AS getvariable(p)", "extract-calls", "m"),
        ("CREATE VIEW v AS SELECT * FROM information_schema.tables", "extract-reads", "v"),
        ("CREATE TABLE g (i INTEGER, j INTEGER GENERATED ALWAYS AS (i * 2))", "extract-generated", "g"),
    ],
)
def test_a_program_in_the_file_is_refused_by_name(
    tmp_path: Path, statement: str, key: str, named: str
) -> None:
    (tmp_path / "in.csv").write_text("a\n1\n")
    log = tmp_path / "log"
    made = statement.format(file=tmp_path / "in.csv", log=log)
    path = small_extract(tmp_path / "a.duckdb", made)
    error = refused(path, tmp_path)
    assert (error.key, error.exit_code, error.facts["name"]) == (key, ExitCode.UNSAFE, named)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS WITH c AS (SELECT channel, sum(fee) AS s FROM service_case GROUP BY 1) SELECT * FROM c",
        'CREATE VIEW "odd AS name" ("as") AS SELECT count(*) FILTER (WHERE visits > 1 AND channel LIKE \'w%\') FROM service_case',
        "CREATE VIEW v AS SELECT *, row_number() OVER (ORDER BY case_id) FROM service_case, range(2)",
        "CREATE MACRO double_of(p) AS p * 2 + coalesce(p, 0)",
    ],
)
def test_a_harmless_stored_query_is_left_alone(tmp_path: Path, statement: str) -> None:
    path = small_extract(tmp_path / "a.duckdb", statement)
    with connect(path, small_contract(), spill=tmp_path / "spill") as connection:
        assert connection.rows("SELECT count(*) FROM service_case") == [(10,)]


def test_a_view_in_the_place_of_a_contract_table_is_refused(tmp_path: Path) -> None:
    path = small_extract(
        tmp_path / "a.duckdb", "CREATE VIEW organisation AS SELECT '1' AS organisation_id, 'a' AS name"
    )
    error = refused(path, tmp_path)
    assert (error.key, error.exit_code) == ("extract-view-for-table", ExitCode.UNSAFE)


def test_a_log_beside_the_file_is_refused(tmp_path: Path) -> None:
    path = small_extract(tmp_path / "a.duckdb")
    path.with_name("a.duckdb.wal").write_bytes(b"")
    error = refused(path, tmp_path)
    assert (error.key, error.exit_code) == ("extract-log", ExitCode.UNSAFE)


def test_a_macro_over_a_built_in_does_not_reach_a_session_that_never_made_the_file_its_default(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT 1 AS i", "CREATE MACRO sum(x) AS 42")
    with duckdb.connect() as base:
        base.execute(f"ATTACH '{path}' AS x (READ_ONLY)")
        assert base.execute("SELECT sum(i) FROM x.t").fetchall() == [(1,)]


def test_a_used_block_beyond_the_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cut.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE service_case AS SELECT 'P' || range AS case_id FROM range(400_000)")
    path.write_bytes(path.read_bytes()[:-262_144])
    assert inspect_bytes(path).short
    assert refused(path, tmp_path).key == "extract-truncated"
