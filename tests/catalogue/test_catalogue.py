"""Proves that a faulty definition is refused by file and key, with the nearest name where one was mistyped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.catalogue.load import FOLDERS, digest, load_catalogue
from console.errors import DefinitionError
from console.paths import resource_root

MEASURE = "measures/services/SVC-001.toml"
RULE = "rules/evaluation/EVA-103.toml"
INDEX = "indexes/six-dimensions.toml"


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    for folder in FOLDERS:
        shutil.copytree(resource_root() / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "facts"),
    [
        (
            MEASURE,
            "numerator =",
            "numerater =",
            "definition-unknown",
            {"name": "numerater", "nearest": "numerator"},
        ),
        (MEASURE, 'kind = "ratio"', 'kind = "rate"', "definition-choice", {"name": "kind", "value": "rate"}),
        (
            MEASURE,
            'kind = "ratio"',
            'kind = "quantile"',
            "measure-parts",
            {"kind": "quantile", "missing": "value"},
        ),
        (MEASURE, 'view = "case_clock"', 'view = "case_klock"', "definition-reads", {"name": "case_klock"}),
        (MEASURE, 'id = "SVC-001"', 'id = "SVC-009"', "definition-name", {"name": "SVC-009"}),
        (
            MEASURE,
            'standard = "supervision-cards"',
            'standard = "cards"',
            "definition-standard",
            {"name": "cards"},
        ),
        (RULE, "value = 0.2,", "value = 0.9,", "rule-parameter", {"name": "share"}),
        (
            RULE,
            "least_cases",
            "window_days",
            "rule-parameter-twice",
            {"name": "window_days", "other": "EVA-103"},
        ),
        (INDEX, "weight = 0.2\n", "weight = 0.3\n", "index-weights", {"name": "six-dimensions"}),
        (INDEX, 'measure = "SVC-002"', 'measure = "SVC-999"', "definition-reads", {"name": "SVC-999"}),
        (INDEX, "low = 0.95\nhigh = 1.0", "low = 1.0\nhigh = 1.0", "index-goalposts", {"name": "SVC-002"}),
        (
            INDEX,
            'aggregation = "geometric"',
            'aggregation = "magic"',
            "definition-choice",
            {"value": "magic"},
        ),
    ],
)
def test_fault_is_named(
    resources: Path, file: str, old: str, new: str, key: str, facts: dict[str, str]
) -> None:
    path = resources / file
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")
    with pytest.raises(DefinitionError) as raised:
        load_catalogue(resources)
    assert raised.value.key == key
    assert facts.items() <= raised.value.facts.items()
    assert str(raised.value.facts["file"]).endswith(".toml")


def test_rule_must_show_each_of_its_three_answers(resources: Path) -> None:
    path = resources / RULE
    path.write_text(
        path.read_text("utf-8").replace('verdict = "not_computable"', 'verdict = "clear"'), "utf-8"
    )
    with pytest.raises(DefinitionError) as raised:
        load_catalogue(resources)
    assert (raised.value.key, raised.value.facts["missing"]) == ("rule-answers", "not_computable")


def test_file_that_is_no_toml_is_refused(resources: Path) -> None:
    (resources / MEASURE).write_bytes(b"id = \xff")
    with pytest.raises(DefinitionError) as raised:
        load_catalogue(resources)
    assert (raised.value.key, raised.value.facts["file"]) == ("definition-not-toml", "SVC-001.toml")


def test_digest_follows_every_byte_and_no_line_end(resources: Path) -> None:
    before = digest(resources)
    path = resources / MEASURE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(resources) == before
    path.write_bytes(path.read_bytes() + b"# one more\r\n")
    assert digest(resources) != before


def test_measures_say_in_their_cases_what_counts_and_what_cannot_be_judged() -> None:
    for measure in load_catalogue(resource_root()).measures.values():
        expected = [row for case in measure.cases for row in case.expect]
        if measure.judgeable == "TRUE" and not measure.scope:
            continue
        assert any(row.get("not_computable") or row.get("reason") for row in expected), measure.id
