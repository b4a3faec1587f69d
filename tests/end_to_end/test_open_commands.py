"""Owns proof that whatever is wrong with a file, a command answers with one sentence and its exit code, never a trace back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from console.cli.main import run
from console.errors import ExitCode

NAME = "lanjiang-2026Q2.duckdb"
Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    assert run(["sample", str(folder), "--cases", "300"]) == ExitCode.OK
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def sql(*statements: str) -> Spoil:
    def spoil(path: Path) -> None:
        with duckdb.connect(str(path)) as connection:
            for statement in statements:
                connection.execute(statement)

    return spoil


def written(content: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        path.write_bytes(content)

    return spoil


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300_000])


def newer(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[12] = 99
    path.write_bytes(content)


def only_foreign_tables(path: Path) -> None:
    path.unlink()
    sql("CREATE TABLE t AS SELECT 1 AS a")(path)


SPOILT: dict[str, tuple[Spoil, ExitCode, str]] = {
    "text": (written(b"hello world " * 999), ExitCode.NOT_AN_EXTRACT, "DuckDB"),
    "empty": (written(b""), ExitCode.NOT_AN_EXTRACT, "DuckDB"),
    "sqlite": (written(b"SQLite format 3\0" + b"\0" * 4096), ExitCode.NOT_AN_EXTRACT, "SQLite"),
    "truncated": (cut, ExitCode.DAMAGED, "300000"),
    "newer storage": (newer, ExitCode.NEWER_STORAGE, "2.0"),
    "no contract table": (only_foreign_tables, ExitCode.MISSING_TABLE, "spoilt"),
    "wrong type": (sql("ALTER TABLE payment ALTER amount TYPE VARCHAR"), ExitCode.WRONG_TYPE, "payment.amount"),
    "a view that reads a file": (
        sql("CREATE VIEW evil AS SELECT * FROM read_text('/etc/passwd')"),
        ExitCode.UNSAFE,
        "read_text",
    ),
    "a macro over sum": (sql("CREATE MACRO sum(x) AS 42"), ExitCode.UNSAFE, "sum()"),
    "a view over the engine's own": (sql("CREATE VIEW duckdb_tables AS SELECT 1"), ExitCode.UNSAFE, "duckdb_tables"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "code", "word"), SPOILT.values(), ids=SPOILT.keys())
def test_each_fault_has_its_own_sentence_and_exit_code(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Spoil, code: ExitCode, word: str
) -> None:
    path = tmp_path / "spoilt.duckdb"
    shutil.copy(sample / NAME, path)
    spoil(path)
    assert run(["measure", str(path), "--id", "SVC-001", "--json"]) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert word in told.err
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err


def test_blocks_that_were_counted_and_never_written_need_not_be_there(tmp_path: Path) -> None:
    folder = tmp_path / "short"
    assert run(["sample", str(folder), "--cases", "2000"]) == ExitCode.OK
    asked = ["measure", str(folder / NAME), "--trust", str(folder / "trust"), "--id", "SVC-001"]
    assert run(asked) == ExitCode.OK


def signed_copy(sample: Path, folder: Path) -> Path:
    for name in (NAME, f"{NAME}.manifest.json", f"{NAME}.manifest.p7s"):
        shutil.copy(sample / name, folder / name)
    return folder / NAME


def test_a_changed_file_is_invalid_and_opens_for_diagnosis_alone(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, trust = signed_copy(sample, tmp_path), ["--trust", str(sample / "trust")]
    sql("UPDATE payment SET amount = 1 WHERE payment_id = (SELECT min(payment_id) FROM payment)")(path)
    assert run(["verify", str(path), *trust]) == ExitCode.INVALID
    assert run(["measure", str(path), *trust]) == ExitCode.INVALID
    assert run(["measure", str(path), *trust, "--diagnose", "--id", "SVC-001"]) == ExitCode.OK
    out = tmp_path / "briefing.pdf"
    assert run(["brief", str(path), *trust, "--out", str(out)]) == ExitCode.INVALID
    assert run(["brief", str(path), *trust, "--diagnose", "--out", str(out)]) != ExitCode.OK
    assert not out.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_a_signer_nobody_knows_is_untrusted(sample: Path, tmp_path: Path) -> None:
    path = signed_copy(sample, tmp_path)
    assert run(["verify", str(path)]) == ExitCode.UNTRUSTED
    assert run(["measure", str(path)]) == ExitCode.UNTRUSTED
    assert run(["verify", str(path), "--trust", str(sample / "trust")]) == ExitCode.OK


def test_without_a_signature_a_mark_follows_every_answer(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plain.duckdb"
    shutil.copy(sample / NAME, path)
    assert run(["verify", str(path)]) == ExitCode.UNSIGNED
    capsys.readouterr()
    for words in (["measure", str(path), "--id", "SVC-001"], ["supervise", str(path), "--rule", "SEC-104"]):
        assert run([*words, "--json"]) == ExitCode.OK
        assert '"mark": "unsigned"' in capsys.readouterr().out
    assert run(["supervise", str(path), "--rule", "FUND-127", "--suspicions"]) == ExitCode.OK
    assert "绩效得分 47.0" in capsys.readouterr().out  # 10 × 84 ÷ 90 + 50 × 0.35 + 30 × 0.40 + 10 × 0.82


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--id", "SVC-0011"], "SVC-011"),
        (["--period", "2026Q9"], "2026Q2"),
        (["--by", "regio"], "region_id"),
    ],
)
def test_a_wrong_word_is_answered_with_the_nearest(
    sample: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    asked = ["measure", str(sample / NAME), "--trust", str(sample / "trust"), *words]
    assert run(asked) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert told in said
    assert len(said) < 400
