"""Owns the tests of damaged, foreign and hostile files: each ends in one of our sentences. It refuses to let any crash."""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
from pathlib import Path

import duckdb
import pytest

from console.engine.connection import connect
from console.errors import ExitCode, ExtractError, KeyStoreError, PlumblineError
from console.i18n import Phrases
from console.paths import resource_root
from tests.engine.extracts import small_contract, small_extract

ROWS = "INSERT INTO service_case SELECT 'D' || range, 'web', 1, 2, DATE '2026-01-01' FROM range(300000)"


def good(tmp_path: Path) -> Path:
    return small_extract(tmp_path / "good.duckdb", ROWS)


def opening(path: Path, tmp_path: Path) -> ExtractError:
    with pytest.raises(ExtractError) as caught:
        connect(path, small_contract(), spill=tmp_path / "spill").close()
    error = caught.value
    for language in ("zh-CN", "en"):
        words = Phrases(language, resource_root() / "phrases").error(error)
        assert path.name in words
    return error


def patched(path: Path, offset: int, new: bytes) -> Path:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(new)
    return path


def test_no_such_file(tmp_path: Path) -> None:
    error = opening(tmp_path / "none.duckdb", tmp_path)
    assert (error.key, error.exit_code) == ("file-not-found", ExitCode.NOT_FOUND)


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.duckdb").mkdir()
    assert opening(tmp_path / "folder.duckdb", tmp_path).exit_code == ExitCode.NOT_FOUND


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="whoever may read everything is not refused"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = good(tmp_path)
    path.chmod(0)
    assert opening(path, tmp_path).exit_code == ExitCode.NOT_FOUND


@pytest.mark.parametrize(
    "content", [b"", b"DUCK", b"%PDF-1.7\n" + b"\n" * 20_000, b"a,b\n1,2\n" * 3_000, b"\0" * 50_000]
)
def test_not_a_duckdb_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.duckdb"
    path.write_bytes(content)
    error = opening(path, tmp_path)
    assert (error.key, error.exit_code) == ("extract-not-duckdb", ExitCode.NOT_AN_EXTRACT)


def test_an_sqlite_database_is_called_one_and_nothing_is_fetched_for_it(tmp_path: Path) -> None:
    path = tmp_path / "lite.duckdb"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE service_case (case_id TEXT)")
    made.close()
    error = opening(path, tmp_path)
    assert (error.key, error.exit_code) == ("extract-sqlite", ExitCode.NOT_AN_EXTRACT)


@pytest.mark.parametrize("size", [5_000, 12_287, 12_288, 300_000, -1])
def test_a_file_that_is_cut_off(tmp_path: Path, size: int) -> None:
    path = good(tmp_path)
    whole = path.stat().st_size
    os.truncate(path, size if size > 0 else whole + size)
    error = opening(path, tmp_path)
    assert (error.key, error.exit_code) == ("extract-truncated", ExitCode.DAMAGED)


@pytest.mark.parametrize(
    ("storage", "key"),
    [(70, "extract-newer"), (1000, "extract-newer"), (63, "extract-older"), (2**63, "extract-newer")],
)
def test_another_storage(tmp_path: Path, storage: int, key: str) -> None:
    path = patched(good(tmp_path), 12, struct.pack("<Q", storage))
    error = opening(path, tmp_path)
    assert (error.key, error.exit_code) == (key, ExitCode.NEWER_STORAGE)


def test_a_newer_serialization_behind_a_known_storage(tmp_path: Path) -> None:
    path = good(tmp_path)
    for offset in (4096, 8192):
        patched(path, offset + 56, struct.pack("<Q", 70))
    assert opening(path, tmp_path).key == "extract-newer"


@pytest.mark.parametrize(("key", "wanted"), [("", "extract-key-missing"), ("secre", "extract-key-wrong")])
def test_an_encrypted_database(tmp_path: Path, key: str, wanted: str) -> None:
    path = tmp_path / "locked.duckdb"
    with duckdb.connect() as made:
        made.execute("SET force_mbedtls_unsafe = true")
        made.execute(f"ATTACH '{path}' AS y (ENCRYPTION_KEY 'secret')")
        made.execute("CREATE TABLE y.service_case (case_id VARCHAR)")
    with pytest.raises(KeyStoreError) as caught:
        connect(path, small_contract(), spill=tmp_path / "spill", key=key).close()
    assert (caught.value.key, caught.value.exit_code) == (wanted, ExitCode.KEYS)


@pytest.mark.parametrize("offset", [0, 4096, 8192 + 16, 12_288, 12_288 + 100])
def test_a_flipped_byte_in_what_is_read_at_once(tmp_path: Path, offset: int) -> None:
    path = good(tmp_path)
    before = path.read_bytes()[offset]
    patched(path, offset, bytes([before ^ 0xFF]))
    try:
        connect(path, small_contract(), spill=tmp_path / "spill").close()
    except PlumblineError as error:
        assert error.exit_code in (ExitCode.DAMAGED, ExitCode.NEWER_STORAGE)


def test_a_flipped_byte_in_any_block_is_told_or_changes_nothing(tmp_path: Path) -> None:
    path = good(tmp_path)
    intact = read(path, tmp_path)
    content = path.read_bytes()
    told = 0
    blocks = range(12_288 + 5_000, len(content), 262_144)
    for offset in blocks:
        damaged = tmp_path / "damaged.duckdb"
        damaged.write_bytes(content)
        patched(damaged, offset, bytes([content[offset] ^ 0xFF]))
        try:
            assert read(damaged, tmp_path) == intact
        except ExtractError as error:
            assert error.exit_code == ExitCode.DAMAGED
            told += 1
    assert told >= len(blocks) // 2


def read(path: Path, tmp_path: Path) -> list[tuple[object, ...]]:
    with connect(path, small_contract(), spill=tmp_path / "spill") as connection:
        return connection.rows(
            "SELECT count(DISTINCT case_id), sum(fee), max(channel), max(closed_on), sum(visits) FROM service_case"
        )


def test_a_database_somebody_is_writing(tmp_path: Path) -> None:
    path = good(tmp_path)
    with duckdb.connect(str(path)):
        error = opening_elsewhere(path)
    assert error == "extract-locked"


def opening_elsewhere(path: Path) -> str:
    """Return the key of the error another process gets."""
    import subprocess

    code = (
        "from pathlib import Path\n"
        "from console.engine.connection import connect\nfrom console.errors import PlumblineError\n"
        "from tests.engine.extracts import small_contract\nimport sys\n"
        "try:\n    connect(Path(sys.argv[1]), small_contract(), spill=Path(sys.argv[1] + '.spill'))\n"
        "except PlumblineError as error:\n    sys.stdout.write(error.key)\n"
    )
    root = str(resource_root().parent)
    answer = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=root, check=True
    )
    return answer.stdout
