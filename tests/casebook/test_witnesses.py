"""Owns the proof of what only a witness tells (D11), and of what nothing here tells (N1-N5)."""

from __future__ import annotations

import shutil
from typing import Any

from console.casebook import verify_casebook
from console.casebook.checkpoints import head_line, header_line, write_whole
from console.casebook.store import CHECKPOINT
from console.domain.entries import Comment
from console.domain.finding import Actor, Role
from console.domain.ledger import TreeHead, Witness
from console.domain.verification import Verdict


def head_now(desk: Any) -> TreeHead:
    with desk.open(read_only=True) as book:
        return TreeHead(book.head().size, book.head().root)


def test_d11_and_n1_both_restored_from_one_older_copy(desk: Any) -> None:
    """Without a witness an older pair passes for the whole; a signed head from after it tells."""
    desk.filled(2)
    old = desk.copy("older")
    with desk.open() as book:
        book.append(desk.case("later"), desk.system)
    signed = Witness(head_now(desk), "简报 2026Q2")
    early = Witness(TreeHead(2, verify_prefix(desk, 2)), "简报 2026Q1")
    assert desk.failed([early, signed]) == []
    shutil.rmtree(desk.folder)
    shutil.copytree(old, desk.folder)
    assert desk.failed() == []
    assert "casebook-no-witness" in [check.key for check in verify_casebook(desk.folder, desk.key).checks]
    assert desk.failed([early]) == []
    assert desk.failed([early, signed]) == ["casebook-behind-witness"]


def verify_prefix(desk: Any, size: int) -> bytes:
    with desk.open(read_only=True) as book:
        return bytes(book._found.tree.head(size).root)


def test_n1_both_older_without_a_witness(desk: Any) -> None:
    desk.filled(1)
    old = desk.copy("older")
    with desk.open() as book:
        book.append(desk.case("later"), desk.system)
    shutil.rmtree(desk.folder)
    shutil.copytree(old, desk.folder)
    found = verify_casebook(desk.folder, desk.key)
    assert found.verdict is Verdict.VALID
    assert found.checks[-1].key == "casebook-no-witness"


def rewrite_both(desk: Any) -> None:
    tree = desk.rewrite("别人")
    with desk.open(read_only=True) as book:
        casebook_id = book.casebook_id
    heads = [head_line(tree.head(size), desk.clock.now(), desk.key) for size in range(1, tree.size + 1)]
    write_whole(desk.folder / CHECKPOINT, [header_line(casebook_id, desk.key), *heads])


def test_n2_both_rewritten_without_a_witness_from_after_the_change(desk: Any) -> None:
    desk.filled()
    early = Witness(TreeHead(3, verify_prefix(desk, 3)), "简报 2026Q1")
    rewrite_both(desk)
    assert desk.failed() == []
    assert desk.failed([early]) == []


def test_d11_both_rewritten_against_a_witness(desk: Any) -> None:
    desk.filled()
    signed = Witness(head_now(desk), "简报 2026Q2")
    rewrite_both(desk)
    assert desk.failed([signed]) == ["casebook-against-witness"]


def test_n3_a_lawful_entry_under_another_name(desk: Any) -> None:
    desk.filled()
    desk.append_past_the_procedure(Comment(desk.case("C1").finding, "冒名"), Actor("周岚", Role.INSPECTOR))
    assert desk.failed() == []


def test_n4_a_wrong_clock_that_never_goes_back(desk: Any) -> None:
    desk.clock.at = desk.clock.at.replace(year=2099)
    desk.filled()
    found = verify_casebook(desk.folder, desk.key)
    assert found.verdict is Verdict.VALID
    assert "casebook-clock-back" not in [check.key for check in found.checks]


def test_n5_written_but_never_acknowledged_is_kept_and_told(desk: Any) -> None:
    desk.filled()
    lines = (desk.folder / CHECKPOINT).read_bytes().splitlines(keepends=True)
    (desk.folder / CHECKPOINT).write_bytes(b"".join(lines[:-2]) + lines[-2][:40])
    found = verify_casebook(desk.folder, desk.key)
    assert found.verdict is Verdict.VALID
    tail = next(check for check in found.checks if check.key == "casebook-tail")
    assert tail.facts == {"count": 2}
    with desk.open() as book:
        assert len(book.states()) == 5
    assert "casebook-tail" not in [check.key for check in verify_casebook(desk.folder, desk.key).checks]
