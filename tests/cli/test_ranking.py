"""Owns the tests of ``plumbline ranking``. It refuses a stand-in for an extract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from tests.jobs.page_sample import tiny


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    row: dict[str, Any] = {
        "organisation_id": "O1",
        "payee_account": "A1",
        "amount": 700,
        "paid_on": "2026-05-12",
    }
    info = {
        "extract_id": "X",
        "name": "x",
        "cut_at": "2026-06-30 23:59:59",
        "period_starts_on": "2025-01-01",
        "period_ends_on": "2026-06-30",
    }
    tables: dict[str, list[dict[str, Any]]] = {
        "extract_info": [info],
        "organisation": [{"organisation_id": "O1", "name": "甲局", "kind": "bureau"}],
        "payment": [{"payment_id": name, "invoice": "F-1", **row} for name in ("P1", "P2")],
    }
    return tiny(tmp_path / "x.duckdb", tables)


def test_money_flagged_stands_under_who_paid_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ranking", str(file), "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    (row,) = told["ranking"]["rows"]
    assert (told["mark"], row["organisation_id"], row["paid"]) == ("unsigned", "O1", "1400.00")
    assert "FUND-102" in row["rules"]
    assert (row["rank"], row["peers"]) == (None, None)


def test_the_table_says_that_these_are_suspicions(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ranking", str(file)]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "甲局" in told
    assert "未经认定" in told
    assert "缺少数据没有判断" in told  # this file has payments and nothing else


@pytest.mark.parametrize("words", [["ranking"], ["lacking"], ["cards"], ["risk"]])
def test_an_unknown_organisation_is_refused_with_the_nearest(
    file: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty answer would look like a clean one."""
    assert run([*words, str(file), "--organisation", "O9"]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "O9" in told
    assert "O1" in told
