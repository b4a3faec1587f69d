"""Owns the tests of ``plumbline check``: denominators, the manifest, both languages. It refuses a pass in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from tests.jobs.page_sample import tiny

ROWS = "no,amount,day\nP1,10.50,2026-01-05\nP2,x,2026-01-06\nP3,7.25,2026-02-01\n"
MAPPING = """
[extract]
extract_id = "small"
name = "Small"
period_starts_on = 2026-01-01
period_ends_on = 2026-03-31
cut_at = "2026-03-31 18:00:00"
classification = "internal"
purpose = "supervision"
legal_basis = "art. 1"
recipients = "audit office; archive"
destroy_by = {day}

[source.payments]
file = "payments.csv"

[[table]]
table = "payment"
from = "payments"
[table.columns]
payment_id = "no"
organisation_id = {{ constant = "O1" }}
amount = "amount"
paid_on = "day"
"""


@pytest.fixture
def extract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    return tiny(
        tmp_path / "small.duckdb",
        {
            "payment": [
                {"payment_id": "P1", "organisation_id": "A", "paid_on": "2026-05-03", "amount": 1},
                {"payment_id": "P2", "organisation_id": "Z", "paid_on": "2026-06-03"},
            ],
            "organisation": [{"organisation_id": "A", "name": "局"}],
        },
    )


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run([*words, "--json"]) == ExitCode.OK
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return document


def test_the_document_has_every_figure_with_its_denominator(
    extract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = told(["check", str(extract)], capsys)
    assert document["mark"] == "unsigned"
    assert "vendor" in document["missing"]
    amount = next(row for row in document["quality"] if (row["column"], row["check"]) == ("amount", "filled"))
    assert (amount["failed"], amount["checked"], amount["dimension"]) == (1, 2, "completeness")
    assert amount["sql"].startswith('SELECT * FROM "payment"')
    assert document["dimensions"]["consistency"] == {"failed": 1, "checked": 2, "checks": 4, "passed": 0.5}
    assert document["tables"]["payment"]["rows"] == 2
    lacking = [
        one for one in document["unchecked"] if one["column"] == "vendor_id" and one["check"] == "reference"
    ]
    assert lacking[0]["missing"] == ["vendor.vendor_id"]
    assert document["manifest"] is None
    assert document["extract"]["verdict"] == "unsigned"
    assert "slices" not in document


def test_the_rows_behind_a_figure_can_be_asked_for(extract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = told(["check", str(extract), "--table", "payment"], capsys)
    sql = next(row["sql"] for row in document["quality"] if row["check"] == "reference" and row["failed"])
    found = told(["query", str(extract), sql], capsys)
    assert [row["payment_id"] for row in found["rows"]] == ["P2"]


def test_cuts_by_organisation_and_month(extract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", str(extract), "--table", "payment", "--by"]
    owners = told([*words, "organisation_id"], capsys)
    months = told([*words, "month"], capsys)
    assert {one["subject"] for one in owners["slices"]} == {"A", "Z"}
    filled = [one for one in months["slices"] if (one["column"], one["check"]) == ("amount", "filled")]
    assert [(one["subject"], one["failed"], one["checked"]) for one in filled] == [
        ("2026-05", 0, 1),
        ("2026-06", 1, 1),
    ]
    assert run([*words, "moth"]) == ExitCode.USAGE
    assert "month" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "word", "missing"),
    [("zh-CN", "完整性", "无法检查"), ("en", "Completeness", "Cannot be made")],
)
def test_words_in_both_languages(
    extract: Path, capsys: pytest.CaptureFixture[str], language: str, word: str, missing: str
) -> None:
    assert run(["--language-of-words", language, "check", str(extract), "--by", "month"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert word in out and missing in out and "2026-06" in out


@pytest.mark.parametrize(("day", "overdue", "word"), [("2099-12-31", False, "days left")])
def test_the_manifest_says_what_the_data_are_for_and_until_when(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    day: str,
    overdue: bool,
    word: str,
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    (tmp_path / "small.toml").write_text(MAPPING.format(day=day), "utf-8")
    (tmp_path / "payments.csv").write_text(ROWS, "utf-8")
    out = tmp_path / "small.duckdb"
    built = told(
        [
            "build",
            "--mapping",
            str(tmp_path / "small.toml"),
            str(tmp_path / "payments.csv"),
            "--out",
            str(out),
        ],
        capsys,
    )
    document = told(["check", str(out)], capsys)
    manifest = document["manifest"]
    assert (manifest["overdue"], manifest["destroy_by"], manifest["days_left"] < 0) == (overdue, day, overdue)
    assert (manifest["classification"], manifest["purpose"], manifest["legal_basis"]) == (
        "internal",
        "supervision",
        "art. 1",
    )
    assert manifest["recipients"] == ["audit office", "archive"]
    assert manifest["tables"]["payment"] == {"rows": 2, "read": 3, "accepted": 2, "rejected": 1}
    assert [(one["file"], one["rows"], len(one["sha256"])) for one in manifest["sources"]] == [
        ("payments.csv", 3, 64)
    ]
    assert document["extract"]["sha256"] == built["sha256"]
    refused = [row for row in document["quality"] if row["check"] == "rejected" and row["table"] == "payment"]
    assert [(row["failed"], row["checked"]) for row in refused] == [(1, 3)]
    assert run(["--language-of-words", "en", "check", str(out)]) == ExitCode.OK
    assert word in capsys.readouterr().out
