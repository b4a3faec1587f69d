"""Owns the proof that ``brief`` and ``verify`` answer as documented: one JSON document, exit 0 for valid alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode
from console.jobs.sample import SampleRequest, make_sample
from tests.end_to_end.briefing_papers import RESOURCES
from tests.signing.papers import PASSPHRASE


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sample signed by today's clock: the commands know no other."""
    folder = tmp_path_factory.mktemp("office")
    make_sample(
        SampleRequest(folder, RESOURCES, 500, passphrase=PASSPHRASE, threads=1), SystemClock(), Silent()
    )
    secret = folder / "passphrase"
    secret.touch(0o600)
    secret.write_text(PASSPHRASE, "utf-8")
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "home"))


def extract_in(office: Path) -> Path:
    return next(office.glob("*.duckdb"))


def called(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, Any], str]:
    capsys.readouterr()
    code = run([str(word) for word in words])
    told = capsys.readouterr()
    return code, json.loads(told.out) if told.out else {}, told.err


def test_a_briefing_goes_all_the_way(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extract, paper, trust = extract_in(office), tmp_path / "briefing.pdf", office / "trust"
    signing = (
        "--sign",
        "sample",
        "--key-folder",
        office / "keys",
        "--passphrase-file",
        office / "passphrase",
    )
    asked = ("brief", extract, "--out", paper, "--language", "en", "--scope", "990800", *signing)
    code, told, said = called(capsys, *asked, "--trust", trust, "--json")
    assert (code, said) == (0, "")
    assert {
        "briefing",
        "language",
        "period",
        "scope",
        "signed",
        "mark",
        "figures",
        "figures_digest",
    } <= told.keys()
    assert (told["signed"], told["mark"], told["scope"]) == (True, "signed", "Nanyuan")
    code, told, said = called(capsys, "verify", paper, "--against", extract, "--trust", trust, "--json")
    assert (code, said) == (0, "")
    assert {"verdict", "kind", "checks"} <= told.keys()
    assert (told["verdict"], told["kind"]) == ("valid", "briefing")
    assert all(check["passed"] and check["detail"] for check in told["checks"])
    assert all(check.keys() == {"name", "passed", "detail"} for check in told["checks"])
    code, told, _ = called(capsys, "verify", paper, "--trust", trust, "--json")
    assert (code, told["verdict"]) == (ExitCode.UNTRUSTED, "untrusted")
    paper.write_bytes(paper.read_bytes() + b"\n")
    code, told, _ = called(capsys, "verify", paper, "--against", extract, "--trust", trust, "--json")
    assert (code, told["verdict"]) == (ExitCode.INVALID, "invalid")


def test_an_extract_is_told_by_its_content(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = called(capsys, "verify", extract_in(office), "--trust", office / "trust", "--json")
    assert (code, told["verdict"], told["kind"]) == (0, "valid", "extract")
    code, told, _ = called(capsys, "verify", extract_in(office), "--json")
    assert (code, told["verdict"]) == (ExitCode.UNTRUSTED, "untrusted")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 not a PDF", b"%PDF"])
def test_a_file_of_no_kind_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    paper = tmp_path / "briefing.pdf"
    paper.write_bytes(content)
    code, told, said = called(capsys, "verify", paper, "--json")
    assert (code, told) == (ExitCode.NOT_AN_EXTRACT, {})
    assert said.count("\n") == 1
    assert "briefing.pdf" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.7\n" + b"\0" * 5000])
def test_a_broken_pdf_is_invalid(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    paper = tmp_path / "b.pdf"
    paper.write_bytes(content)
    code, told, _ = called(capsys, "verify", paper, "--json")
    assert (code, told["verdict"], told["kind"]) == (ExitCode.INVALID, "invalid", "briefing")


def test_what_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "verify", tmp_path / "no.pdf", "--json")[0] == ExitCode.NOT_FOUND
    assert called(capsys, "verify", tmp_path, "--json")[0] == ExitCode.NOT_AN_EXTRACT


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--language", "fr"), "fr"),
        (("--scope", "Atlantis"), "Atlantis"),
        (("--sign", "nobody", "--passphrase-file", "SECRET"), "nobody"),
        (("--sign", "sample"), "sample"),
        (("--sign", "sample", "--approve", "sample", "--passphrase-file", "SECRET"), ""),
        (("--approve", "sample"), "--sign"),
        (("--period", "soon"), "soon"),
    ],
)
def test_a_briefing_that_cannot_be_written_leaves_no_file(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    paper = tmp_path / "b.pdf"
    told = [str(office / "passphrase") if word == "SECRET" else word for word in words]
    keys = ("--key-folder", office / "keys", "--trust", office / "trust")
    code, answer, said = called(capsys, "brief", extract_in(office), "--out", paper, *keys, *told, "--json")
    assert code != 0
    assert answer == {}
    assert named in said
    assert said.count("\n") == 1
    assert not list(tmp_path.glob("b.pdf*"))


def test_a_folder_that_cannot_be_written_to_is_told(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no such folder" / "b.pdf"
    code, _, said = called(capsys, "brief", extract_in(office), "--out", out, "--trust", office / "trust")
    assert code == ExitCode.USAGE
    assert "no such folder" in said
