"""Proves that what keeps an import from going on, or from going the quick way, is told as what it is, and nothing is lost."""

from __future__ import annotations

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from console.domain.ports import Silent
from console.engine import direct
from console.errors import ExtractError, Fact, InputError, LimitError
from console.jobs.importing import ImportRequest, import_sources
from console.sources import prepare
from tests.engine.extracts import small_contract
from tests.engine.test_build import HEAD, MAPPING

ROWS = 30_000
ROOM = 64 * 1024
BROKEN = 'x,"we\nb",2,1,20260104\n'

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no such limit there")


@contextmanager
def room(most: int) -> Iterator[None]:
    """No file may grow beyond ``most`` bytes meanwhile."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@dataclass
class Heard:
    """A progress that keeps what it was told of a way taken anew."""

    told: list[tuple[str, dict[str, Fact]]] = field(default_factory=list)

    def report(self, fraction: float | None, key: str, **facts: Fact) -> None:
        del fraction
        if key.startswith("again"):
            self.told.append((key, facts))

    def cancelled(self) -> bool:
        return False


def asked(folder: Path, last: str = "", rows: int = ROWS) -> ImportRequest:
    lines = "".join(f"{number},web,{number % 97},1,20260104\n" for number in range(rows))
    (folder / "cases.csv").write_text(HEAD + lines + last, "utf-8")
    (folder / "m.toml").write_text(MAPPING, "utf-8")
    return ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1)


@pytest.mark.parametrize("last", ["", BROKEN], ids=["quickly", "carefully"])
def test_a_full_disk_is_nobodys_mistake(tmp_path: Path, last: str) -> None:
    request = asked(tmp_path, last)
    request.target.write_bytes(b"as it was")
    with room(ROOM), pytest.raises(LimitError) as caught:
        import_sources(request, small_contract(), Silent())
    assert caught.value.key == "disk-full"
    assert request.target.read_bytes() == b"as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv", "m.toml", "out.duckdb"]


def test_the_slow_way_is_not_taken_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "LONG", 0)
    heard = Heard()
    outcome = import_sources(asked(tmp_path, BROKEN, rows=3), small_contract(), heard)
    assert (outcome.read, outcome.accepted) == (4, 3)
    assert heard.told == [("again", {"file": "cases.csv"})]
    smooth = Heard()
    import_sources(asked(tmp_path, rows=3), small_contract(), smooth)
    assert smooth.told == []


def failing(*_: object, **__: object) -> str:
    raise ExtractError("extract-unreadable", file="out.duckdb", detail="Could not write block")


def test_a_fault_of_the_engine_is_not_laid_to_the_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(direct, "written_sql", failing)
    with pytest.raises(InputError) as caught:
        import_sources(asked(tmp_path, rows=3), small_contract(), Silent())
    assert (caught.value.key, caught.value.facts["detail"]) == ("build-engine", "Could not write block")


def unreadable(path: Path, *_: object) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def test_a_scratched_disc_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "read_plainly", unreadable)
    with pytest.raises(InputError) as caught:
        import_sources(asked(tmp_path, rows=3), small_contract(), Silent())
    assert caught.value.key == "source-unreadable"
    assert str(caught.value.facts["file"]).endswith("cases.csv")
