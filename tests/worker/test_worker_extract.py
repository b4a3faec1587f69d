"""Owns the tests of a worker over a real extract, with the shipped command. It refuses to fake any part of it."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from console.domain.ports import Silent
from console.domain.query import Result
from console.domain.verification import Verdict
from console.engine.quality import QualityRow
from console.errors import Cancelled, ExitCode, ExtractError, QueryError
from console.jobs.desk import ExportRequest, PageRequest, QueryRequest, SortRequest
from console.jobs.extract import OpenRequest
from console.jobs.opened import Opened
from console.jobs.remote import RemoteWorker, WorkerLimits
from console.paths import resource_root
from tests.engine.extracts import write

COMMAND = [sys.executable, str(resource_root().parent / "main.py"), "--worker"]
LIMITS = WorkerLimits(memory_bytes=2 << 30, threads=1)


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return write(
        tmp_path / "small.duckdb",
        "CREATE TABLE payment AS SELECT 'P' || range AS payment_id, (range * 1.25)::DECIMAL(18,2) AS amount, "
        "DATE '2026-01-01' + (range % 90)::INTEGER AS paid_on FROM range(1000)",
    )


def request(path: Path, diagnose: bool = False) -> OpenRequest:
    return OpenRequest(path, (), 0, 0, diagnose)


def test_an_extract_is_opened_asked_and_exported_in_a_process_of_its_own(
    extract: Path, tmp_path: Path
) -> None:
    with RemoteWorker(COMMAND, LIMITS) as worker:
        opened = worker.prepare("open", request(extract), shape=Opened)
        assert opened.verification.verdict is Verdict.UNSIGNED
        assert opened.cut_off == date(2026, 3, 31)
        assert "vendor" in opened.missing
        assert "payment.vendor_id" in opened.missing
        result = worker.call("query", QueryRequest("SELECT * FROM payment"), shape=Result)
        assert (result.row_count, [column.name for column in result.columns][:2]) == (
            1000,
            ["payment_id", "organisation_id"],
        )
        worker.call("sort", SortRequest("amount", descending=True))
        rows: list[list[Any]] = worker.call("page", PageRequest(0, 1))
        assert Decimal("1248.75") in rows[0]
        assert worker.call("export", ExportRequest(tmp_path / "out.csv")) == 1000
        checks = worker.call("check", shape=tuple[QualityRow, ...])
        assert QualityRow("payment", "", "key", 0, 1000) in checks
        with pytest.raises(QueryError) as caught:
            worker.call("query", QueryRequest("SELECT nope FROM payment"))
        assert caught.value.facts["position"] == 7


def test_after_a_kill_the_extract_is_open_again(extract: Path) -> None:
    class StopsAtOnce(Silent):
        """A progress that is stopped at its second look."""

        looks = 0

        def cancelled(self) -> bool:
            self.looks += 1
            return self.looks > 1

    with RemoteWorker(COMMAND, LIMITS) as worker:
        worker.prepare("open", request(extract), shape=Opened)
        with pytest.raises(Cancelled):
            worker.call(
                "query",
                QueryRequest("SELECT sum(hash(a.range + b.range)) FROM range(3000000) a, range(100000) b"),
                StopsAtOnce(),
            )
        result = worker.call("query", QueryRequest("SELECT count(*) FROM payment"), shape=Result)
        assert result.row_count == 1


def test_a_hostile_file_is_refused_through_the_process(tmp_path: Path) -> None:
    path = write(
        tmp_path / "bad.duckdb", "CREATE TABLE payment (payment_id VARCHAR)", "CREATE MACRO sum(x) AS 42"
    )
    with RemoteWorker(COMMAND, LIMITS) as worker:
        with pytest.raises(ExtractError) as caught:
            worker.prepare("open", request(path), shape=Opened)
        assert (caught.value.key, caught.value.exit_code) == ("extract-redefines", ExitCode.UNSAFE)
        with pytest.raises(ExtractError):
            worker.call("open", request(tmp_path / "none.duckdb"), shape=Opened)
