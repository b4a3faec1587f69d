"""Owns the proof that a passphrase file is read exactly, and not at all where others may read it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from console.errors import KeyStoreError
from console.vault.passphrase import new_passphrase, read_passphrase_file

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX")


def written(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    path = folder / "passphrase"
    path.write_bytes(content)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    "content", ["口令 mit space", "口令 mit space\n", "口令 mit space\r\n", "\ufeff口令 mit space"]
)
def test_the_line_is_the_passphrase(tmp_path: Path, content: str) -> None:
    assert read_passphrase_file(written(tmp_path, content.encode())) == "口令 mit space"


def test_only_one_line_break_is_taken_off(tmp_path: Path) -> None:
    assert read_passphrase_file(written(tmp_path, b" spaced  \n")) == " spaced  "


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o777])
def test_a_file_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyStoreError) as caught:
        read_passphrase_file(written(tmp_path, b"secret\n", mode))
    assert caught.value.key == "passphrase-file-open"
    assert caught.value.facts["mode"] == f"{mode:03o}"


@posix
def test_a_link_is_judged_by_what_it_leads_to(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(written(tmp_path, b"secret\n", 0o644))
    with pytest.raises(KeyStoreError) as caught:
        read_passphrase_file(link)
    assert caught.value.key == "passphrase-file-open"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "passphrase-file-empty"),
        (b"\n", "passphrase-file-empty"),
        (b"one\ntwo\n", "passphrase-file-malformed"),
        (b"\xff\xfe", "passphrase-file-malformed"),
        (b"a\0b", "passphrase-file-malformed"),
        (b"x" * 4097, "passphrase-file-malformed"),
    ],
)
def test_what_is_no_passphrase_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    with pytest.raises(KeyStoreError) as caught:
        read_passphrase_file(written(tmp_path, content))
    assert caught.value.key == key


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyStoreError) as caught:
        read_passphrase_file(tmp_path / "none")
    assert (caught.value.key, caught.value.facts["file"]) == (
        "passphrase-file-missing",
        str(tmp_path / "none"),
    )


def test_a_new_passphrase_is_long_short_enough_and_new() -> None:
    made = {new_passphrase() for _ in range(20)}
    assert len(made) == 20
    assert all(40 <= len(each) <= 1280 for each in made)
