"""Owns the proof that nothing personal lies about in clear, and that an erased payload is gone from the file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from console.casebook import back_up
from console.casebook.store import DATABASE
from console.domain.entries import Comment, Erased, Erasure
from console.errors import CasebookError

PLANTED = ("张三丰", "110101199003071234", "13800138000", "北京市朝阳区某路1号")
PAGE, RESERVED = 4096, 80


def plain_pages(path: Path, key: bytes) -> bytes:
    """Decrypt every page of an SQLCipher file, used or free (AES-256-CBC, the IV at the start of the reserved end)."""
    whole, out = path.read_bytes(), bytearray()
    for at in range(0, len(whole), PAGE):
        page = whole[at : at + PAGE]
        start = 16 if at == 0 else 0
        body, vector = page[start : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + 16]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        out += decryptor.update(body) + decryptor.finalize()
    return bytes(out)


def planted(desk: Any) -> int:
    with desk.create() as book:
        case = desk.case("C1")
        book.append(case, desk.system)
        book.append_many(
            [Comment(case.finding, f"证人{n} {words}") for n, words in enumerate(PLANTED * 30)], desk.zhou
        )
        return int(book.append(Comment(case.finding, " ".join(PLANTED)), desk.zhou).sequence)


def test_nothing_planted_is_found_in_any_file(desk: Any, tmp_path: Path) -> None:
    planted(desk)
    back_up(desk.folder, tmp_path / "b", desk.key)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 5
    for path in files:
        whole = path.read_bytes()
        for words in (*PLANTED, "周岚", "contract/C1", "SQLite format"):
            assert words.encode() not in whole
            assert words.encode("utf-16-le") not in whole


def test_an_erased_payload_is_nowhere_in_the_decrypted_file(desk: Any, tmp_path: Path) -> None:
    last = planted(desk)
    with desk.open() as book:
        sealed = book._open_store().row(last).sealed
    remains = (sealed.data_key, sealed.salt, sealed.ciphertext[:64])
    pages = plain_pages(desk.folder / DATABASE, desk.key)
    assert all(piece in pages for piece in remains)
    with desk.open() as book:
        book.erase_payload(last, "依法删除", desk.zhou)
    pages = plain_pages(desk.folder / DATABASE, desk.key)
    assert b"CREATE TABLE" in pages
    assert not any(piece in pages for piece in remains)
    back_up(desk.folder, tmp_path / "b", desk.key)
    assert not any(piece in plain_pages(tmp_path / "b" / DATABASE, desk.key) for piece in remains)


def test_an_erasure_is_an_entry_and_breaks_nothing(desk: Any) -> None:
    last = planted(desk)
    with desk.open() as book:
        stage = [state.stage for state in book.states().values()]
        book.erase_payload(last, "依法删除", desk.zhou)
        assert [state.stage for state in book.states().values()] == stage
        entries = list(book.entries())
        assert entries[last].entry == Erased("comment", desk.case("C1").finding)
        assert entries[-1].entry == Erasure(last, "依法删除")
        assert next(iter(book.states().values())).trail[-1].text == ""
        kept = dict(book.states())
    with desk.open() as book:
        assert book.trusted
        assert dict(book.states()) == kept
        payloads = next(check for check in book.checks if check.name == "payloads")
        assert payloads.facts["erased"] == 1
    assert desk.failed() == []


def test_what_may_not_be_erased(desk: Any) -> None:
    last = planted(desk)
    with desk.open() as book:
        book.erase_payload(last, "依法删除", desk.zhou)
        for sequence, key in (
            (0, "casebook-not-erasable"),
            (last, "casebook-not-erasable"),
            (last + 1, "casebook-not-erasable"),
            (9999, "casebook-not-erasable"),
        ):
            with pytest.raises(CasebookError) as caught:
                book.erase_payload(sequence, "依法删除", desk.zhou)
            assert caught.value.key == key
        for reason, actor in ((" ", desk.zhou), ("依法删除", desk.system)):
            with pytest.raises(CasebookError) as caught:
                book.erase_payload(2, reason, actor)
            assert caught.value.key == "casebook-erasure-reason"


def test_each_payload_has_its_own_key(desk: Any) -> None:
    planted(desk)
    with desk.open() as book:
        sealed = [row.sealed for row in book._open_store().rows()]
    assert len({item.data_key for item in sealed}) == len(sealed)
    assert len({item.salt for item in sealed}) == len(sealed)
    assert all(
        item.digest() == hashlib.sha256(item.salt + item.nonce + item.ciphertext).digest() for item in sealed
    )
