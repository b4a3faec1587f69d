"""Owns the tests of registers as offices write them, and of the promise that every row read is accepted or rejected."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.domain.ports import Silent
from console.engine.build import BuildOutcome
from console.errors import InputError
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import small_contract
from tests.sources.workbooks import Cell, write_ods, write_xlsx

MAPPING = """
[source.cases]
file = "{file}"
skip_rows = 1
header_rows = 2
missing = ["-", "无"]

[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "编号"
fee = {{ column = "办理情况.收费（元）", thousands = "," }}
visits = "办理情况.到场次数"
[table.columns.channel]
column = "办理情况.渠道"
values = {{ "网上" = "web", "窗口" = "counter" }}
[table.columns.closed_on]
column = "办结日期"
format = ["%Y/%m/%d", "%Y年%m月%d日", "%d.%m.%Y", "excel"]
"""
REGISTER = """某市政务服务中心办件登记表（２０２６年１月）,,,,
编号,办理情况,,,办结日期
,渠道,收费（元）,到场次数,
０００１,网上,"１，２３４．５０",０,2026/1/2
0002,窗口,-,１,2026年1月3日
0003,窗口,0,2,04.01.2026
0004,网上,无,无,２０２６／１／５
0005,网上,1,1,1/6/2026
0001,网上,1,1,46028
,,,,
"""


def built(folder: Path, name: str, more: str = "") -> BuildOutcome:
    told = MAPPING.format(file=name).replace("skip_rows = 1", f"skip_rows = 1\n{more}")
    (folder / "m.toml").write_text(told, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1)
    return import_sources(request, small_contract(), Silent())


def test_a_register_as_excel_writes_it_loads_with_the_right_counts(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes(REGISTER.replace("\n", "\r\n").encode("gb18030"))
    outcome = built(tmp_path, "cases.csv")
    assert (outcome.read, outcome.accepted, outcome.rejected) == (7, 5, 2)
    with duckdb.connect(str(outcome.target), read_only=True) as made:
        found = made.execute(
            "SELECT case_id, channel, fee::VARCHAR, visits, closed_on FROM service_case ORDER BY closed_on"
        ).fetchall()
        refused = made.execute(
            "SELECT file, line, target_column, reason FROM rejected ORDER BY line"
        ).fetchall()
    assert found == [
        ("０００１", "web", "1234.50", 0, date(2026, 1, 2)),
        ("0002", "counter", None, 1, date(2026, 1, 3)),
        ("0003", "counter", "0.00", 2, date(2026, 1, 4)),
        ("0004", "web", None, None, date(2026, 1, 5)),
        ("0001", "web", "1.00", 1, date(2026, 1, 6)),
    ]
    assert refused == [("cases.csv", 8, "closed_on", "type"), ("cases.csv", 10, "case_id", "missing")]


@pytest.mark.parametrize("name", ["cases.xlsx", "cases.ods"])
def test_the_same_register_as_a_workbook_is_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / "cases.csv").write_bytes(REGISTER.encode("gb18030"))
    as_text = built(tmp_path, "cases.csv")
    cells: list[list[Cell]] = [[cell or None for cell in row] for row in csv.reader(io.StringIO(REGISTER))]
    write = write_xlsx if name.endswith("xlsx") else write_ods
    write(tmp_path / name, {"登记": cells})
    as_cells = built(tmp_path, name)
    assert as_cells.digest == as_text.digest
    assert (as_cells.read, as_cells.accepted, as_cells.rejected) == (6, 5, 1)


def test_a_format_that_is_none_names_the_table(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes(REGISTER.encode("gb18030"))
    (tmp_path / "m.toml").write_text(MAPPING.format(file="cases.csv").replace('"%d.%m.%Y"', '"%Q"'), "utf-8")
    with pytest.raises(InputError) as caught:
        import_sources(
            ImportRequest((tmp_path / "m.toml",), tmp_path / "o.duckdb"), small_contract(), Silent()
        )
    assert (caught.value.key, caught.value.facts["table"]) == ("mapping-sql", "service_case")


DIRTY = st.one_of(
    st.sampled_from(
        [
            "1",
            "2",
            "３",
            "网上",
            "窗口",
            "-",
            "",
            "2026/1/2",
            "46028",
            "1,0",
            "'; DROP TABLE x",
            "=1+1",
            "NaN",
        ]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)


@settings(max_examples=25, deadline=None)
@example([["1", "1", "1"], ["1", "1", "1", "1", "0\r0"]])
@given(st.lists(st.lists(DIRTY, min_size=3, max_size=7), max_size=12))
def test_whatever_a_register_holds_every_row_is_accepted_or_rejected(
    tmp_path_factory: pytest.TempPathFactory, dirty: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("dirty")
    stream = io.StringIO("".join(REGISTER.splitlines(keepends=True)[:3]))
    stream.seek(0, io.SEEK_END)
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(dirty)
    (folder / "cases.csv").write_text(stream.getvalue(), "utf-8", newline="")
    outcome = built(folder, "cases.csv", 'encoding = "utf-8"\ndelimiter = ","')
    with duckdb.connect(str(outcome.target), read_only=True) as made:
        kept = made.execute("SELECT count(*) FROM service_case").fetchall()[0][0]
        refused = made.execute("SELECT count(DISTINCT line) FROM rejected").fetchall()[0][0]
    assert outcome.read == len(dirty)
    assert (outcome.accepted, outcome.rejected) == (kept, refused)
    assert kept + refused == len(dirty)
