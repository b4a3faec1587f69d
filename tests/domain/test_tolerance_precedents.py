"""Owns the proof that precedents are the decided cases most alike, refused ones too, and that nobody's words come along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.finding import FindingState
from console.domain.tolerance_precedents import WEIGHTS, likeness, precedents, side_by_side
from console.jobs.tolerance_sheet import sheet_of
from tests.domain.test_tolerance_code import CODE
from tests.domain.tolerance_kit import APPLY, CHEN, EACH, LI, SUN, ZHOU, granted, notified, ready, run

HERE = run((APPLY, ZHOU))
DECIDED = replace(run(*granted()), identity="d" * 64, number="WT-0002")


def other(number: str, **changes: object) -> FindingState:
    return replace(DECIDED, identity=number.ljust(64, "0"), number=number, **changes)  # type: ignore[arg-type]


def test_the_likest_comes_first_and_what_has_nothing_in_common_not_at_all() -> None:
    held = [
        other("WT-0003", rule_id="SVC-101", facts={}),
        other("WT-0004"),
        other("WT-0005", rule_id="FUND-105", theme="funds"),
        other("WT-0006", facts={"item_id": "i-2"}),
    ]
    found = precedents(HERE, held)
    assert [one.state.number for one in found] == ["WT-0004", "WT-0006", "WT-0003"]
    assert found[0].alike == ("rule", "item", "theme", "organisation", "amount", "days")
    assert 0 < found[2].share < found[1].share < found[0].share < 1


def test_only_decided_cases_are_precedents_and_refused_ones_are() -> None:
    refused = run(*ready(), (EACH["tolerance_refuse"], CHEN))
    held = [
        other("WT-0003", tolerance=refused.tolerance),
        other("WT-0004", tolerance=run(*ready()).tolerance),
        other("WT-0005", tolerance=None),
        other("WT-0006", tolerance=replace(DECIDED.tolerance, erased=True)),  # type: ignore[type-var]
        HERE,
    ]
    assert [one.state.number for one in precedents(HERE, held)] == ["WT-0003"]


@pytest.mark.parametrize(
    ("amount", "near"),
    [
        ("100.00", True),
        ("200.00", True),
        ("50.00", True),
        ("200.01", False),
        ("49.99", False),
        ("0.00", False),
    ],
)
def test_figures_are_near_within_twice_of_each_other(amount: str, near: bool) -> None:
    assert ("amount" in likeness(HERE, other("WT-0003", amount=Decimal(amount)))) == near


def test_what_is_not_known_is_not_alike() -> None:
    bare = replace(HERE, amount=None, days=None, persons=None, facts={}, organisation_id=None)
    assert likeness(bare, replace(bare, identity="x")) == ("rule", "theme")


@given(
    st.builds(
        lambda rule, days, item: other("WT-0003", rule_id=rule, days=days, facts={"item_id": item}),
        st.sampled_from(("SVC-003", "SVC-101")),
        st.none() | st.integers(0, 99),
        st.sampled_from(("i-1", "i-2")),
    )
)
def test_likeness_is_the_same_from_either_side(there: FindingState) -> None:
    assert likeness(HERE, there) == likeness(there, HERE)
    assert set(likeness(HERE, there)) <= set(WEIGHTS)


def test_two_cases_stand_side_by_side() -> None:
    lines = {pair.name: pair for pair in side_by_side(HERE, DECIDED)}
    assert (lines["lawful"].here, lines["lawful"].there) == (None, "shown")
    assert (lines["rule"].same, lines["document"].there) == (True, "容〔2026〕3号")
    assert not lines["persons"].same  # neither tells


def test_a_reader_outside_a_precedent_is_told_none_of_its_words() -> None:
    held = [HERE, other("WT-0003", tolerance=run(*notified()).tolerance)]
    sheet = sheet_of(HERE, held, CODE, ZHOU, date(2026, 7, 1))
    told = repr(sheet.precedents[0].state.tolerance)
    for word in ("见纪要", "已核", "先行先试中超期", "王旭", "赵一", "六个条件均有证据"):
        assert word not in told
    assert "容〔2026〕3号" in told


@pytest.mark.parametrize("who", [SUN, LI])
def test_a_hidden_sheet_holds_no_word_anywhere(who: object) -> None:
    state = run(*(pair for n, pair in enumerate(notified()) if n != 2))
    sheet = sheet_of(state, [state], CODE, who, date(2026, 7, 1))  # type: ignore[arg-type]
    assert (sheet.hidden, sheet.case) == (True, None)
    told = repr(sheet.case) + repr(sheet.state.tolerance)
    for word in ("见纪要", "王旭", "赵一", "先行先试"):
        assert word not in told
