"""Owns the tests of finding out how a text file is written. It refuses to know what the text means."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import ExitCode, InputError
from console.sources.encoding import SAMPLE_BYTES, find_delimiter, find_encoding, named_encoding, sample

CHINESE = "案件编号,部门,办结时间\n1,市政务服务中心,2026-01-02\n2,人社局,2026-01-03\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_encodings_of_offices_are_told_apart(encoding: str, found: str) -> None:
    assert find_encoding(CHINESE.encode(encoding), "a.csv") == found


def test_rare_characters_of_four_bytes() -> None:
    assert find_encoding("姓名\n𠮷㐂䶮\n".encode("gb18030"), "a.csv") == "gb18030"


def test_a_letter_cut_in_two_by_the_end_of_the_sample_is_no_fault() -> None:
    content = ("a" * (SAMPLE_BYTES - 1) + "准").encode()[:SAMPLE_BYTES]
    assert find_encoding(content, "a.csv") == "utf-8"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03" * 9,
        b"PK\x03\x04\x14\x00\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        find_encoding(content, "a.csv")
    assert caught.value.key in ("source-not-text", "source-encoding")
    assert caught.value.exit_code == ExitCode.SOURCE


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_what_was_written_in_utf_8_is_read_as_it_was(text: str) -> None:
    found = find_encoding(text.encode("utf-8"), "a.csv")
    assert text.encode("utf-8").decode(found) == text or text.startswith("\ufeff")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_divides_evenly(delimiter: str) -> None:
    cells = ["id", "text", "more"], *(["1", '"x, y; z | w"', "d"] for _ in range(5))
    text = "\n".join(delimiter.join(row) for row in cells)
    assert find_delimiter(text.encode(), "utf-8", '"', "a.csv") == delimiter


def test_a_single_column_has_no_delimiter_to_find() -> None:
    assert find_delimiter(b"name\na\nb\n", "utf-8", '"', "a.csv") == ","


def test_a_mapping_may_name_an_encoding_the_console_reads() -> None:
    assert named_encoding("GB18030", "a.csv") == "gb18030"
    for name in ("no-such", "rot13", "cp037"):
        with pytest.raises(InputError):
            named_encoding(name, "a.csv")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        sample(tmp_path / "none.csv")
    assert caught.value.exit_code == ExitCode.NOT_FOUND


def test_a_mark_wins() -> None:
    assert find_encoding(codecs.BOM_UTF8 + b"a", "a.csv") == "utf-8-sig"
