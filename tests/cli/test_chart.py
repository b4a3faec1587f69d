"""Owns the tests of ``plumbline chart``: one document a call, words for people, and a sentence for what cannot be drawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from tests.jobs.page_sample import province


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


@pytest.fixture
def extract(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(province(tmp_path_factory))


def document(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert run([*words, "--json"]) == ExitCode.OK, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_one_document_with_points_phases_and_doubts(extract: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "chart", extract, "--measure", "SVC-001", "--kind", "p", "--rules", "nelson")[
        "chart"
    ]
    assert len(found["points"]) == 36
    assert {"label", "value", "lower", "centre", "upper", "rule", "side"} <= found["points"][0].keys()
    assert found["doubts"]["any_flag"] > 0
    assert found["request"]["rules"] == "nelson"


def test_a_scan_and_a_change(extract: str, capsys: pytest.CaptureFixture[str]) -> None:
    scanned = document(capsys, "chart", extract, "--measure", "SVC-001", "--by", "region_id")["scan"]
    assert scanned["judged"] + scanned["short"] == len(scanned["lines"])
    spans = ("--before", "2025", "--after", "2026-01..2026-06")
    changed = document(capsys, "chart", extract, "--measure", "SVC-003", *spans)["changed"]
    assert [one["column"] for one in changed["columns"]][:3] == ["item_id", "organisation_id", "region_id"]


def test_a_rebase_is_kept_and_taken_back(extract: str, capsys: pytest.CaptureFixture[str]) -> None:
    chart = ("chart", extract, "--measure", "SVC-003")
    rebased = document(capsys, *chart, "--rebase", "2025-01", "--reason", "one window")["chart"]
    assert [one["first"] for one in rebased["phases"]] == ["2023-07", "2025-01"]
    assert document(capsys, *chart)["chart"]["phases"] == rebased["phases"]
    assert len(document(capsys, *chart, "--withdraw", "2025-01", "--reason", "no")["chart"]["phases"]) == 1
    assert run([*chart, "--rebase", "2025-01"]) == ExitCode.USAGE


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_people_read_a_table_and_a_verdict(
    language: str, extract: str, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = ["--language-of-words", language, "chart", extract, "--measure", "SVC-001"]
    assert run([*spoken, "--before", "2025", "--after", "2026-01..2026-06"]) == ExitCode.OK
    told = capsys.readouterr().out
    assert "2026-06" in told and "2025 → 2026-01..2026-06" in told
    assert run([*spoken, "--by", "organisation_id"]) == ExitCode.OK
    assert run([*spoken, "--kind", "u"]) == ExitCode.OK


@pytest.mark.parametrize(
    "words", [("--subject", "nothing"), ("--kind", "pie"), ("--by", "colour"), ("--before", "2025")]
)
def test_a_call_that_makes_no_sense_is_refused(
    words: tuple[str, ...], extract: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["chart", extract, "--measure", "SVC-001", *words]) == ExitCode.USAGE
    assert capsys.readouterr().err.strip()
