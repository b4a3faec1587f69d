"""One sweep over the flags on open contracting data: a new rule file needs no new test code."""

from __future__ import annotations

import pytest

from console.catalogue.rulesets import read_flag_settings, read_rule_set
from console.domain.measure import DefinitionCase
from console.domain.ocds import code_of, rule_of
from console.domain.rule import Rule
from console.engine.rules import check_rule
from console.jobs.cases import run_rule_case
from console.paths import resource_root

SET = read_rule_set(resource_root() / "ocds")
CASES = [
    pytest.param(rule, case, id=f"{rule.id}: {case.about}")
    for rule in SET.rules.values()
    for case in rule.cases
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_flag_keeps_its_cases(rule: Rule, case: DefinitionCase) -> None:
    outcome = run_rule_case(SET, rule, case)
    assert outcome.kept, f"expected {outcome.expected}\nfound {outcome.found}"


@pytest.mark.parametrize("rule", SET.rules.values(), ids=lambda rule: rule.id)
def test_flag_stays_in_the_subset_and_words_every_reason(rule: Rule) -> None:
    check_rule(rule)
    assert rule_of(code_of(rule.id)) == rule.id
    reasons = {str(row["why_not"]) for case in rule.cases for row in case.expect if row.get("why_not")}
    for words in rule.text.values():
        assert {f"why_{reason}" for reason in reasons} <= words.keys()


def test_settings_name_known_flags() -> None:
    settings = read_flag_settings(resource_root() / "ocds" / "settings.toml")
    assert {rule_of(code) for code in settings.methods} <= SET.rules.keys()
    assert ("R018_method", "open", None) in settings.rows()
