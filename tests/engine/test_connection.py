"""Owns the tests of the hardened catalogue. It refuses to mock DuckDB."""

from __future__ import annotations

import contextlib
import threading
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from console.engine.connection import Connection, connect, connect_empty
from console.engine.spill import Spill, purge
from console.errors import Cancelled, ExitCode, ExtractError, Fact, LimitError, PlumblineError, QueryError
from tests.engine.extracts import column, contract, small_contract, small_extract, table, write

SLOW = "SELECT sum(hash(a.range + b.range)) FROM range(3000000) a, range(100000) b"


class Stopping:
    """A progress that asks for a stop after some reports or looks."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.looks = 0
        self.told: list[float | None] = []

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        self.told.append(fraction)

    def cancelled(self) -> bool:
        self.looks += 1
        return self.looks > self.after


def opened(path: Path, tmp_path: Path, memory_bytes: int = 1 << 30) -> Connection:
    return connect(path, small_contract(), memory_bytes=memory_bytes, threads=1, spill=tmp_path / "spill")


def test_bare_names_show_the_contract_and_widen_stored_types(tmp_path: Path) -> None:
    path = small_extract(tmp_path / "a.duckdb")
    with opened(path, tmp_path) as connection:
        names, rows = connection.columns_and_rows("SELECT * FROM service_case ORDER BY case_id LIMIT 1")
        kinds = connection.rows("SELECT column_type FROM (DESCRIBE service_case)")
    assert names == ("case_id", "organisation_id", "channel", "fee", "visits", "closed_at", "closed_on")
    assert rows == [("C0", None, "web", Decimal("0.50"), 0, None, date(2026, 1, 1))]
    assert [kind for (kind,) in kinds] == [
        "VARCHAR", "VARCHAR", "VARCHAR", "DECIMAL(18,2)", "INTEGER", "TIMESTAMP", "DATE",
    ]  # fmt: skip


def test_what_the_extract_lacks_is_named_and_never_zero(tmp_path: Path) -> None:
    path = small_extract(tmp_path / "a.duckdb")
    with opened(path, tmp_path) as connection:
        assert connection.missing == {
            "organisation",
            "organisation.organisation_id",
            "organisation.name",
            "service_case.organisation_id",
            "service_case.closed_at",
        }
        assert connection.rows("SELECT count(*), sum(length(name)) FROM organisation") == [(0, None)]
        connection.require("service_case")
        with pytest.raises(ExtractError) as caught:
            connection.require("organisation")
    assert (caught.value.key, caught.value.exit_code) == ("extract-missing-table", ExitCode.MISSING_TABLE)


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "SELECT * FROM read_csv('{folder}/in.csv')",
        "SELECT * FROM '{folder}/in.csv'",
        "SELECT * FROM glob('/*')",
        "ATTACH '{folder}/b.duckdb'",
        "INSTALL httpfs",
        "SET threads = 3",
        "SET enable_external_access = true",
        "CALL enable_logging(storage='file', storage_path='{folder}/log')",
        "CREATE TABLE x.main.t (i INTEGER)",
        "DELETE FROM x.main.service_case",
        "EXPORT DATABASE '{folder}/export'",
    ],
)
def test_nothing_reaches_outside_the_catalogue(tmp_path: Path, statement: str) -> None:
    (tmp_path / "in.csv").write_text("a\n1\n")
    path = small_extract(tmp_path / "a.duckdb")
    before = {found.name for found in tmp_path.iterdir()}
    with opened(path, tmp_path) as connection, pytest.raises(QueryError):
        connection.execute(statement.format(folder=tmp_path))
    assert {found.name for found in tmp_path.iterdir()} - {"spill"} == before


def test_a_wrong_query_tells_where(tmp_path: Path) -> None:
    with connect_empty(small_contract()) as connection, pytest.raises(QueryError) as caught:
        connection.rows("SELECT nothing FROM service_case")
    assert caught.value.key == "query-wrong"
    assert caught.value.facts["position"] == 7
    assert "nothing" in str(caught.value.facts["detail"])


def test_a_required_column_must_be_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.duckdb", "CREATE TABLE organisation (organisation_id VARCHAR)")
    with pytest.raises(ExtractError) as caught:
        opened(path, tmp_path)
    assert (caught.value.key, caught.value.exit_code) == ("extract-missing-column", ExitCode.MISSING_TABLE)
    assert caught.value.facts["column"] == "name"


@pytest.mark.parametrize(
    ("stored", "wanted", "fits"),
    [
        ("VARCHAR", "BIGINT", False),
        ("INTEGER", "BIGINT", True),
        ("BIGINT", "INTEGER", False),
        ("HUGEINT", "BIGINT", False),
        ("DOUBLE", "DECIMAL(18,2)", False),
        ("DECIMAL(18,3)", "DECIMAL(18,2)", False),
        ("DECIMAL(10,2)", "DECIMAL(18,2)", True),
        ("DECIMAL(19,2)", "DECIMAL(18,2)", False),
        ("TIMESTAMP", "DATE", False),
        ("DATE", "TIMESTAMP", False),
        ("TIMESTAMPTZ", "TIMESTAMP", False),
        ("TIMESTAMP_S", "TIMESTAMP", True),
        ("ENUM('a', 'b')", "VARCHAR", True),
        ("ENUM('a')[]", "VARCHAR[]", True),
        ("BLOB", "VARCHAR", False),
        ("INTEGER", "BOOLEAN", False),
    ],
)
def test_only_types_that_lose_nothing_stand_in(tmp_path: Path, stored: str, wanted: str, fits: bool) -> None:
    path = write(tmp_path / "a.duckdb", f"CREATE TABLE thing (thing_id VARCHAR, value {stored})")
    wants = contract(table("thing", "thing_id", column("value", wanted)))
    if fits:
        with connect(path, wants, spill=tmp_path / "spill") as connection:
            assert connection.rows("SELECT value FROM thing") == []
        return
    with pytest.raises(ExtractError) as caught:
        connect(path, wants, spill=tmp_path / "spill")
    assert (caught.value.key, caught.value.exit_code) == ("extract-wrong-type", ExitCode.WRONG_TYPE)


def test_a_file_without_any_contract_table_is_no_extract(tmp_path: Path) -> None:
    path = write(tmp_path / "a.duckdb", "CREATE TABLE other (i INTEGER)")
    with pytest.raises(ExtractError) as caught:
        opened(path, tmp_path)
    assert caught.value.key == "extract-no-table"


def test_a_stop_is_heard_in_the_middle_of_a_query(tmp_path: Path) -> None:
    progress = Stopping(after=3)
    with connect_empty(small_contract()) as connection:
        started = time.monotonic()
        with pytest.raises(Cancelled):
            connection.rows(SLOW, progress, "query")
        assert time.monotonic() - started < 3
        assert connection.rows("SELECT 1") == [(1,)]


def test_an_interrupt_from_another_thread_stops_the_query_and_an_idle_one_nothing() -> None:
    with connect_empty(small_contract()) as connection:
        connection.interrupt()
        assert connection.rows("SELECT 1") == [(1,)]
        caller = threading.Timer(0.3, connection.interrupt)
        caller.start()
        with pytest.raises(Cancelled):
            connection.rows(SLOW)
        caller.join()


def test_closing_stops_what_another_thread_runs() -> None:
    ended: list[object] = []

    def run(connection: Connection) -> None:
        try:
            while True:
                connection.rows(SLOW)
        except PlumblineError as error:
            ended.append(error)

    for wait in (0.0, 0.05, 0.2):
        connection = connect_empty(small_contract())
        thread = threading.Thread(target=run, args=(connection,))
        thread.start()
        time.sleep(wait)
        connection.close()
        thread.join(10)
        assert not thread.is_alive()
    assert len(ended) == 3


def test_what_does_not_stop_is_told_when_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.engine.session.CLOSING_PATIENCE_S", 0.02)
    connection = connect_empty(small_contract())
    session = connection.session()
    interrupt = session.interrupt
    monkeypatch.setattr(session, "interrupt", lambda: None)

    def ask() -> None:
        with contextlib.suppress(Cancelled):
            session.rows(SLOW)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.1)
    with pytest.raises(QueryError):
        session.close()
    interrupt()
    asking.join()
    session.close()
    session.close()
    connection.close()


def test_progress_is_a_part_of_one_or_unknown() -> None:
    progress = Stopping(after=10_000)
    with connect_empty(small_contract()) as connection:
        assert connection.progress() is None
        connection.execute("CREATE TABLE big AS SELECT range AS i FROM range(20000000)")
        connection.rows("SELECT count(DISTINCT i % 1000003) FROM big", progress, "query")
    assert progress.told
    assert all(part is None or 0 < part <= 1 for part in progress.told)


def test_threads_have_sessions_of_their_own() -> None:
    seen: list[object] = []

    def look() -> None:
        try:
            connection.rows("SELECT * FROM mine")
        except PlumblineError as error:
            seen.append(error.key)
        seen.append(connection.rows("SELECT count(*) FROM service_case")[0][0])

    with connect_empty(small_contract()) as connection:
        connection.execute("CREATE TEMP TABLE mine AS SELECT 1")
        connection.insert("service_case", ["case_id"], [["a"], ["b"]])
        other = threading.Thread(target=look)
        other.start()
        other.join()
    assert seen == ["query-wrong", 2]


def test_batches_give_every_row_once() -> None:
    with connect_empty(small_contract()) as connection:
        batches = list(connection.batches("SELECT * FROM range(5000)", size=2048))
    assert sum(len(batch) for batch in batches) == 5000
    assert [row for batch in batches for row in batch] == [(number,) for number in range(5000)]


def test_spilled_rows_are_not_plain_text_and_go_with_the_connection(tmp_path: Path) -> None:
    path = small_extract(tmp_path / "a.duckdb")
    connection = opened(path, tmp_path, memory_bytes=64 << 20)
    connection.execute(
        "CREATE TEMP TABLE r AS SELECT hash(range) AS h, 'SECRETSECRET' || range || repeat('z', 40) AS s FROM range(2500000)"
    )
    spilled = [found for found in (tmp_path / "spill").rglob("*.tmp") if found.stat().st_size]
    assert spilled
    assert not any(b"SECRETSECRET" in found.read_bytes() for found in spilled)
    connection.close()
    assert list((tmp_path / "spill").iterdir()) == []


def test_a_spill_folder_left_by_a_killed_process_is_removed_and_a_held_one_is_not(tmp_path: Path) -> None:
    """A process may be killed before its lock stands there, while it does, and after it went."""
    path = small_extract(tmp_path / "a.duckdb")
    with opened(path, tmp_path):
        for name, files in (("spill-making", ()), ("spill-left", ("held",)), ("spill-going", ("work",))):
            left = tmp_path / "spill" / name
            left.mkdir()
            for file in files:
                (left / file).write_bytes(b"")
        assert purge(tmp_path / "spill") == 3
        assert len(list((tmp_path / "spill").iterdir())) == 1


def test_a_spill_folder_cleared_away_before_it_is_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def cleared_once(prefix: str, dir: Path) -> str:  # noqa: A002 - the name is the library's
        folder = dir / f"{prefix}{len(made)}"
        folder.mkdir()
        made.append(folder.name)
        if len(made) == 1:
            assert purge(dir) == 1
        return str(folder)

    monkeypatch.setattr("console.engine.spill.tempfile.mkdtemp", cleared_once)
    spill = Spill(tmp_path)
    assert (spill.folder.name, made) == ("spill-1", ["spill-0", "spill-1"])
    assert purge(tmp_path) == 0 and spill.folder.is_dir()
    spill.close()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_fit_is_a_limit_and_the_connection_goes_on() -> None:
    with connect_empty(small_contract(), memory_bytes=32 << 20) as connection:
        with pytest.raises(LimitError):
            connection.execute("CREATE TABLE r AS SELECT range AS i, hash(range) AS h FROM range(50000000)")
        assert connection.rows("SELECT 1") == [(1,)]


def test_where_no_temporary_file_can_be_kept(tmp_path: Path) -> None:
    path = small_extract(tmp_path / "a.duckdb")
    with pytest.raises(LimitError) as caught:
        connect(path, small_contract(), spill=path / "spill")
    assert caught.value.key == "spill-folder"
