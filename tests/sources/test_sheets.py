"""Owns the tests of workbooks as sources. It refuses styles, which are no data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from console.errors import InputError
from tests.sources.old_workbooks import write_xls
from tests.sources.reading import prepared, refused, rows, written
from tests.sources.workbooks import Cell, Sheets, Wrong, open_parts, write_archive, write_ods, write_xlsx

TABLE: list[list[Cell]] = [
    ["某市办件登记表", None, None, None],
    ["编号", "办件信息", None, "日期"],
    [None, "渠道", "费用", None],
    ["０１", "网上", 12.5, date(2026, 1, 2)],
    [None, None, None, None],
    ["02", "窗口", 0.1 + 0.2, date(2026, 1, 3)],
]


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_a_sheet_with_titles_and_merged_names(tmp_path: Path, name: str) -> None:
    write = write_xlsx if name.endswith("xlsx") else write_ods
    source = prepared(write(tmp_path / name, {"登记": TABLE}), skip_rows=1, header_rows=2)
    assert source.columns == ("编号", "办件信息.渠道", "办件信息.费用", "日期")
    assert rows(source) == [
        ["4", "０１", "网上", "12.5", "2026-01-02"],
        ["6", "02", "窗口", "0.3", "2026-01-03"],
    ]
    assert source.read_lines == 2


def test_the_first_sheet_shown_that_holds_anything_or_the_one_named(tmp_path: Path) -> None:
    sheets: Sheets = {"hidden": [["x"], [1]], "empty": [], "first": [["a"], [1]], "second": [["b"], [2]]}
    path = write_xlsx(tmp_path / "a.xlsx", sheets, hidden=["hidden"])
    assert prepared(path).columns == ("a",)
    assert prepared(path, sheet="second").columns == ("b",)
    with pytest.raises(InputError) as caught:
        prepared(path, sheet="secnd")
    assert (caught.value.key, caught.value.facts["nearest"]) == ("source-sheet", "second")


def test_a_number_that_lost_its_end_is_refused_and_not_believed(tmp_path: Path) -> None:
    sheet: list[list[Cell]] = [["id"], [440301199001011234], ["440301199001011234"], [123456789012345]]
    source = prepared(write_xlsx(tmp_path / "a.xlsx", {"s": sheet}))
    assert rows(source) == [["3", "440301199001011234"], ["4", "123456789012345"]]
    assert refused(source) == [["2", "digits"]]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"a,b\n1,2\n", "source-not-workbook"),
        (b"PK\x03\x04 cut off", "source-workbook-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "source-workbook-broken"),
    ],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, key: str) -> None:
    with pytest.raises(InputError) as caught:
        prepared(written(tmp_path / "a.xlsx", content))
    assert caught.value.key == key


def test_half_a_workbook_is_told(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", {"s": TABLE}).read_bytes()
    with pytest.raises(InputError) as caught:
        prepared(written(tmp_path / "a.xlsx", whole[: len(whole) // 2]))
    assert caught.value.key == "source-workbook-broken"


@pytest.mark.parametrize("as_zero", [False, True])
@pytest.mark.parametrize("write", [write_xlsx, write_ods, write_xls])
def test_errors_of_formulas_are_seen_in_every_format(
    tmp_path: Path, write: Callable[[Path, Sheets], Path], as_zero: bool
) -> None:
    """What the reader gives as empty, or as zero, is neither: it stands as the error it is."""
    sheet: list[list[Cell]] = [
        [None, None, None],
        [None, "id", "fee"],
        [None, "1", Wrong("#DIV/0!", as_zero)],
        [None, "#N/A", 0.0],
        [None, Wrong("#REF!", as_zero), 3],
        [None, None, Wrong("#N/A", as_zero)],
    ]
    source = prepared(
        write(tmp_path / "a.xlsx", {"none": [["id", "fee"], ["1", Wrong("#NUM!")]], "s": sheet}), sheet="s"
    )
    assert rows(source) == [["3", "1", "#DIV/0!"], ["4", "#N/A", "0"], ["5", "#REF!", "3"], ["6", "", "#N/A"]]


def test_errors_in_words_of_a_language_and_in_rows_that_repeat(tmp_path: Path) -> None:
    error = 'office:value-type="string" calcext:value-type="error" xmlns:calcext="c"'
    table = (
        '<table:table table:name="s"><table:table-row><table:table-cell table:number-columns-repeated="2" '
        'office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        f"<table:table-cell {error}><text:p>错误:502</text:p></table:table-cell></table:table-row></table:table>"
    )
    source = prepared(write_archive(tmp_path / "a.ods", open_parts(table)), columns=("x", "y"))
    assert rows(source) == [["1", "a", "a"], ["2", "", "#ERROR!"], ["3", "", "#ERROR!"]]


def test_a_sheet_of_errors_alone_is_refused(tmp_path: Path) -> None:
    table = (
        '<table:table table:name="s"><table:table-row table:number-rows-repeated="300000"><table:table-cell '
        'office:value-type="string" xmlns:calcext="c" calcext:value-type="error"><text:p>#N/A</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    with pytest.raises(InputError) as caught:
        prepared(write_archive(tmp_path / "a.ods", open_parts(table)))
    assert caught.value.key == "source-errors-many"


@pytest.mark.parametrize("name", ["a.xls", "a.xlsx", "a.ods"])
@pytest.mark.parametrize("write", [write_xlsx, write_ods, write_xls])
def test_a_workbook_is_known_by_what_it_holds(
    tmp_path: Path, name: str, write: Callable[[Path, Sheets], Path]
) -> None:
    assert rows(prepared(write(tmp_path / name, {"s": [["id"], ["1"]]}))) == [["2", "1"]]


def test_a_small_stream_of_an_old_workbook_is_read(tmp_path: Path) -> None:
    sheets: Sheets = {"a": [["id"], ["1"]], "b": [["id"], [Wrong("#REF!")]]}
    path = write_xls(tmp_path / "a.xls", sheets, mini=True)
    assert path.stat().st_size < 4096
    assert rows(prepared(path)) == [["2", "1"]]
    assert rows(prepared(path, sheet="b")) == [["2", "#REF!"]]
