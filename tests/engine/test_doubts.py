"""Proves that cases in doubt are settled as a slow look at their operators settles them, whether they are few or many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.catalogue.load import load_catalogue
from console.domain.period import Period
from console.domain.ports import Silent
from console.domain.rule import Judgement
from console.engine import by_parts
from console.engine.connection import Connection, connect_empty
from console.engine.judging import Said
from console.engine.rules import judge_all
from console.engine.views import prepare, set_period
from console.paths import resource_root

CATALOGUE = load_catalogue(resource_root())
RULE = CATALOGUE.rules["SVC-109"]
CUT_OFF = date(2026, 6, 30)
PARTS = 4
SEPARATED = {
    "plain": [("decide", "review")],
    "both": [("decide", "review"), ("review", "accept")],
    "none": [],
}
"""By item, the steps that different people must do."""


class Step(NamedTuple):
    """A step and who did it, None where that is not recorded."""

    name: str
    operator: str | None


steps = st.builds(
    Step,
    st.sampled_from(["accept", "review", "review", "decide", "decide", "close"]),
    st.one_of(st.integers(0, 200).map(lambda number: f"operator {number}"), st.none()),
)
cases = st.tuples(st.sampled_from(sorted(SEPARATED)), st.lists(steps, min_size=1, max_size=6))


def _slow(item: str, done: Sequence[Step]) -> str | None:
    """Return the verdict on a case; None where it has not both steps of a pair."""
    pairs = [
        (one.operator, two.operator)
        for first, second in SEPARATED[item]
        for one, two in product(done, done)
        if (one.name, two.name) == (first, second)
    ]
    if any(one is not None and one == two for one, two in pairs):
        return "flagged"
    if any(None in pair for pair in pairs):
        return "not_computable"
    return "clear" if pairs else None


def _fill(connection: Connection, held: Sequence[tuple[str, Sequence[Step]]]) -> None:
    items = sorted({item for item, _ in held})
    connection.insert("service_item", ("item_id", "item_version"), ([item, 1] for item in items))
    rules = [[item, 1, *pair] for item in items for pair in SEPARATED[item]]
    connection.insert("step_rule", ("item_id", "item_version", "step", "different_person_from"), rules)
    named = [(f"A-{place:03}", item, done) for place, (item, done) in enumerate(held)]
    columns = ("case_id", "item_id", "item_version", "submitted_on")
    connection.insert("service_case", columns, ([name, item, 1, CUT_OFF] for name, item, _ in named))
    events = [
        [name, sequence, step.name, step.operator]
        for name, _, done in named
        for sequence, step in enumerate(done)
    ]
    connection.insert("case_event", ("case_id", "sequence", "step", "operator"), events)
    prepare(connection, CATALOGUE, CUT_OFF)
    set_period(connection, Period(date(1900, 1, 1), CUT_OFF), CUT_OFF)


def _judged(held: Sequence[tuple[str, Sequence[Step]]]) -> list[Judgement]:
    """Return what the rule says where cases in doubt are few, and where they are many in one part or in all."""
    with (
        connect_empty(CATALOGUE.contract, memory_bytes=256 * 1024**2, threads=1) as connection,
        pytest.MonkeyPatch.context() as patched,
    ):
        _fill(connection, held)
        part_rows = sum(len(done) for _, done in held) // PARTS
        found: list[Judgement] = []
        for most in (1_000, 0, 5):
            patched.setattr(by_parts, "MOST_DOUBTED", most)
            found += judge_all(connection, CATALOGUE, [RULE], frozenset(), Silent(), part_rows=part_rows)
        return found


@settings(max_examples=8, deadline=None)
@given(st.lists(cases, min_size=20, max_size=60))
def test_cases_in_doubt_are_settled_as_by_a_slow_look(held: list[tuple[str, list[Step]]]) -> None:
    slow = [_slow(item, done) for item, done in held]
    for judged in _judged(held):
        flagged = {f"A-{place:03}" for place, verdict in enumerate(slow) if verdict == "flagged"}
        assert {one.key[0] for one in judged.suspicions} == flagged
        assert judged.clear == slow.count("clear")
        assert sum(judged.not_computable.values()) == slow.count("not_computable")


ALIKE = [("plain", [Step("review", f"a{place}"), Step("decide", f"b{place}")]) for place in range(300)]
"""Different people throughout: some cases are in doubt by their marks alone, one in sixty-four."""


def test_a_mark_alone_neither_flags_nor_loses_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    doubted: set[str | None] = set()
    settle = by_parts._settle_doubts

    def heard(run: object, rule: object, said: Said, among: object) -> None:
        doubted.update(said.doubted)
        settle(run, rule, said, among)  # type: ignore[arg-type]

    monkeypatch.setattr(by_parts, "_settle_doubts", heard)
    judged = _judged(ALIKE)
    assert 0 < len(doubted) < 30
    assert [(one.flagged, one.clear) for one in judged] == [(0, 300)] * 3


def test_a_doubt_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    held = [*ALIKE, *[("plain", [Step("review", "one"), Step("decide", "one")])] * 5]
    assert [(one.flagged, one.clear) for one in _judged(held)] == [(5, 300)] * 3
    monkeypatch.setattr(by_parts, "_settle_doubts", lambda *_: None)
    assert (_judged(held)[0].flagged, _judged(held)[0].clear) == (5, 305)
