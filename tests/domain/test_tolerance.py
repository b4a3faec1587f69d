"""Owns the proof that tolerance asks for all its evidence and decides nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from console.domain.rule import Suspicion
from console.domain.tolerance import (
    Application,
    Condition,
    Distinction,
    Gaps,
    Pilot,
    gaps,
    must_recuse,
    pilot_of,
)
from console.errors import CasebookError

PILOT = Pilot(
    id="P1",
    document_number="改〔2026〕8号",
    authorised_by="市改革办",
    deviation="容缺受理",
    starts=date(2026, 1, 1),
    ends=date(2026, 6, 30),
    rules=frozenset({"SVC-003"}),
    organisations=frozenset({"o-7"}),
    regions=frozenset({"r-1"}),
    items=frozenset({"i-1"}),
)
CASE = Suspicion(
    "SVC-003",
    1,
    "services",
    "red",
    ("c-1",),
    "o-7",
    "r-1",
    date(2026, 6, 30),
    None,
    None,
    3,
    (),
    {"item_id": "i-1"},
)


def test_a_pilot_covers_exactly_its_scope() -> None:
    assert PILOT.covers(CASE)
    assert PILOT.covers(replace(CASE, occurred_on=date(2026, 1, 1)))
    for outside in (
        replace(CASE, rule_id="SVC-004"),
        replace(CASE, organisation_id="o-8"),
        replace(CASE, organisation_id=None),
        replace(CASE, region_id="r-2"),
        replace(CASE, occurred_on=date(2026, 7, 1)),
        replace(CASE, occurred_on=date(2025, 12, 31)),
        replace(CASE, occurred_on=None),
        replace(CASE, facts={"item_id": "i-2"}),
        replace(CASE, facts={}),
    ):
        assert not PILOT.covers(outside)
    anywhere = replace(PILOT, regions=frozenset({"*"}), items=frozenset({"*"}))
    assert anywhere.covers(replace(CASE, region_id=None, facts={}))


def test_the_register_answers_with_the_earliest() -> None:
    later = replace(PILOT, id="P0", starts=date(2026, 2, 1))
    assert pilot_of(CASE, [later, PILOT]) == PILOT
    assert pilot_of(CASE, [replace(PILOT, rules=frozenset({"SVC-009"}))]) is None


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"ends": date(2025, 1, 1)}, "pilot-backwards"),
        ({"document_number": " "}, "pilot-unbounded"),
        ({"rules": frozenset()}, "pilot-unbounded"),
        ({"rules": frozenset({"*"})}, "pilot-unbounded"),
    ],
)
def test_a_pilot_without_bounds_is_none(change: dict[str, object], key: str) -> None:
    with pytest.raises(CasebookError) as caught:
        replace(PILOT, **change)  # type: ignore[arg-type]
    assert caught.value.key == key


FULL = Application(
    finding="f",
    applicant="陈立",
    applied_on=date(2026, 7, 1),
    conditions={condition: (f"c-{condition}",) for condition in Condition},
    distinctions={distinction: (f"d-{distinction}",) for distinction in Distinction},
    involved=frozenset({"吴桐"}),
)
EXHIBITS = [
    *(f"c-{condition}" for condition in Condition),
    *(f"d-{distinction}" for distinction in Distinction),
]


def test_there_are_six_conditions_and_three_distinctions() -> None:
    assert (len(Condition), len(Distinction)) == (6, 3)
    assert gaps(FULL, EXHIBITS).complete


@pytest.mark.parametrize("condition", Condition)
def test_each_condition_needs_evidence_that_exists(condition: Condition) -> None:
    without = replace(FULL, conditions={c: d for c, d in FULL.conditions.items() if c is not condition})
    assert gaps(without, EXHIBITS).conditions == (condition,)
    lost = gaps(FULL, [digest for digest in EXHIBITS if digest != f"c-{condition}"])
    assert (lost.conditions, lost.unknown_evidence, lost.complete) == (
        (condition,),
        (f"c-{condition}",),
        False,
    )


@pytest.mark.parametrize("distinction", Distinction)
def test_each_distinction_needs_evidence(distinction: Distinction) -> None:
    bare = replace(FULL, distinctions={**FULL.distinctions, distinction: ()})
    assert gaps(bare, EXHIBITS).distinctions == (distinction,)


def test_the_negative_list_is_a_gap_of_its_own() -> None:
    found = gaps(replace(FULL, negative=("life_safety",)), EXHIBITS)
    assert (found.negative, found.complete) == (("life_safety",), False)


def test_nothing_here_decides() -> None:
    assert {item.name for item in fields(Gaps)} == {
        "conditions",
        "distinctions",
        "unknown_evidence",
        "negative",
    }


def test_who_is_part_of_it_steps_back() -> None:
    assert must_recuse(FULL, "陈立")
    assert must_recuse(FULL, "吴桐")
    assert not must_recuse(FULL, "周岚")
