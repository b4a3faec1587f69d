"""Owns the tests of sources joined and identifiers hidden in a build. It refuses to mock DuckDB."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.contract import Contract
from console.domain.ports import Silent
from console.engine.build import BuildOutcome
from console.engine.pseudonyms import one_form_sql
from console.errors import InputError, KeyStoreError
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import column, small_contract

KEY = b"k" * 32
JOINED = """
[source.cases]
file = "cases.csv"
[source.items]
file = "items.csv"
missing = ["-"]

[[table]]
table = "service_case"
from = "cases"
[[table.join]]
source = "items"
on = { item = "code" }
[table.columns]
case_id = "id"
fee = "items.price"
"""
HIDDEN = """
[source.cases]
file = "cases.csv"

[[table]]
table = "service_case"
from = "cases"
[table.columns]
case_id = "id"
visits = "visits"
applicant = { column = "who", pseudonym = { key = "benefits", kind = "id_number" } }
"""


def with_applicant() -> Contract:
    known = small_contract()
    cases = known.tables["service_case"]
    wider = replace(cases, columns=(*cases.columns, column("applicant", "VARCHAR")))
    return replace(known, tables={**known.tables, "service_case": wider})


def built(folder: Path, mapping: str, keys: dict[str, bytes] | None = None, **sources: str) -> BuildOutcome:
    for name, content in sources.items():
        (folder / f"{name}.csv").write_text(content, "utf-8")
    (folder / "m.toml").write_text(mapping, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1, keys=keys or {})
    return import_sources(request, with_applicant(), Silent())


def rows(path: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(path), read_only=True) as made:
        return made.execute(sql).fetchall()


def test_a_join_adds_columns_and_never_rows(tmp_path: Path) -> None:
    cases = "id,item\n1,a\n2,b \n3,c\n4,\n5,-\n"
    items = "code,price\na,1.50\nb,2\na,9\n,7\n-,8\n"
    outcome = built(tmp_path, JOINED, cases=cases, items=items)
    found = rows(outcome.target, "SELECT case_id, fee::VARCHAR FROM service_case ORDER BY 1")
    assert found == [("1", "1.50"), ("2", "2.00"), ("3", None), ("4", None), ("5", None)]
    refused = rows(outcome.target, "SELECT file, line, target_column, reason FROM rejected")
    assert refused == [("items.csv", 4, "code", "duplicate")]
    assert (outcome.read, outcome.accepted, outcome.rejected) == (10, 9, 1)


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ('source = "itms"\non = { item = "code" }', "mapping-source"),
        ('source = "cases"\non = { item = "code" }', "mapping-join"),
        ('source = "items"\non = {}', "mapping-join"),
        ('source = "items"\non = { item = "cod" }', "mapping-source-column"),
        ('source = "items"\nonn = { item = "code" }', "mapping-unknown"),
    ],
)
def test_a_join_that_cannot_be_says_so(tmp_path: Path, told: str, key: str) -> None:
    mapping = JOINED.replace('source = "items"\non = { item = "code" }', told)
    with pytest.raises(InputError) as caught:
        built(tmp_path, mapping, cases="id,item\n1,a\n", items="code,price\na,1\n")
    assert caught.value.key == key


def test_the_same_person_is_the_same_however_written(tmp_path: Path) -> None:
    cases = (
        "id,visits,who\n1,1,440301800101019\n2,1,44030119800101019x\n3,1,４４０３０１１９８００１０１０１９Ｘ\n"
        "4,1,440301 19800101 019X\n5,1,\n6,1,E12345678\n"
    )
    outcome = built(tmp_path, HIDDEN, {"benefits": KEY}, cases=cases)
    found = dict(rows(outcome.target, "SELECT case_id, applicant FROM service_case"))
    # The check digit of the first person, by hand: the weighted sum is 178, 178 mod 11 is 2, and the third sign is X.
    expected = hmac.new(KEY, b"44030119800101019X", hashlib.sha256).hexdigest()[:32]
    assert {found[each] for each in "1234"} == {expected}
    assert found["5"] is None
    assert found["6"] == hmac.new(KEY, b"E12345678", hashlib.sha256).hexdigest()[:32]


def test_neither_identifier_nor_key_is_in_the_extract(tmp_path: Path) -> None:
    cases = "id,visits,who\n1,1,440301198001010012\n2,many,440301198001010020\n"
    outcome = built(tmp_path, HIDDEN, {"benefits": KEY}, cases=cases)
    content = outcome.target.read_bytes()
    assert b"4403011980" not in content
    assert KEY not in content
    plain = hashlib.sha256(
        b'{"source_line":3,"id":"2","visits":"many","who":"440301198001010020"}'
    ).hexdigest()
    keyed = hmac.new(KEY, plain.encode(), hashlib.sha256).hexdigest()
    assert rows(outcome.target, "SELECT line, digest FROM rejected") == [(3, keyed)]


def test_another_key_makes_another_person_and_no_key_makes_none(tmp_path: Path) -> None:
    cases = "id,visits,who\n1,1,440301198001010012\n"
    one = built(tmp_path, HIDDEN, {"benefits": KEY}, cases=cases)
    first = rows(one.target, "SELECT applicant FROM service_case")
    other = built(tmp_path, HIDDEN, {"benefits": b"x" * 32}, cases=cases)
    assert first != rows(other.target, "SELECT applicant FROM service_case")
    with pytest.raises(KeyStoreError) as caught:
        built(tmp_path, HIDDEN, {"funds": KEY}, cases=cases)
    assert (caught.value.key, caught.value.facts["name"]) == ("pseudonym-key-missing", "benefits")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("phone", "+86 138-0013-8000", "13800138000"),
        ("phone", "008613800138000", "13800138000"),
        ("phone", "０７５５－１２３４５６", "0755123456"),
        ("account", "6222 0200 (1234)", "622202001234"),
        ("credit_code", "91440300 ma5d-abcd1e", "91440300MA5DABCD1E"),
        ("text", " 张　三 ", "张三"),
        ("id_number", "44030119800101001x", "44030119800101001X"),
    ],
)
def test_an_identifier_has_one_form(kind: str, text: str, expected: str) -> None:
    with duckdb.connect() as session:
        assert session.execute(f"SELECT {one_form_sql('$1::VARCHAR', kind)}", [text]).fetchall() == [
            (expected,)
        ]


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"[1-8][0-9]{14}", fullmatch=True))
def test_fifteen_digits_get_the_check_digit_of_the_standard(text: str) -> None:
    body = text[:6] + "19" + text[6:]
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    check = (12 - total % 11) % 11
    expected = body + ("X" if check == 10 else str(check))
    with duckdb.connect() as session:
        sql = f"SELECT {one_form_sql('$1::VARCHAR', 'id_number')}"
        assert session.execute(sql, [text]).fetchall() == [(expected,)]
