"""Proves that a value read the quick way is the value the careful way reads. It refuses to choose the texts by hand only."""

from __future__ import annotations

import random

import duckdb
import pytest

from console.domain.mapping import ColumnMapping, TableMapping
from console.engine import staging
from console.engine.columns import quoted
from console.engine.staging import RAW, typed_sql
from tests.engine.extracts import column, table

KINDS = ("INTEGER", "BIGINT", "DECIMAL(18,2)", "DATE", "TIMESTAMP")
SEEDS = (
    "2026-01-02",
    "2026-01-02 23:30:00",
    "2026-01-02 23:30+08",
    "2026-01-02T23:30:00Z",
    "2026-01-02 23:30:00.5",
    "2026年1月2日",
    "20260102",
    "２０２６-０１-０２",
    "0012",
    "-7.50",
    "1e3",
    "12.345",
    "123456789012",
)
SIGNS = "0123456789-+:.TZ １e"
COUNT = 3_000


def texts() -> list[str]:
    """Return the seeds, and as many again with a few signs changed, dropped or put in."""
    drawn = random.Random(20_260_630)
    found = list(SEEDS)
    while len(found) < COUNT:
        signs = list(drawn.choice(SEEDS))
        for _ in range(drawn.randrange(1, 4)):
            place = drawn.randrange(len(signs))
            signs[place : place + drawn.randrange(2)] = drawn.choice([*SIGNS, ""])
            signs = signs or ["0"]
        found.append("".join(signs))
    return found


def typed(words: list[str], kind: str, told: ColumnMapping) -> list[str | None]:
    mapping = TableMapping("t", "s", (told,))
    sql = typed_sql(table("t", "key", column("value", kind)), mapping, "raw", "Asia/Shanghai", 0)
    with duckdb.connect() as made:
        made.execute("SET TimeZone = 'UTC'")
        made.execute(f"CREATE TABLE raw (source_line BIGINT, {quoted(RAW + 'value')} VARCHAR)")
        made.execute("INSERT INTO raw SELECT generate_subscripts($1, 1), unnest($1)", [words])
        found = made.execute(f"SELECT value::VARCHAR FROM ({sql}) ORDER BY source_line").fetchall()
    return [row[0] for row in found]


@pytest.mark.parametrize("kind", KINDS)
def test_the_quick_way_reads_what_the_careful_way_reads(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words, told = texts(), ColumnMapping("value", column="value")
    quick = typed(words, kind, told)
    monkeypatch.setattr(staging, "_usually", lambda _text, _kind, _plain, slow: slow)
    careful = typed(words, kind, told)
    assert [pair for pair in zip(words, quick, careful, strict=True) if pair[1] != pair[2]] == []
    assert 0 < sum(value is not None for value in quick) < len(words)


def test_a_point_that_parts_thousands_is_not_taken_for_a_decimal_point() -> None:
    told = ColumnMapping("value", column="value", thousands=".")
    assert typed(["1.234", "7", "-1.234.567"], "DECIMAL(18,2)", told) == ["1234.00", "7.00", "-1234567.00"]


@pytest.mark.parametrize(
    ("thousands", "decimal", "mistaken"),
    [
        (",", "", ["12,5", "1,23", "1,2345", ",123", "1,234,5", "1,,234"]),
        (".", "", ["12.50", "1.2345", "1.234.50"]),
        (" ", ",", ["12 5", "1 23,5", "1.234,50"]),
        (",", ".", ["1234,567.00"]),
        ("|", "", ["1|23"]),
    ],
)
def test_a_mark_of_thousands_that_parts_no_three_digits_is_a_mistake(
    thousands: str, decimal: str, mistaken: list[str]
) -> None:
    """A fee of 12,5 is never taken for 125 because somebody said that commas part thousands."""
    told = ColumnMapping("value", column="value", thousands=thousands, decimal=decimal)
    for kind in ("DECIMAL(18,2)", "BIGINT", "DOUBLE"):
        assert typed(mistaken, kind, told) == [None] * len(mistaken)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u3000"])
def test_every_blank_may_part_thousands(blank: str) -> None:
    told = ColumnMapping("value", column="value", thousands=" ", decimal=",")
    assert typed([f"1{blank}234{blank}567,5"], "DECIMAL(18,2)", told) == ["1234567.50"]


@pytest.mark.parametrize(("thousands", "read"), [(".", "1200.00"), ("", None)])
def test_a_comma_may_stand_before_the_decimals(thousands: str, read: str | None) -> None:
    told = ColumnMapping("value", column="value", thousands=thousands, decimal=",")
    found = typed(["1.200,00", "12,5", "１２，５", "7", "1,2,3"], "DECIMAL(18,2)", told)
    assert found == [read, "12.50", "12.50", "7.00", None]
    # A point that parts no thousands is no decimal point there: 1.200 is never taken for 1.2.
    assert typed(["1.200"], "DECIMAL(18,2)", told) == [read]
    assert typed(["1.200"], "DOUBLE", told) == ["1200.0" if read else None]


def test_an_error_of_a_spreadsheet_is_no_value_of_any_type() -> None:
    told = ColumnMapping("value", column="value")
    for kind in ("VARCHAR", "VARCHAR[]", "DATE", "BIGINT", "DOUBLE", "BOOLEAN"):
        assert typed(["#N/A", "#REF!", "#DIV/0!"], kind, told) == [None] * 3
    words = ["#", "# N/A", "#标题", "#N/A 说明", "$", '"', "!"]
    assert typed(words, "VARCHAR", told) == words
