"""Owns the tests of JSON and open contracting data as sources. It refuses to judge values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from console.errors import InputError
from tests.sources.reading import prepared, refused, rows, written

RELEASES = [
    {
        "ocid": "a",
        "tender": {"id": "t1", "value": {"amount": 12.50}},
        "bids": {
            "details": [
                {"id": "b1", "tenderers": [{"id": "x"}, {"id": "y"}]},
                {"id": "b2", "tenderers": [{"id": "z"}]},
            ]
        },
    },
    {"ocid": "b", "bids": {"details": [{"id": "b3"}, "no bid"]}},
]


def test_rows_at_a_place_know_what_is_around_them(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", json.dumps(RELEASES))
    source = prepared(path, rows="bids.details.tenderers")
    place = source.columns.index("/bids.details.id")
    assert set(source.columns) == {
        "/ocid",
        "/tender.id",
        "/tender.value.amount",
        "/bids.details.id",
        "/bids.details.#",
        "#",
        "id",
    }
    assert [(row[place + 1], row[source.columns.index("id") + 1]) for row in rows(source)] == [
        ("b1", "x"),
        ("b1", "y"),
        ("b2", "z"),
    ]
    assert refused(source) == [["4", "object"]]
    assert source.read_lines == 4


@pytest.mark.parametrize(
    "packed",
    [
        json.dumps({"releases": RELEASES}),
        json.dumps({"records": [{"compiledRelease": each} for each in RELEASES]}),
        json.dumps(RELEASES, indent=1),
        "\n".join(json.dumps(each) for each in RELEASES),
        "\n".join(json.dumps({"releases": [each]}) for each in RELEASES),
    ],
)
def test_releases_are_found_however_they_are_packed(tmp_path: Path, packed: str) -> None:
    source = prepared(written(tmp_path / "a.json", packed), format="ocds")
    assert source.columns == ("ocid", "tender.id", "tender.value.amount", "bids.details")
    assert [row[:3] for row in rows(source)] == [["1", "a", "t1"], ["2", "b", ""]]
    assert rows(source)[0][3] == "12.5"


def test_a_record_nobody_compiled_is_refused_and_counted(tmp_path: Path) -> None:
    told = {"records": [{"ocid": "x", "releases": [{"url": "u"}]}, {"compiledRelease": {"ocid": "y"}}]}
    source = prepared(written(tmp_path / "a.json", json.dumps(told)), format="ocds")
    assert (rows(source), refused(source), source.read_lines) == ([["2", "y"]], [["1", "object"]], 2)


def test_numbers_keep_every_digit(tmp_path: Path) -> None:
    content = '[{"id": 440301199001011234, "money": 0.10, "list": [1, "a"], "scalar": true}]'
    source = prepared(written(tmp_path / "a.json", content))
    assert rows(source) == [["1", "440301199001011234", "0.10", '["1","a"]', "true"]]


def test_a_list_of_plain_values_is_rows_too(tmp_path: Path) -> None:
    source = prepared(written(tmp_path / "a.json", '{"tags": ["x", "y"]}'), rows="tags")
    assert (source.columns, rows(source)) == (("#", "."), [["1", "1", "x"], ["2", "2", "y"]])


@pytest.mark.parametrize(
    ("content", "rows_at", "key", "fact"),
    [
        ('{"data": {"items": [{"a": 1}]}}', "", "source-json-rows", "data.items"),
        ('{"data": []}', "data.items", "source-no-rows", None),
        ("[" * 200_000, "", "source-json-deep", None),
        ('[{"a": 1},\n{"a" 2}]', "", "source-not-json", None),
        ("[NaN]", "", "source-not-json", None),
        ("[]", "", "source-empty", None),
    ],
)
def test_a_document_without_rows_says_what_it_lacks(
    tmp_path: Path, content: str, rows_at: str, key: str, fact: str | None
) -> None:
    with pytest.raises(InputError) as caught:
        prepared(written(tmp_path / "a.json", content), rows=rows_at)
    assert (caught.value.key, caught.value.facts.get("known")) == (key, fact)
