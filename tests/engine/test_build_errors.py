"""Owns the tests of spreadsheet errors in a build: the same in every format, counted and named. It refuses to lose one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from console.domain.ports import Silent
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import small_contract
from tests.sources.workbooks import Cell, Wrong, write_ods, write_xlsx

MAPPING = """
[source.cases]
file = "{file}"
missing = {missing}
[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "no"
organisation_id = "org"
channel = {{ column = "way", values = {{ "网上" = "web" }}, other = "counter" }}
fee = "fee"
"""
SHEET: list[list[Cell]] = [
    ["no", "org", "way", "fee", "note"],
    ["1", "o1", "网上", 2, Wrong("#NAME?")],  # an error in a column nobody maps costs nothing
    ["2", Wrong("#N/A"), "网上", 2, ""],
    ["3", "o1", Wrong("#REF!"), 2, ""],
    ["4", "o1", "网上", Wrong("#DIV/0!"), ""],
    [Wrong("#VALUE!"), "o1", "网上", 2, ""],
    ["6", "o1", "电话", 0, ""],
]


def _written(folder: Path, name: str) -> None:
    if name.endswith(".csv"):
        lines = (
            ",".join(cell.shown if isinstance(cell, Wrong) else str(cell) for cell in row) for row in SHEET
        )
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    else:
        (write_xlsx if name.endswith(".xlsx") else write_ods)(folder / name, {"s": SHEET})


def _built(folder: Path, name: str, missing: str = "[]") -> tuple[list[Any], list[Any]]:
    _written(folder, name)
    (folder / "m.toml").write_text(MAPPING.format(file=name, missing=missing), "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1)
    outcome = import_sources(request, small_contract(), Silent())
    assert outcome.accepted + outcome.rejected == outcome.read == 6
    with duckdb.connect(str(outcome.target), read_only=True) as made:
        return (
            made.execute(
                "SELECT case_id, organisation_id, channel::VARCHAR, fee::INTEGER FROM service_case"
            ).fetchall(),
            made.execute("SELECT line, target_column, reason FROM rejected ORDER BY 1").fetchall(),
        )


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.csv"])
def test_an_error_is_rejected_and_named_alike_in_every_format(tmp_path: Path, name: str) -> None:
    kept, rejected = _built(tmp_path, name)
    assert kept == [("1", "o1", "web", 2), ("6", "o1", "counter", 0)]
    assert rejected == [
        (3, "organisation_id", "error"),
        (4, "channel", "error"),
        (5, "fee", "error"),
        (6, "case_id", "error"),
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.csv"])
def test_somebody_may_say_that_an_error_stands_for_no_value(tmp_path: Path, name: str) -> None:
    kept, rejected = _built(tmp_path, name, '["#N/A", "#DIV/0!"]')
    assert kept == [
        ("1", "o1", "web", 2),
        ("2", None, "web", 2),
        ("4", "o1", "web", None),
        ("6", "o1", "counter", 0),
    ]
    assert [reason for _line, _column, reason in rejected] == ["error", "error"]


def test_an_error_is_nobody_whose_pseudonym_could_be_made(tmp_path: Path) -> None:
    _written(tmp_path, "a.xlsx")
    hidden = MAPPING.replace('"org"', '{{ column = "org", pseudonym = {{ key = "k", kind = "text" }} }}')
    (tmp_path / "m.toml").write_text(hidden.format(file="a.xlsx", missing="[]"), "utf-8")
    request = ImportRequest((tmp_path / "m.toml",), tmp_path / "out.duckdb", threads=1, keys={"k": b"k" * 32})
    outcome = import_sources(request, small_contract(), Silent())
    assert (outcome.accepted, dict(outcome.reasons)) == (2, {"error": 4})
