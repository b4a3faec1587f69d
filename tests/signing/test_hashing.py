"""Owns the proof that files are hashed whole, in chunks, and stoppably."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from console.domain.ports import Silent
from console.errors import Cancelled, ExitCode, ExtractError, Fact
from console.signing.hashing import CHUNK, digest_bytes, digest_file


class Watcher:
    """A progress that remembers, and asks to stop after some reports."""

    def __init__(self, patience: int) -> None:
        self.heard: list[float | None] = []
        self.patience = patience

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        assert (key, facts) == ("hashing", {"file": "x.duckdb"})
        self.heard.append(fraction)

    def cancelled(self) -> bool:
        return len(self.heard) >= self.patience


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_the_digest_is_that_of_all_bytes(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    path = tmp_path / "x.duckdb"
    path.write_bytes(content[:size])
    found = digest_file(path, Silent())
    assert (found.sha256, found.bytes) == (hashlib.sha256(content[:size]).hexdigest(), size)
    assert found.sha256 == digest_bytes(content[:size])


def test_progress_goes_up_to_one(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(b"\0" * (4 * CHUNK))
    watcher = Watcher(patience=99)
    digest_file(path, watcher)
    assert watcher.heard == [0.25, 0.5, 0.75, 1.0]


def test_it_stops_when_told(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(b"\0" * (4 * CHUNK))
    watcher = Watcher(patience=2)
    with pytest.raises(Cancelled):
        digest_file(path, watcher)
    assert watcher.heard == [0.25, 0.5]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(ExtractError) as missing:
        digest_file(tmp_path / "none", Silent())
    assert (missing.value.key, missing.value.exit_code) == ("file-not-found", ExitCode.NOT_FOUND)
    with pytest.raises(ExtractError) as folder:
        digest_file(tmp_path, Silent())
    assert folder.value.key == "signing-file-unreadable"
