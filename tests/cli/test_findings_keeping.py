"""Owns the proof that the record outlives its disk: backup, restore, renewal, erasure, merging and precision by command."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.casebook.store import CHECKPOINT, DATABASE
from console.errors import ExitCode
from console.jobs.findings_keeping import DAYS, MONTHS, WEEKS, Backup, kept
from tests.cli.findings_desk import CHEN, CommandDesk

PERSON = "person-7f3a"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandDesk:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PLUMBLINE_PASSPHRASE_FILE", raising=False)
    made = CommandDesk(tmp_path, capsys)
    made.register()
    return made


def casebook(desk: CommandDesk) -> Path:
    return next((desk.folder / "home").rglob(DATABASE)).parent


def test_a_backup_is_verified_and_restored_after_everything_is_gone(
    desk: CommandDesk, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    told = desk.json("backup", "--to", str(place))
    head = desk.json("head")
    assert (told["verdict"], told["removed"]) == ("valid", [])
    shutil.rmtree(casebook(desk))
    desk.call("list", code=ExitCode.OK, secret=False)
    back = desk.json("restore", told["backup"])
    assert (back["lost"], back["aside"]) == (None, None)
    assert desk.json("head") == head
    assert desk.json("verify")["verdict"] == "valid"


def test_restoring_over_later_entries_asks_why_and_leaves_a_trace(desk: CommandDesk, tmp_path: Path) -> None:
    told = desk.json("backup", "--to", str(tmp_path / "stick"))
    desk.call("comment", "WT-0001", "--text", "之后的意见")
    desk.call("restore", told["backup"], code=ExitCode.CASEBOOK)
    later = desk.json("head")
    back = desk.json("restore", told["backup"], "--reason", "磁盘损坏", *CHEN)
    assert back["lost"]["size"] == later["size"]
    assert Path(back["aside"], DATABASE).is_file()
    assert desk.json("verify")["verdict"] == "valid"
    assert back["head"]["size"] == later["size"]  # one entry lost, one that says so


def test_a_damaged_backup_is_told_and_not_restored(desk: CommandDesk, tmp_path: Path) -> None:
    folder = Path(desk.json("backup", "--to", str(tmp_path / "stick"))["backup"])
    content = bytearray((folder / DATABASE).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / DATABASE).write_bytes(content)
    listed = desk.json("backups", "--to", str(tmp_path / "stick"), code=ExitCode.INVALID)
    assert [one["verdict"] for one in listed["backups"]] != ["valid"]
    before = desk.json("head")
    desk.call("restore", str(folder), code=ExitCode.CASEBOOK)
    assert desk.json("head") == before


def test_backups_are_kept_by_age() -> None:
    now = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
    held = [Backup(Path(f"b{n}"), now - timedelta(hours=12 * n)) for n in range(2 * 500)]
    stay = kept(held)
    assert Path("b0") in stay
    assert Path("b1") not in stay or held[1].made_at.date() != held[0].made_at.date()
    assert len({one.made_at.date() for one in held[:14] if one.folder in stay}) == DAYS
    assert DAYS <= len(stay) <= DAYS + WEEKS + MONTHS
    oldest = min(one.made_at for one in held if one.folder in stay)
    assert now - oldest > timedelta(days=300)


def test_a_lost_checkpoint_is_renewed_with_a_reason(desk: CommandDesk) -> None:
    head = desk.call("head")[0].strip()
    (casebook(desk) / CHECKPOINT).unlink()
    desk.call("comment", "WT-0001", "--text", "x", code=ExitCode.CASEBOOK)
    desk.call("renew", "--reason", "误删", "--witness", head, *CHEN)
    desk.call("comment", "WT-0001", "--text", "x")
    desk.call("renew", "--reason", "误删", code=ExitCode.CASEBOOK)
    assert desk.json("verify", "--witness", head)["verdict"] == "valid"


def test_what_was_erased_is_gone_and_every_proof_stands(desk: CommandDesk, tmp_path: Path) -> None:
    done = desk.json("comment", "WT-0002", "--text", "某人的住址")
    proof = tmp_path / "proof.txt"
    proof.write_text(desk.call("proof", "WT-0002")[0], "utf-8")
    head = desk.call("head")[0].strip()
    desk.call("erase", "--entry", str(done["sequence"]), "--reason", " ", *CHEN, code=ExitCode.CASEBOOK)
    desk.call("erase", "--entry", str(done["sequence"]), "--reason", "个人信息保护法第四十七条", *CHEN)
    assert "某人的住址" not in desk.call("show", "WT-0002")[0]
    assert desk.json("verify", "--witness", head)["verdict"] == "valid"
    checked = ("proof", "--check", str(proof), "--witness", head)
    assert desk.call(*checked, secret=False)[0]
    desk.call("erase", "--entry", "0", "--reason", "x", code=ExitCode.CASEBOOK)


def test_another_casebook_is_merged_and_shown(
    desk: CommandDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "other" / "home"))
    other = CommandDesk(tmp_path / "other", capsys)
    other.register()
    other.call("dismiss", "WT-0002", "--reason", "data_error", "--text", "有误", *CHEN)
    theirs = casebook(other)
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))
    words = ("merge", str(theirs), "--other-passphrase-file", str(other.secret))
    told = desk.json(*words)
    assert (told["added"], told["holds"], len(told["findings"])) == (6, True, 4)
    assert [one["foreign"]["stage"] for one in told["conflicts"]] == ["dismissed"]
    assert desk.json("merged")["casebooks"][0]["head"] == told["head"]
    assert len(desk.json("list")["findings"]) == 4
    _, said = desk.call("merged")
    assert "WT-0002" in said
    desk.call(
        "merge", str(casebook(desk)), "--other-passphrase-file", str(desk.secret), code=ExitCode.CASEBOOK
    )


def test_precision_counts_decisions_and_nothing_else(desk: CommandDesk) -> None:
    desk.confirm("WT-0002")
    desk.call("dismiss", "WT-0003", "--reason", "data_error", "--text", "x")
    desk.call("dismiss", "WT-0004", "--reason", "duplicate", "--text", "x")
    grants, points = desk.json("precision")["rules"]
    assert (grants["rule_id"], grants["value"], grants["undecided"]) == ("FUND-105", None, 1)
    assert (points["confirmed"], points["false_alarms"], points["neither"]) == (1, 1, 1)
    assert points["value"] == 0.5
    assert (round(points["low"], 3), round(points["high"], 3)) == (0.095, 0.905)
    assert "50.0%" in desk.call("precision")[0]


def test_no_personal_value_lies_readable_anywhere(desk: CommandDesk, tmp_path: Path) -> None:
    desk.call("comment", "WT-0001", "--text", f"约谈 {PERSON}")
    desk.call("backup")
    desk.extract.unlink()
    held = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(held) >= 6
    assert all(PERSON.encode() not in path.read_bytes() for path in held)
