"""Owns the proof that the file of heads tells whole lines from torn ones and damage from both."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.casebook import checkpoints
from console.casebook.checkpoints import (
    CheckpointWriter,
    head_line,
    header_line,
    read,
    told_key_matches,
    write_whole,
)
from console.domain.ledger import Tree, leaf_hash
from console.errors import CasebookError

KEY = bytes(range(32))
AT = datetime(2026, 6, 22, tzinfo=UTC)
TREE = Tree(leaf_hash(bytes([n])) for n in range(200))


def lines(count: int) -> list[bytes]:
    return [header_line("id", KEY), *(head_line(TREE.head(n), AT, KEY) for n in range(1, count + 1))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "checkpoint.jsonl"
    write_whole(where, lines(3))
    return where


def test_heads_are_read_in_order(path: Path) -> None:
    found = read(path, KEY)
    assert (found.casebook_id, found.damage, found.torn) == ("id", "", False)
    assert found.heads == tuple(TREE.head(n) for n in (1, 2, 3))
    assert found.last == TREE.head(3)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert read(tmp_path / "none", KEY).damage == "missing"
    with pytest.raises(CasebookError) as caught:
        read(tmp_path, KEY)
    assert caught.value.key == "casebook-checkpoint-unreadable"


@given(cut=st.integers(1, 400))
@settings(max_examples=60)
def test_a_torn_last_line_was_never_acknowledged(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    """Cutting anywhere in the last line gives the heads before it, or all of them where only the end of line is gone."""
    where = tmp_path_factory.mktemp("torn") / "checkpoint.jsonl"
    whole = lines(3)
    cut = min(cut, len(whole[-1]))
    where.write_bytes(b"".join(whole)[:-cut])
    found = read(where, KEY)
    assert found.damage == ""
    assert found.last == TREE.head(3 if cut == 1 else 2)
    assert found.torn == (1 < cut < len(whole[-1]))
    writer = CheckpointWriter(where, KEY)
    writer.add(TREE.head(9), AT)
    writer.close()
    assert read(where, KEY).heads[-2:] == (found.last, TREE.head(9))


@given(st.data())
@settings(max_examples=200)
def test_every_changed_byte_is_seen_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    where = tmp_path_factory.mktemp("flip") / "checkpoint.jsonl"
    whole = bytearray(b"".join(lines(3)))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    where.write_bytes(whole)
    found = read(where, KEY)
    last_byte = at == len(whole) - 1
    assert found.damage or (last_byte and found.torn)


def test_another_key_or_order_is_damage(path: Path) -> None:
    assert read(path, b"\x01" * 32).damage == "1"
    whole = lines(3)
    write_whole(path, [whole[0], whole[2], whole[1]])
    assert read(path, KEY).damage == "3"
    write_whole(path, [whole[1]])
    assert read(path, KEY).damage == "1"
    path.write_bytes(b"")
    assert read(path, KEY).damage == "1"


def test_the_key_is_told_right_from_wrong(path: Path, tmp_path: Path) -> None:
    assert told_key_matches(path, KEY) is True
    assert told_key_matches(path, b"\x01" * 32) is False
    assert told_key_matches(tmp_path / "none", KEY) is None
    path.write_bytes(b"[]\n")
    assert told_key_matches(path, KEY) is None


def test_the_key_does_not_lie_in_the_file(path: Path) -> None:
    assert KEY.hex() not in path.read_text()


def test_a_long_file_keeps_its_head_and_the_newest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "MOST_LINES", 20)
    monkeypatch.setattr(checkpoints, "KEPT_LINES", 5)
    writer = CheckpointWriter(path, KEY)
    for size in range(4, 60):
        writer.add(TREE.head(size), AT)
        found = read(path, KEY)
        assert (found.damage, found.last, found.casebook_id) == ("", TREE.head(size), "id")
        assert len(found.heads) <= 20
    writer.close()
