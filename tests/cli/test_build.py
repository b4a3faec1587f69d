"""Owns the tests of ``plumbline build`` and what it leaves beside the extract. It refuses a fake importer or signature."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.cli.main import run
from console.domain.manifest import from_json
from console.domain.ports import Silent, SystemClock
from console.domain.verification import Verdict
from console.errors import ExitCode
from console.signing.authority import issue_signer, make_authority
from console.signing.extract_verification import manifest_path, signature_path, verify_extract
from console.signing.truststore import TrustStore

PASSPHRASE = "一个 only for tests"
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
destroy_by = 2030-01-01

[source.payments]
file = "payments.csv"

[[table]]
table = "payment"
from = "payments"
[table.columns]
payment_id = "no"
organisation_id = { constant = "O1" }
amount = "amount"
paid_on = "day"
"""
ROWS = "no,amount,day\nP1,10.50,2026-01-05\nP2,x,2026-01-06\nP3,7.25,2026-02-01\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    (tmp_path / "small.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "payments.csv").write_text(ROWS, "utf-8")
    return tmp_path


def test_every_row_is_accounted_for_and_the_manifest_stands_beside(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "small.duckdb"
    words = ["build", "--mapping", str(folder / "small.toml"), str(folder / "payments.csv")]
    assert run([*words, "--out", str(out), "--json"]) == ExitCode.OK
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert (document["read"], document["accepted"], document["rejected"]) == (3, 2, 1)
    assert document["tables"]["payment"] == {"read": 3, "accepted": 2, "rejected": 1}
    assert (document["extract"], document["signature"]) == (str(out), None)
    assert "small.duckdb" in told.err
    manifest = from_json(Path(document["manifest"]).read_bytes())
    assert (manifest.sha256, manifest.bytes) == (document["sha256"], out.stat().st_size)
    assert manifest.recipients == ("audit office", "archive")
    assert [table.rejected for table in manifest.tables if table.name == "payment"] == [1]
    found = verify_extract(out, TrustStore.load(()), SystemClock(), Silent())
    assert found.verdict is Verdict.UNSIGNED


def test_who_signs_is_believed_and_an_old_signature_does_not_outlive_a_new_extract(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, out = folder / "office", folder / "small.duckdb"
    make_authority(office, PASSPHRASE, SystemClock())
    issue_signer(
        office,
        "clerk",
        person="王",
        organisation="厅",
        passphrase=PASSPHRASE,
        authority_passphrase=PASSPHRASE,
        clock=SystemClock(),
    )
    secret = folder / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    secret.chmod(0o600)
    words = ["build", "--mapping", str(folder / "small.toml"), "--out", str(out), "--json"]
    keys = ["--sign", "clerk", "--key-folder", str(office / "keys"), "--passphrase-file", str(secret)]
    assert run([*words, *keys]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["signature"] == str(signature_path(out))
    trust = TrustStore.load((office / "trust",))
    assert verify_extract(out, trust, SystemClock(), Silent()).verdict is Verdict.VALID
    assert run(words) == ExitCode.OK
    assert not signature_path(out).exists()
    assert verify_extract(out, trust, SystemClock(), Silent()).verdict is Verdict.UNSIGNED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('purpose = "supervision"\n', "", "purpose"),
        ("destroy_by = 2030-01-01\n", "", "destroy_by"),
        ("period_ends_on = 2026-03-31", "period_ends_on = 2025-03-31", "2025-03-31"),
        ('cut_at = "2026-03-31 18:00:00"', 'cut_at = "soon"', "soon"),
    ],
)
def test_a_mapping_that_does_not_say_what_a_manifest_must_say_costs_no_import(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    (folder / "small.toml").write_text(MAPPING.replace(old, new), "utf-8")
    out = folder / "small.duckdb"
    assert run(["build", "--mapping", str(folder / "small.toml"), "--out", str(out)]) == ExitCode.SOURCE
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert not out.exists()
    assert not manifest_path(out).exists()


def test_a_source_that_no_mapping_reads_is_a_mistake(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "payment.csv").write_text(ROWS, "utf-8")
    words = ["build", "--mapping", str(folder / "small.toml"), "--out", str(folder / "x.duckdb")]
    assert run([*words, str(folder / "payment.csv")]) == ExitCode.SOURCE
    assert "payments.csv" in capsys.readouterr().err
    assert run([*words, str(folder / "none.csv")]) == ExitCode.NOT_FOUND
    assert "none.csv" in capsys.readouterr().err
    assert not (folder / "x.duckdb").exists()


def test_to_sign_takes_a_key_and_a_passphrase(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["build", "--mapping", str(folder / "small.toml"), "--out", str(folder / "x.duckdb")]
    assert run([*words, "--sign", "clerk"]) == ExitCode.USAGE
    assert "--key-folder" in capsys.readouterr().err
    assert run([*words, "--key-folder", str(folder)]) == ExitCode.USAGE
    assert "--sign" in capsys.readouterr().err
