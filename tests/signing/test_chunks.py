"""Owns the proof that a file is hashed by chunks as told, on any number of cores, and that a stop is gone on from."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from console.domain.chunks import MOST, SMALLEST, Chunks, chunk_size, chunks_of
from console.domain.ledger import Tree, leaf_hash
from console.domain.manifest import from_json
from console.domain.ports import Silent
from console.domain.verification import Standing, Verdict
from console.errors import Cancelled, ExtractError, Fact
from console.signing import chunk_hashing, resumption
from console.signing.beside import manifest_path, signature_path
from console.signing.chunk_hashing import digest_chunked, wrong_chunks
from console.signing.extract_verification import ExtractTrust, verify_extract
from console.signing.manifest_signature import sign_manifest
from console.signing.resumption import resumption_of
from console.signing.truststore import TrustStore
from tests.signing.papers import Office, failures, later
from tests.signing.test_extract_verification import CONTENT, manifest

SIZE = 1000


@dataclass
class Stopping:
    """A progress that asks for a stop after some reports, and hears what was reported."""

    after: int
    heard: list[float | None] = field(default_factory=list)

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        self.heard.append(fraction)

    def cancelled(self) -> bool:
        return len(self.heard) >= self.after


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def written(folder: Path, content: bytes = CONTENT) -> Path:
    path = folder / "演示.duckdb"
    path.write_bytes(content)
    return path


def signed(office: Office, folder: Path, chunks: Chunks | None = None) -> Path:
    path = written(folder)
    made = chunks or digest_chunked(path, Silent(), SIZE).chunks
    content = replace(manifest(), chunks=made).to_json()
    manifest_path(path).write_bytes(content)
    signature_path(path).write_bytes(sign_manifest(content, office.preparer, later(hours=1)))
    return path


def judged(path: Path, trust: TrustStore) -> ExtractTrust:
    return verify_extract(path, trust, later(hours=2), Silent())


@pytest.mark.parametrize("length", [0, 1, SIZE - 1, SIZE, SIZE + 1, 7 * SIZE, 7 * SIZE + 13])
def test_the_root_is_that_of_rfc_6962(tmp_path: Path, length: int) -> None:
    content = bytes(place % 251 for place in range(length))
    found = digest_chunked(written(tmp_path, content), Silent(), SIZE)
    leaves = [leaf_hash(content[start : start + SIZE]) for start in range(0, length, SIZE)]
    assert found.chunks.digests == tuple(leaf.hex() for leaf in leaves)
    assert found.chunks.root == Tree(leaves).head().root.hex()
    assert (found.sha256, found.bytes) == (hashlib.sha256(content).hexdigest(), length)


@given(some.integers(min_value=0, max_value=2**48))
def test_there_are_never_too_many_chunks(size: int) -> None:
    each = chunk_size(size)
    assert chunks_of(size, each) <= MOST and each % SMALLEST == 0
    assert each == SMALLEST or chunks_of(size, each // 2) > MOST


@pytest.mark.parametrize("cores", [1, 2, 7])
@pytest.mark.parametrize("place", [0, SIZE, len(CONTENT) - 1])
def test_the_damaged_chunk_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, place: int
) -> None:
    monkeypatch.setattr(chunk_hashing, "cores", lambda: cores)
    path = written(tmp_path)
    chunks = digest_chunked(path, Silent(), SIZE).chunks
    assert wrong_chunks(path, chunks, len(CONTENT), Silent()) == ()
    changed = bytearray(CONTENT)
    changed[place] ^= 1
    path.write_bytes(changed)
    assert wrong_chunks(path, chunks, len(CONTENT), Silent()) == (place // SIZE,)


def test_a_trusted_manifest_is_checked_by_chunks(office: Office, tmp_path: Path) -> None:
    found = judged(signed(office, tmp_path), office.trust)
    assert (found.verdict, failures(found.verification.checks)) == (Verdict.VALID, [])
    assert found.digest == hashlib.sha256(CONTENT).hexdigest()
    assert "extract-chunks-same" in [check.key for check in found.verification.checks]


def test_a_changed_byte_is_told_with_its_place(office: Office, tmp_path: Path) -> None:
    path = signed(office, tmp_path)
    changed = bytearray(CONTENT)
    changed[2 * SIZE] ^= 1
    path.write_bytes(changed)
    found = judged(path, office.trust)
    assert failures(found.verification.checks) == ["extract-chunks-differ"]
    (told,) = [check.facts for check in found.verification.checks if check.key == "extract-chunks-differ"]
    assert (told["first"], told["last"], told["count"]) == (2 * SIZE, 3 * SIZE - 1, 1)
    assert found.digest == hashlib.sha256(changed).hexdigest()
    assert found.verification.standing is Standing.BROKEN


def test_nobody_elses_word_for_the_whole_is_taken(office: Office, tmp_path: Path) -> None:
    """An unsigned manifest whose chunks fit and whose whole does not must not lend the file another's identity."""
    path = signed(office, tmp_path)
    told = replace(from_json(manifest_path(path).read_bytes()), sha256="0" * 64)
    manifest_path(path).write_bytes(told.to_json())
    signature_path(path).unlink()
    found = judged(path, office.trust)
    assert found.verdict is Verdict.INVALID
    assert found.digest == hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("change", ["size", "root", "digests", "fewer"])
def test_chunks_that_do_not_add_up_are_refused(tmp_path: Path, change: str) -> None:
    chunks = digest_chunked(written(tmp_path), Silent(), SIZE).chunks
    document = json.loads(replace(manifest(), chunks=chunks).to_json())
    told = document["chunks"]
    if change == "size":
        told["size"] += 10_000
    elif change == "root":
        told["root"] = "0" * 64
    elif change == "digests":
        told["digests"][0] = "A" * 64
    else:
        told["digests"].pop()
    with pytest.raises(ExtractError) as caught:
        from_json(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    assert caught.value.key == "manifest-wrong-type"
    assert str(caught.value.facts["name"]).startswith("chunks.")


def test_an_interrupted_verification_goes_on_where_it_stopped(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = signed(office, tmp_path)
    progress = Stopping(20)
    with pytest.raises(Cancelled):
        verify_extract(path, office.trust, later(hours=2), progress)
    asked: list[int] = []
    hashed = chunk_hashing._leaf_at

    def noted(file: Path, start: int, size: int) -> str:
        asked.append(start)
        return hashed(file, start, size)

    monkeypatch.setattr(chunk_hashing, "_leaf_at", noted)
    assert judged(path, office.trust).verdict is Verdict.VALID
    assert min(asked) == 20 * SIZE and len(asked) == len(CONTENT) // SIZE - 20
    asked.clear()
    assert judged(path, office.trust).verdict is Verdict.VALID
    assert min(asked) == 0, "a verification that came to its end leaves nothing to go on from"


def _touched(path: Path) -> None:
    path.write_bytes(bytes(len(CONTENT)))


def _replaced(path: Path) -> None:
    before = path.stat()
    path.unlink()
    path.write_bytes(bytes(len(CONTENT)))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _rewritten(path: Path) -> None:
    before = path.stat()
    path.write_bytes(bytes(len(CONTENT)))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.skipif(os.name == "nt", reason="nothing is kept there")
@pytest.mark.parametrize("change", [_touched, _replaced, _rewritten])
def test_what_was_changed_meanwhile_is_hashed_anew(
    office: Office, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = signed(office, tmp_path)
    with pytest.raises(Cancelled):
        verify_extract(path, office.trust, later(hours=2), Stopping(40))
    time.sleep(0.02)  # the system's clock of files may tick a hundred times a second only
    change(path)
    assert judged(path, office.trust).verdict is Verdict.INVALID


def test_what_was_kept_too_long_ago_is_no_start(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = signed(office, tmp_path)
    with pytest.raises(Cancelled):
        verify_extract(path, office.trust, later(hours=2), Stopping(20))
    root = digest_chunked(path, Silent(), SIZE).chunks.root
    assert resumption_of(path, root).first() == 20
    assert resumption_of(path, "0" * 64).first() == 0
    monkeypatch.setattr(resumption, "OLDEST_S", -1)
    assert resumption_of(path, root).first() == 0


@pytest.mark.parametrize("content", [b"", b"[]", b'{"mark":1,"reached":9}', b"\xff", b"[" * 100_000])
def test_a_damaged_note_is_no_start(office: Office, tmp_path: Path, content: bytes) -> None:
    path = signed(office, tmp_path)
    with pytest.raises(Cancelled):
        verify_extract(path, office.trust, later(hours=2), Stopping(20))
    (note,) = (tmp_path / "home" / "cache" / "verification").iterdir()
    note.write_bytes(content)
    assert judged(path, office.trust).verdict is Verdict.VALID


def test_a_folder_nobody_may_write_costs_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "file"))
    with pytest.raises(Cancelled):
        verify_extract(signed(office, tmp_path), office.trust, later(hours=2), Stopping(20))
