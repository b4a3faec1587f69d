"""One sweep over all definitions: a new file needs no new test code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.catalogue import Catalogue
from console.engine.readings import needs_of
from console.engine.rules import check_rule
from console.i18n import Phrases
from console.jobs.cases import run_measure_case, run_rule_case
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
MEASURE_CASES = [
    pytest.param(measure, case, id=f"{measure.id}: {case.about}")
    for measure in CATALOGUE.measures.values()
    for case in measure.cases
]
RULE_CASES = [
    pytest.param(rule, case, id=f"{rule.id}: {case.about}")
    for rule in CATALOGUE.rules.values()
    for case in rule.cases
]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return CATALOGUE


@pytest.mark.parametrize(("measure", "case"), MEASURE_CASES)
def test_measure_keeps_its_cases(catalogue: Catalogue, measure, case) -> None:  # type: ignore[no-untyped-def]
    outcome = run_measure_case(catalogue, measure, case)
    assert outcome.kept, f"expected {outcome.expected}\nfound {outcome.found}"


@pytest.mark.parametrize(("rule", "case"), RULE_CASES)
def test_rule_keeps_its_cases(catalogue: Catalogue, rule, case) -> None:  # type: ignore[no-untyped-def]
    outcome = run_rule_case(catalogue, rule, case)
    assert outcome.kept, f"expected {outcome.expected}\nfound {outcome.found}"


@pytest.mark.parametrize("rule", CATALOGUE.rules.values(), ids=lambda rule: rule.id)
def test_rule_stays_in_the_subset(rule) -> None:  # type: ignore[no-untyped-def]
    check_rule(rule)
    assert rule.needs, "a rule that needs nothing judges nothing"


@pytest.mark.parametrize("measure", CATALOGUE.measures.values(), ids=lambda measure: measure.id)
def test_measure_needs_columns_of_the_contract(catalogue: Catalogue, measure) -> None:  # type: ignore[no-untyped-def]
    needed = needs_of(measure, catalogue)
    assert needed
    assert all(catalogue.contract.has(name) for name in needed), sorted(needed)


def test_every_theme_has_measures_and_rules(catalogue: Catalogue) -> None:
    themes = {"services", "funds", "sharing", "security", "inclusion", "continuity", "evaluation"}
    assert {measure.theme for measure in catalogue.measures.values()} == themes
    assert {rule.theme for rule in catalogue.rules.values()} == themes
    assert len(catalogue.measures) >= 30
    assert len(catalogue.rules) >= 24


def test_phrases_hold_the_same_keys_in_both_languages() -> None:
    folder = resource_root() / "phrases"
    for path in sorted((folder / "zh-CN").glob("*.ftl")):
        other = folder / "en" / path.name
        assert other.exists(), other.name
        assert _keys(path) == _keys(other), path.name
    assert Phrases("zh-CN", folder).text("error-cancelled") != Phrases("en", folder).text("error-cancelled")


def _keys(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return sorted(line.split("=")[0].strip() for line in lines if line[:1].isalpha() and "=" in line)


def test_a_view_named_after_a_line_break_is_there(catalogue: Catalogue) -> None:
    """What a definition's case may read is made by what its text names, however that is laid out and written."""
    measure = catalogue.measures["CON-001"]
    broken = replace(
        measure,
        numerator=f"({measure.numerator}) AND 'z' NOT IN (SELECT name FROM\n\tREGION_ALL WHERE name <> '')",
    )
    for case in measure.cases:
        assert run_measure_case(catalogue, broken, case).kept
