"""Owns the proof that a backup is whole and verified, and that a renewed checkpoint leaves its trace."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from console.casebook import Casebook, back_up, renew_checkpoint, verify_casebook
from console.casebook.store import CHECKPOINT, DATABASE
from console.domain.entries import Renewal
from console.domain.ledger import TreeHead, Witness
from console.domain.verification import Verdict
from console.errors import CasebookError


def test_a_backup_taken_while_writing_is_the_casebook_at_one_instant(desk: Any, tmp_path: Path) -> None:
    desk.filled(5)
    with desk.open() as book:
        assert back_up(desk.folder, tmp_path / "备份", desk.key).verdict is Verdict.VALID
        head = TreeHead(book.head().size, book.head().root)
        book.append(desk.case("later"), desk.system)
        assert book.trusted
    with Casebook.open(tmp_path / "备份", desk.key, desk.clock) as copy:
        assert copy.head() == head
        assert copy.trusted
        assert len(copy.states()) == 5
        copy.append(desk.case("other"), desk.system)
    assert sorted(path.name for path in (tmp_path / "备份").iterdir()) == [
        DATABASE,
        CHECKPOINT,
        "writer.lock",
    ]


def test_a_backup_replaces_nothing(desk: Any, tmp_path: Path) -> None:
    desk.filled(1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(CasebookError) as caught:
        back_up(desk.folder, tmp_path / "full", desk.key)
    assert caught.value.key == "backup-not-empty"
    (tmp_path / "plain").write_text("x")
    with pytest.raises(CasebookError) as caught:
        back_up(desk.folder, tmp_path / "plain" / "sub", desk.key)
    assert caught.value.key == "backup-failed"


def test_a_backup_hides_no_fault(desk: Any, tmp_path: Path) -> None:
    desk.filled(4)
    desk.tamper("UPDATE entry SET actor = '别人' WHERE sequence = 2")
    assert back_up(desk.folder, tmp_path / "one", desk.key).verdict is Verdict.INVALID
    (desk.folder / CHECKPOINT).unlink()
    found = back_up(desk.folder, tmp_path / "two", desk.key)
    assert "casebook-checkpoint-missing" in [check.key for check in found.checks if not check.passed]


def test_a_restored_backup_behind_its_checkpoint_is_told(desk: Any, tmp_path: Path) -> None:
    desk.filled(3)
    back_up(desk.folder, tmp_path / "b", desk.key)
    with desk.open() as book:
        book.append(desk.case("later"), desk.system)
    shutil.copy(tmp_path / "b" / DATABASE, desk.folder / DATABASE)
    assert desk.failed() == ["casebook-shorter"]


def test_a_lost_checkpoint_is_renewed_against_a_witness(desk: Any) -> None:
    desk.filled(3)
    with desk.open() as book:
        signed = Witness(TreeHead(book.head().size, book.head().root), "简报 2026Q2")
    (desk.folder / CHECKPOINT).unlink()
    wrong = Witness(TreeHead(4, b"\x01" * 32), "伪造")
    with pytest.raises(CasebookError) as caught:
        renew_checkpoint(desk.folder, desk.key, desk.clock, desk.zhou, "硬盘更换", wrong)
    assert caught.value.key == "renewal-refused"
    with renew_checkpoint(desk.folder, desk.key, desk.clock, desk.zhou, "硬盘更换", signed) as book:
        assert book.trusted
        assert book.writable
        entry = list(book.entries())[-1].entry
        assert isinstance(entry, Renewal)
        assert (entry.expected_size, entry.found_size, entry.reason) == (0, 4, "硬盘更换")
        assert entry.witness == f"简报 2026Q2 {signed.head.short}"
        book.append(desk.case("later"), desk.system)
    assert desk.failed([signed]) == []


def test_a_shorter_casebook_may_go_on_but_the_gap_stays_visible(desk: Any) -> None:
    desk.filled(3)
    old = (desk.folder / DATABASE).read_bytes()
    with desk.open() as book:
        book.append(desk.case("later"), desk.system)
        lost = TreeHead(book.head().size, book.head().root)
    (desk.folder / DATABASE).write_bytes(old)
    with renew_checkpoint(desk.folder, desk.key, desk.clock, desk.zhou, "无其他备份") as book:
        entry = list(book.entries())[-1].entry
        assert isinstance(entry, Renewal)
        assert (entry.expected_size, entry.expected_root, entry.found_size) == (5, lost.root_hex, 4)
    assert (desk.folder / "checkpoint.1.old").exists()
    assert desk.failed([Witness(lost, "简报")]) == ["casebook-against-witness"]


def test_renewal_asks_for_a_person_a_reason_and_a_need(desk: Any) -> None:
    desk.filled(3)
    for actor, reason, key in (
        (desk.zhou, " ", "renewal-reason"),
        (desk.system, "x", "renewal-reason"),
        (desk.zhou, "x", "renewal-needless"),
    ):
        with pytest.raises(CasebookError) as caught:
            renew_checkpoint(desk.folder, desk.key, desk.clock, actor, reason)
        assert caught.value.key == key
    (desk.folder / CHECKPOINT).unlink()
    desk.tamper("UPDATE entry SET actor = '别人' WHERE sequence = 2")
    with pytest.raises(CasebookError) as caught:
        renew_checkpoint(desk.folder, desk.key, desk.clock, desk.zhou, "x")
    assert (caught.value.key, caught.value.facts["reason"]) == ("renewal-refused", "casebook-row-changed")
    assert verify_casebook(desk.folder, desk.key).verdict is Verdict.INVALID
