"""Owns the proof that the place of an extract in its chain is told whole, gaps and destroyed links included."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.cli.main import run
from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode, ExtractError
from console.jobs.chain import read_chain
from console.signing.authority import issue_signer, make_authority
from console.signing.beside import manifest_path
from tests.cli.test_build import MAPPING, PASSPHRASE, ROWS

QUARTERS = (("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with three quarters, each built by the command as following the one before, the first destroyed."""
    made = tmp_path_factory.mktemp("chain")
    make_authority(made / "office", PASSPHRASE, SystemClock())
    issue_signer(
        made / "office",
        "clerk",
        person="王",
        organisation="厅",
        passphrase=PASSPHRASE,
        authority_passphrase=PASSPHRASE,
        clock=SystemClock(),
    )
    (made / "secret").write_text(PASSPHRASE, "utf-8")
    (made / "secret").chmod(0o600)
    (made / "payments.csv").write_text(ROWS, "utf-8")
    for place, (starts, ends) in enumerate(QUARTERS):
        text = MAPPING.replace("period_starts_on = 2026-01-01", f"period_starts_on = {starts}")
        (made / "m.toml").write_text(
            text.replace("period_ends_on = 2026-03-31", f"period_ends_on = {ends}"), "utf-8"
        )
        follows = ["--predecessor", str(made / f"q{place - 1}.duckdb")] if place else []
        words = [
            "build",
            "--mapping",
            str(made / "m.toml"),
            "--out",
            str(made / f"q{place}.duckdb"),
            *follows,
        ]
        assert run([*words, *keys(made)]) == ExitCode.OK
    words = ["destroy", str(made / "q0.duckdb"), "--reason", "a test", "--yes"]
    assert run([*words, *keys(made)]) == ExitCode.OK
    return made


def keys(folder: Path) -> list[str]:
    office = str(folder / "office" / "keys")
    return ["--sign", "clerk", "--key-folder", office, "--passphrase-file", str(folder / "secret")]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def test_what_comes_before_and_after_is_told(folder: Path) -> None:
    found = read_chain(folder / "q1.duckdb", (folder / "office" / "trust",), SystemClock(), Silent())
    told = [(link.file, link.this, link.state, link.present, link.destroyed) for link in found.links]
    assert told == [
        ("q0.duckdb", False, "signed", False, True),
        ("q1.duckdb", True, "signed", True, False),
        ("q2.duckdb", False, "signed", True, False),
    ]
    assert [str(link.starts) for link in found.links] == [starts for starts, _ in QUARTERS]
    assert found.silent is None and found.verification.standing.value == "signed-and-trusted"


def test_a_certificate_nobody_trusts_destroys_nothing(folder: Path) -> None:
    found = read_chain(folder / "q1.duckdb", (), SystemClock(), Silent())
    assert [link.destroyed for link in found.links] == [False, False, False]
    assert [link.state for link in found.links] == ["untrusted"] * 3


def test_the_command_tells_it_and_a_gap(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["chain", str(folder / "q2.duckdb"), "--trust", str(folder / "office" / "trust")]
    assert run([*words, "--json"]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["links"][0]["file"], told["links"][0]["destroyed"]) == ("q0.duckdb", True)
    assert (told["verdict"], told["standing"], told["silent"]) == ("valid", "signed-and-trusted", None)
    assert run(["--language-of-words", "en", *words]) == ExitCode.OK
    assert "destroyed, with a certificate" in capsys.readouterr().out
    hidden = manifest_path(folder / "q1.duckdb")
    hidden.rename(hidden.with_suffix(".away"))
    try:
        assert run(["--language-of-words", "en", *words]) == ExitCode.GAP
    finally:
        hidden.with_suffix(".away").rename(hidden)
    assert "gap in the chain" in capsys.readouterr().out


def test_the_predecessor_is_told_by_its_manifest_alone(folder: Path) -> None:
    """An extract that was destroyed has a follower all the same."""
    words = ["build", "--mapping", str(folder / "m.toml"), "--out", str(folder / "x" / "q.duckdb")]
    (folder / "x").mkdir()
    follows = ["--predecessor", str(manifest_path(folder / "q0.duckdb"))]
    assert run([*words, *follows, *keys(folder), str(folder / "payments.csv")]) == ExitCode.OK
    told = json.loads(manifest_path(folder / "x" / "q.duckdb").read_bytes())
    assert told["predecessor"] == json.loads(manifest_path(folder / "q0.duckdb").read_bytes())["sha256"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"a,b\n1,2\n", "extract-not-duckdb"),
        (b"SQLite format 3\0" + bytes(99), "extract-sqlite"),
        (b"", "extract-not-duckdb"),
    ],
)
def test_a_file_that_is_no_extract_is_not_called_unsigned(content: bytes, key: str, tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_bytes(content)
    with pytest.raises(ExtractError) as caught:
        read_chain(tmp_path / "x.duckdb", (), SystemClock(), Silent())
    assert (caught.value.key, caught.value.exit_code) == (key, ExitCode.NOT_AN_EXTRACT)
