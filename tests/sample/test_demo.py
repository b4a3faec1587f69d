"""Owns the proof that the demonstration fails where anything does, and keeps out of the user's folders."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from console.i18n import Phrases
from console.paths import resource_root
from sample_db.demo import BRIEFINGS, Answer, Line, demonstrate, show, temporary_home


def test_the_home_is_temporary_and_the_passphrase_nobody_elses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path / "mine"))
    with temporary_home() as (call, passphrase_file):
        if os.name == "posix":
            assert stat.S_IMODE(passphrase_file.stat().st_mode) == 0o600
        told = call(["keys", "list", "--json"])
        assert told.code == 0 and json.loads(told.out)["signers"] == []
        assert call(["verify", str(tmp_path / "none")]).code != 0
    assert not passphrase_file.parent.exists() and not (tmp_path / "mine").exists()


def test_a_real_sample_and_a_failing_briefing_are_both_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with temporary_home() as (call, passphrase_file):

        def smaller(words: Sequence[str]) -> Answer:
            if words[0] == "sample":
                return call([*words, "--cases", "400"])
            if words[0] == "verify":
                return call(words)
            return Answer(42, b"", "no signature", 0.0)

        lines = demonstrate(tmp_path, smaller, passphrase_file)
    assert [(line.good, line.verdict) for line in lines[:2]] == [(True, "valid"), (False, "exit 42")]
    assert [line.good for line in lines].count(True) == 1
    assert not (tmp_path / "keys").exists()
    show(lines, Phrases("en", resource_root() / "phrases"))
    told = capsys.readouterr()
    assert "valid" in told.out and all(f"{name}: no signature" in told.err for name in BRIEFINGS.values())


def test_a_valid_briefing_longer_than_two_pages_fails_the_demonstration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pages are counted in the files: the demonstration is the only place where whole briefings are written in the gate."""

    def call(words: Sequence[str]) -> Answer:
        if words[0] == "brief":
            pages = 2 if "en" not in words else 3
            with pypdfium2.PdfDocument.new() as document:
                for _ in range(pages):
                    document.new_page(595, 842)
                document.save(words[words.index("--out") + 1])
        return Answer(0, b'{"verdict": "valid", "checks": []}', "", 0.0)

    lines = demonstrate(tmp_path, call, tmp_path / "none")
    briefings = {line.file.name: (line.pages, line.good) for line in lines if line.file.suffix == ".pdf"}
    assert briefings == {"briefing.pdf": (2, True), "briefing.en.pdf": (3, False)}
    show(lines, Phrases("en", resource_root() / "phrases"))
    assert "briefing.en.pdf: has 3 pages" in capsys.readouterr().err


def test_only_valid_is_good(tmp_path: Path) -> None:
    file = tmp_path / "briefing.pdf"
    assert not Line(file, "valid", 0.0).good
    file.write_bytes(b"%PDF")
    assert Line(file, "valid", 0.0).good and Line(file, "", 0.0).good
    assert not any(
        Line(file, verdict, 0.0).good for verdict in ("unsigned", "untrusted", "invalid", "exit 0")
    )
