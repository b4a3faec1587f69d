"""Owns the proof that a proof is checked with nothing but itself and a trusted head."""

from __future__ import annotations

from typing import Any

import pytest

from console.casebook import verify_proof
from console.domain.ledger import TreeHead, Witness
from console.domain.verification import Verdict
from console.errors import CasebookError


def test_every_entry_proves_its_place(desk: Any) -> None:
    desk.filled(6)
    with desk.open() as book:
        signed = Witness(book.head(), "简报")
        for recorded in book.entries():
            text = book.inclusion_proof(recorded.sequence)
            assert len(text) < 2000
            assert verify_proof(text).verdict is Verdict.UNTRUSTED
            assert verify_proof(text, [signed]).verdict is Verdict.VALID


def test_an_older_log_is_the_beginning_of_the_newer(desk: Any) -> None:
    desk.filled(6)
    with desk.open() as book:
        for size in range(1, 8):
            text = book.consistency(size)
            old = Witness(book._found.tree.head(size), "简报 2026Q1")
            assert verify_proof(text, [old, Witness(book.head(), "简报 2026Q2")]).verdict is Verdict.VALID
        with pytest.raises(CasebookError):
            book.consistency(8)
        with pytest.raises(CasebookError) as caught:
            book.inclusion_proof(7)
        assert caught.value.key == "log-position"


def test_a_proof_outlives_the_erasure_of_its_payload(desk: Any) -> None:
    desk.filled(4)
    with desk.open() as book:
        before = book.inclusion_proof(3)
        head = Witness(book.head(), "简报")
        book.erase_payload(3, "本人申请", desk.zhou)
        after = book.inclusion_proof(3)
    assert verify_proof(before, [head]).verdict is Verdict.VALID
    assert verify_proof(after).checks[0].passed
    assert before.split("leaf: ")[1].split("\n")[0] == after.split("leaf: ")[1].split("\n")[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"actor":"准绳"', '"actor":"别人"'),
        ('"kind":"register"', '"kind":"comment"'),
        ("sequence: 3", "sequence: 4"),
        ("size: 7", "size: 3"),
        ("path: ", "path: 00"),
    ],
)
def test_a_changed_proof_does_not_hold(desk: Any, old: str, new: str) -> None:
    desk.filled(6)
    with desk.open() as book:
        text = book.inclusion_proof(3)
    assert old in text
    found = verify_proof(text.replace(old, new, 1))
    assert found.verdict is Verdict.INVALID
    assert found.checks[0].key == "proof-broken"


def test_a_proof_against_another_head_is_invalid(desk: Any) -> None:
    desk.filled(2)
    with desk.open() as book:
        text, head = book.inclusion_proof(1), book.head()
    for other in (TreeHead(3, b"\x07" * 32), TreeHead(4, head.root)):
        found = verify_proof(text, [Witness(other, "简报")])
        assert (found.verdict, found.checks[-1].key) == (Verdict.INVALID, "proof-against-witness")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "plumbline: inclusion 1\n",
        "plumbline: inclusion 2\nsize: 1\nroot: " + "00" * 32 + "\nsequence: 0\nleaf: x\n",
        "plumbline: consistency 1\nold-size: x\n",
        "plumbline: inclusion 1\npath: zz\n",
    ],
)
def test_what_is_no_proof_is_told(text: str) -> None:
    with pytest.raises(CasebookError) as caught:
        verify_proof(text)
    assert caught.value.key == "proof-unreadable"
