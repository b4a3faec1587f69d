"""Owns the tests of mapping files. It refuses to read a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import InputError
from console.i18n import Phrases
from console.paths import resource_root
from console.sources.mapping import read_mapping
from tests.engine.extracts import column, contract, small_contract, table

GOOD = """
[source.cases]
file = "cases.csv"
zone = "Asia/Shanghai"
missing = ["-"]

[[table]]
table = "service_case"
from = "cases"
distinct_on = ["no"]
[table.columns]
case_id = "no"
channel = { column = "way", values = { "网上" = "web" }, other = "counter" }
closed_on = { column = "day", format = "%d.%m.%Y" }
fee = { expression = "try_cast(a AS DECIMAL(18,2)) * 2" }
visits = { constant = 1 }
"""


def read(tmp_path: Path, text: str) -> object:
    path = tmp_path / "m.toml"
    path.write_text(text, "utf-8")
    return read_mapping(path, small_contract())


def test_a_mapping_says_sources_tables_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(GOOD, "utf-8")
    plan = read_mapping(path, small_contract())
    assert plan.sources[0].missing == ("-",)
    told = {each.target: each for each in plan.tables[0].columns}
    assert told["case_id"].column == "no"
    assert told["channel"].values == {"网上": "web"}
    assert told["closed_on"].formats == ("%d.%m.%Y",)
    assert told["visits"].constant == 1
    assert plan.tables[0].distinct_on == ("no",)


@pytest.mark.parametrize(
    ("old", "new", "key", "named", "nearest"),
    [
        ("zone =", "zona =", "mapping-unknown", "zona", "zone"),
        ("distinct_on", "distinct", "mapping-unknown", "distinct", "distinct_on"),
        ("format =", "fromat =", "mapping-unknown", "fromat", "format"),
        ("[[table]]", "[[tables]]", "mapping-unknown", "tables", "table"),
        ('"service_case"', '"service_cases"', "mapping-table", "service_cases", "service_case"),
        ('from = "cases"', 'from = "case"', "mapping-source", "case", "cases"),
        ("visits =", "visit =", "mapping-column", "visit", "visits"),
        ("Asia/Shanghai", "Asia/Shangai", "mapping-zone", "Asia/Shangai", "Asia/Shanghai"),
        (
            'file = "cases.csv"',
            'file = "cases.csv"\nformat = "parket"',
            "mapping-format",
            "parket",
            "parquet",
        ),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    tmp_path: Path, old: str, new: str, key: str, named: str, nearest: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert (caught.value.key, caught.value.facts["name"], caught.value.facts["nearest"]) == (
        key,
        named,
        nearest,
    )
    for language in ("zh-CN", "en"):
        assert "m.toml" in Phrases(language, resource_root() / "phrases").error(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('case_id = "no"\n', "", "mapping-required"),
        ("{ constant = 1 }", '{ constant = 1, column = "a" }', "mapping-origin"),
        ("{ constant = 1 }", "{ }", "mapping-origin"),
        ("{ constant = 1 }", "1", "mapping-fault"),
        ("[source.cases]", '[source."../cases"]', "mapping-name"),
        ('missing = ["-"]', 'delimiter = "::"', "mapping-letter"),
        ("{ constant = 1 }", '{ column = "a", decimal = ";" }', "mapping-decimal"),
        ("{ constant = 1 }", '{ column = "a", decimal = ",", thousands = "," }', "mapping-decimal"),
        ("[[table]]", "[[table]", "mapping-not-toml"),
        ("[source.cases]", "[extract]\nzone = 'x'\n[source.cases]", "mapping-extract"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert caught.value.key == key


def test_dates_of_toml_stand_as_text(tmp_path: Path) -> None:
    wants = contract(
        *small_contract().tables.values(),
        table("extract_info", "extract_id", column("period_starts_on", "DATE")),
    )
    path = tmp_path / "m.toml"
    path.write_text("[extract]\nextract_id = 'x'\nperiod_starts_on = 2026-01-01\n" + GOOD, "utf-8")
    assert read_mapping(path, wants).extract == {"extract_id": "x", "period_starts_on": "2026-01-01"}


def test_every_reason_of_a_refusal_has_its_words() -> None:
    for language in ("zh-CN", "en"):
        phrases = Phrases(language, resource_root() / "phrases")
        for reason in ("type", "missing", "code", "duplicate", "cells", "bytes", "object", "long"):
            assert phrases.text(f"refused-{reason}")
