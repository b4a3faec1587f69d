"""Owns the tests of ``plumbline keys``: who may sign, who no longer, whom this computer trusts. It refuses a clear secret."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.errors import ExitCode
from console.signing.authority import AUTHORITY_KEY_FILE
from console.signing.signer import open_signer

PASSPHRASE = "long enough for a key 口令"
ISSUE = ["--person", "张三", "--organisation", "澜江省审计厅"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("PLUMBLINE_HOME", str(folder))
    return folder


@pytest.fixture
def secret(tmp_path: Path) -> str:
    return written(tmp_path / "passphrase", PASSPHRASE)


def written(path: Path, passphrase: str) -> str:
    path.write_text(passphrase + "\n", "utf-8")
    path.chmod(0o600)
    return str(path)


def keys(*words: str) -> int:
    return run(["keys", *words])


def made(secret: str) -> None:
    assert keys("authority", "--passphrase-file", secret) == ExitCode.OK
    both = ["--authority-passphrase-file", secret, "--passphrase-file", secret]
    assert keys("issue", "zhang", *ISSUE, *both) == ExitCode.OK


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, list[dict[str, Any]]]:
    capsys.readouterr()
    assert keys("list", "--json", *words) == ExitCode.OK
    told: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    return told


def test_a_signer_signs_until_revoked(home: Path, secret: str, capsys: pytest.CaptureFixture[str]) -> None:
    made(secret)
    told = listed(capsys)
    assert [(each["identity"], each["person"], each["state"]) for each in told["signers"]] == [
        ("zhang", "张三", "in-force")
    ]
    assert [each["root"] for each in told["authorities"]] == [True]
    assert open_signer(home / "keys", "zhang", PASSPHRASE).organisation == "澜江省审计厅"
    assert keys("revoke", "zhang", "--authority-passphrase-file", secret) == ExitCode.OK
    assert keys("renew", "--authority-passphrase-file", secret) == ExitCode.OK
    told = listed(capsys)
    assert [each["state"] for each in told["signers"]] == ["revoked"]
    assert [(each["revoked"], each["stale"]) for each in told["lists"]] == [(1, False)]


def test_the_table_has_words_in_both_languages(
    home: Path, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made(secret)
    capsys.readouterr()
    assert keys("list", "--language-of-words", "en") == ExitCode.USAGE  # it belongs before the command
    assert run(["--language-of-words", "en", "keys", "list"]) == ExitCode.OK
    assert "in force" in capsys.readouterr().out
    assert keys("list") == ExitCode.OK
    assert "有效" in capsys.readouterr().out


def test_no_passphrase_lies_in_clear(home: Path, secret: str) -> None:
    made(secret)
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert PASSPHRASE.encode() not in content and b"BEGIN PRIVATE KEY" not in content, path


def test_a_key_is_never_overwritten(home: Path, secret: str) -> None:
    made(secret)
    before = (home / "keys" / AUTHORITY_KEY_FILE).read_bytes()
    assert keys("authority", "--passphrase-file", secret) == ExitCode.USAGE
    both = ["--authority-passphrase-file", secret, "--passphrase-file", secret]
    assert keys("issue", "zhang", *ISSUE, *both) == ExitCode.USAGE
    assert (home / "keys" / AUTHORITY_KEY_FILE).read_bytes() == before


def test_passphrases_short_wrong_or_absent_are_refused(
    home: Path,
    secret: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short, wrong = written(tmp_path / "short", "too short"), written(tmp_path / "wrong", "not the passphrase")
    assert keys("authority", "--passphrase-file", short) == ExitCode.KEYS
    assert not (home / "keys").exists()
    made(secret)
    assert keys("revoke", "zhang", "--authority-passphrase-file", wrong) == ExitCode.KEYS
    monkeypatch.setattr(
        "console.vault.asking_vault.safe_backend", lambda: None
    )  # no system store on this machine
    monkeypatch.setattr("sys.stdin", io.StringIO())
    capsys.readouterr()
    assert keys("renew") == ExitCode.KEYS
    assert AUTHORITY_KEY_FILE in capsys.readouterr().err


@pytest.mark.parametrize(("identity", "code"), [("../zhang", ExitCode.SIGNING), ("ZHANG", ExitCode.SIGNING)])
def test_an_identity_cannot_lead_elsewhere(home: Path, secret: str, identity: str, code: ExitCode) -> None:
    assert keys("authority", "--passphrase-file", secret) == ExitCode.OK
    both = ["--authority-passphrase-file", secret, "--passphrase-file", secret]
    assert keys("issue", identity, *ISSUE, *both) == code
    assert sorted(path.name for path in (home / "keys").iterdir()) == [AUTHORITY_KEY_FILE]


def test_trust_needs_the_fingerprint_somebody_was_told(
    home: Path,
    secret: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = tmp_path / "there"
    assert keys("authority", "--folder", str(there), "--passphrase-file", secret) == ExitCode.OK
    mark = listed(capsys, "--folder", str(there))["authorities"][0]["fingerprint"]
    file = str(there / "trust" / "demonstration.pem")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert keys("trust", file) == ExitCode.SIGNING
    assert keys("trust", file, "--fingerprint", "0" * 64) == ExitCode.SIGNING
    assert keys("trust", file, "--fingerprint", mark[:8]) == ExitCode.SIGNING
    assert listed(capsys)["authorities"] == []
    spaced = ":".join(mark[place : place + 2].upper() for place in range(0, 64, 2))
    assert keys("trust", file, "--fingerprint", spaced) == ExitCode.OK
    assert keys("trust", str(there / "trust" / "demonstration.crl")) == ExitCode.OK
    told = listed(capsys)
    assert [each["fingerprint"] for each in told["authorities"]] == [mark]
    assert len(told["lists"]) == 1
