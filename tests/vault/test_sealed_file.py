"""Owns the proof that a sealed file opens by its passphrase only, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import KeyStoreError
from console.vault import sealed_file
from console.vault.sealed_file import SealedWriter, read_sealed

PASSPHRASE = "a secret only for tests"
RECORDS = [f"row {number} of somebody".encode() for number in range(400)]


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sealed_file, "PART", 1_000)
    with SealedWriter(tmp_path / "f", PASSPHRASE, "rejected-rows") as writer:
        for record in RECORDS:
            writer.write(record)
    return tmp_path / "f"


def key_of(path: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(KeyStoreError) as caught:
        list(read_sealed(path, passphrase))
    return caught.value.key


def test_records_come_back_as_they_were_and_are_not_in_the_file(sealed: Path) -> None:
    assert list(read_sealed(sealed, PASSPHRASE)) == RECORDS
    assert b"somebody" not in sealed.read_bytes()


def test_another_passphrase_and_another_file_are_told(sealed: Path, tmp_path: Path) -> None:
    assert key_of(sealed, "another secret") == "wrapped-key-refused"
    (tmp_path / "other").write_bytes(b"anything")
    assert key_of(tmp_path / "other") == "sealed-not"
    assert key_of(tmp_path / "none") == "file-not-found"


@pytest.mark.parametrize("left", [-1, -20, -3_000, 600])
def test_a_file_cut_off_anywhere_is_told(sealed: Path, left: int) -> None:
    sealed.write_bytes(sealed.read_bytes()[:left])
    assert key_of(sealed) == "sealed-broken"


def test_a_part_changed_left_out_or_put_elsewhere_is_told(sealed: Path) -> None:
    whole = sealed.read_bytes()
    changed = bytearray(whole)
    changed[-40] ^= 1
    sealed.write_bytes(bytes(changed))
    assert key_of(sealed) == "sealed-broken"
    sealed.write_bytes(whole + b"more")
    assert key_of(sealed) == "sealed-broken"
    first, second, size = parts_of(whole)
    sealed.write_bytes(whole[:first] + whole[second:])
    assert key_of(sealed) == "sealed-broken"
    turned = whole[:first] + whole[second : second + size] + whole[first:second] + whole[second + size :]
    sealed.write_bytes(turned)
    assert key_of(sealed) == "sealed-broken"


def parts_of(whole: bytes) -> tuple[int, int, int]:
    """Return where the first two parts begin, and the size of the second."""
    start = len(sealed_file.MAGIC)
    (head,) = sealed_file.LENGTH.unpack_from(whole, start)
    first = start + 4 + head
    sizes = []
    place = first
    for _ in range(2):
        (size,) = sealed_file.LENGTH.unpack_from(whole, place + 1)
        sizes.append(1 + 4 + sealed_file.NONCE + size)
        place += sizes[-1]
    return first, first + sizes[0], sizes[1]
