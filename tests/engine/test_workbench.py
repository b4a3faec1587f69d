"""Owns the tests of the analyst's workbench. It refuses to mock DuckDB."""

from __future__ import annotations

import csv
import json
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.ports import Silent
from console.engine.connection import connect_empty
from console.engine.workbench import Workbench, tokens
from console.errors import Cancelled, InputError, QueryError, UsageError
from tests.engine.extracts import small_contract


@pytest.fixture
def bench() -> Iterator[Workbench]:
    with connect_empty(small_contract(), threads=1) as connection:
        workbench = Workbench(connection)
        yield workbench
        workbench.close()


def test_any_row_of_a_large_result_is_near(bench: Workbench) -> None:
    result = bench.run("SELECT range AS i, range * 2 AS double FROM range(2000000)")
    assert result.row_count == 2_000_000
    assert [(column.name, column.type) for column in result.columns] == [
        ("i", "BIGINT"),
        ("double", "BIGINT"),
    ]
    started = time.monotonic()
    rows = bench.page(1_999_700)
    assert time.monotonic() - started < 0.5
    assert rows == [(i, 2 * i) for i in range(1_999_700, 2_000_000)]


def test_the_order_of_the_query_is_kept_and_a_sort_is_over_the_whole_result(bench: Workbench) -> None:
    bench.run(
        "SELECT (range * 7919) % 1000 AS i FROM range(1000) UNION ALL SELECT NULL ORDER BY 1 DESC NULLS LAST"
    )
    assert bench.page(0, 3) == [(999,), (998,), (997,)]
    bench.sort("i")
    assert bench.page(0, 2) == [(0,), (1,)]
    assert bench.page(1000) == [(None,)]
    bench.sort("")
    assert bench.page(0, 1) == [(999,)]
    with pytest.raises(UsageError) as caught:
        bench.sort("ii")
    assert caught.value.facts == {"name": "ii", "nearest": "i"}


@pytest.mark.parametrize(
    "sql",
    [
        "FROM range(3)",
        "WITH a AS (SELECT 1) FROM a -- the end",
        "VALUES (1), (2);",
        "DESCRIBE service_case",
        "SUMMARIZE service_case",
        "PIVOT (SELECT 1 AS a, 2 AS b) ON a USING sum(b)",
        "SELECT 1 AS a, 2 AS a",
    ],
)
def test_everything_that_reads_runs(bench: Workbench, sql: str) -> None:
    assert bench.run(sql).columns


@pytest.mark.parametrize(
    ("sql", "key"),
    [
        ("", "workbench-empty"),
        ("-- nothing", "workbench-empty"),
        ("SELECT 1; SELECT 2", "workbench-several"),
        ("DELETE FROM service_case", "workbench-kind"),
        ("SET threads = 1", "workbench-kind"),
        ("COPY (SELECT 1) TO 'x.csv'", "workbench-kind"),
        ("SELECT ?", "workbench-parameters"),
    ],
)
def test_what_is_not_one_reading_statement_is_refused(bench: Workbench, sql: str, key: str) -> None:
    with pytest.raises(QueryError) as caught:
        bench.run(sql)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("sql", "wrong"),
    [
        ("SELECT '办件' AS 名, nope FROM service_case", "nope"),
        ("SELECT 1 FROM service_case WHERE fee > AND 2", "AND"),
        ("SELECT /* 中文 */ no_such_function(1)", "no_such_function"),
        ("SELECT * FROM no_such_table", "no_such_table"),
    ],
)
def test_an_error_tells_its_place_in_characters(bench: Workbench, sql: str, wrong: str) -> None:
    with pytest.raises(QueryError) as caught:
        bench.run(sql)
    assert caught.value.facts["position"] == sql.index(wrong)
    assert caught.value.facts["character"] == sql.index(wrong) + 1


def test_a_wrong_query_leaves_no_result(bench: Workbench) -> None:
    bench.run("SELECT 1")
    with pytest.raises(QueryError):
        bench.run("SELECT nope")
    with pytest.raises(UsageError):
        bench.page(0)


def test_a_stop_leaves_the_workbench_usable(bench: Workbench) -> None:
    caller = threading.Timer(0.3, bench.interrupt)
    caller.start()
    with pytest.raises(Cancelled):
        bench.run("SELECT sum(hash(a.range + b.range)) FROM range(3000000) a, range(100000) b")
    caller.join()
    assert bench.run("SELECT 1").row_count == 1


MIXED = (
    "SELECT '=1+1' AS text, 12.50::DECIMAL(18,2) AS money, DATE '2026-02-28' AS day, "
    "TIMESTAMP '2026-02-28 09:30:00' AS at, true AS yes, NULL AS nothing, [1, 2] AS list, '名' AS 名"
)


def test_csv_holds_every_row_and_no_formula(bench: Workbench, tmp_path: Path) -> None:
    bench.run(MIXED)
    assert bench.export(tmp_path / "out.csv", Silent()) == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["text", "money", "day", "at", "yes", "nothing", "list", "名"]
    assert rows[1] == ["'=1+1", "12.50", "2026-02-28", "2026-02-28 09:30:00", "True", "", "[1, 2]", "名"]


def test_json_keeps_every_digit(bench: Workbench, tmp_path: Path) -> None:
    bench.run(MIXED)
    bench.export(tmp_path / "out.json")
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert told["money"] == "12.50"
    assert told["nothing"] is None
    assert told["list"] == [1, 2]


def test_parquet_keeps_types(bench: Workbench, tmp_path: Path) -> None:
    bench.run(MIXED)
    bench.export(tmp_path / "out's.parquet")
    name = str(tmp_path / "out's.parquet").replace("'", "''")
    row = duckdb.execute(f"SELECT * FROM '{name}'").fetchone()
    assert row is not None
    assert row[:4] == (
        "=1+1",
        Decimal("12.50"),
        date(2026, 2, 28),
        datetime.fromisoformat("2026-02-28T09:30:00"),
    )
    assert row[6] == [1, 2]


@pytest.mark.parametrize("suffix", [".csv", ".json", ".parquet"])
def test_an_empty_result_is_exported_as_an_empty_file_of_its_kind(
    bench: Workbench, tmp_path: Path, suffix: str
) -> None:
    bench.run("SELECT * FROM service_case")
    assert bench.export(tmp_path / f"out{suffix}") == 0
    assert (tmp_path / f"out{suffix}").exists()


class StopsAtOnce(Silent):
    """A progress that was stopped before it began."""

    def cancelled(self) -> bool:
        return True


def test_a_stopped_export_leaves_the_old_file_and_nothing_else(bench: Workbench, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")
    bench.run("SELECT 1")
    with pytest.raises(Cancelled):
        bench.export(tmp_path / "out.csv", StopsAtOnce())
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("out.csv", "old")]


def test_where_nothing_can_be_written_and_what_cannot_be_named(bench: Workbench, tmp_path: Path) -> None:
    bench.run("SELECT 1")
    with pytest.raises(InputError):
        bench.export(tmp_path / "no" / "out.csv")
    with pytest.raises(UsageError):
        bench.export(tmp_path / "out.xls")


@given(st.text(max_size=60))
def test_the_highlighter_takes_any_text_and_its_pieces_lie_in_order(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    last = 0
    for token in tokens(clean):
        assert token.start >= last
        assert token.start + token.length <= len(clean)
        last = token.start + token.length


def test_the_highlighter_counts_characters() -> None:
    kinds = {
        ("SELECT '办件' AS 名 -- 注释"[token.start : token.start + token.length]): token.kind
        for token in tokens("SELECT '办件' AS 名 -- 注释")
    }
    assert kinds == {
        "SELECT": "keyword",
        "'办件'": "string_const",
        "AS": "keyword",
        "名": "identifier",
        "-- 注释": "comment",
    }


def test_a_profile_tells_ends_gaps_and_shapes(bench: Workbench) -> None:
    bench.run(
        "SELECT range AS n, DATE '2026-01-01' + (range % 10)::INTEGER AS day, nullif(range % 2, 0) AS odd, "
        "CASE range % 3 WHEN 0 THEN 'a' ELSE 'b' END AS word, [range] AS parts FROM range(1200)"
    )
    found = {one.name: one for one in bench.profile()}
    assert (found["n"].low, found["n"].high, found["n"].bins) == ("0", "1199", (100,) * 12)
    assert (found["n"].distinct, found["n"].exact) == (1200, True)
    assert (found["odd"].missing, found["odd"].bins) == (600, ())
    assert sum(found["day"].bins) == 1200
    assert found["word"].words == (("b", 800), ("a", 400))
    assert found["parts"].low is None
    bench.run("SELECT 1 AS one WHERE false")
    assert bench.profile() == ()


def test_a_chart_sums_everything_and_counts_what_it_folds(bench: Workbench) -> None:
    bench.run(
        "SELECT 'w' || (range % 30) AS word, 'c' || (range % 9) AS colour, range % 7 AS v, "
        "DATE '2020-01-01' + range::INTEGER AS day, range AS n FROM range(900)"
    )
    words = bench.chart("word", "v", "colour")
    assert (words.folded_places, len(words.places), words.places[-1]) == (19, 12, None)
    assert (words.folded_series, len(words.series), words.series[-1].name) == (4, 6, None)
    total = sum(value for one in words.series for value in one.values if value is not None)
    assert total == sum(number % 7 for number in range(900))
    days = bench.chart("day", "", "")
    assert (days.grain, days.x_kind) == ("month", "time")
    assert sum(value or 0 for value in days.series[0].values) == 900
    binned = bench.chart("n", "v", "")
    assert (binned.binned, len(binned.places)) == (True, 20)
    with pytest.raises(UsageError):
        bench.chart("wrod", "", "")
