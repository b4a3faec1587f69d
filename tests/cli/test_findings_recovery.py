"""Owns the drill: the laptop and its passphrase are gone; a backup and the office's key bring everything back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.casebook.store import DATABASE
from console.errors import ExitCode
from console.jobs.findings_key import RECOVERY_FILE
from tests.cli.findings_desk import CommandDesk


def secret(folder: Path, name: str, words: str) -> str:
    path = folder / name
    path.write_text(words, "utf-8")
    path.chmod(0o600)
    return str(path)


def test_a_lost_laptop_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    desk, safe = CommandDesk(tmp_path, capsys), tmp_path / "safe"
    desk.register()
    office = secret(tmp_path, "office", "the safe is in the cellar")
    desk.call("recovery-key", str(safe), "--office-passphrase-file", office, secret=False)
    fingerprint = desk.json("recovery-set", str(safe / "recovery.public.pem"))["fingerprint"]
    assert len(fingerprint) == 16
    photo, proof, copy = (tmp_path / name for name in ("photo.jpg", "proof.txt", "copy.jpg"))
    photo.write_bytes(b"\xff\xd8\xff\xe0 the ramp is locked")
    desk.call("attach", "WT-0002", "--file", str(photo))
    kept = desk.json("show", "WT-0002")["exhibits"][0]["sha256"]
    desk.call("proof", "WT-0002", "--out", str(proof))
    before = (desk.json("head"), desk.json("show", "WT-0002"))
    backup = Path(desk.json("backup", "--to", str(tmp_path / "stick"))["backup"])
    shutil.rmtree(tmp_path / "home")
    desk.secret.unlink()
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "another laptop"))
    fresh = secret(tmp_path, "fresh", "another passphrase for the new laptop")
    keys = ("--private", str(safe / "recovery.private.pem"), "--new-passphrase-file", fresh)
    wrong = secret(tmp_path, "wrong", "not the passphrase")
    opening = ("recover", str(backup), *keys, "--office-passphrase-file")
    desk.call(*opening, wrong, secret=False, code=ExitCode.KEYS)
    desk.call(*opening, office, secret=False)
    desk.secret = Path(fresh)
    desk.call("restore", str(backup))
    assert (desk.json("head"), desk.json("show", "WT-0002")) == before
    desk.call("file", "WT-0002", "--digest", kept, "--out", str(copy))
    assert copy.read_bytes() == photo.read_bytes()
    witness = f"{before[0]['size']}:{before[0]['root']}"
    assert desk.json("verify", "--witness", witness)["verdict"] == "valid"
    desk.call("proof", "--check", str(proof), "--witness", witness)
    assert desk.call("comment", "WT-0002", "--text", "在新电脑上继续")


def test_another_key_and_a_changed_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    desk = CommandDesk(tmp_path, capsys)
    desk.register()
    folder = next((tmp_path / "home").rglob(DATABASE)).parent
    office = secret(tmp_path, "office", "the safe is in the cellar")
    for name in ("one", "two"):
        desk.call("recovery-key", str(tmp_path / name), "--office-passphrase-file", office, secret=False)
    opening = ("--new-passphrase-file", office, "--office-passphrase-file", office, "--private")
    one, two = (str(tmp_path / name / "recovery.private.pem") for name in ("one", "two"))
    desk.call("recover", str(folder), *opening, one, secret=False, code=ExitCode.CASEBOOK)
    desk.call("recovery-set", str(tmp_path / "one" / "recovery.public.pem"))
    desk.call("recovery-set", one, code=ExitCode.KEYS)
    desk.call("recover", str(folder), *opening, two, secret=False, code=ExitCode.KEYS)
    path = folder / RECOVERY_FILE
    content = path.read_text("utf-8")
    path.write_text(content.replace('"purpose": "casebook"', '"purpose": "Casebook"'), "utf-8")
    desk.call("recover", str(folder), *opening, one, secret=False, code=ExitCode.KEYS)
    path.write_text("{", "utf-8")
    desk.call("recover", str(folder), *opening, one, secret=False, code=ExitCode.KEYS)
    assert desk.json("list")["trusted"]  # the passphrase of before still opens it
