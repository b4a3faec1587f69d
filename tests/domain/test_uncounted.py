"""Owns the proof that a suspicion no longer counts by what it is about, and that nothing else goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.excused import Excusable, ExcusedDigest, digest_of
from console.domain.rule import Judgement, Suspicion
from console.domain.uncounted import Uncounted, counting, counting_judgements

BOOK = "a-casebook"
ROW = Suspicion(
    *("SVC-101", 1, "services", "red", ("C1",), "o-1", "r-1", None, None, None, 3, ("service_case/C1",))
)
GROUP = replace(ROW, rule_id="FUND-101", key=("o-1", "v-1", "K1"), evidence=("contract/K1", "contract/K2"))
OTHER = replace(GROUP, key=("o-1", "v-1", "K9"), evidence=("contract/K8", "contract/K9"))


def thing(
    one: Suspicion, why: str = "tolerated", scheme: str = "k1", number: str = "WT-0001"
) -> ExcusedDigest:
    return digest_of(BOOK, Excusable(number, one.rule_id, scheme, one.key, one.evidence, why))


@pytest.mark.parametrize("one", [ROW, GROUP, replace(ROW, rule_id="FUND-140", key=("o-1",), evidence=())])
def test_a_row_a_group_and_an_organisation_go_by_their_natural_key(one: Suspicion) -> None:
    found = counting([one, OTHER], Uncounted(BOOK, "k1", (thing(one),)))
    assert (found.kept, found.left_out) == ((OTHER,), (one,))
    assert found.numbers == {"WT-0001"}


def test_a_group_whose_key_moved_on_is_the_same_by_its_members() -> None:
    grown = replace(GROUP, key=("o-1", "v-1", "K0"), evidence=("contract/K0", *GROUP.evidence))
    for shuffled in ([grown, OTHER], [OTHER, grown]):
        found = counting(shuffled, Uncounted(BOOK, "k1", (thing(GROUP),)))
        assert (found.kept, found.left_out) == ((OTHER,), (grown,))


def test_two_groups_take_the_closest_and_each_only_once() -> None:
    grown = replace(GROUP, key=("x", "y", "K0"), evidence=("contract/K0", *GROUP.evidence))
    same = replace(GROUP, key=("x", "y", "K5"))
    found = counting([grown, same], Uncounted(BOOK, "k1", (thing(GROUP),)))
    assert found.left_out == (same,)


def test_one_row_shared_by_two_rules_takes_only_the_rule_that_was_decided() -> None:
    other_rule = replace(ROW, rule_id="SVC-102")
    other_key = replace(ROW, key=("C2",))  # the same evidence makes no group of single rows
    found = counting([ROW, other_rule, other_key], Uncounted(BOOK, "k1", (thing(ROW),)))
    assert found.kept == (other_rule, other_key)


def test_in_a_pilot_it_stays_in_sight_as_a_notice() -> None:
    found = counting([ROW], Uncounted(BOOK, "k1", (thing(ROW, "pilot"),)))
    assert (found.kept, found.left_out) == ((replace(ROW, severity="notice"),), ())


@pytest.mark.parametrize(
    "told", [thing(ROW, scheme="k2"), replace(thing(ROW), why=""), replace(thing(ROW), digest="0" * 64)]
)
def test_another_scheme_book_or_an_older_paper_take_nothing_away(told: ExcusedDigest) -> None:
    assert counting([ROW], Uncounted(BOOK, "k1", (told,))).kept == (ROW,)
    assert counting([ROW], Uncounted("another", "k1", (thing(ROW),))).kept == (ROW,)


def test_what_was_judged_stays_counted() -> None:
    judged = Judgement("SVC-101", 1, "services", 2, 5, {"no_promise": 1}, (ROW, replace(ROW, key=("C2",))))
    ((made,), gone) = counting_judgements([judged], Uncounted(BOOK, "k1", (thing(ROW),)))
    assert (made.flagged, made.excused, made.judged, gone) == (1, 1, judged.judged, (ROW,))
