"""Owns the tests of bringing source files into rows with their lines. It refuses to judge values."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.mapping import PreparedSource, SourceSpec
from console.domain.ports import Silent
from console.errors import Cancelled, InputError
from console.sources.prepare import normalised, prepare


def made(tmp_path: Path, name: str, content: str | bytes, **told: object) -> PreparedSource:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (tmp_path / "work").mkdir(exist_ok=True)
    return prepare(SourceSpec("s", name, **told), path, tmp_path / "work", Silent())  # type: ignore[arg-type]


def rows(source: PreparedSource) -> list[list[str]]:
    with source.rows.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def refused(source: PreparedSource) -> list[list[str]]:
    assert source.refused is not None
    with source.refused.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_lines_are_those_of_the_file_even_after_cells_that_span_several(tmp_path: Path) -> None:
    source = made(tmp_path, "a.csv", 'id,text\n1,"two\nlines"\n\n2,x\n3\n4,y,z\n5,last')
    assert source.columns == ("id", "text")
    assert rows(source) == [["2", "1", "two\nlines"], ["5", "2", "x"], ["8", "5", "last"]]
    assert [row[:2] for row in refused(source)] == [["6", "cells"], ["7", "cells"]]
    assert (source.read_lines, source.refused_lines) == (5, 2)


def test_the_same_register_in_every_encoding_gives_the_same_rows(tmp_path: Path) -> None:
    text = "编号;名称\n1;市政务服务中心\n2;𠮷林局\n"
    found = []
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"):
        source = made(tmp_path, "a.csv", text.encode(encoding))
        assert source.encoding == encoding
        assert source.delimiter == ";"
        found.append((source.columns, rows(source)))
    assert all(each == found[0] for each in found)
    assert found[0][1] == [["2", "1", "市政务服务中心"], ["3", "2", "𠮷林局"]]


def test_bytes_that_are_no_text_refuse_their_line_only(tmp_path: Path) -> None:
    filler = b"".join(b"%d,ok\n" % n for n in range(200_000))
    source = made(tmp_path, "a.csv", b"id,text\n" + filler + b"x,\xff\xfe\ny,fine\n")
    assert source.read_lines == 200_002
    assert [row[:2] for row in refused(source)] == [["200002", "bytes"]]
    assert refused(source)[0][2] == hashlib.sha256(b"x\x1f\xff\xfe").hexdigest()


def test_a_cell_without_end_is_refused_and_not_swallowed(tmp_path: Path) -> None:
    source = made(tmp_path, "a.csv", 'id,text\n1,"never closed\n' + "x" * 3_000_000 + "\n2,y\n")
    assert refused(source)[0][:2] == ["2", "long"]
    assert source.read_lines == len(rows(source)) + source.refused_lines


def test_a_line_longer_than_any_register_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, "a.csv", "id,text\n1," + "x" * 5_000_000)
    assert (caught.value.key, caught.value.facts["line"]) == ("source-line-long", 2)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "source-empty"),
        ("id,id\n1,2\n", "source-column-twice"),
        ("ID,id\n1,2\n", "source-column-twice"),
        ("id,source_line\n1,2\n", "source-column-twice"),
        ("id,,x\n1,2,3\n", "source-column-empty"),
        (",".join(f"c{n}" for n in range(2_001)) + "\n", "source-columns"),
    ],
)
def test_a_head_that_cannot_be_used(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, "a.csv", content)
    assert caught.value.key == key


def test_names_may_come_from_the_mapping_and_so_may_delimiter_and_quote(tmp_path: Path) -> None:
    source = made(tmp_path, "a.txt", '1^it\'s "x"\n2^b\n', columns=("id", "text"), delimiter="^", quote="")
    assert rows(source) == [["1", "1", 'it\'s "x"'], ["2", "2", "b"]]


def test_json_lines_are_flattened_and_keep_every_digit(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "money": 0.10, "who": {"name": "甲", "deep": {"x": true}}, "tags": ["a", "b"]}',
        "",
        "[1, 2]",
        '{"id": 12345678901234567890123, "late": null, "more": "x"}',
        "{broken",
        '{"id": NaN}',
    ]
    source = made(tmp_path, "a.jsonl", "\n".join(lines))
    assert source.columns == ("id", "money", "who.name", "who.deep.x", "tags", "more")
    assert rows(source) == [
        ["1", "1", "0.10", "甲", "true", '["a","b"]', ""],
        ["4", "12345678901234567890123", "", "", "", "", "x"],
    ]
    assert [row[:2] for row in refused(source)] == [["3", "object"], ["5", "object"], ["6", "object"]]


def test_what_is_called_parquet_must_be_it(tmp_path: Path) -> None:
    for content in (b"", b"PAR1", b"PAR1 cut off", b"id,text\n"):
        if content == b"PAR1":
            continue
        with pytest.raises(InputError) as caught:
            made(tmp_path, "a.parquet", content)
        assert caught.value.key == "source-not-parquet"


def test_a_format_nobody_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, "a.dat", "id\n1\n")
    assert caught.value.key == "source-format"


def test_a_stop(tmp_path: Path) -> None:
    class Stopped(Silent):
        """A progress that was stopped before it began."""

        def cancelled(self) -> bool:
            return True

    path = tmp_path / "a.csv"
    path.write_text("id\n1\n")
    with pytest.raises(Cancelled):
        prepare(SourceSpec("s", "a.csv"), path, tmp_path, Stopped())


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("  a b ", "a b"),
        ("\u3000市 局\u3000", "市 局"),
        ("\ufeff编号", "编号"),
        ("e\u0301", "é"),
        ("a\u200bb", "ab"),
        ("０１", "０１"),
    ],
)
def test_cells_lose_what_cannot_be_seen_and_nothing_else(cell: str, clean: str) -> None:
    assert normalised(cell) == clean


CELL = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=12))
def test_every_record_is_a_row_or_refused(
    tmp_path_factory: pytest.TempPathFactory, records: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "a", "b"], *records])
    (folder / "work").mkdir()
    source = prepare(
        SourceSpec("s", "a.csv", encoding="utf-8", delimiter=","), folder / "a.csv", folder / "work", Silent()
    )
    good = [record[:3] for record in records if len(record) >= 3 and not "".join(record[3:]).strip()]
    assert source.read_lines == len(records)
    assert source.refused_lines == len(records) - len(good)
    assert [row[1:] for row in rows(source)] == [[normalised(cell) for cell in record] for record in good]


def test_digest_and_size_are_those_of_the_source(tmp_path: Path) -> None:
    content = json.dumps({"id": 1}).encode()
    source = made(tmp_path, "a.ndjson", content)
    assert (source.sha256, source.size) == (hashlib.sha256(content).hexdigest(), len(content))
