"""Owns the proof that an evidence package goes round, that a changed one is refused, and that it names no person in clear."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.ports import SystemClock
from console.errors import ExitCode
from console.exports.packages import pack, unpack
from console.jobs.findings_package import MANIFEST, SIGNATURE
from console.signing.authority import issue_signer, make_authority
from tests.cli.findings_desk import CommandDesk

PERSON = "person-7f3a"
SECRET = "a long enough passphrase"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    return CommandDesk(tmp_path, capsys)


@pytest.fixture
def desk(bare: CommandDesk, tmp_path: Path) -> CommandDesk:
    home, made = tmp_path / "home", bare
    make_authority(home, SECRET, SystemClock())
    issue_signer(
        home,
        "zhou",
        person="周岚",
        organisation="督查室",
        authority_passphrase=SECRET,
        passphrase=SECRET,
        clock=SystemClock(),
    )
    (tmp_path / "signer").write_text(SECRET, "utf-8")
    (tmp_path / "signer").chmod(0o600)
    made.register()
    return made


def export(desk: CommandDesk, *more: str, code: ExitCode = ExitCode.OK) -> Path:
    out = desk.folder / "package.zip"
    out.unlink(missing_ok=True)
    words = ("export", "--finding", "WT-0001", "--finding", "WT-0002", "--out", str(out), "--sign", "zhou")
    desk.call(*words, "--signer-passphrase-file", str(desk.folder / "signer"), *more, code=code)
    return out


def take_in(desk: CommandDesk, path: Path, *more: str, code: ExitCode = ExitCode.OK) -> Any:
    out, said = desk.call("import", str(path), "--json", *more, code=code, secret=False)
    return json.loads(out) if out else said


def test_a_package_goes_round_and_names_no_person(desk: CommandDesk) -> None:
    desk.confirm("WT-0002")
    desk.call("comment", "WT-0001", "--text", f"已约谈 {PERSON} 本人")
    desk.call("comment", "WT-0001", "--text", "请补材料")
    path = export(desk, "--extract", str(desk.extract))
    head = desk.call("head")[0].strip()
    told = take_in(desk, path, "--witness", head)
    assert (told["verdict"], told["kind"]) == ("valid", "package")
    grant, point = told["findings"]
    assert (grant["confirmed"], point["confirmed"], point["stage"]) == (False, True, "confirmed")
    assert (grant["figures"]["amount"], grant["proofs"], grant["opened"]) == ("1250.50", 3, 1)
    assert (point["proofs"], point["opened"]) == (5, 4)
    assert [row["reference"].partition("/")[0] for row in grant["rows"]] == ["benefit_grant", "life_status"]
    files = unpack(path)
    assert all(PERSON.encode() not in content for content in files.values())
    assert {"README.zh-CN.txt", "README.en.txt"} <= set(files)
    assert b"SELECT" in files["findings/WT-0001/rule.sql"]
    take_in(desk, path, "--witness", f"{head.partition(':')[0]}:{'0' * 64}", code=ExitCode.INVALID)
    desk.call("import", str(path), secret=False)


def test_a_package_is_not_written_over_another(desk: CommandDesk) -> None:
    path = export(desk)
    content = path.read_bytes()
    words = ("export", "--finding", "WT-0001", "--out", str(path), "--sign", "zhou")
    desk.call(*words, "--signer-passphrase-file", str(desk.folder / "signer"), code=ExitCode.USAGE)
    assert path.read_bytes() == content


def changed(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old in files[name]
        files[name] = files[name].replace(old, new)

    return change


CHANGES: dict[str, Callable[[dict[str, bytes]], Any]] = {
    "a figure": changed("findings/WT-0001/finding.json", b"1250.50", b"1250.51"),
    "a rule": changed("findings/WT-0001/rule.sql", b"SELECT", b"SELECt"),
    "a proof": changed("findings/WT-0001/proofs/000001.txt", b"path: ", b"path: 0"),
    "the list": changed(MANIFEST, b'"WT-0002"', b'"WT-0001"'),
    "a file more": lambda files: files.__setitem__("findings/WT-0001/more.txt", b"x"),
    "a file less": lambda files: files.pop("findings/WT-0001/rule.sql"),
    "the signature": lambda files: files.__setitem__(SIGNATURE, b"1" + files[SIGNATURE][1:]),
}


def test_a_changed_package_is_refused(desk: CommandDesk) -> None:
    path = export(desk)
    whole = unpack(path)
    for change in CHANGES.values():
        files = dict(whole)
        change(files)
        path.write_bytes(pack(files))
        assert take_in(desk, path, code=ExitCode.INVALID)["verdict"] == "invalid"


def test_a_package_signed_by_a_stranger_or_nobody_is_not_valid(desk: CommandDesk, tmp_path: Path) -> None:
    path = export(desk)
    (tmp_path / "home" / "trust").rename(tmp_path / "elsewhere")
    assert take_in(desk, path, code=ExitCode.UNTRUSTED)["verdict"] == "untrusted"
    files = unpack(path)
    del files[SIGNATURE]
    path.write_bytes(pack(files))
    assert take_in(desk, path, code=ExitCode.UNSIGNED)["verdict"] == "unsigned"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_gets_a_sentence(bare: CommandDesk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.zip"
    path.write_bytes(content)
    code = ExitCode.INVALID if content.startswith(b"PK\x05") else ExitCode.DAMAGED
    assert "odd.zip" in take_in(bare, path, code=code)
    take_in(bare, tmp_path / "nothing.zip", code=ExitCode.NOT_FOUND)


@pytest.mark.parametrize("name", ["../out.txt", "/etc/x", "a//b", "a\\b", "findings/../x"])
def test_a_name_that_leads_out_is_refused(bare: CommandDesk, tmp_path: Path, name: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, b"x")
    (tmp_path / "odd.zip").write_bytes(held.getvalue())
    assert "odd.zip" in take_in(bare, tmp_path / "odd.zip", code=ExitCode.SOURCE)
    assert [path.name for path in tmp_path.iterdir() if path.name in {"x", "out.txt"}] == []


def test_a_bomb_is_not_unpacked(bare: CommandDesk, tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(pack({"package.json": b"\0" * (17 * 1024 * 1024)}))
    assert "bomb.zip" in take_in(bare, tmp_path / "bomb.zip", code=ExitCode.SOURCE)


def test_the_same_files_give_the_same_bytes() -> None:
    assert pack({"b": b"2", "a": b"1"}) == pack({"a": b"1", "b": b"2"})


def test_without_a_signer_nothing_is_exported(desk: CommandDesk) -> None:
    words = [
        "findings",
        "export",
        "--finding",
        "WT-0001",
        "--out",
        str(desk.folder / "x.zip"),
        "--sign",
        "nobody",
    ]
    assert run([*words, "--signer-passphrase-file", str(desk.folder / "signer")]) == ExitCode.SIGNING
    assert not (desk.folder / "x.zip").exists()
