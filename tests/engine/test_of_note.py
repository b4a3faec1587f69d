"""Proves that what is said of the few cases looked at step by step is what the judges say, and a slow look at their operators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import permutations, product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.catalogue.load import load_catalogue
from console.domain.period import Period
from console.domain.ports import Silent
from console.domain.rule import Judgement, Rule
from console.engine import by_parts
from console.engine.connection import Connection, connect_empty
from console.engine.judging import Run, Said
from console.engine.rules import judge_all
from console.engine.views import prepare, set_period
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
# Those that look at steps one by one, and one more that needs the ways of cases, without which the first counts as it judges.
RULES = [CATALOGUE.rules[name] for name in ("SVC-109", "SVC-115", "SVC-117", "SVC-116")]
CUT_OFF = date(2026, 6, 30)
FIRST_DAY = date(2026, 1, 5)
PARTS = 4
NAMES = ("accept", "review", "decide", "close")
PAIRS = tuple(permutations(NAMES, 2))
FEW = {"plain": [("decide", "review")], "none": []}
MANY = {
    **FEW,
    "chain": [("decide", "review"), ("review", "accept")],
    **{f"pair {place}": [pair] for place, pair in enumerate(PAIRS)},
}
"""By item, the steps that different people must do; of the many pairs some share their marks."""


class Step(NamedTuple):
    """A step with who did it where and when, None where that is not recorded."""

    name: str
    operator: str | None
    organisation: str | None
    day: date | None


Held = Sequence[tuple[str, Sequence[Step]]]

steps = st.builds(
    Step,
    st.sampled_from(NAMES),
    st.one_of(
        st.sampled_from(["one", "two", None]), st.integers(0, 200).map(lambda number: f"operator {number}")
    ),
    st.sampled_from(["A", "A", "A", "P", "B", None]),
    st.one_of(st.integers(0, 60).map(lambda days: FIRST_DAY + timedelta(days)), st.none()),
)


def _cases(items: Sequence[str]) -> st.SearchStrategy[list[tuple[str, list[Step]]]]:
    one = st.tuples(st.sampled_from(items), st.lists(steps, min_size=1, max_size=6))
    return st.lists(one, min_size=20, max_size=50)


def _slow(item: str, done: Sequence[Step]) -> str | None:
    """Return whether one person did two steps; None where a case has not both steps of a pair."""
    pairs = [
        (one.operator, two.operator)
        for first, second in MANY[item]
        for one, two in product(done, done)
        if (one.name, two.name) == (first, second)
    ]
    if any(one is not None and one == two for one, two in pairs):
        return "flagged"
    if any(None in pair for pair in pairs):
        return "not_computable"
    return "clear" if pairs else None


@contextmanager
def _filled(held: Held) -> Iterator[Connection]:
    with connect_empty(CATALOGUE.contract, memory_bytes=256 * 1024**2, threads=1) as connection:
        organisations: list[list[object]] = [["A", "finance", "P"], ["P", "tax", None], ["B", None, None]]
        connection.insert(
            "organisation", ("organisation_id", "kind", "parent_organisation_id"), organisations
        )
        items = sorted({item for item, _ in held})
        connection.insert("service_item", ("item_id", "item_version"), ([item, 1] for item in items))
        rules = [[item, 1, step, other, None] for item in items for step, other in MANY[item]]
        rules += [
            ["none", 1, "decide", None, "finance"]
        ]  # in its item a step is for one kind of organisation
        named = ("item_id", "item_version", "step", "different_person_from", "organisation_kind")
        connection.insert("step_rule", named, rules)
        _insert_cases(connection, held)
        prepare(connection, CATALOGUE, CUT_OFF)
        set_period(connection, Period(date(1900, 1, 1), CUT_OFF), CUT_OFF)
        yield connection


def _insert_cases(connection: Connection, held: Held) -> None:
    named = [(f"A-{place:03}", item, done) for place, (item, done) in enumerate(held)]
    columns = ("case_id", "item_id", "item_version", "organisation_id", "submitted_on", "accepted_on")
    connection.insert(
        "service_case", columns, ([name, item, 1, "A", FIRST_DAY, FIRST_DAY] for name, item, _ in named)
    )
    events: list[list[object]] = [
        [name, sequence, *step] for name, _, done in named for sequence, step in enumerate(done)
    ]
    columns = ("case_id", "sequence", "step", "operator", "organisation_id", "occurred_on")
    connection.insert("case_event", columns, events)


def _judged(connection: Connection, rules: Sequence[Rule], part_rows: int) -> list[Judgement]:
    found = judge_all(connection, CATALOGUE, rules, frozenset(), Silent(), part_rows=part_rows)
    return [found[place] for place in range(len(rules))]


def _said(judged: Judgement) -> tuple[object, ...]:
    return judged.rule_id, judged.clear, judged.not_computable, judged.suspicions


def _check(held: Held) -> None:
    with _filled(held) as connection:
        whole = _judged(connection, RULES, 1_000_000)
        parted = _judged(connection, RULES, sum(len(done) for _, done in held) // PARTS)
    assert [_said(one) for one in parted] == [_said(one) for one in whole]
    slow = [_slow(item, done) for item, done in held]
    flagged = {f"A-{place:03}" for place, verdict in enumerate(slow) if verdict == "flagged"}
    assert {one.key[0] for one in parted[0].suspicions} == flagged
    assert parted[0].clear == slow.count("clear")
    assert sum(parted[0].not_computable.values()) == slow.count("not_computable")


@settings(max_examples=6, deadline=None)
@given(_cases(sorted(FEW)))
def test_one_pair_of_steps_is_judged_as_by_a_slow_look(held: list[tuple[str, list[Step]]]) -> None:
    _check(held)


@settings(max_examples=6, deadline=None)
@given(_cases(sorted(MANY)))
def test_many_pairs_of_steps_are_judged_as_by_a_slow_look(held: list[tuple[str, list[Step]]]) -> None:
    _check(held)


def _by(first: str, second: str) -> list[Step]:
    return [Step("review", first, "A", FIRST_DAY), Step("decide", second, "A", FIRST_DAY)]


ALIKE: Held = [("plain", _by(f"a{place}", f"b{place}")) for place in range(300)]
"""Different people throughout: some cases are looked at for their marks alone, one in sixty-four."""


def _noted(held: Held) -> int:
    with _filled(held) as connection:
        return int(connection.row("SELECT count(*) FROM case_of_note WHERE one_operator_possible")[0])


def test_a_mark_alone_neither_flags_nor_loses_a_case() -> None:
    assert 0 < _noted(ALIKE) < 30
    _check(ALIKE)


def test_one_person_on_the_middle_of_three_steps_is_not_taken_for_two() -> None:
    done = [Step(name, f"{name} {{}}", "A", FIRST_DAY) for name in ("accept", "review", "decide")]
    held = [
        ("chain", [step._replace(operator=str(step.operator).format(place)) for step in done])
        for place in range(300)
    ]
    assert 0 < _noted(held) < 60
    _check(held)


def test_a_shorter_way_is_left_where_nothing_else_needs_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[list[bool]] = []
    shorter = by_parts._by_shorter_ways

    def heard(*asked: object) -> list[Rule]:
        rules: list[Rule] = shorter(*asked)  # type: ignore[arg-type]
        ways.append([bool(rule.counted) for rule in rules])
        return rules

    monkeypatch.setattr(by_parts, "_by_shorter_ways", heard)
    with _filled(ALIKE) as connection:
        for rules, way in ((RULES, True), (RULES[:3], False), (RULES[:1], False), (RULES[1:2], False)):
            ways.clear()
            _judged(connection, rules, len(ALIKE) // PARTS)
            assert ways[-1] == [way] * len(rules)


def test_a_way_for_few_is_left_once_it_was_long(monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = [("plain", [step._replace(operator=None) for step in _by("", "")])] * 80
    _check(unknown)
    asked: list[str] = []
    counted = by_parts._count

    def heard(run: Run, rule: Rule, said: Said) -> None:
        asked.append(f"{rule.id} {'counted' if rule.counted else 'judged'}")
        counted(run, rule, said)

    monkeypatch.setattr(by_parts, "_count", heard)
    monkeypatch.setattr(by_parts, "MOST_BESIDES", 10)
    _check(unknown)
    assert asked.count("SVC-109 counted") == 1
    assert asked.count("SVC-109 judged") > 1
