"""Owns the tests of the list of extracts and of their caches, on real files. It refuses a spoilt list taken for an empty one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from console.domain.measure import Reading
from console.domain.period import parse
from console.engine.cache import ReadingsCache, asked_of
from console.errors import InputError
from console.jobs.extract import told
from console.jobs.shelf import (
    FILE,
    MOST,
    ShelfEntry,
    clear_caches,
    clear_list,
    entry_of,
    forget,
    read_caches,
    read_shelf,
    remember,
)
from tests.jobs.page_sample import opened, tiny

AT = datetime(2026, 7, 12, 9, 30, tzinfo=UTC)
ENTRY = ShelfEntry("/x/a.duckdb", "A", "a" * 64, "signed", date(2026, 6, 30), "2026Q2", "内部", None, AT)


def test_the_latest_opened_stands_first_and_once(tmp_path: Path) -> None:
    other = replace(ENTRY, path="/x/b.duckdb", digest="b" * 64)
    remember(tmp_path, [ENTRY, other])
    remember(tmp_path, [replace(ENTRY, name="A again")])
    shelf = read_shelf(tmp_path, tmp_path / "cache")
    assert [line.entry.name for line in shelf.lines] == ["A again", "A"]
    assert [line.bytes for line in shelf.lines] == [None, None]
    forget(tmp_path, "/x/b.duckdb")
    assert [line.entry.path for line in read_shelf(tmp_path, tmp_path).lines] == ["/x/a.duckdb"]


def test_the_list_stays_short(tmp_path: Path) -> None:
    remember(tmp_path, [replace(ENTRY, path=f"/x/{n}") for n in range(MOST + 5)])
    lines = read_shelf(tmp_path, tmp_path).lines
    assert len(lines) == MOST
    assert lines[0].entry.path == f"/x/{MOST + 4}"


def test_an_open_extract_is_remembered_as_it_is(tmp_path: Path) -> None:
    path = tiny(tmp_path / "a.duckdb", {"extract_info": [{"extract_id": "Q", "name": "一季度"}]})
    with opened(path) as extract:
        entry = entry_of(told(extract), AT)
    assert (entry.name, entry.mark, entry.destroy_by, entry.opened_at) == ("一季度", "unsigned", None, AT)
    remember(tmp_path, [entry])
    (line,) = read_shelf(tmp_path, tmp_path / "cache").lines
    assert (line.entry, line.bytes) == (entry, path.stat().st_size)


@pytest.mark.parametrize(
    "spoilt", [b"{", b'[{"path": 1}]', b"\xff\xfe", b"[" * 3000, b" " * (2 * 1024 * 1024)]
)
def test_a_spoilt_list_is_told_and_can_be_begun_anew(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE).write_bytes(spoilt)
    for act in (lambda: read_shelf(tmp_path, tmp_path), lambda: remember(tmp_path, [ENTRY])):
        with pytest.raises(InputError) as refused:
            act()
        assert refused.value.key == "shelf-damaged"
    clear_list(tmp_path)
    assert read_shelf(tmp_path, tmp_path).lines == ()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file, no folder")
    with pytest.raises(InputError, match="shelf-"):
        remember(tmp_path / "home", [ENTRY])


def test_caches_are_told_by_extract_and_cleared_one_or_all(tmp_path: Path) -> None:
    span = parse("2026Q2")
    reading = Reading("M", 1, "", "", span, 1, 2, 0, 0.5)
    asked = asked_of((), ((),), ((span, False),), span.ends)
    for digest, count in (("a" * 64, 1), ("b" * 64, 400)):
        ReadingsCache(tmp_path, digest, "c" * 64).keep(asked, [[reading] * count])
    (tmp_path / "readings" / "notes").mkdir()
    lines = read_caches(tmp_path, {"a" * 64: "一季度"})
    assert [(line.digest[0], line.name, line.files) for line in lines] == [("b", "", 1), ("a", "一季度", 1)]
    assert lines[0].bytes > lines[1].bytes > 0
    clear_caches(tmp_path, "b" * 64)
    assert [line.digest[0] for line in read_caches(tmp_path, {})] == ["a"]
    clear_caches(tmp_path)
    assert read_caches(tmp_path, {}) == ()
    assert (tmp_path / "readings" / "notes").is_dir()  # not ours
