"""Owns the tests of ``plumbline query``: whole results, in every format, with the mark. It refuses a result cut in silence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pytest

from console.cli.main import run
from console.errors import ExitCode
from tests.engine.extracts import write

ROWS = 3_000


@pytest.fixture
def extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    return write(
        tmp_path / "small.duckdb",
        "CREATE TABLE payment AS SELECT 'P' || range AS payment_id, (range * 1.25)::DECIMAL(18,2) AS amount, "
        f"'=cmd' AS summary, DATE '2026-01-01' + (range % 90)::INTEGER AS paid_on FROM range({ROWS})",
    )


def test_a_table_says_how_much_it_does_not_show(extract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["query", str(extract), "SELECT payment_id, amount, vendor_id FROM payment ORDER BY amount"]
    assert run([*words, "--limit", "2"]) == ExitCode.OK
    told = capsys.readouterr()
    assert ["P1", "1.25", "—"] in [line.replace("│", " ").split() for line in told.out.splitlines()]
    assert "P2" not in told.out
    assert "3,000" in told.err
    assert run([*words, "--limit", "0"]) == ExitCode.OK
    assert f"P{ROWS - 1}" in capsys.readouterr().out


def test_csv_and_json_are_whole_and_say_that_nobody_signed(
    extract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["query", str(extract), "SELECT payment_id, amount, summary FROM payment ORDER BY ALL"]
    assert run([*words, "--format", "csv"]) == ExitCode.OK
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert len(rows) == ROWS
    assert {(row["summary"], row["extract_mark"]) for row in rows} == {("'=cmd", "unsigned")}
    assert run([*words, "--json"]) == ExitCode.OK
    document = json.loads(capsys.readouterr().out)
    assert (document["mark"], document["row_count"], len(document["rows"])) == ("unsigned", ROWS, ROWS)
    assert document["columns"][1] == {"name": "amount", "type": "DECIMAL(18,2)"}
    assert document["rows"][0] == {"payment_id": "P0", "amount": "0.00", "summary": "=cmd"}


def test_parquet_keeps_types_and_the_mark(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.parquet"
    sql = "SELECT payment_id, amount, 'mine' AS extract_mark FROM payment"
    assert run(["query", str(extract), sql, "--out", str(out)]) == ExitCode.OK
    told = capsys.readouterr()
    assert (told.out, "3,000" in told.err) == ("", True)
    with duckdb.connect() as reader:
        kinds = reader.execute(f"DESCRIBE SELECT * FROM '{out}'").fetchall()
        marks = reader.execute(f"SELECT DISTINCT extract_mark_2 FROM '{out}'").fetchall()
    assert [(row[0], row[1]) for row in kinds][1] == ("amount", "DECIMAL(18,2)")
    assert marks == [("unsigned",)]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT nope FROM payment", "8"),
        ("DELETE FROM payment", "DELETE"),
        ("SELECT 1; SELECT 2", "2"),
        ("", "查询"),
        ("SELECT * FROM read_csv('/etc/passwd')", "/etc/passwd"),
    ],
)
def test_a_query_that_cannot_run_is_one_sentence(
    extract: Path, capsys: pytest.CaptureFixture[str], sql: str, said: str
) -> None:
    assert run(["query", str(extract), sql, "--json"]) == ExitCode.QUERY
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err.splitlines()[-1]
    assert "Traceback" not in told.err


def test_formats_that_do_not_fit_are_refused_before_anything_runs(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["query", str(extract), "SELECT 1"]
    assert run([*words, "--format", "parquet"]) == ExitCode.USAGE
    assert run([*words, "--format", "xml"]) == ExitCode.USAGE
    assert run([*words, "--format", "csv", "--out", str(tmp_path / "a.json")]) == ExitCode.USAGE
    assert run([*words, "--out", str(tmp_path / "a.xlsx")]) == ExitCode.USAGE
    assert capsys.readouterr().out == ""
    assert list(tmp_path.glob("a.*")) == []
