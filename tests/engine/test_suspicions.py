"""Proves what suspicions are made of flagged rows: in the order of keys, every value as a finding's sentence takes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from console.domain.rule import Rule
from console.engine.suspicions import suspicions_of
from console.errors import DefinitionError

RULE = Rule("SVC-998", 2, "services", "red", "", ("case_id", "step"), (), (), {}, ())
COMMON = {
    "organisation_id": "A",
    "region_id": None,
    "occurred_on": date(2026, 1, 2),
    "verdict": "flagged",
    "why_not": None,
    "amount": Decimal("1.50"),
    "persons": 1,
    "days": None,
    "evidence": ["b/1", None, "a/1"],
}


def _rows(*changed: dict[str, Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    rows = [{"case_id": "C1", "step": 2, **COMMON, "due_on": None, **one} for one in changed]
    return tuple(rows[0]), [tuple(row.values()) for row in rows]


def test_suspicions_stand_in_the_order_of_their_keys_with_all_that_is_told() -> None:
    second = {"amount": None, "evidence": None, "due_on": date(2026, 3, 4)}
    first, then = suspicions_of(RULE, *_rows({"step": 3, **second}, {"evidence": ["a/1"]}))
    assert (first.key, first.amount, first.evidence) == (("C1", "2"), Decimal("1.50"), ("a/1",))
    assert (then.key, then.amount, then.evidence) == (("C1", "3"), None, ())
    assert first.facts == {"due_on": None, "case_id": "C1", "step": 2}
    assert then.facts == {"due_on": "2026-03-04", "case_id": "C1", "step": 3}
    assert (first.rule_version, first.occurred_on, first.standard_verified) == (2, date(2026, 1, 2), None)


def test_evidence_is_sorted_and_a_verified_standard_is_told_apart_from_facts() -> None:
    (one,) = suspicions_of(RULE, *_rows({"standard_verified": True}))
    assert one.evidence == ("a/1", "b/1")
    assert one.standard_verified is True
    assert "standard_verified" not in one.facts


def test_two_rows_of_one_key_are_refused_and_no_row_is_no_suspicion() -> None:
    names, rows = _rows({}, {"step": 3}, {"step": 3})
    with pytest.raises(DefinitionError) as raised:
        suspicions_of(RULE, names, rows)
    assert (raised.value.key, raised.value.facts["key"]) == ("rule-key", "C1 / 3")
    assert suspicions_of(RULE, names, []) == ()


@pytest.mark.parametrize(
    "evidence", [[{"part": "a/1"}], [{"part": "a/1"}, {"part": "b/1"}], ["a/1", 2], "a/1"]
)
def test_evidence_that_is_no_list_of_texts_is_a_fault_of_the_definition(evidence: object) -> None:
    with pytest.raises(DefinitionError) as raised:
        suspicions_of(RULE, *_rows({"evidence": evidence}))
    told = raised.value
    assert (told.key, told.facts["file"], told.facts["name"]) == (
        "definition-choice",
        "SVC-998.toml",
        "evidence",
    )
