"""Proves that what is kept of extracts is listed with its size and goes when asked, of one digest or of all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.cli.main import run
from console.engine.cache import ReadingsCache
from console.errors import ExitCode

ONE, OTHER = "ab" * 32, "ac" * 32


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder in which something is kept of two extracts."""
    home = tmp_path / "home"
    monkeypatch.setenv("PLUMBLINE_HOME", str(home))
    for digest, size in ((ONE, 100), (OTHER, 300)):
        ReadingsCache(home / "cache", digest, "0" * 64).keep_answer("overview", b"x" * size)
    return home


def listed(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """Return the bytes kept of each digest."""
    capsys.readouterr()
    assert run(["cache", "list", "--json"]) == ExitCode.OK
    document = json.loads(capsys.readouterr().out)
    found = {line["digest"]: line["bytes"] for line in document["extracts"]}
    assert document["bytes"] == sum(found.values())
    return found


@pytest.mark.usefixtures("kept")
def test_caches_are_listed_with_their_size_and_cleared_by_digest_or_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sealed = 32  # bytes of the digest before what is kept
    assert listed(capsys) == {ONE: 100 + sealed, OTHER: 300 + sealed}
    assert run(["cache", "list"]) == ExitCode.OK
    assert ONE[:12] in capsys.readouterr().out
    assert run(["cache", "clear", ONE[:8]]) == ExitCode.OK
    assert listed(capsys) == {OTHER: 300 + sealed}
    assert run(["cache", "clear"]) == ExitCode.OK
    assert listed(capsys) == {}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("digest", "code"),
    [("ffff", ExitCode.NOT_FOUND), ("aba", ExitCode.NOT_FOUND), ("", ExitCode.OK)],
)
def test_a_digest_nobody_knows_clears_nothing(
    digest: str, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["cache", "clear", *([digest] if digest else [])]) == code
    assert len(listed(capsys)) == (0 if code == ExitCode.OK else 2)


def test_a_beginning_that_two_digests_share_clears_nothing(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = ONE[:20] + "0" * 44
    ReadingsCache(kept / "cache", twin, "0" * 64).keep_answer("overview", b"x")
    assert run(["cache", "clear", ONE[:10]]) == ExitCode.USAGE
    assert len(listed(capsys)) == 3
