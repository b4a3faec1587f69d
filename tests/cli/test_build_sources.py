"""Owns the tests of ``plumbline build`` on proposals and hidden identifiers. It refuses a fake vault or importer."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from console.cli.main import run
from console.domain.manifest import from_json
from console.errors import ExitCode
from console.vault.asking_vault import PASSPHRASE_FILE
from tests.cli.test_build import MAPPING

PAYMENTS = "付款编号,供应商编码,付款金额,付款日期\nP1,V1,10.50,2026-01-05\nP2,V2,7.25,2026-02-01\n"
CASES = "id,who\n1,440301800101019\n2,44030119800101019X\n"
HIDDEN = (
    MAPPING[: MAPPING.index("[source")]
    + """
[source.cases]
file = "cases.csv"
[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "id"
applicant = { column = "who", pseudonym = { key = "benefits", kind = "id_number" } }
"""
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    (tmp_path / "payments.csv").write_text(PAYMENTS, "utf-8")
    (tmp_path / "cases.csv").write_text(CASES, "utf-8")
    (tmp_path / "secret").write_text("a secret only for tests\n", "utf-8")
    (tmp_path / "secret").chmod(0o600)
    return tmp_path


def test_a_proposal_is_written_once_and_builds_when_a_person_has_completed_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, out = folder / "m.toml", folder / "out.duckdb"
    words = ["build", "--suggest", str(folder / "payments.csv"), "--out", str(mapping)]
    assert run([*words, "--json"]) == ExitCode.OK
    [source] = json.loads(capsys.readouterr().out)["sources"]
    assert source["tables"][0]["table"] == "payment"
    assert source["tables"][0]["columns"]["amount"] == "付款金额"
    assert run(words) == ExitCode.SOURCE
    assert run(["build", "--mapping", str(mapping), "--out", str(out)]) == ExitCode.SOURCE
    assert "period_starts_on" in capsys.readouterr().err
    told = mapping.read_text("utf-8")
    proposed = told[told.index("[source") :]
    mapping.write_text(MAPPING[: MAPPING.index("[source")] + proposed, "utf-8")
    assert run(["build", "--mapping", str(mapping), "--out", str(out), "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["tables"]["payment"]["accepted"] == 2


def test_a_proposal_without_a_file_goes_to_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "--suggest", str(folder / "payments.csv")]) == ExitCode.OK
    assert 'table = "payment"' in capsys.readouterr().out


@pytest.mark.parametrize("words", [["build"], ["build", "--suggest"], ["build", "--out", "x.duckdb"]])
def test_what_is_missing_in_the_call_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(words) == ExitCode.USAGE
    assert capsys.readouterr().err.strip()


def test_identifiers_are_hidden_under_the_secret_of_the_vault(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "m.toml").write_text(HIDDEN, "utf-8")
    out = folder / "out.duckdb"
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(out), "--json"]
    monkeypatch.setenv(PASSPHRASE_FILE, str(folder / "secret"))
    assert run(words) == ExitCode.OK
    manifest = from_json(Path(json.loads(capsys.readouterr().out)["manifest"]).read_bytes())
    assert manifest.pseudonym_scheme.startswith("HMAC-SHA-256/128: benefits ")
    with duckdb.connect(str(out), read_only=True) as made:
        people = made.execute("SELECT DISTINCT applicant FROM service_case").fetchall()
        scheme = made.execute("SELECT pseudonym_scheme FROM extract_info").fetchall()
    assert len(people) == 1
    assert len(people[0][0]) == 32
    assert scheme == [(manifest.pseudonym_scheme,)]
    assert b"4403011980" not in out.read_bytes()


def test_a_secret_that_is_too_short_hides_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "m.toml").write_text(HIDDEN, "utf-8")
    (folder / "secret").write_text("short\n", "utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(folder / "secret"))
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(folder / "out.duckdb")]
    assert run(words) == ExitCode.KEYS
    assert "benefits" in capsys.readouterr().err
    assert not (folder / "out.duckdb").exists()


def test_a_person_in_clear_is_refused_unless_the_mapping_says_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clear = HIDDEN.replace(
        '{ column = "who", pseudonym = { key = "benefits", kind = "id_number" } }', '"who"'
    )
    (folder / "m.toml").write_text(clear, "utf-8")
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(folder / "out.duckdb")]
    assert run(words) == ExitCode.SOURCE
    assert "service_case.applicant" in capsys.readouterr().err
    said = clear.replace("[extract]", '[extract]\npseudonym_scheme = "hashed by the office that owns them"')
    (folder / "m.toml").write_text(said, "utf-8")
    assert run(words) == ExitCode.OK


def test_rejected_rows_are_kept_sealed_and_shown_to_who_knows_the_passphrase(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "small.toml").write_text(MAPPING, "utf-8")
    (folder / "payments.csv").write_text(
        "no,amount,day\nP1,1,2026-01-05\nP2,张三,2026-01-06\nP3,7\n", "utf-8"
    )
    out = folder / "out.duckdb"
    words = ["build", "--mapping", str(folder / "small.toml"), "--out", str(out), "--json"]
    monkeypatch.setenv(PASSPHRASE_FILE, str(folder / "secret"))
    assert run([*words, "--keep-rejected"]) == ExitCode.OK
    kept = Path(json.loads(capsys.readouterr().out)["rejected_rows"])
    assert kept == folder / "out.duckdb.rejected"
    assert "张三".encode() not in kept.read_bytes()
    assert run(["rejected", str(kept)]) == ExitCode.OK
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"file": "payments.csv", "line": 4, "reason": "cells", "row": "P3\x1f7"},
        {
            "file": "payments.csv",
            "line": 3,
            "reason": "payment.amount type",
            "row": {"source_line": 3, "no": "P2", "amount": "张三", "day": "2026-01-06"},
        },
    ]
    (folder / "secret").write_text("another secret for tests\n", "utf-8")
    assert run(["rejected", str(kept)]) == ExitCode.KEYS
    assert run(words) == ExitCode.OK
    assert not kept.exists()
