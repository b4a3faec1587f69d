"""Proves that rows sorted by the numbers in their keys are those sorted by the keys. It refuses to trust what looks like one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.domain.contract import ContractTable
from console.domain.ports import Silent
from console.engine import direct
from console.engine.build import BuildOutcome
from console.engine.key_numbers import KeyNumbers, key_numbers
from console.jobs.importing import ImportRequest, import_sources
from tests.engine.extracts import column, contract
from tests.engine.test_build import rows

MAPPING = """
[source.events]
file = "events.csv"
[[table]]
table = "case_event"
from = "events"
[table.columns]
case_id = "no"
sequence = "step"
note = "note"
"""
COLUMNS = (
    column("case_id", required=True, nullable=False),
    column("sequence", "INTEGER", nullable=False),
    column("note"),
)
EVENT = ContractTable("case_event", 1, ("case_id", "sequence"), "", COLUMNS, {})
PLAIN = [(f"办-{number:04}", step) for number in range(40) for step in (2, 1)]
ODD = st.sampled_from(
    ["", "办-00017", "办-17", "办-A017", "办-+017", "办- 017", "办-0_17", "办-0017", "办-017 a", "Z", "0017"]
)
Rows = list[tuple[str, int]]


def built(folder: Path, lines: Rows, numbered: bool) -> BuildOutcome:
    folder.mkdir(exist_ok=True)
    body = "".join(f"{no},{step},{place}\n" for place, (no, step) in enumerate(lines))
    (folder / "events.csv").write_text("no,step,note\n" + body, "utf-8")
    (folder / "m.toml").write_text(MAPPING, "utf-8")
    request = ImportRequest((folder / "m.toml",), folder / "out.duckdb", threads=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(direct, "LEAST_ROWS", 1 if numbered else 10**9)
        return import_sources(request, contract(EVENT), Silent())


def told(outcome: BuildOutcome) -> tuple[Any, ...]:
    refused = rows(outcome.target, "SELECT * FROM rejected ORDER BY ALL")
    return outcome.digest, outcome.counts(), outcome.reasons, refused


def stored(outcome: BuildOutcome) -> list[Any]:
    return rows(outcome.target, "SELECT case_id, sequence FROM case_event")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(ODD, st.integers(1, 2)), max_size=7), st.randoms(use_true_random=False))
@example([("办-+017", 1), ("办- 017", 1), ("办-0_17", 2)], None)
@example([("Z", 1), ("0017", 1), ("Z", 1), ("0017", 1)], None)
def test_numbered_and_sorted_by_text_are_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, odd: Rows, chance: Any
) -> None:
    lines = [*PLAIN, *odd]
    if chance:
        chance.shuffle(lines)
    folder = tmp_path_factory.mktemp("numbers")
    numbered, by_text = (built(folder / str(way), lines, way) for way in (True, False))
    assert told(numbered) == told(by_text)
    held = [key[0] for key in stored(numbered)]
    assert all(not held[place + 1 :].count(key) or held[place + 1] == key for place, key in enumerate(held))


def test_texts_of_one_form_stand_in_order_and_all_others_behind(tmp_path: Path) -> None:
    lines = [("Z", 2), *reversed(PLAIN), ("0017", 1), ("Z", 1)]
    held = stored(built(tmp_path, lines, numbered=True))
    assert held[: len(PLAIN)] == sorted(PLAIN)
    assert sorted(held[len(PLAIN) :]) == [("0017", 1), ("Z", 1), ("Z", 2)]
    assert [key for key, _ in held[len(PLAIN) :]] in (["0017", "Z", "Z"], ["Z", "Z", "0017"])


def test_what_only_looks_like_a_number_is_sorted_by_its_text(tmp_path: Path) -> None:
    """Three texts of one number lie mixed with each other, which the look at the written rows finds."""
    lines = [*PLAIN, *((no, step) for step in (1, 2, 1) for no in ("办-0017", "办-+017", "办-1_7"))]
    outcome = built(tmp_path, lines, numbered=True)
    assert stored(outcome) == sorted(set(lines))
    assert outcome.reasons == {"duplicate": len(lines) - len(set(lines))}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([f"BJ-{n:06}" for n in range(50)], ("BJ-", 6)),
        ([f"3301002024{n:012}" for n in range(50)], ("3301", 18)),
        ([f"案{n}" for n in range(100, 150)], ("案", 3)),
        ([f"BJ{n:06}-x" for n in range(50)], None),
        ([f"{n}" for n in range(150)], None),
    ],
)
def test_the_form_is_that_of_most_of_the_first_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: list[str], found: tuple[str, int] | None
) -> None:
    seen: list[KeyNumbers | None] = []

    def noted(*asked: Any) -> KeyNumbers | None:
        seen.append(key_numbers(*asked))
        return seen[-1]

    monkeypatch.setattr(direct, "key_numbers", noted)
    built(tmp_path, [(text, 1) for text in texts], numbered=True)
    assert [one and (one.prefix, one.digits) for one in seen] == [found]
