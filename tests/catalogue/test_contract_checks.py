"""Owns the tests of the checks a contract file declares: what is off is named. It refuses a check nobody could run."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.catalogue.contract import read_contract
from console.errors import DefinitionError

HEAD = """table = "thing"
version = 1
primary_key = ["thing_id"]

[text.zh-CN]
name = "物"
meaning = "物"

[text.en]
name = "Thing"
meaning = "A thing"

[[column]]
name = "thing_id"
type = "VARCHAR"
zh = "编号"
en = "Thing"

[[column]]
name = "number"
type = "INTEGER"
zh = "数"
en = "Number"

[[column]]
name = "on_day"
type = "DATE"
zh = "日"
en = "Day"
"""


def _read(folder: Path, tail: str) -> None:
    (folder / "thing.toml").write_text(HEAD + tail, "utf-8")
    read_contract(folder)


def test_a_declared_check_is_read(tmp_path: Path) -> None:
    tail = '[quality]\ndated = "on_day"\ncycle = "month"\n[[check]]\nkind = "range"\ncolumns = ["number"]\nlow = 0\n'
    (tmp_path / "thing.toml").write_text(HEAD + tail, "utf-8")
    table = read_contract(tmp_path).tables["thing"]
    assert (table.owner, table.dated, table.cycle) == ("", "on_day", "month")
    (check,) = table.checks
    assert (check.kind, check.columns, check.low, check.high) == ("range", ("number",), 0.0, None)


@pytest.mark.parametrize(
    ("tail", "key"),
    [
        ('[[check]]\nkind = "rang"\ncolumns = ["number"]\nlow = 0\n', "contract-check"),
        ('[[check]]\nkind = "range"\ncolumns = ["nummer"]\nlow = 0\n', "contract-check-column"),
        ('[[check]]\nkind = "range"\ncolumns = ["number"]\n', "contract-check-form"),
        ('[[check]]\nkind = "range"\ncolumns = ["thing_id"]\nlow = 0\n', "contract-check-form"),
        ('[[check]]\nkind = "order"\ncolumns = ["on_day"]\n', "contract-check-form"),
        ('[[check]]\nkind = "filled"\ncolumns = ["number"]\nlow = 0\n', "contract-check-form"),
        ('[[check]]\nkind = "format"\ncolumns = ["thing_id"]\n', "contract-check-form"),
        ('[quality]\ndated = "when"\n', "contract-check-column"),
        ('[quality]\ncycle = "month"\n', "contract-cycle"),
    ],
)
def test_what_is_off_is_named(tmp_path: Path, tail: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        _read(tmp_path, tail)
    assert caught.value.key == key
    assert caught.value.facts["file"] == "thing.toml"
